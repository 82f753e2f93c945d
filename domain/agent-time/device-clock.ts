import type { EpochMs, Stamp } from '../kernel/time.ts'
import { correctedAt } from '../kernel/time.ts'
import type { IntervalRecord } from './interval.ts'

/** Tells the moment at which an entry began or ended on the server's clock, ms since 1970 UTC. Null: it has not ended. */
export type ClockOfLog = {
  startOf(entry: IntervalRecord): EpochMs
  endOf(entry: IntervalRecord): EpochMs | null
}

/**
 * The clocks behind a log. Within a session the monotonic clock alone says how far stamps lie apart, so that setting the
 * wall clock makes no time and eats none. Where a session stands on the server's clock is said by its earliest stamp
 * that had been compared with the server; where none had, by its earliest stamp as the device read it. Of an entry
 * without a session each stamp stands for itself.
 */
export function clockOf(log: readonly IntervalRecord[]): ClockOfLog {
  const anchors = new Map<string, Stamp>()
  const look = (session: string | null, stamp: Stamp | null) => {
    if (session === null || stamp === null) return
    const known = anchors.get(session)
    if (known === undefined || isBetter(stamp, known)) anchors.set(session, stamp)
  }
  for (const entry of log) {
    look(startSession(entry), entry.startedAt)
    look(endSession(entry), entry.endedAt)
  }
  const moment = (session: string | null, stamp: Stamp): EpochMs => {
    const anchor = session === null ? stamp : (anchors.get(session) ?? stamp)
    return Math.round(correctedAt(anchor) - anchor.monotonicMs + stamp.monotonicMs) as EpochMs
  }
  return {
    startOf: (entry) => moment(startSession(entry), entry.startedAt),
    endOf: (entry) => (entry.endedAt === null ? null : moment(endSession(entry), entry.endedAt)),
  }
}

const startSession = ({ userId, session }: IntervalRecord): string | null =>
  session === undefined ? null : `${userId} ${session}`
const endSession = ({ userId, session, endSession: other = session }: IntervalRecord): string | null =>
  other === undefined ? null : `${userId} ${other}`

/** Compared with the server before not compared, then the earlier one; the last word only makes the order total. */
function isBetter(stamp: Stamp, than: Stamp): boolean {
  if ((stamp.offsetMs === null) !== (than.offsetMs === null)) return stamp.offsetMs !== null
  if (stamp.monotonicMs !== than.monotonicMs) return stamp.monotonicMs < than.monotonicMs
  return correctedAt(stamp) < correctedAt(than)
}
