import type { TimeSpan } from '../agent-time/time-span.ts'
import type { EpochMs } from '../kernel/time.ts'

/** The part of each span that lies in a stretch, such as a working day (`shiftDays`) or a period; what lies outside is gone. */
export const clipSpans = (spans: readonly TimeSpan[], within: { from: number; to: number }): TimeSpan[] =>
  spans.flatMap((span) => {
    const startsAt = Math.max(span.startsAt, within.from) as EpochMs
    const endsAt = Math.min(span.endsAt, within.to) as EpochMs
    return startsAt < endsAt ? [{ ...span, startsAt, endsAt }] : []
  })
