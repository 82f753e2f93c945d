import type { EpochMs, Ms } from '../kernel/time.ts'
import { HOUR_MS, MINUTE_MS } from '../kernel/time.ts'
import { isOpenAt, nextOpening, workBetween } from './business-time.ts'
import type { SlaPolicy } from './sla-policy.ts'

/**
 * How pressing a promised reply is. calm: an hour of working time or more; soon: under an hour; risk: as little as the
 * queue's policy calls a risk; late: past due; paused: the clock stands.
 */
export const SLA_STEPS = ['calm', 'soon', 'risk', 'late', 'paused'] as const
export type SlaStep = (typeof SLA_STEPS)[number]

/** What the clock of a promised reply reads. `leftMs` is working time of the queue: negative (or 0) when late. */
export type SlaReading =
  | { step: Exclude<SlaStep, 'paused'>; leftMs: Ms }
  /** Nothing is promised now: the customer has the word. */
  | { step: 'paused'; leftMs: null; because: 'customer' }
  /** The queue is closed; what is left then begins to run at `opensAt`. */
  | { step: 'paused'; leftMs: Ms; because: 'closed'; opensAt: EpochMs }

/** From this much working time left on a promise is at risk where no policy says otherwise. */
const USUAL_RISK_MS = 15 * MINUTE_MS

/**
 * Reads the clock of a promise. `dueAt` null: nothing is promised now. `policy` null: the queue is not known here, every
 * hour counts. What is late stays late overnight, and grows later only while the queue works. Steps change on whole
 * minutes, as their words do: "15 min left" is at risk until its last second.
 */
export function slaReading(dueAt: EpochMs | null, now: EpochMs, policy: SlaPolicy | null): SlaReading {
  if (dueAt === null) return { step: 'paused', leftMs: null, because: 'customer' }
  const leftMs = policy === null ? ((dueAt - now) as Ms) : workBetween(policy.calendar, now, dueAt)
  if (now > dueAt) return { step: 'late', leftMs }
  if (policy !== null && !isOpenAt(policy.calendar, now)) {
    return { step: 'paused', leftMs, because: 'closed', opensAt: nextOpening(policy.calendar, now) }
  }
  if (leftMs < (policy?.riskFromMs ?? USUAL_RISK_MS) + MINUTE_MS) return { step: 'risk', leftMs }
  return { step: leftMs < HOUR_MS ? 'soon' : 'calm', leftMs }
}

/** The step alone. How late a promise is takes adding up the working time of every day since, and is not asked here. */
export const slaStep = (dueAt: EpochMs | null, now: EpochMs, policy: SlaPolicy | null): SlaStep =>
  dueAt !== null && now > dueAt ? 'late' : slaReading(dueAt, now, policy).step

/**
 * How long the words of this reading stay true, in ms: until its own minute is full, or the minute on the wall, at which
 * queues open and close. Seconds count only within two minutes of the promise.
 */
export function untilNextReading(reading: Pick<SlaReading, 'step' | 'leftMs'>, now: EpochMs): Ms {
  const { step, leftMs } = reading
  const toWallMinute = MINUTE_MS - (now % MINUTE_MS)
  if (step === 'paused' || leftMs === null) return toWallMinute as Ms
  const unitMs = Math.abs(leftMs) <= 2 * MINUTE_MS ? 1_000 : MINUTE_MS
  // What is left runs down to the next whole unit and one on; what is late runs up to it.
  const toNextUnit = leftMs >= 0 ? (leftMs % unitMs) + 1 : unitMs + (leftMs % unitMs)
  return Math.min(toNextUnit, toWallMinute) as Ms
}
