import { groupBy } from '../kernel/group-by.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { TimeSpan } from '../agent-time/time-span.ts'
import { contactKeyOf, isRest } from './precedence.ts'

type Run = { from: number; to: number; spans: TimeSpan[] }

/** Spans that touch or overlap, as one run each: how finely the log was cut must change no figure. */
function runsOf(spans: readonly TimeSpan[]): Run[] {
  const runs: Run[] = []
  for (const span of spans) {
    const last = runs.at(-1)
    if (last === undefined || span.startsAt > last.to)
      runs.push({ from: span.startsAt, to: span.endsAt, spans: [span] })
    else {
      last.to = Math.max(last.to, span.endsAt)
      last.spans.push(span)
    }
  }
  return runs
}

/** The first of the sorted moments that is not before `at`. */
function firstFrom(sorted: readonly number[], at: number): number | undefined {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < at) low = middle + 1
    else high = middle
  }
  return sorted[low]
}

const compareSpans = (a: TimeSpan, b: TimeSpan): number =>
  a.startsAt - b.startsAt ||
  a.endsAt - b.endsAt ||
  (a.intervalId < b.intervalId ? -1 : a.intervalId > b.intervalId ? 1 : 0)

/**
 * Spans as the figures use them: whole ms, by start, without those that have no length (a clock that was set back makes
 * no time), and with work that was put down for a rest ended where the rest began: who presses "break" in wrap-up or over a
 * mail has finished it. A rest that was on before the work began does not end it: there the contact wins.
 */
export function usableSpans(spans: readonly TimeSpan[]): TimeSpan[] {
  const whole = spans
    .map((span) => ({
      ...span,
      startsAt: Math.floor(span.startsAt) as EpochMs,
      endsAt: Math.floor(span.endsAt) as EpochMs,
    }))
    .filter((span) => span.endsAt > span.startsAt)
    .sort(compareSpans)
  const restsFrom = runsOf(whole.filter((span) => isRest(span.state))).map((run) => run.from)
  if (restsFrom.length === 0) return whole
  const canBePutDown = whole.filter((span) => span.state === 'wrap-up' || span.state === 'email-edit')
  const endOf = new Map<TimeSpan, number>()
  for (const those of groupBy(canBePutDown, (span) => `${span.state} ${contactKeyOf(span) ?? ''}`).values()) {
    for (const run of runsOf(those)) {
      const rest = firstFrom(restsFrom, run.from)
      if (rest !== undefined && rest < run.to)
        for (const span of run.spans) endOf.set(span, Math.min(span.endsAt, rest))
    }
  }
  return whole.flatMap((span) => {
    const endsAt = endOf.get(span)
    if (endsAt === undefined) return [span]
    return endsAt > span.startsAt ? [{ ...span, endsAt: endsAt as EpochMs }] : []
  })
}
