import type { Channel } from '../cases/channel.ts'
import type { Ms } from '../kernel/time.ts'

/** A stretch of one day in minutes since local midnight; 0 ≤ from < to ≤ 1440. */
export type OpeningHours = { fromMinute: number; toMinute: number }

/** When a queue works, in its own zone. Outside of it its clocks stand. */
export type BusinessCalendar = {
  /** IANA zone, such as "Europe/Berlin". */
  zone: string
  /** Seven entries, Monday first; each in order and without overlap. Empty: closed that day. */
  week: OpeningHours[][]
  /** Local days "2026-12-25" on which it is closed. */
  holidays: string[]
}

/** What is promised to customers who wait in a queue. */
export type SlaPolicy = {
  calendar: BusinessCalendar
  /** Working time until the customer is answered, by channel. */
  replyWithinMs: Record<Channel, Ms>
  /** From this much working time left on, the promise counts as at risk. */
  riskFromMs: Ms
}
