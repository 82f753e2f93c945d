import type { EpochMs } from '../../domain/kernel/time.ts'
import { isOpenAt, nextOpening, workBetween } from '../../domain/sla/business-time.ts'
import type { BusinessCalendar } from '../../domain/sla/sla-policy.ts'
import { localDay, momentOf, zoneOffsetMs } from '../../domain/sla/zone-time.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const SEARCH_MS = 60 * DAY_MS

const localHour = (zone: string, at: EpochMs): number =>
  ((((at + zoneOffsetMs(zone, at)) % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS

/**
 * The zone in which it is morning. The demo shop stands where it says it does while it is between 8 and 14 o'clock
 * there; started at any other hour it stands where it is 9 now, so that its queues are open and stay so for a shift.
 */
export function morningZone(zone: string, now: EpochMs): string {
  const hour = localHour(zone, now)
  if (hour >= 8 && hour < 14) return zone
  const ahead = ((9 - Math.floor(localHour('UTC', now)) + 36) % 24) - 12
  // The names of these zones count the other way round: Etc/GMT-5 is five hours ahead.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/** The latest moment from which on so much working time has passed until `now`. */
export function workAgo(calendar: BusinessCalendar, now: EpochMs, workMs: number): EpochMs {
  let [early, late] = [now - SEARCH_MS, now as number]
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2)
    if (workBetween(calendar, middle as EpochMs, now) >= workMs) early = middle
    else late = middle
  }
  return early as EpochMs
}

/** The moment, or the next one at which the house is open, a few minutes after it has opened. */
export function whenOpen(calendar: BusinessCalendar, at: EpochMs): EpochMs {
  const opens = nextOpening(calendar, at)
  return (opens === at ? at : opens + (at % (25 * MINUTE_MS))) as EpochMs
}

/** The moment, or the last one before it at which the house was open. */
export function whenLastOpen(calendar: BusinessCalendar, at: EpochMs): EpochMs {
  let found: number = at
  for (let steps = 0; steps < 700 && !isOpenAt(calendar, found as EpochMs); steps++) found -= 15 * MINUTE_MS
  return found as EpochMs
}

/** A minute of the local day that lies so many days back. */
export const onDay = (zone: string, now: EpochMs, daysAgo: number, minute: number): EpochMs =>
  momentOf(zone, localDay(zone, now) - daysAgo, minute)
