import type { EpochMs, Ms } from '../kernel/time.ts'
import type { ShiftRecord } from '../schedule/shift.ts'
import type { RestTarget } from './break-effect.ts'
import type { BreakPolicy, PauseRule } from './break-policy.ts'
import type { BreakState, PauseClock } from './break-state.ts'
import type { OwedRest } from './owed-rest.ts'
import { owedMsOf } from './owed-rest.ts'

/** When the work of a shift ends: time off at its end is not waited for. */
export function workEndsAt(shift: ShiftRecord): EpochMs {
  let at = shift.endsAt
  for (const activity of shift.activities.toReversed()) {
    if (activity.kind !== 'time-off' || activity.endsAt !== at) break
    at = activity.startsAt
  }
  return at
}

/** A break of the plan as the target of a rest. */
export const targetOf = (rest: OwedRest): RestTarget => ({ of: 'plan', restId: rest.id, kind: rest.kind })

/** The break that a target names. Null: it names none. */
export const restOf = (state: BreakState, target: RestTarget): OwedRest | null =>
  target.of === 'plan' ? (state.rests.find((rest) => rest.id === target.restId) ?? null) : null

/** The breaks that may be begun `earlyMs` from now, lunch first, then by plan. */
export function duePlanned(state: BreakState, earlyMs: Ms): OwedRest[] {
  const due = state.rests.filter((rest) => owedMsOf(rest) > 0 && rest.dueAt - earlyMs <= state.clock.at)
  return due.length < 2 ? due : due.toSorted((a, b) => Number(b.kind === 'lunch') - Number(a.kind === 'lunch'))
}

/** The next break that is still to come. Null: none is owed any more. */
export function nextPlanned(state: BreakState): OwedRest | null {
  let next: OwedRest | null = null
  for (const rest of state.rests)
    if (owedMsOf(rest) > 0 && rest.dueAt > state.clock.at && (next === null || rest.dueAt < next.dueAt)) next = rest
  return next
}

/** Pauses whose work is done, longest first. */
export function duePauses(state: BreakState, policy: BreakPolicy): { rule: PauseRule; clock: PauseClock }[] {
  const due: { rule: PauseRule; clock: PauseClock }[] = []
  for (const rule of policy.pauses) {
    const clock = state.pauses.find((each) => each.kind === rule.kind)
    if (clock !== undefined && clock.workedMs >= rule.afterWorkMs) due.push({ rule, clock })
  }
  return due.length < 2 ? due : due.sort((a, b) => b.rule.lengthMs - a.rule.lengthMs)
}

/** What is still owed of all breaks of the plan. */
export const owedTogether = (state: BreakState): Ms => state.rests.reduce((sum, rest) => sum + owedMsOf(rest), 0) as Ms

/** Whether the queue, as far as it was heard, can do without the agent now. No word counts as yes. */
export function queueSpares(state: BreakState, policy: BreakPolicy): boolean {
  const { queue, clock } = state
  if (queue === null || queue.canSpare || clock.ranMs - queue.heardMs >= policy.queueWordForMs) return true
  // A slot that was named is kept.
  return queue.nextSlotAt !== null && clock.at >= queue.nextSlotAt
}

/** Whether a break of the plan may be offered now, whatever the queue says: held long enough, or else lost to the end of the shift. */
export function isSpared(state: BreakState, rest: OwedRest, policy: BreakPolicy): boolean {
  if (queueSpares(state, policy) || rest.waited.queueMs >= policy.longestHoldMs) return true
  return state.plan === null || !hasRoom(state, 0 as Ms, policy)
}

/** Whether all that is owed still fits into the shift after a wait. */
export function hasRoom(state: BreakState, waitMs: Ms, policy: BreakPolicy): boolean {
  if (state.plan === null) return false
  return workEndsAt(state.plan) - state.clock.at - waitMs >= owedTogether(state) + policy.roomAtEndMs
}

/** The same for a pause. */
export const isPauseSpared = (state: BreakState, rule: PauseRule, workedMs: Ms, policy: BreakPolicy): boolean =>
  rule.lengthMs < policy.askQueueFromMs ||
  queueSpares(state, policy) ||
  workedMs >= rule.afterWorkMs + policy.longestHoldMs

/** Whether a key was pressed in a text so short a time ago that the agent counts as typing. */
export const isTyping = (state: BreakState, policy: BreakPolicy): boolean =>
  state.typedMs !== null && state.clock.ranMs - state.typedMs < policy.typingPauseMs

/** Whether anything may appear now: never with a contact in hand, ringing or wrapped up, while typing or resting, outside the shift. */
export function mayShow(state: BreakState, policy: BreakPolicy): boolean {
  const { plan, clock } = state
  if (state.contacts.length > 0 || state.resting !== null || state.armed !== null || state.isOver) return false
  if (plan === null || clock.at < plan.startsAt || clock.at >= workEndsAt(plan)) return false
  if (state.chosen === 'offline' || isTyping(state, policy)) return false
  const activity = plan.activities.find((each) => each.startsAt <= clock.at && clock.at < each.endsAt)
  return activity?.kind !== 'time-off'
}
