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

/** Working time of whole days, added up from the first day that was asked for. `upTo.get(day)`: of all before that day. */
type Added = { from: number; to: number; upTo: Map<number, number> }
const added = new WeakMap<BusinessCalendar, Added>()

const workOn = (calendar: BusinessCalendar, day: number): number =>
  openingsOn(calendar, day).reduce((sum, { from, to }) => sum + (to - from), 0)

/** Working time of the days from `first` up to, and without, `end`. */
function workOfDays(calendar: BusinessCalendar, first: number, end: number): number {
  const known = added.get(calendar) ?? { from: first, to: first, upTo: new Map([[first, 0]]) }
  added.set(calendar, known)
  const { upTo } = known
  for (; known.to < end; known.to++) upTo.set(known.to + 1, (upTo.get(known.to) ?? 0) + workOn(calendar, known.to))
  for (; known.from > first; known.from--)
    upTo.set(known.from - 1, (upTo.get(known.from) ?? 0) - workOn(calendar, known.from - 1))
  return (upTo.get(end) ?? 0) - (upTo.get(first) ?? 0)
}

/** Working time from `from` to `to`, ms; negative when `to` is earlier. */
export function workBetween(calendar: BusinessCalendar, from: EpochMs, to: EpochMs): Ms {
  if (to < from) return (0 - workBetween(calendar, to, from)) as Ms
  if (!hasHours(calendar)) return (to - from) as Ms
  const [first, last] = [localDay(calendar.zone, from), localDay(calendar.zone, to)]
  // Where clocks are put back at midnight a moment of one local day lies in the hours of the next: two at each end are looked at.
  const [whole, end] = last - first < 4 ? [last + 1, last + 1] : [first + 2, last - 1]
  let sum = whole < end ? workOfDays(calendar, whole, end) : 0
  for (let day = first; day <= last; day = day + 1 === whole ? end : day + 1) {
    for (const opening of openingsOn(calendar, day)) {
      sum += Math.max(0, Math.min(opening.to, to) - Math.max(opening.from, from))
    }
  }
  return sum as Ms
}
