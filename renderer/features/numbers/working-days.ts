import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { FigureDay } from '../../../domain/metrics/period-figures.ts'
import { figureDayOf } from '../../../domain/metrics/period-figures.ts'
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
export type WorkingDay = FigureDay & { shiftId: ShiftDay['shiftId'] | null; startsAt: EpochMs }

type Planned = { day: WorkingDay; endsAt: number }
const planned = new WeakMap<readonly ShiftRecord[], Planned[]>()

/** The very same days for the very same plan: what is kept of them is found again. */
function plannedDays(versions: readonly ShiftRecord[]): Planned[] {
  const known = planned.get(versions)
  if (known !== undefined) return known
  const made = shiftDays(versions).flatMap((shift): Planned[] => {
    const [first, last] = [shift.plan[0], shift.plan.at(-1)]
    if (first === undefined || last === undefined) return []
    return [{ day: { ...figureDayOf(shift), shiftId: shift.shiftId, startsAt: first.from }, endsAt: last.to }]
  })
  planned.set(versions, made)
  return made
}

/**
 * The days of a period, in order; a night counts whole on the day it began.
 * @param zone of the device, for days without a plan
 */
export function daysOf(period: Period, versions: readonly ShiftRecord[], now: EpochMs, zone: string): WorkingDay[] {
  const days = plannedDays(versions)
  const today = days.find(({ day, endsAt }) => day.from <= now && now < day.to && now < endsAt + STILL_TODAY_MS)
  if (period === 'today') return [today === undefined ? calendarDay(now, zone) : today.day]
  if (period === 'shift') {
    const over = days.findLast(({ day, endsAt }) => endsAt <= now && day.shiftId !== today?.day.shiftId)
    return over === undefined ? [] : [over.day]
  }
  return days.filter(({ day }) => day.startsAt > now - WEEKS_MS && day.startsAt <= now).map(({ day }) => day)
}

function calendarDay(now: EpochMs, zone: string): WorkingDay {
  const day = localDay(zone, now)
  const startsAt = momentOf(zone, day, 0)
  return { shift: null, shiftId: null, zone, from: startsAt, to: momentOf(zone, day + 1, 0), startsAt }
}
