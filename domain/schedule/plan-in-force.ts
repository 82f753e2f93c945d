import type { ActivityId, ShiftId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { ActivityKind, ShiftRecord } from './shift.ts'

/** One stretch of a shift by the version that was in force while it passed: from `from` up to, not including, `to`. */
export type PlannedStretch = {
  shiftId: ShiftId
  version: number
  activityId: ActivityId
  kind: ActivityKind
  isPaid: boolean
  from: EpochMs
  to: EpochMs
}

/** From when to when each version was the newest one that the agent knew. A version that a newer one overtook never was. */
function reignsOf(versions: readonly ShiftRecord[]): { plan: ShiftRecord; from: number; to: number }[] {
  const inOrder = versions.toSorted((a, b) => a.knownFrom - b.knownFrom || b.version - a.version)
  const newer = inOrder.filter((plan, at) => inOrder.slice(0, at).every((before) => before.version < plan.version))
  return newer.map((plan, at) => ({ plan, from: plan.knownFrom, to: newer[at + 1]?.knownFrom ?? Infinity }))
}

/**
 * What was planned at each instant of one shift, by the version in force at that instant; in order, without overlap.
 * Time before the first version was known is in no stretch: nobody is judged by a plan they had not been given.
 * @param versions the versions of one shift, in any order
 */
export function planInForce(versions: readonly ShiftRecord[]): PlannedStretch[] {
  const stretches: PlannedStretch[] = []
  let cursor = -Infinity
  for (const { plan, from, to } of reignsOf(versions)) {
    for (const activity of plan.activities.toSorted((a, b) => a.startsAt - b.startsAt)) {
      // A plan with overlapping stretches is a mistake of its maker; the earlier stretch keeps its time.
      const begins = Math.max(activity.startsAt, from, plan.startsAt, cursor)
      const ends = Math.min(activity.endsAt, to, plan.endsAt)
      if (begins >= ends) continue
      cursor = ends
      stretches.push({
        shiftId: plan.id,
        version: plan.version,
        activityId: activity.id,
        kind: activity.kind,
        isPaid: activity.isPaid,
        from: begins as EpochMs,
        to: ends as EpochMs,
      })
    }
  }
  return stretches
}
