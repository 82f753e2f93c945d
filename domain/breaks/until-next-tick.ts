import type { Ms } from '../kernel/time.ts'
import type { BreakPolicy } from './break-policy.ts'
import type { BreakState } from './break-state.ts'
import { restOf, workEndsAt } from './due.ts'
import { owedMsOf } from './owed-rest.ts'

/**
 * How long from the last event the engine may be left alone if nothing happens, at least 1 ms. A tick earlier does no
 * harm; one later makes an offer late, never wrong. Null: it has nothing to wait for.
 */
export function untilNextTick(state: BreakState, policy: BreakPolicy): Ms | null {
  const { clock, plan, resting } = state
  if (plan === null || state.isOver) return null
  // With a contact in hand nothing may appear, and its end is an event.
  if (state.contacts.length > 0) return null
  let soonest = Infinity
  const consider = (inMs: number) => {
    if (inMs > 0 && inMs < soonest) soonest = inMs
  }
  const at = (moment: number) => consider(moment - clock.at)
  const ran = (moment: number) => consider(moment - clock.ranMs)
  at(plan.startsAt)
  at(workEndsAt(plan))
  for (const coming of state.comingPlans) at(coming.knownFrom)
  if (resting !== null) {
    const rest = restOf(state, resting.target)
    if (rest !== null) consider(owedMsOf(rest))
    if (resting.lengthMs !== null) consider(resting.lengthMs - resting.restedMs)
    return soonest === Infinity ? null : (soonest as Ms)
  }
  if (state.typedMs !== null) ran(state.typedMs + policy.typingPauseMs)
  if (state.armed?.form === 'after-next') ran(state.armed.sinceMs + policy.nextContactWithinMs)
  ran(state.heldForAnswerMs)
  if (state.queue !== null) {
    ran(state.queue.heardMs + policy.queueWordForMs)
    if (state.queue.nextSlotAt !== null) at(state.queue.nextSlotAt)
  }
  if (state.shown?.target.of === 'pause') ran(state.shown.sinceMs + policy.pauseOfferMs)
  for (const rest of state.rests) {
    if (owedMsOf(rest) === 0) continue
    at(rest.dueAt - policy.warnBeforeMs)
    at(rest.dueAt)
    ran(rest.snoozedUntilMs)
    if (rest.dueAt <= clock.at) consider(policy.longestHoldMs - rest.waited.queueMs)
  }
  for (const activity of plan.activities) if (activity.kind === 'time-off') at(activity.endsAt)
  for (const rule of policy.pauses) {
    const pause = state.pauses.find((each) => each.kind === rule.kind)
    if (pause === undefined) continue
    ran(pause.snoozedUntilMs)
    consider(rule.afterWorkMs - pause.workedMs)
    consider(rule.afterWorkMs + policy.longestHoldMs - pause.workedMs)
    // Enough rest makes what is shown superfluous.
    if (state.restRunMs > 0) consider(rule.lengthMs - state.restRunMs)
  }
  return soonest === Infinity ? null : (Math.max(1, soonest) as Ms)
}
