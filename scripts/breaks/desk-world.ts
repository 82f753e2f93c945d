import { dice } from './dice.ts'
import type { ComingContact, Scenario } from './scenario.ts'
import { comingContact, SHIFT_MS, TICK_MS } from './scenario.ts'

/** A contact in the agent's hand. Times from the beginning of the shift. */
export type HandContact = {
  index: number
  coming: ComingContact
  phase: 'offered' | 'live' | 'hold' | 'wrap-up'
  offeredMs: number
  answeredMs: number
}

/** What a desk can see happen to a contact. */
export type ContactNews = {
  index: number
  coming: ComingContact
  news: 'offered' | 'gone' | 'answered' | 'hold' | 'resumed' | 'ended' | 'wrapped'
}

/**
 * One agent at one desk, five seconds at a time: what comes in depends on when the agent is free, and so on what their
 * tool does. What is true is here; what a tool believes is its own.
 */
export type DeskWorld = {
  readonly scenario: Scenario
  ms: number
  contacts: HandContact[]
  /** What happened to contacts at the beginning of this tick. */
  news: ContactNews[]
  /** Keys are pressed in a text during this tick. */
  isTyping: boolean
  /** Any input during this tick, as the machine sees it. */
  hasInput: boolean
  /** How long the machine has seen no input, at the end of the tick before. */
  idleMs: number
  lastKeyMs: number
  /** The agent has gone from the desk, until the tool or the agent says otherwise. */
  isAway: boolean
  areOffersStopped: boolean
  nextIndex: number
  next: ComingContact
  nextOfferMs: number
  truth: Truth
}

/** What really happened, whatever the tools book. */
export type Truth = {
  /** How long the agent has really been resting, up to now. */
  restRunMs: number
  sinceRestMs: number
  longestMs: number
}

/** A rest that ends a stretch of work in the comparison. */
const REAL_REST_MS = 120_000

export function openWorld(scenario: Scenario): DeskWorld {
  const next = comingContact(scenario, 0, 0)
  return {
    scenario,
    ms: 0,
    contacts: [],
    news: [],
    isTyping: false,
    hasInput: false,
    idleMs: 0,
    lastKeyMs: -1e9,
    isAway: false,
    areOffersStopped: false,
    nextIndex: 0,
    next,
    nextOfferMs: next.gapMs,
    truth: { restRunMs: 0, sinceRestMs: 0, longestMs: 0 },
  }
}

/** Whether a contact is in hand, ringing or wrapped up. */
export const isBusy = (world: DeskWorld): boolean => world.contacts.length > 0

/** What happens to the contacts in hand at the beginning of the tick at `world.ms`. */
export function advanceContacts(world: DeskWorld): void {
  if (world.news.length > 0) world.news = []
  for (const contact of world.contacts) advance(world, contact)
  if (world.news.length > 0) world.contacts = world.contacts.filter((each) => !isOut(world, each))
}

/** Then comes what is new, and what the agent's hands do. A contact that is handed out in the same moment sees what the tool has said. */
export function takeNext(world: DeskWorld): void {
  if (world.news.length > 0) world.news = []
  offer(world)
  input(world)
}

const isOut = (world: DeskWorld, contact: HandContact): boolean =>
  world.news.some(
    (each) =>
      each.index === contact.index &&
      (each.news === 'gone' || each.news === 'wrapped' || (each.news === 'ended' && contact.coming.wrapUpMs === 0)),
  )

function advance(world: DeskWorld, contact: HandContact): void {
  const { coming } = contact
  const say = (news: ContactNews['news']) => world.news.push({ index: contact.index, coming, news })
  if (contact.phase === 'offered') {
    if (world.ms - contact.offeredMs < coming.ringMs) return
    if (coming.isMissed || world.isAway) return void say('gone')
    contact.phase = 'live'
    contact.answeredMs = world.ms
    return void say('answered')
  }
  const heldMs = coming.hold === null ? 0 : coming.hold.toMs - coming.hold.fromMs
  const forMs = world.ms - contact.answeredMs
  if (contact.phase === 'wrap-up') {
    if (forMs >= coming.talkMs + heldMs + coming.wrapUpMs) say('wrapped')
  } else if (forMs >= coming.talkMs + heldMs) {
    contact.phase = 'wrap-up'
    say('ended')
  } else if (coming.hold !== null && contact.phase === 'live' && forMs === coming.hold.fromMs) {
    contact.phase = 'hold'
    say('hold')
  } else if (coming.hold !== null && contact.phase === 'hold' && forMs >= coming.hold.toMs) {
    contact.phase = 'live'
    say('resumed')
  }
}

function offer(world: DeskWorld): void {
  if (world.areOffersStopped || world.isAway || world.ms >= SHIFT_MS) return
  const [inHand] = world.contacts
  if (inHand === undefined) {
    if (world.ms < world.nextOfferMs) return
  } else {
    world.nextOfferMs = world.ms + world.next.gapMs
    // A second chat beside the first, once.
    const isBeside =
      world.contacts.length === 1 && world.next.isBeside && inHand.coming.channel === 'chat' && inHand.phase === 'live'
    if (!isBeside || world.ms - inHand.answeredMs < world.next.gapMs) return
  }
  const index = world.nextIndex
  world.contacts.push({ index, coming: world.next, phase: 'offered', offeredMs: world.ms, answeredMs: 0 })
  world.news = [{ index, coming: world.next, news: 'offered' }]
  world.nextIndex++
  world.next = comingContact(world.scenario, world.nextIndex, world.ms)
  world.nextOfferMs = world.ms + world.next.gapMs
}

/** Whether a contact in hand may end before the next tick has passed. */
export const mayEndSoon = (world: DeskWorld): boolean =>
  world.contacts.some(({ coming, answeredMs, phase }) => {
    const heldMs = coming.hold === null ? 0 : coming.hold.toMs - coming.hold.fromMs
    const endsMs = answeredMs + coming.talkMs + heldMs + (phase === 'wrap-up' ? coming.wrapUpMs : 0)
    return phase === 'offered' || world.ms + TICK_MS >= endsMs
  })

/** How often keys are pressed in a text, in shares of short stretches of time. */
const TYPING = { phone: 0.15, chat: 0.6, email: 0.5, wrapUp: 0.8, free: 0.15 }

function input(world: DeskWorld): void {
  const { seed } = world.scenario
  const place = Math.floor(world.ms / 20_000)
  if (world.isAway) {
    world.isTyping = false
    world.hasInput = false
    return
  }
  const contact = world.contacts.find((each) => each.phase !== 'offered')
  const share =
    contact === undefined ? TYPING.free : contact.phase === 'wrap-up' ? TYPING.wrapUp : TYPING[contact.coming.channel]
  // Without a contact the agent leans back now and then; on the phone they only listen for a while.
  const isStill =
    contact === undefined
      ? dice(seed, 4, Math.floor(world.ms / 150_000)) < 0.3
      : contact.coming.channel === 'phone' && contact.phase !== 'wrap-up' && dice(seed, 5, contact.index) < 0.5
  world.isTyping = !isStill && dice(seed, 3, place) < share
  if (world.isTyping) world.lastKeyMs = world.ms + TICK_MS / 2
  world.hasInput = world.isTyping || (!isStill && dice(seed, 6, place) < 0.7)
}

/** What is true of the tick that ends. */
export function endTick(world: DeskWorld): void {
  const { truth } = world
  world.idleMs = world.hasInput ? 0 : world.idleMs + TICK_MS
  truth.sinceRestMs += TICK_MS
  truth.restRunMs = world.hasInput || isBusy(world) ? 0 : truth.restRunMs + TICK_MS
  if (truth.restRunMs >= REAL_REST_MS) {
    // The stretch ended when this rest began.
    truth.longestMs = Math.max(truth.longestMs, truth.sinceRestMs - truth.restRunMs)
    truth.sinceRestMs = truth.restRunMs
  }
  world.ms += TICK_MS
}
