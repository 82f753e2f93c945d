import type { EpochMs, Ms } from '../kernel/time.ts'
import { MINUTE_MS } from '../kernel/time.ts'
import { momentOf } from '../sla/zone-time.ts'

/**
 * What a shift keeps in a night in which the clocks are changed. local-end: it ends when the wall says so, and is an hour
 * shorter or longer; duration: it lasts as long as ever, and ends at another time on the wall.
 */
export const ROSTER_RULES = ['local-end', 'duration'] as const
export type RosterRule = (typeof ROSTER_RULES)[number]

/** A shift as a roster writes it: wall times of one zone. */
export type RosterShift = {
  /** IANA zone. */
  zone: string
  /** The local date on which it begins, "2026-03-28". */
  day: string
  /** Minutes since local midnight, 0 to 1439. */
  fromMinute: number
  /** Minutes since local midnight, 0 to 1440. Not after `fromMinute`: on the next day. */
  toMinute: number
  keeps: RosterRule
}

const DAY_MINUTES = 24 * 60

/** Days since 1970-01-01 of a date "2026-03-28". */
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / (DAY_MINUTES * MINUTE_MS)

/** When the shift begins and ends. Real hours are the difference of the two: 7, 8 or 9 for a night from 22:00 to 06:00. */
export function layOutShift(roster: RosterShift): { startsAt: EpochMs; endsAt: EpochMs } {
  const { zone, fromMinute, toMinute } = roster
  const day = dayNumber(roster.day)
  const isOvernight = toMinute <= fromMinute
  const startsAt = momentOf(zone, day, fromMinute)
  if (roster.keeps === 'local-end') return { startsAt, endsAt: momentOf(zone, day + (isOvernight ? 1 : 0), toMinute) }
  const minutes = toMinute - fromMinute + (isOvernight ? DAY_MINUTES : 0)
  return { startsAt, endsAt: (startsAt + minutes * MINUTE_MS) as EpochMs }
}

/** How long it really is, ms. */
export const realLengthMs = (shift: { startsAt: EpochMs; endsAt: EpochMs }): Ms => (shift.endsAt - shift.startsAt) as Ms
