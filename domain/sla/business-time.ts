import type { EpochMs, Ms } from '../kernel/time.ts'
import { MINUTE_MS } from '../kernel/time.ts'
import type { BusinessCalendar } from './sla-policy.ts'
import { localDay, momentOf } from './zone-time.ts'

const DAY_MS = 24 * 60 * MINUTE_MS

type Opening = { from: EpochMs; to: EpochMs }
const openings = new WeakMap<BusinessCalendar, Map<number, Opening[]>>()

function openingsOn(calendar: BusinessCalendar, day: number): Opening[] {
  const days = openings.get(calendar) ?? new Map<number, Opening[]>()
  openings.set(calendar, days)
  const known = days.get(day)
  if (known !== undefined) return known
  const isHoliday = calendar.holidays.includes(new Date(day * DAY_MS).toISOString().slice(0, 10))
  // 1970-01-01 was a Thursday; the week here begins on Monday.
  const hours = isHoliday ? [] : (calendar.week[(((day + 3) % 7) + 7) % 7] ?? [])
  const found = hours
    .map(({ fromMinute, toMinute }) => ({
      from: momentOf(calendar.zone, day, fromMinute),
      to: momentOf(calendar.zone, day, toMinute),
    }))
    // Hours that the clocks skip are no hours.
    .filter(({ from, to }) => from < to)
  days.set(day, found)
  return found
}

/** Whether it has any hours at all. One without is taken for one that is always open: a promise must come due some day. */
export const hasHours = (calendar: BusinessCalendar): boolean =>
  calendar.week.some((hours) => hours.some(({ fromMinute, toMinute }) => fromMinute < toMinute))

/** Whether the queue works at the moment. */
export const isOpenAt = (calendar: BusinessCalendar, at: EpochMs): boolean =>
  !hasHours(calendar) || openingsOn(calendar, localDay(calendar.zone, at)).some(({ from, to }) => at >= from && at < to)

/** When it opens next, or `at` itself while it is open. */
export function nextOpening(calendar: BusinessCalendar, at: EpochMs): EpochMs {
  if (!hasHours(calendar)) return at
  // Holidays are a list with an end and every week has hours, so this ends too.
  for (let day = localDay(calendar.zone, at); ; day++) {
    for (const { from, to } of openingsOn(calendar, day)) if (to > at) return Math.max(from, at) as EpochMs
  }
}

/** The first moment at which `workMs` (0 or more) of working time have passed since `at`. */
export function afterWork(calendar: BusinessCalendar, at: EpochMs, workMs: Ms): EpochMs {
  if (workMs <= 0) return at
  if (!hasHours(calendar)) return (at + workMs) as EpochMs
  let left: number = workMs
  for (let day = localDay(calendar.zone, at); ; day++) {
    for (const { from, to } of openingsOn(calendar, day)) {
      const begins = Math.max(from, at)
      if (begins >= to) continue
      if (left <= to - begins) return (begins + left) as EpochMs
      left -= to - begins
    }
  }
}

/** Working time from `from` to `to`, ms; negative when `to` is earlier. */
export function workBetween(calendar: BusinessCalendar, from: EpochMs, to: EpochMs): Ms {
  if (to < from) return (0 - workBetween(calendar, to, from)) as Ms
  if (!hasHours(calendar)) return (to - from) as Ms
  let sum = 0
  for (let day = localDay(calendar.zone, from); day <= localDay(calendar.zone, to); day++) {
    for (const opening of openingsOn(calendar, day)) {
      sum += Math.max(0, Math.min(opening.to, to) - Math.max(opening.from, from))
    }
  }
  return sum as Ms
}
