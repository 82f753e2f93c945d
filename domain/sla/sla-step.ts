import type { EpochMs, Ms } from '../kernel/time.ts'
import { HOUR_MS, MINUTE_MS } from '../kernel/time.ts'

/**
 * How pressing a promised reply is. calm: an hour or more; soon: under an hour; risk: 15 minutes or less; late: past
 * due; paused: the customer has the word, the clock stands.
 */
export const SLA_STEPS = ['calm', 'soon', 'risk', 'late', 'paused'] as const
export type SlaStep = (typeof SLA_STEPS)[number]

/** The step, and how much time is left in ms: negative when late, null while paused. */
export type SlaReading = { step: Exclude<SlaStep, 'paused'>; leftMs: Ms } | { step: 'paused'; leftMs: null }

/** From this many whole minutes left upwards the promise is not at risk. */
const RISK_BELOW_MS = 16 * MINUTE_MS

/** Reads the clock of a promise. `dueAt` null: nothing is promised now. Steps change on whole minutes, as their words do. */
export function slaStep(dueAt: EpochMs | null, now: EpochMs): SlaReading {
  if (dueAt === null) return { step: 'paused', leftMs: null }
  const leftMs = (dueAt - now) as Ms
  if (leftMs < 0) return { step: 'late', leftMs }
  if (leftMs < RISK_BELOW_MS) return { step: 'risk', leftMs }
  return { step: leftMs < HOUR_MS ? 'soon' : 'calm', leftMs }
}

/** How long the words of this reading stay true, in ms: seconds count only within a minute of the promise. */
export function untilNextReading(reading: SlaReading, now: EpochMs): Ms {
  const isClose = reading.leftMs !== null && Math.abs(reading.leftMs) <= 2 * MINUTE_MS
  const stepMs = isClose ? 1_000 : MINUTE_MS
  return (stepMs - (now % stepMs)) as Ms
}
