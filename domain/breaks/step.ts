import type { ContactId } from '../kernel/ids.ts'
import type { EpochMs, Ms } from '../kernel/time.ts'
import { readClock } from './break-clock.ts'
import type { BreakEffect } from './break-effect.ts'
import type { BreakEvent, ChosenState, IdleReading } from './break-event.ts'
import type { BreakPolicy } from './break-policy.ts'
import type { BreakState, OpenContact } from './break-state.ts'
import { creditIdle, passTime } from './pass-time.ts'
import { breakNext, pressKey } from './press-key.ts'
import type { Turn } from './rest-turns.ts'
import { endRest, stopOffers } from './rest-turns.ts'
import { creditElsewhere } from './rests-elsewhere.ts'
import { settle } from './settle.ts'
import { takePlan } from './take-plan.ts'

/**
 * One event of a shift: the state after it and what shall be done. Pure and without a clock: the same events give the same
 * states and effects, in one process or in several, as long as the state is handed on.
 */
export function step(
  before: BreakState,
  event: BreakEvent,
  policy: BreakPolicy,
): { state: BreakState; effects: BreakEffect[] } {
  const isGap = event.type === 'desk-started' || event.type === 'desk-resumed'
  const { clock, passedMs } = readClock(before.clock, event.stamp, isGap)
  const turn: Turn = { state: before, effects: [], policy }
  pass(turn, passedMs, clock.at, event.type === 'desk-resumed')
  turn.state = { ...turn.state, clock }
  take(turn, event)
  settle(turn)
  return { state: turn.state, effects: turn.effects }
}

/** Lets time pass up to `at`. A rest with a length of its own ends at its own moment, however late the event comes. */
function pass(turn: Turn, passedMs: Ms, at: EpochMs, hasSlept: boolean): void {
  const { state, policy } = turn
  const { resting } = state
  const endRanMs = (state.clock.ranMs + passedMs) as Ms
  const leftMs = resting === null || resting.lengthMs === null ? Infinity : resting.lengthMs - resting.restedMs
  if (leftMs > passedMs) {
    turn.state = passTime(state, passedMs, { at, ranMs: endRanMs }, hasSlept, policy)
    return
  }
  const restMs = (passedMs - leftMs) as Ms
  const endedAt = (at - restMs) as EpochMs
  const ranMs = (state.clock.ranMs + leftMs) as Ms
  const full = passTime(state, leftMs as Ms, { at: endedAt, ranMs }, hasSlept, policy)
  turn.state = { ...full, clock: { ...full.clock, at: endedAt, ranMs } }
  endRest(turn, 'full', endedAt)
  turn.state = passTime(turn.state, restMs, { at, ranMs: endRanMs }, hasSlept, policy)
}

function take(turn: Turn, event: BreakEvent): void {
  switch (event.type) {
    case 'tick':
    case 'desk-started':
    case 'desk-resumed':
      return
    case 'plan':
      turn.state = takePlan(turn.state, event.shift)
      return
    case 'contact-offered':
      return put(turn, { id: event.contactId, channel: event.channel, phase: 'offered' })
    case 'contact-answered':
      return handle(turn, { id: event.contactId, channel: event.channel, phase: 'live' })
    case 'wrap-up-begun':
      return handle(turn, { id: event.contactId, channel: event.channel, phase: 'wrap-up' })
    case 'hold-begun':
      return turnTo(turn, event.contactId, 'hold')
    case 'hold-ended':
      return turnTo(turn, event.contactId, 'live')
    case 'contact-ended':
      return event.needsWrapUp ? turnTo(turn, event.contactId, 'wrap-up') : letGo(turn, event.contactId)
    case 'offer-gone':
    case 'wrap-up-ended':
      return letGo(turn, event.contactId)
    case 'typed': {
      const { ranMs } = turn.state.clock
      seePresent(turn)
      turn.state = { ...turn.state, typedMs: ranMs }
      return
    }
    case 'state-chosen':
      return chooseState(turn, event.state)
    case 'idle-read':
      return readIdle(turn, event.reading)
    case 'unknown-answered':
      return answerUnknown(turn, event.wasRest)
    case 'queue-read': {
      const { canSpare, nextSlotAt } = event
      turn.state = { ...turn.state, queue: { canSpare, nextSlotAt, heardMs: turn.state.clock.ranMs } }
      return
    }
    case 'rested-elsewhere':
      turn.state = creditElsewhere(turn.state, event.rests, turn.policy)
      return
    case 'key':
      seePresent(turn)
      return pressKey(turn, event.key)
  }
}

/** The agent is here: no reading of idleness from before holds any longer, and an unknown stretch has come to its end. */
function seePresent(turn: Turn): void {
  endUnknown(turn)
  const { state } = turn
  const idle: IdleReading =
    state.idle.state === 'unknown'
      ? state.idle
      : { state: 'active', idleForMs: 0 as Ms, isReliable: state.idle.isReliable }
  turn.state = { ...state, idle, busyMs: state.clock.ranMs }
}

function endUnknown(turn: Turn): void {
  const { state, policy } = turn
  if (state.unknownMs === 0) return
  const isLong = state.unknownMs >= policy.askAboutUnknownMs
  turn.state = {
    ...state,
    unknownMs: 0 as Ms,
    askedUnknown: isLong ? { forMs: state.unknownMs, endedMs: state.clock.ranMs, isAsked: false } : state.askedUnknown,
  }
}

function put(turn: Turn, contact: OpenContact): void {
  seePresent(turn)
  const others = turn.state.contacts.filter((each) => each.id !== contact.id)
  turn.state = { ...turn.state, contacts: [...others, contact] }
}

/** A contact that is really in hand ends whatever rest goes on: it wins over a chosen break. */
function handle(turn: Turn, contact: OpenContact): void {
  endRest(turn, 'contact', turn.state.clock.at)
  put(turn, contact)
  const { armed } = turn.state
  if (armed?.form !== 'after-next') return
  turn.state = { ...turn.state, armed: { form: 'after-these', target: armed.target } }
  stopOffers(turn)
}

function turnTo(turn: Turn, id: ContactId, phase: OpenContact['phase']): void {
  const contact = turn.state.contacts.find((each) => each.id === id)
  if (contact !== undefined) put(turn, { ...contact, phase })
}

function letGo(turn: Turn, id: ContactId): void {
  seePresent(turn)
  const { state, policy } = turn
  const contacts = state.contacts.filter((each) => each.id !== id)
  // Else contacts that follow on each other's heels would never let an offer through.
  const heldForAnswerMs = (state.clock.ranMs + policy.holdForAnswerMs) as Ms
  turn.state = { ...state, contacts, heldForAnswerMs: contacts.length === 0 ? heldForAnswerMs : state.heldForAnswerMs }
}

function chooseState(turn: Turn, chosen: ChosenState): void {
  seePresent(turn)
  const isBreak = chosen === 'break' || chosen === 'lunch'
  if (isBreak) {
    // On a break already: which of the two words stands there changes nothing.
    if (turn.state.resting === null && !turn.state.isOver) breakNext(turn, chosen)
    return
  }
  endRest(turn, 'returned', turn.state.clock.at)
  turn.state = { ...turn.state, chosen, armed: null }
}

function readIdle(turn: Turn, reading: IdleReading): void {
  if (reading.state !== 'unknown') endUnknown(turn)
  const { state, policy } = turn
  turn.state = { ...state, idle: reading }
  // With something in hand the reading proves nothing: nobody types while they listen.
  if (!reading.isReliable || state.contacts.length > 0 || state.resting !== null) return
  if (reading.state === 'idle' || reading.state === 'locked')
    turn.state = creditIdle(turn.state, reading.idleForMs ?? (0 as Ms), policy)
  else if (reading.state === 'active') {
    const busyMs = Math.max(state.busyMs, state.clock.ranMs - (reading.idleForMs ?? 0)) as Ms
    turn.state = { ...turn.state, busyMs }
  }
}

/** The agent says that the unknown stretch was a rest: then only what came after it is work since. */
function answerUnknown(turn: Turn, wasRest: boolean): void {
  const { state, policy } = turn
  const { askedUnknown } = state
  turn.state = { ...state, askedUnknown: null }
  if (askedUnknown === null || !wasRest) return
  const sinceMs = state.clock.ranMs - askedUnknown.endedMs
  const after = (workedMs: Ms, lengthMs: Ms) =>
    askedUnknown.forMs >= lengthMs ? (Math.min(workedMs, sinceMs) as Ms) : workedMs
  turn.state = {
    ...turn.state,
    workedMs: after(state.workedMs, policy.realRestMs),
    pauses: state.pauses.map((pause) => {
      const rule = policy.pauses.find((each) => each.kind === pause.kind)
      return rule === undefined ? pause : { ...pause, workedMs: after(pause.workedMs, rule.lengthMs) }
    }),
  }
}
