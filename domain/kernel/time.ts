import type { Brand } from './brand.ts'

/** A moment: milliseconds since 1970-01-01T00:00:00Z. The only form in which moments are stored or sent. */
export type EpochMs = Brand<number, 'EpochMs'>

/** A length of time in milliseconds. May be negative where it is a difference. */
export type Ms = Brand<number, 'Ms'>

/**
 * When and by which clock something happened on a device. Metrics are computed from these, never from the evaluator's
 * own "now", so a wrong device clock can be corrected afterwards.
 */
export type Stamp = {
  /** The device's wall clock when the agent acted, as read, uncorrected. */
  at: EpochMs
  /** Server clock minus device clock when last measured, in ms. Null: never measured on this device. */
  offsetMs: Ms | null
  /** The device's monotonic clock, ms since the process started: lengths between stamps of one process survive a clock jump. */
  monotonicMs: Ms
}

/** The moment of a stamp on the server's clock; the device's own where the offset was never measured. */
export const correctedAt = (stamp: Stamp): EpochMs => (stamp.at + (stamp.offsetMs ?? 0)) as EpochMs

export const SECOND_MS = 1_000 as Ms
export const MINUTE_MS = 60_000 as Ms
export const HOUR_MS = 3_600_000 as Ms
