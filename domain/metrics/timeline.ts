import type { EpochMs } from '../kernel/time.ts'
import type { TimeSpan } from '../agent-time/time-span.ts'
import { PRECEDENCE } from './precedence.ts'

/** A stretch of a span. */
export type Slice<Span extends TimeSpan = TimeSpan> = { from: EpochMs; to: EpochMs; span: Span }

/** Who has which second. `won`: in order, without overlap. `covered`: what spans lost to others. */
export type Timeline<Span extends TimeSpan = TimeSpan> = { won: Slice<Span>[]; covered: Slice<Span>[] }

const rankOfState = new Map<string, number>(PRECEDENCE.map((state, at) => [state, 2 * at]))
const rankOf = (span: TimeSpan): number => rankOfState.get(span.state)! + (span.isFaultSeen ? 0 : 1)

/** What is left of each span after the slices that it won. */
function coveredOf<Span extends TimeSpan>(spans: readonly Span[], won: readonly Slice<Span>[]): Slice<Span>[] {
  const ends = new Map<Span, number>(spans.map((span) => [span, span.startsAt]))
  const covered: Slice<Span>[] = []
  const note = (span: Span, from: number, to: number) => {
    if (from < to) covered.push({ span, from: from as EpochMs, to: to as EpochMs })
  }
  for (const { span, from, to } of won) {
    note(span, ends.get(span)!, from)
    ends.set(span, to)
  }
  for (const span of spans) note(span, ends.get(span)!, span.endsAt)
  return covered
}

/**
 * Gives each second to one span by the precedence. Time that no span covers is in no slice. n log n.
 * @param spans usable ones (`usableSpans`), by start
 */
export function timelineOf<Span extends TimeSpan>(spans: readonly Span[]): Timeline<Span> {
  const [only] = spans
  // Most contacts are one span.
  if (spans.length === 1 && only !== undefined)
    return { won: [{ from: only.startsAt, to: only.endsAt, span: only }], covered: [] }
  const moments = new Float64Array(2 * spans.length)
  spans.forEach((span, at) => {
    moments[2 * at] = span.startsAt
    moments[2 * at + 1] = span.endsAt
  })
  moments.sort()
  // One line of waiting spans per rank in use: the first that has not ended has the rank's turn, and starts come in order.
  const byRank: ({ spans: Span[]; head: number } | undefined)[] = []
  for (const span of spans) byRank[rankOf(span)] ??= { spans: [], head: 0 }
  const lines = byRank.filter((line) => line !== undefined)
  const won: Slice<Span>[] = []
  let next = 0
  for (let n = 0; n < moments.length - 1; n++) {
    const [from, to] = [moments[n]! as EpochMs, moments[n + 1]! as EpochMs]
    if (from === to) continue
    for (; next < spans.length && spans[next]!.startsAt <= from; next++)
      byRank[rankOf(spans[next]!)]!.spans.push(spans[next]!)
    for (const line of lines) {
      while (line.head < line.spans.length && line.spans[line.head]!.endsAt <= from) line.head++
      const span = line.spans[line.head]
      if (span === undefined) continue
      const last = won.at(-1)
      if (last !== undefined && last.span === span && last.to === from) last.to = to
      else won.push({ from, to, span })
      break
    }
  }
  return { won, covered: coveredOf(spans, won) }
}
