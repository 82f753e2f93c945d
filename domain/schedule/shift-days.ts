import { groupBy } from '../kernel/group-by.ts'
import type { ShiftId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { PlannedStretch } from './plan-in-force.ts'
import { planInForce } from './plan-in-force.ts'
import type { ShiftRecord } from './shift.ts'

/** A working day: one shift with all the time that counts on it. */
export type ShiftDay = {
  shiftId: ShiftId
  /** IANA zone in which it was planned. */
  zone: string
  /** The local date on which the shift began; a night shift counts on it as a whole. */
  day: string
  /** Time from here... (on the first day 36 h before the plan) */
  from: number
  /** ...up to here counts on this day (Infinity on the last). */
  to: number
  plan: PlannedStretch[]
}

/** So far before a shift what is done, said and rated may count on it, where no other shift is nearer. */
export const BEFORE_SHIFT_MS = 36 * 3_600_000

/** Half-way between two shifts; where they overlap by mistake, the later one begins the new day. */
const edgeBetween = (earlier: { endsAt: number }, later: { startsAt: number }): number =>
  Math.min(later.startsAt, Math.floor((earlier.endsAt + later.startsAt) / 2))

/**
 * The working days of one agent, in order. Days go by shifts, not by midnights: a moment outside of all shifts counts on
 * the nearest one, so that who begins early or ends late does it on that shift's day, in every zone and over any change
 * of clocks. No moment counts on two days, and what is older than the plan by far counts on none: who gets a first shift
 * has not handled in it whatever they ever did.
 * @param versions all versions of all shifts of one agent, in any order
 */
export function shiftDays(versions: readonly ShiftRecord[]): ShiftDay[] {
  const days = [...groupBy(versions, (each) => each.id)].map(([shiftId, ofShift]) => {
    const newest = ofShift.reduce((a, b) => (b.version > a.version ? b : a))
    const plan = planInForce(ofShift)
    const startsAt = plan[0]?.from ?? newest.startsAt
    const endsAt = plan.at(-1)?.to ?? newest.endsAt
    return { shiftId, zone: newest.zone, day: newest.day, plan, startsAt, endsAt }
  })
  days.sort((a, b) => a.startsAt - b.startsAt || (a.shiftId < b.shiftId ? -1 : 1))
  const edges = days.slice(1).map((day, at) => edgeBetween(days[at]!, day))
  return days.map(({ startsAt, endsAt: _end, ...day }, at) => {
    const from = edges[at - 1] ?? startsAt - BEFORE_SHIFT_MS
    const to = edges[at] ?? Infinity
    const plan = day.plan.flatMap((each) => {
      const cut = { ...each, from: Math.max(each.from, from) as EpochMs, to: Math.min(each.to, to) as EpochMs }
      return cut.from < cut.to ? [cut] : []
    })
    return { ...day, from, to, plan }
  })
}
