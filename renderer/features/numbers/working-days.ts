import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { ShiftDay } from '../../../domain/schedule/shift-days.ts'
import { shiftDays } from '../../../domain/schedule/shift-days.ts'
import type { ShiftRecord } from '../../../domain/schedule/shift.ts'
import { localDay, momentOf } from '../../../domain/sla/zone-time.ts'

/** Which time the figures are of. shift: the last one that is over. */
export const PERIODS = ['shift', 'today', 'weeks'] as const
export type Period = (typeof PERIODS)[number]

/** Four weeks are 28 times 24 hours, for every viewer and over every change of clocks. */
const WEEKS_MS = 28 * 24 * 3_600_000
/** A shift that ended longer ago is not the one that goes on. */
const STILL_TODAY_MS = 6 * 3_600_000

/** A day with all the time that counts on it. `shiftId` null: nothing was planned, and it is a day of the calendar. */
export type WorkingDay = Pick<ShiftDay, 'zone' | 'from' | 'to'> & {
  shiftId: ShiftDay['shiftId'] | null
  /** When it began, for its date. */
  startsAt: EpochMs
}

/**
 * The days of a period, in order; a night counts whole on the day it began.
 * @param zone of the device, for days without a plan
 */
export function daysOf(period: Period, versions: readonly ShiftRecord[], now: EpochMs, zone: string): WorkingDay[] {
  const days = shiftDays(versions).flatMap((day): (WorkingDay & { endsAt: number })[] => {
    const [first, last] = [day.plan[0], day.plan.at(-1)]
    if (first === undefined || last === undefined) return []
    const { shiftId, from, to } = day
    return [{ shiftId, zone: day.zone, from, to, startsAt: first.from, endsAt: last.to }]
  })
  const today = days.find(({ from, to, endsAt }) => from <= now && now < to && now < endsAt + STILL_TODAY_MS)
  const plain = ({ endsAt: _end, ...day }: WorkingDay & { endsAt: number }): WorkingDay => day
  if (period === 'today') return [today === undefined ? calendarDay(now, zone) : plain(today)]
  if (period === 'shift') {
    const over = days.findLast(({ endsAt, shiftId }) => endsAt <= now && shiftId !== today?.shiftId)
    return over === undefined ? [] : [plain(over)]
  }
  return days.filter(({ startsAt }) => startsAt > now - WEEKS_MS && startsAt <= now).map(plain)
}

function calendarDay(now: EpochMs, zone: string): WorkingDay {
  const day = localDay(zone, now)
  const startsAt = momentOf(zone, day, 0)
  return { shiftId: null, zone, from: startsAt, to: momentOf(zone, day + 1, 0), startsAt }
}
