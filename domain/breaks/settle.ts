import type { Ms } from '../kernel/time.ts'
import { owedLines } from './account.ts'
import type { RestTarget } from './break-effect.ts'
import type { BreakPolicy, PauseRule } from './break-policy.ts'
import type { BreakState, PauseClock } from './break-state.ts'
import {
  duePauses,
  duePlanned,
  isPauseSpared,
  isSpared,
  mayShow,
  nextPlanned,
  restOf,
  targetOf,
  workEndsAt,
} from './due.ts'
import type { OwedRest } from './owed-rest.ts'
import { movedMsOf, owedMsOf, protectedMsOf } from './owed-rest.ts'
import type { Turn } from './rest-turns.ts'
import { endRest, resumeOffers, startRest, stopOffers, withdraw } from './rest-turns.ts'
import { takeComingPlans } from './take-plan.ts'

/** After every event: what has come due begins, is shown, is taken down or is told, in this order. */
export function settle(turn: Turn): void {
  turn.state = takeComingPlans(turn.state)
  lapseAfterNext(turn)
  closeShift(turn)
  if (!turn.state.isOver) {
    const { armed, contacts } = turn.state
    if (armed?.form === 'after-these' && contacts.length === 0) startRest(turn, stillMeant(turn, armed.target))
    tellFull(turn)
    takeDown(turn)
    if (mayShow(turn.state, turn.policy)) {
      askAboutUnknown(turn)
      warn(turn)
      show(turn)
    }
  }
  if (holdsOffers(turn)) stopOffers(turn)
  else resumeOffers(turn)
}

/** New contacts stay away while a rest goes on or is next, and for a moment where an offer waits to be seen and answered. */
function holdsOffers(turn: Turn): boolean {
  const { state, policy } = turn
  if (state.resting !== null || state.armed?.form === 'after-these') return true
  if (state.contacts.length > 0 || state.armed !== null || state.isOver) return false
  if (state.clock.ranMs >= state.heldForAnswerMs || state.chosen === 'offline') return false
  return (
    plannedTurns(turn).some((rest) => isSpared(state, rest, policy)) ||
    duePauses(state, policy).some(({ rule, clock }) => isLongTurn(turn, rule, clock))
  )
}

/** Whether a pause that is long enough to ask the queue may be offered. */
const isLongTurn = ({ state, policy }: Turn, rule: PauseRule, clock: PauseClock): boolean =>
  rule.lengthMs >= policy.askQueueFromMs &&
  clock.snoozedUntilMs <= state.clock.ranMs &&
  !isBreakNear(state, policy) &&
  isPauseSpared(state, rule, clock.workedMs, policy)

/** Whether a planned break is so near that no pause is offered. */
function isBreakNear(state: BreakState, policy: BreakPolicy): boolean {
  const next = nextPlanned(state)
  return next !== null && next.dueAt - state.clock.at < policy.noPauseBeforeBreakMs
}

/** A break that the plan took away meanwhile becomes one by own wish: the agent was told that a break comes. */
function stillMeant({ state }: Turn, target: RestTarget): RestTarget {
  const rest = restOf(state, target)
  return rest !== null && owedMsOf(rest) === 0 ? { of: 'own-wish' } : target
}

function lapseAfterNext(turn: Turn): void {
  const { armed, clock } = turn.state
  if (armed?.form !== 'after-next' || turn.state.contacts.length > 0) return
  if (clock.ranMs - armed.sinceMs >= turn.policy.nextContactWithinMs) turn.state = { ...turn.state, armed: null }
}

/** The end of the shift waits for the last contact; then all that is still owed is said. */
function closeShift(turn: Turn): void {
  const { state } = turn
  if (state.isOver || state.plan === null || state.contacts.length > 0) return
  if (state.clock.at < workEndsAt(state.plan)) return
  if (state.resting !== null) endRest(turn, 'shift-over', state.clock.at)
  withdraw(turn, 'not-due')
  turn.state = { ...turn.state, isOver: true, armed: null }
  const lines = owedLines(turn.state, turn.policy)
  const totalMs = lines.reduce((sum, line) => sum + line.owedMs, 0) as Ms
  turn.effects.push({ type: 'owed-at-end', lines, totalMs })
}

function tellFull(turn: Turn): void {
  const { resting } = turn.state
  if (resting === null || resting.isFullTold) return
  const rest = restOf(turn.state, resting.target)
  if (rest === null || owedMsOf(rest) > 0) return
  turn.state = { ...turn.state, resting: { ...resting, isFullTold: true } }
  turn.effects.push({ type: 'rest-full', target: resting.target })
}

function takeDown(turn: Turn): void {
  const { state, policy } = turn
  const { shown } = state
  if (shown === null) return
  if (state.contacts.length > 0) return withdraw(turn, 'contact')
  if (state.chosen === 'offline') return withdraw(turn, 'away')
  const { target } = shown
  const rest = restOf(state, target)
  if (rest !== null) {
    const isDue = owedMsOf(rest) > 0 && rest.dueAt <= state.clock.at
    if (!isDue || (shown.what === 'keep' && isSpared(state, rest, policy))) withdraw(turn, 'not-due')
    return
  }
  const due = duePauses(state, policy).find(({ rule }) => target.of === 'pause' && rule.kind === target.kind)
  if (due === undefined || hasPlannedTurn(turn)) return withdraw(turn, 'not-due')
  if (shown.what === 'keep') {
    if (isPauseSpared(state, due.rule, due.clock.workedMs, policy)) withdraw(turn, 'not-due')
  } else if (state.clock.ranMs - shown.sinceMs >= policy.pauseOfferMs) {
    const snoozedUntilMs = (state.clock.ranMs + policy.pauseAgainMs) as Ms
    turn.state = {
      ...state,
      pauses: state.pauses.map((each) => (each === due.clock ? { ...each, snoozedUntilMs } : each)),
    }
    withdraw(turn, 'ignored')
  }
}

/** Breaks of the plan that are due, not put off, and worth an offer. */
function plannedTurns({ state, policy }: Turn): OwedRest[] {
  return duePlanned(state, 0 as Ms).filter(
    (rest) => rest.snoozedUntilMs <= state.clock.ranMs && owedMsOf(rest) >= policy.smallestOfferMs,
  )
}

const hasPlannedTurn = (turn: Turn): boolean =>
  plannedTurns(turn).some((rest) => isSpared(turn.state, rest, turn.policy) || rest.toldSlot === null)

function show(turn: Turn): void {
  const { state, policy } = turn
  if (state.shown?.what === 'offer') return
  for (const rest of plannedTurns(turn)) {
    if (isSpared(state, rest, policy)) return offerPlanned(turn, rest)
    if (isNews(turn, rest.toldSlot)) return keep(turn, targetOf(rest), owedMsOf(rest))
  }
  if (state.shown !== null || state.chosen !== 'available') return
  if (isBreakNear(state, policy)) return
  for (const { rule, clock } of duePauses(state, policy)) {
    if (clock.snoozedUntilMs > state.clock.ranMs) continue
    if (isPauseSpared(state, rule, clock.workedMs, policy)) return offerPause(turn, rule)
    if (isNews(turn, clock.toldSlot)) return keepPause(turn, rule, clock)
  }
}

const isNews = ({ state }: Turn, told: OwedRest['toldSlot']): boolean =>
  told === null || told.at !== (state.queue?.nextSlotAt ?? null)

/** An offer on the screen; one of a long rest holds back the next contact for a moment. */
function showing({ state, policy }: Turn, target: RestTarget, isHeld: boolean): BreakState {
  const { ranMs } = state.clock
  const heldForAnswerMs = (isHeld ? ranMs + policy.holdForAnswerMs : state.heldForAnswerMs) as Ms
  return { ...state, heldForAnswerMs, shown: { what: 'offer', target, sinceMs: ranMs } }
}

function offerPlanned(turn: Turn, rest: OwedRest): void {
  withdraw(turn, 'not-due')
  const { state, policy } = turn
  const target = targetOf(rest)
  turn.state = showing(turn, target, true)
  turn.effects.push({
    type: 'offer',
    target,
    lengthMs: owedMsOf(rest),
    workedMs: state.workedMs,
    movedMs: movedMsOf(rest.waited),
    protectedMs: protectedMsOf(rest.waited),
    postponementsLeft: Math.max(
      0,
      Math.min(policy.postponementsPerBreak - rest.postponements, policy.postponementsPerShift - state.postponements),
    ),
  })
}

function offerPause(turn: Turn, rule: PauseRule): void {
  const { state, policy } = turn
  const target: RestTarget = { of: 'pause', kind: rule.kind }
  turn.state = showing(turn, target, rule.lengthMs >= policy.askQueueFromMs)
  turn.effects.push({
    type: 'offer',
    target,
    lengthMs: rule.lengthMs,
    workedMs: state.workedMs,
    movedMs: 0 as Ms,
    protectedMs: 0 as Ms,
    postponementsLeft: Math.max(0, policy.postponementsPerShift - state.postponements),
  })
}

function keep(turn: Turn, target: RestTarget, keptMs: Ms): void {
  withdraw(turn, 'not-due')
  const { state, policy } = turn
  const nextSlotAt = state.queue?.nextSlotAt ?? null
  const toldSlot = { at: nextSlotAt }
  turn.state = {
    ...state,
    shown: { what: 'keep', target, sinceMs: state.clock.ranMs },
    rests: state.rests.map((each) =>
      target.of === 'plan' && each.id === target.restId ? { ...each, toldSlot } : each,
    ),
    pauses: state.pauses.map((each) =>
      target.of === 'pause' && each.kind === target.kind ? { ...each, toldSlot } : each,
    ),
  }
  const resetsLeft = Math.max(0, policy.resetsPerShift - state.resets)
  turn.effects.push({ type: 'keep', target, keptMs, nextSlotAt, resetMs: policy.resetMs, resetsLeft })
}

const keepPause = (turn: Turn, rule: PauseRule, clock: PauseClock): void =>
  keep(turn, { of: 'pause', kind: clock.kind }, rule.lengthMs)

function warn(turn: Turn): void {
  const { state, policy } = turn
  const { at } = state.clock
  for (const rest of state.rests) {
    if (rest.isWarned || owedMsOf(rest) === 0 || at >= rest.dueAt || at < rest.dueAt - policy.warnBeforeMs) continue
    turn.state = {
      ...turn.state,
      rests: turn.state.rests.map((each) => (each === rest ? { ...each, isWarned: true } : each)),
    }
    turn.effects.push({ type: 'warn', restId: rest.id, kind: rest.kind, startsAt: rest.dueAt })
  }
}

function askAboutUnknown(turn: Turn): void {
  const { askedUnknown } = turn.state
  if (askedUnknown === null || askedUnknown.isAsked) return
  turn.state = { ...turn.state, askedUnknown: { ...askedUnknown, isAsked: true } }
  turn.effects.push({ type: 'ask-about-unknown', forMs: askedUnknown.forMs })
}
