import type { EpochMs } from '../../../domain/kernel/time.ts'
import { HOUR_MS, MINUTE_MS } from '../../../domain/kernel/time.ts'

export const QUICK_TIMES = ['two-hours', 'today', 'tomorrow'] as const
/** A moment that promises are often made for. "two-hours" is rounded up to five minutes, as people say times. */
export type QuickTime = { id: (typeof QUICK_TIMES)[number]; at: EpochMs }

/** A time of day on the desk's own clock, so many days from the day of `now`. */
function localTime(now: EpochMs, days: number, hour: number): EpochMs {
  const moment = new Date(now)
  moment.setDate(moment.getDate() + days)
  return moment.setHours(hour, 0, 0, 0) as EpochMs
}

/** What can be chosen with one key. Today at 17:00 is left out once it is past. */
export function quickTimes(now: EpochMs): QuickTime[] {
  const step = 5 * MINUTE_MS
  const all: QuickTime[] = [
    { id: 'two-hours', at: (Math.ceil((now + 2 * HOUR_MS) / step) * step) as EpochMs },
    { id: 'today', at: localTime(now, 0, 17) },
    { id: 'tomorrow', at: localTime(now, 1, 10) },
  ]
  return all.filter(({ at }) => at > now)
}

/** The first moment of tomorrow on the desk's own clock. */
export const tomorrowStart = (now: EpochMs): EpochMs => localTime(now, 1, 0)

const two = (part: number) => String(part).padStart(2, '0')

/** As a field for date and time holds it: "2026-03-10T17:00", on the desk's own clock. */
export function fieldText(at: EpochMs): string {
  const moment = new Date(at)
  const date = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
  return `${date}T${two(moment.getHours())}:${two(moment.getMinutes())}`
}

/** Null: no whole date and time stands there. */
export function readFieldText(text: string): EpochMs | null {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? new Date(text).getTime() : NaN
  return Number.isNaN(at) ? null : (at as EpochMs)
}
