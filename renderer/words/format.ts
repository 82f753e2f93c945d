import type { Words } from './use-words.ts'
import { useWords } from './use-words.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const KB = 1_024
const HOUR_AND_MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

/** Writes moments, lengths and money the way the agent's language does. Moments are epoch milliseconds. */
export type Format = {
  /** "10:42" */
  clock(at: number): string
  /** "10:42" as the clocks of an IANA zone show it. */
  clockIn(at: number, zone: string): string
  /** "10:42:05" */
  clockWithSeconds(at: number): string
  /** "Today, 09:54", "Mon 9 Mar, 15:08"; with the year when it is another one. */
  moment(at: number, now: number): string
  /** "Mon 9 Mar" */
  day(at: number, now: number): string
  /** "45 s", "33 min", "2 h 5 min", "3 d 4 h". The length's sign is ignored. */
  length(ms: number): string
  /** An amount in minor units of its currency: "£186.40". */
  money(amountMinor: number, currency: string): string
  /** A size in bytes as people say it: "12 kB", "3.4 MB". */
  size(bytes: number): string
}

export function makeFormat(words: Words): Format {
  const { locale } = words
  const clock = new Intl.DateTimeFormat(locale, HOUR_AND_MINUTE)
  const clockOfZone = new Map<string, Intl.DateTimeFormat>()
  const seconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', hourCycle: 'h23' })
  const day = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' })
  const dayWithYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
  // Only the long form of a byte has a plural.
  const sized = (unit: 'byte' | 'kilobyte' | 'megabyte', digits: number) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      maximumFractionDigits: digits,
    })
  const [asBytes, asKilobytes, asMegabytes] = [sized('byte', 0), sized('kilobyte', 0), sized('megabyte', 1)]
  const money = new Map<string, { write: Intl.NumberFormat; minorPerMajor: number }>()
  const dayOf = (at: number, now: number) =>
    (new Date(at).getFullYear() === new Date(now).getFullYear() ? day : dayWithYear).format(at)
  return {
    clock: (at) => clock.format(at),
    clockIn(at, zone) {
      const known = clockOfZone.get(zone) ?? new Intl.DateTimeFormat(locale, { ...HOUR_AND_MINUTE, timeZone: zone })
      clockOfZone.set(zone, known)
      return known.format(at)
    },
    clockWithSeconds: (at) => seconds.format(at),
    day: dayOf,
    moment(at, now) {
      const isToday = new Date(at).toDateString() === new Date(now).toDateString()
      const time = clock.format(at)
      return isToday ? words('time.today', { time }) : words('time.dayAndTime', { day: dayOf(at, now), time })
    },
    length(signedMs) {
      const ms = Math.abs(signedMs)
      if (ms < MINUTE) return words('length.seconds', { seconds: Math.floor(ms / SECOND) })
      const minutes = Math.floor((ms % HOUR) / MINUTE)
      if (ms < HOUR) return words('length.minutes', { minutes })
      if (ms < DAY) return words('length.hours', { hours: Math.floor(ms / HOUR), minutes })
      return words('length.days', { days: Math.floor(ms / DAY), hours: Math.floor((ms % DAY) / HOUR) })
    },
    size(bytes) {
      if (bytes < KB) return asBytes.format(bytes)
      return bytes < KB * KB ? asKilobytes.format(bytes / KB) : asMegabytes.format(bytes / (KB * KB))
    },
    money(amountMinor, currency) {
      let known = money.get(currency)
      if (known === undefined) {
        const write = new Intl.NumberFormat(locale, { style: 'currency', currency })
        known = { write, minorPerMajor: 10 ** (write.resolvedOptions().maximumFractionDigits ?? 2) }
        money.set(currency, known)
      }
      return known.write.format(amountMinor / known.minorPerMajor)
    },
  }
}

// The browser's formatters are dear to make: one set for all, not one for each entry of a thread.
const made = new WeakMap<Words, Format>()

export function useFormat(): Format {
  const words = useWords()
  const format = made.get(words) ?? makeFormat(words)
  made.set(words, format)
  return format
}
