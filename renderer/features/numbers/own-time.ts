import type { IntervalRecord } from '../../../domain/agent-time/interval.ts'
import { spansOf } from '../../../domain/agent-time/spans-of.ts'
import type { TimeSpan } from '../../../domain/agent-time/time-span.ts'
import type { ContactRecord } from '../../../domain/cases/contact.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { correctedAt } from '../../../domain/kernel/time.ts'
import { clipSpans } from '../../../domain/metrics/clip-spans.ts'

/** A stretch of time that is looked at: from `from` up to, not including, `to`. */
export type Stretch = { from: number; to: number }

/** So far around a stretch an entry may have begun that still says something about it: no shift is longer. */
const AROUND_MS = 36 * 3_600_000

/**
 * The entries that can matter to a stretch: those that began around it, with all of their sessions, since a session is
 * placed by its earliest stamp. What comes of them for the stretch is what the whole log would give, and costs a day.
 */
export function entriesAround(log: readonly IntervalRecord[], { from, to }: Stretch): IntervalRecord[] {
  const isNear = (entry: IntervalRecord) => {
    const at = correctedAt(entry.startedAt)
    return at >= from - AROUND_MS && at < to + AROUND_MS
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
  return clipSpans(spansOf(entriesAround(log, stretch), now, contacts), stretch)
}
