import type { CorrectedPart } from '../../../domain/agent-time/correct-interval.ts'
import { layOutCorrection, lengthOfInterval } from '../../../domain/agent-time/correct-interval.ts'
import type { IntervalRecord, IntervalState } from '../../../domain/agent-time/interval.ts'
import type { IntervalId } from '../../../domain/kernel/ids.ts'
import type { Result } from '../../../domain/kernel/result.ts'
import { ok, refuse } from '../../../domain/kernel/result.ts'
import type { Ms } from '../../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'

/** Minutes of the stretch that were something else, counted from its beginning; empty: from its beginning, to its end. */
export type CorrectionForm = { state: IntervalState; fromMinute: string; toMinute: string }

/** The entries that the form asks for: what comes before and after stays as it was recorded. */
export function planCorrection(
  entry: IntervalRecord,
  { state, fromMinute, toMinute }: CorrectionForm,
  newId: () => string,
): Result<IntervalRecord[], 'times' | 'still-on' | 'same'> {
  const wholeMs = lengthOfInterval(entry)
  if (wholeMs === null) return refuse('still-on')
  const fromMs = fromMinute.trim() === '' ? 0 : Math.round(Number(fromMinute) * MINUTE_MS)
  const toMs = toMinute.trim() === '' ? wholeMs : Math.round(Number(toMinute) * MINUTE_MS)
  // Not a number is in no order with anything.
  if (!(fromMs >= 0 && fromMs < toMs && toMs <= wholeMs)) return refuse('times')
  if (state === entry.state) return refuse('same')
  const parts: CorrectedPart[] = [
    { state: entry.state, lengthMs: fromMs as Ms },
    { state, lengthMs: (toMs - fromMs) as Ms },
    { state: entry.state, lengthMs: (wholeMs - toMs) as Ms },
  ].filter(({ lengthMs }) => lengthMs > 0)
  return ok(
    layOutCorrection(
      entry,
      parts,
      parts.map(() => newId() as IntervalId),
    ),
  )
}
