import type { LockReason } from '../../protocol/desk-bridge.ts'

/** When the desk last looked at its clock, and when it last heard of the server; ms since 1970. The first only rises. */
export type Seen = { lastSeenAt: number; lastHeardAt: number }

/** A clock may be put right by so much without a question. */
export const CLOCK_SLACK_MS = 5 * 60_000
const HOUR_MS = 3_600_000

/** Whether a desk may go on at `now`. A clock that goes back buys no time: what was seen once has passed. */
export function lookAtClock(
  before: Seen,
  now: number,
  maxOfflineHours: number,
): { seen: Seen; verdict: 'fine' | Extract<LockReason, 'clock' | 'offline'> } {
  const seen = { ...before, lastSeenAt: Math.max(before.lastSeenAt, now) }
  if (now < before.lastSeenAt - CLOCK_SLACK_MS) return { seen, verdict: 'clock' }
  return { seen, verdict: seen.lastSeenAt - seen.lastHeardAt > maxOfflineHours * HOUR_MS ? 'offline' : 'fine' }
}

/** The server has vouched for the person: the clock counts from here, also where it had run ahead. */
export const heardAt = (now: number): Seen => ({ lastSeenAt: now, lastHeardAt: now })
