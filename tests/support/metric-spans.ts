import type { IntervalState } from '../../domain/agent-time/interval.ts'
import type { TimeSpan } from '../../domain/agent-time/time-span.ts'
import type { ActivityId, ContactId, IntervalId, ShiftId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { MetricFrame } from '../../domain/metrics/metric-policy.ts'
import { USUAL_METRIC_POLICY } from '../../domain/metrics/metric-policy.ts'
import type { ActivityKind, ShiftActivity, ShiftRecord } from '../../domain/schedule/shift.ts'

/** "12:09" or "12:09:30" on 10 March 2026, UTC. */
export const clock = (time: string): EpochMs =>
  Date.parse(`2026-03-10T${time.length === 5 ? `${time}:00` : time}Z`) as EpochMs

/** By the usual policy without grace, in UTC. */
export const frame: MetricFrame = { policy: { ...USUAL_METRIC_POLICY, graceMs: 0 as Ms }, zone: 'UTC' }

/** One span, "12:00-12:30", named by state and time. */
export function span(
  state: IntervalState,
  between: string,
  contactId: string | null = null,
  more: Partial<TimeSpan> = {},
): TimeSpan {
  const [from, to] = between.split('-') as [string, string]
  return {
    intervalId: `${state} ${between} ${contactId ?? ''}`.trim() as IntervalId,
    state,
    source: 'desk',
    startsAt: clock(from),
    endsAt: clock(to),
    contactId: contactId as ContactId | null,
    channel: null,
    caseId: null,
    isOffline: false,
    isFaultSeen: false,
    ...more,
  }
}

/** One planned stretch, "12:00-12:30". */
export function planned(kind: ActivityKind, between: string, isPaid = kind !== 'lunch'): ShiftActivity {
  const [from, to] = between.split('-') as [string, string]
  return { id: `${kind} ${between}` as ActivityId, kind, startsAt: clock(from), endsAt: clock(to), isPaid }
}

/** One version of a shift with these stretches. */
export const shiftOf = (activities: ShiftActivity[], more: Partial<ShiftRecord> = {}): ShiftRecord => ({
  id: 's-1' as ShiftId,
  userId: 'u-ana' as UserId,
  zone: 'UTC',
  day: '2026-03-10',
  startsAt: activities[0]!.startsAt,
  endsAt: activities.at(-1)!.endsAt,
  activities,
  version: 1,
  knownFrom: (activities[0]!.startsAt - 86_400_000) as EpochMs,
  ...more,
})
