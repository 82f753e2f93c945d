import type { IntervalRecord } from '../../../domain/agent-time/interval.ts'
import { spansOf } from '../../../domain/agent-time/spans-of.ts'
import type { TimeSpan } from '../../../domain/agent-time/time-span.ts'
import type { ContactRecord } from '../../../domain/cases/contact.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { correctedAt } from '../../../domain/kernel/time.ts'
import { clipSpans } from '../../../domain/metrics/clip-spans.ts'

/** A stretch of time that is looked at: from `from` up to, not including, `to`. */
export type Stretch = { from: number; to: number }

/** So long before a stretch an entry that nobody ended may have begun and still reach into it; later ones say nothing of it. */
const BEFORE_MS = 30 * 3_600_000

/**
 * The entries that can matter to a stretch: those that began in it or not long before, with all of their sessions, since a session is
 * placed by its earliest stamp. What comes of them for the stretch is what the whole log would give, and costs a day.
 */
export function entriesFor(log: readonly IntervalRecord[], { from, to }: Stretch): IntervalRecord[] {
  const isNear = (entry: IntervalRecord) => {
    const at = correctedAt(entry.startedAt)
    return at >= from - BEFORE_MS && at < to
  }
  const near = log.filter(isNear)
  const sessions = new Set(near.flatMap(({ session, endSession }) => [session ?? '', endSession ?? '']))
  sessions.delete('')
  const isOfThem = ({ session = '', endSession = '' }: IntervalRecord) =>
    sessions.has(session) || sessions.has(endSession)
  return log.filter((entry) => isNear(entry) || isOfThem(entry))
}

/** The agent's time within a stretch as the figures count it, up to `now` (server's clock). */
export function spansWithin(
  log: readonly IntervalRecord[],
  stretch: Stretch,
  now: EpochMs,
  contacts: readonly ContactRecord[],
): TimeSpan[] {
  return clipSpans(spansOf(entriesFor(log, stretch), now, contacts), stretch)
}
