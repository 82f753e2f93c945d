import type { EpochMs, Ms } from '../kernel/time.ts'
import { MINUTE_MS } from '../kernel/time.ts'

const DAY_MS = 24 * 60 * MINUTE_MS
const QUARTER_MS = 15 * MINUTE_MS

const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

/** What local clocks of the zone are ahead of UTC at the moment, in ms. Throws a RangeError for an unknown zone. */
export function zoneOffsetMs(zone: string, at: EpochMs): Ms {
  // Since 2011 no zone has changed its clocks off a quarter of an hour of UTC.
  const quarter = Math.floor(at / QUARTER_MS)
  const key = `${zone} ${quarter}`
  const known = offsets.get(key)
  if (known !== undefined) return known as Ms
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  formats.set(zone, format)
  const part = Object.fromEntries(format.formatToParts(quarter * QUARTER_MS).map((each) => [each.type, each.value]))
  const local = Date.UTC(
    Number(part['year']),
    Number(part['month']) - 1,
    Number(part['day']),
    Number(part['hour']),
    Number(part['minute']),
    Number(part['second']),
  )
  const offset = local - quarter * QUARTER_MS
  if (offsets.size > 20_000) offsets.clear()
  offsets.set(key, offset)
  return offset as Ms
}

/** Days since 1970-01-01 of the local date. */
export const localDay = (zone: string, at: EpochMs): number => Math.floor((at + zoneOffsetMs(zone, at)) / DAY_MS)

/**
 * The moment at which local clocks show `minute` of the local date `day` (days since 1970-01-01). A time that the clocks
 * skip is the moment they jump, one that they show twice is its first showing: so later wall times are never earlier
 * moments, and hours that meet on the wall neither overlap nor leave a gap.
 */
export function momentOf(zone: string, day: number, minute: number): EpochMs {
  const wall = day * DAY_MS + minute * MINUTE_MS
  const before = zoneOffsetMs(zone, (wall - DAY_MS) as EpochMs)
  const after = zoneOffsetMs(zone, (wall + DAY_MS) as EpochMs)
  const showings = [before, after]
    .map((offset) => wall - offset)
    .filter((at) => at + zoneOffsetMs(zone, at as EpochMs) === wall)
  if (showings.length > 0) return Math.min(...showings) as EpochMs
  // Skipped: the jump lies between what the two offsets make of it.
  let jump = Math.floor((wall - Math.max(before, after)) / QUARTER_MS) * QUARTER_MS
  while (jump + zoneOffsetMs(zone, jump as EpochMs) < wall) jump += QUARTER_MS
  return jump as EpochMs
}
