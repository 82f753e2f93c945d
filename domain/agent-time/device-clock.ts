import type { EpochMs, Stamp } from '../kernel/time.ts'
import { correctedAt } from '../kernel/time.ts'
import type { IntervalRecord } from './interval.ts'

/** Tells the moment of a stamp of an entry on the server's clock, ms since 1970 UTC. */
export type ClockOfLog = (entry: IntervalRecord, stamp: Stamp) => EpochMs

/**
 * The clocks behind a log. Within a session the monotonic clock alone says how far stamps lie apart, so that setting the
 * wall clock makes no time and eats none. Where a session stands on the server's clock is said by its earliest stamp
 * that had been compared with the server; where none had, by its earliest stamp as the device read it. Of an entry
 * without a session each stamp stands for itself.
 */
export function clockOf(log: readonly IntervalRecord[]): ClockOfLog {
  const anchors = new Map<string, Stamp>()
  for (const entry of log) {
    if (entry.session === undefined) continue
    const key = sessionKey(entry)
    for (const stamp of [entry.startedAt, entry.endedAt]) {
      if (stamp === null) continue
      const known = anchors.get(key)
      if (known === undefined || isBetter(stamp, known)) anchors.set(key, stamp)
    }
  }
  return (entry, stamp) => {
    const anchor = entry.session === undefined ? stamp : (anchors.get(sessionKey(entry)) ?? stamp)
    return Math.round(correctedAt(anchor) - anchor.monotonicMs + stamp.monotonicMs) as EpochMs
  }
}

const sessionKey = (entry: IntervalRecord): string => `${entry.userId} ${entry.session}`

/** Compared with the server before not compared, then the earlier one; the last word only makes the order total. */
function isBetter(stamp: Stamp, than: Stamp): boolean {
  if ((stamp.offsetMs === null) !== (than.offsetMs === null)) return stamp.offsetMs !== null
  if (stamp.monotonicMs !== than.monotonicMs) return stamp.monotonicMs < than.monotonicMs
  return correctedAt(stamp) < correctedAt(than)
}
