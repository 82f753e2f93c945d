import type { IdleReading as MachineIdle } from '../../domain/agent-time/idle.ts'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { ChosenState, HeldState } from '../../domain/agent-time/kinds.ts'
import type { BreakEffect, KeyRefusal } from '../../domain/breaks/break-effect.ts'
import type { BreakEvent, BreakKey } from '../../domain/breaks/break-event.ts'
import type { BreakPolicy } from '../../domain/breaks/break-policy.ts'
import type { BreakState } from '../../domain/breaks/break-state.ts'
import { openBreakState } from '../../domain/breaks/break-state.ts'
import type { QueueFacts, QueueWord } from '../../domain/breaks/queue-word.ts'
import { queueWord } from '../../domain/breaks/queue-word.ts'
import { restsElsewhere } from '../../domain/breaks/rests-elsewhere.ts'
import { step } from '../../domain/breaks/step.ts'
import { untilNextTick } from '../../domain/breaks/until-next-tick.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import { contactState } from '../../domain/cases/contact.ts'
import type { ContactId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Stamp } from '../../domain/kernel/time.ts'
import { correctedAt, HOUR_MS, MINUTE_MS } from '../../domain/kernel/time.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { DeskRepository, Live } from '../data/repository.ts'
import type { Store } from '../data/store.ts'
import type { BreakNote } from '../data/store-port.ts'
import type { Timers } from '../deps/deps.ts'
import { factsOf, readingOf } from './break-facts.ts'
import { nextShift, shiftAt } from './break-shifts.ts'
import { kindOf } from './break-view.ts'
import type { BareEvent } from './contact-events.ts'
import { contactEvents } from './contact-events.ts'
import type { Timekeeper } from './keep-time.ts'
import { lasting } from './lasting-break-state.ts'

type Ports = {
  store: Pick<Store, 'meta' | 'saveMeta'>
  repository: Pick<DeskRepository, 'ownContacts' | 'ownShifts' | 'queue'>
  timekeeper: Pick<Timekeeper, 'choose' | 'follow'>
  line: { isOffline(): boolean }
  desk: Pick<DeskClient, 'on'>
  readIdle(): Promise<MachineIdle>
  policy: BreakPolicy
  me: UserId
  /** This desk, among those of the same agent. */
  deskId: string
  /** The agent's time, at whichever desk, with what goes on. */
  log: Live<IntervalRecord[]>
  timers: Timers
  stamp(): Stamp
  newId(): string
  /** For the agent's own list. */
  note(note: BreakNote): Promise<void>
  /** What a screen shows may be another now. */
  changed(): void
  refused(key: BreakKey, refusal: KeyRefusal): void
  failed(error: unknown): void
}

export type BreakKeeper = {
  state(): BreakState
  /** The agent says where they are. */
  choose(state: ChosenState): void
  press(key: BreakKey): void
  typed(): void
  answerUnknown(wasRest: boolean): void
  /** The agent signs out: a rest ends here. Resolves when it is written. */
  end(): Promise<void>
  stop(): void
}

/** How often the machine is asked whether anybody sits at it, and the queue's word is given again: it counts for ten minutes. */
const LOOK_EVERY_MS = MINUTE_MS
/** The engine is asked at least so often: no timer is trusted for longer. */
const LONGEST_TICK_MS = HOUR_MS
/** Whoever was away from a closed desk for so long did not work. */
const AWAY_FROM_MS = 5 * MINUTE_MS
/** A break is not taken to have gone on for longer than this while the desk was closed (as `keep-time.ts` has it). */
const SAME_BREAK_MS = 2 * HOUR_MS

/**
 * Feeds the engine of breaks with what happens on this desk, does what it says, and keeps its state so that a crash, a
 * sleep or a reload loses nothing (decision 0029). One window does; the others read what is kept.
 */
export async function keepBreaks(ports: Ports): Promise<BreakKeeper> {
  const { store, repository, timers, timekeeper, policy } = ports
  let state: BreakState
  let letGo: ReadonlySet<ContactId>
  let contacts: readonly ContactRecord[] | null = null
  let shifts: readonly ShiftRecord[] = []
  let log: readonly IntervalRecord[] = []
  /** What the engine was last told of other desks. */
  let elsewhere = ''
  let facts: QueueFacts | null = null
  let word: QueueWord | null = null
  let isStopped = false
  let stopTick: (() => void) | null = null
  let kept = ''
  let shown = ''
  /** What the record of time was last told. */
  let followed = 'null'

  let turn: Promise<unknown> = Promise.resolve()
  function write(): void {
    const now = { state, letGo: [...letGo] }
    turn = turn
      .then(() => (isStopped ? null : store.saveMeta((meta) => ({ ...meta, breaks: now }))))
      .catch((error: unknown) => {
        kept = ''
        if (!isStopped) ports.failed(error)
      })
  }

  /** Where the engine has the agent. Null: it has no say in it. */
  function wanted(): { chosen: HeldState; next: HeldState | null } | null {
    const { resting, armed } = state
    const stateOf = (target: NonNullable<typeof resting>['target']) =>
      target.of === 'reset' ? ('reset' as const) : kindOf(target) === 'lunch' ? ('lunch' as const) : ('break' as const)
    if (resting !== null) return { chosen: stateOf(resting.target), next: null }
    if (armed?.form === 'after-these') return { chosen: 'available', next: stateOf(armed.target) }
    return null
  }

  /** One event without doing what it leads to; `after` does that, so that what belongs together is done once. */
  function take(event: BareEvent, at = ports.stamp()): BreakEffect[] {
    const done = step(state, { ...event, stamp: at } as BreakEvent, policy)
    state = done.state
    return done.effects
  }

  function after(effects: readonly BreakEffect[], tellsTime = true): void {
    for (const effect of effects) {
      if (effect.type === 'refused') ports.refused(effect.key, effect.refusal)
      if (effect.type === 'rest-ended' && effect.target.of !== 'pause') noteRest(effect)
    }
    const now = wanted()
    const told = JSON.stringify(now)
    if (told !== followed) {
      followed = told
      if (tellsTime) timekeeper.follow(now ?? { chosen: 'available', next: null })
    }
    const worthKeeping = JSON.stringify([lasting(state), [...letGo]])
    if (worthKeeping !== kept) {
      kept = worthKeeping
      write()
    }
    const { clock: _, ...rest } = state
    const seen = JSON.stringify(rest)
    if (seen !== shown) {
      shown = seen
      ports.changed()
    }
    stopTick?.()
    const inMs = untilNextTick(state, policy)
    stopTick = inMs === null ? null : timers.after(Math.min(inMs, LONGEST_TICK_MS), () => heard({ type: 'tick' }))
  }

  function heard(...events: BareEvent[]): void {
    if (isStopped) return
    after(events.flatMap((event) => take(event)))
  }

  function noteRest({ target, restedMs }: Extract<BreakEffect, { type: 'rest-ended' }>): void {
    const kind = kindOf(target)
    if (kind !== 'break' && kind !== 'lunch' && kind !== 'reset') return
    const startedAt = (correctedAt(ports.stamp()) - restedMs) as EpochMs
    const entry = { id: ports.newId(), kind, exercise: null, startedAt, lengthMs: restedMs }
    void ports.note(entry)
  }

  function followContacts(): void {
    if (contacts === null) return
    const open = contacts.filter((each) => letGo.has(each.id) && contactState(each) === 'wrap-up')
    if (open.length !== letGo.size) letGo = new Set(open.map(({ id }) => id))
    const events = contactEvents(state.contacts, contacts, letGo)
    if (events.length > 0) heard(...events)
  }

  function followPlan(): void {
    const now = correctedAt(ports.stamp())
    const shift = shiftAt(shifts, now)
    if (shift === null) return
    const versions = shifts.filter(({ id }) => id === shift.id).toSorted((a, b) => a.version - b.version)
    if (state.plan !== null && state.plan.id !== shift.id) {
      // The old one ends with its last contact.
      if (state.contacts.length > 0 || state.resting?.target.of === 'plan') return
      state = nextShift(state, policy)
    }
    const known = [state.plan, ...state.comingPlans].map((each) => each?.version ?? 0)
    const fresh = versions.filter(({ version }) => version > Math.max(...known))
    if (fresh.length > 0) heard(...fresh.map((each): BareEvent => ({ type: 'plan', shift: each })))
    followOtherDesks()
  }

  function followOtherDesks(): void {
    const { plan } = state
    if (plan === null) return
    const rests = restsElsewhere(log, plan, ports.deskId, correctedAt(ports.stamp()))
    const told = JSON.stringify([plan.id, plan.version, rests])
    if (told === elsewhere) return
    elsewhere = told
    if (rests.length > 0) heard({ type: 'rested-elsewhere', rests })
  }

  function followQueue(again: boolean): void {
    const now = correctedAt(ports.stamp())
    const next = queueWord(ports.line.isOffline() ? null : facts, now, word)
    const isSame = word !== null && word.canSpare === next.canSpare && word.nextSlotAt === next.nextSlotAt
    word = next
    if (!isSame || again) heard({ type: 'queue-read', ...next })
  }

  async function look(): Promise<void> {
    followPlan()
    followQueue(true)
    const reading = await ports.readIdle()
    heard({ type: 'idle-read', reading: readingOf(reading) })
  }

  const before = (await store.meta()).breaks
  // What was kept before something was thought of does not hold it.
  state = { ...openBreakState(policy), ...before?.state }
  letGo = new Set(before?.letGo ?? [])
  const gapMs = before === undefined ? 0 : correctedAt(ports.stamp()) - state.clock.at
  const isAway = gapMs >= AWAY_FROM_MS
  const began = take({ type: isAway && state.contacts.length === 0 ? 'desk-resumed' : 'desk-started' })
  if (gapMs > SAME_BREAK_MS && state.resting !== null) began.push(...take({ type: 'key', key: 'return' }))
  after(began)

  const watching = [
    repository.ownContacts().subscribe((mine) => {
      contacts = mine
      followContacts()
      followPlan()
    }, ports.failed),
    repository.ownShifts().subscribe((mine) => {
      shifts = mine
      followPlan()
    }, ports.failed),
    ports.log.subscribe((entries) => {
      log = entries
      followOtherDesks()
    }, ports.failed),
    repository.queue().subscribe((rows) => {
      facts = factsOf(rows, ports.me)
      followQueue(false)
    }, ports.failed),
  ]
  const stops = [
    timers.every(LOOK_EVERY_MS, () => void look().catch(ports.failed)),
    ports.desk.on('power.suspended', () => {
      heard({ type: 'tick' })
      write()
    }),
    ports.desk.on('power.resumed', () => heard({ type: 'desk-resumed' })),
  ]
  return {
    state: () => state,
    choose(to) {
      if (isStopped) return
      const open = (contacts ?? []).filter((each) => each.channel !== 'email' && contactState(each) === 'wrap-up')
      const isWithCustomer = state.contacts.some(({ phase }) => phase === 'live' || phase === 'hold')
      const effects: BreakEffect[] = []
      if (!isWithCustomer && open.length > 0) {
        // Choosing a state in wrap-up ends the wrap-up's time (metrics.md 2.1).
        letGo = new Set([...letGo, ...open.map(({ id }) => id)])
        for (const event of contactEvents(state.contacts, contacts ?? [], letGo)) effects.push(...take(event))
      }
      const isRest = to === 'break' || to === 'lunch'
      const wasResting = state.resting !== null
      effects.push(...take({ type: 'state-chosen', state: to === 'tech-issue' ? 'meeting' : to }))
      const now = wanted()
      after(effects, false)
      if (isRest && now !== null && (now.next !== null || now.chosen === 'reset')) timekeeper.follow(now)
      else if (!isRest || wasResting || now === null || now.chosen === 'reset') timekeeper.choose(to)
      else timekeeper.choose(now.chosen)
    },
    press: (key) => heard({ type: 'key', key }),
    typed: () => heard({ type: 'typed' }),
    answerUnknown: (wasRest) => heard({ type: 'unknown-answered', wasRest }),
    end() {
      const isBusy = state.resting !== null || state.armed !== null
      if (isBusy) after(take({ type: 'key', key: state.resting !== null ? 'return' : 'cancel' }))
      write()
      return turn.then(() => undefined)
    },
    stop() {
      isStopped = true
      stopTick?.()
      for (const each of watching) each.unsubscribe()
      for (const stop of stops) stop()
    },
  }
}
