import type { UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { Figure, FigureLine } from './figure.ts'
import { figureOf, lineOf } from './figure.ts'
import type { MetricFrame } from './metric-policy.ts'
import type { Wait } from './waits.ts'

/** The customer's clock runs until an answer reached them; the agent's from when it was theirs until they had written it. */
export type ResponseClock = 'customer' | 'agent'

const answerLine = (wait: Wait, from: EpochMs, to: EpochMs): FigureLine =>
  lineOf({
    from,
    to,
    toNumerator: to - from,
    toDenominator: 1,
    bucket: 'wait',
    reason: 'answered',
    recordId: wait.answerId,
  })

const openLine = (wait: Wait, from: EpochMs, asOf: EpochMs, reason: 'open-wait' | 'not-delivered'): FigureLine =>
  lineOf({ from, to: asOf, bucket: 'wait', reason, recordId: wait.answerId ?? wait.caseId })

function lineOfWait(wait: Wait, clock: ResponseClock, asOf: EpochMs): FigureLine {
  const from = clock === 'customer' ? wait.since : (wait.agentSince ?? wait.since)
  if (wait.writtenAt === null) return openLine(wait, from, asOf, 'open-wait')
  // An assignment that was noted after the answer (a claim by answering) makes no negative time.
  if (clock === 'agent') return answerLine(wait, Math.min(from, wait.writtenAt) as EpochMs, wait.writtenAt)
  return wait.reachedAt === null ? openLine(wait, from, asOf, 'not-delivered') : answerLine(wait, from, wait.reachedAt)
}

/** The middle of whole numbers; of two middles their mean, rounded down. Null: there are none. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const inOrder = values.toSorted((a, b) => a - b)
  const half = Math.floor(inOrder.length / 2)
  return inOrder.length % 2 === 1 ? inOrder[half]! : Math.floor((inOrder[half - 1]! + inOrder[half]!) / 2)
}

/** The median of the waits that were answered. Null: there are none. */
export const medianOfAnswers = (lines: readonly FigureLine[]): number | null =>
  medianOf(lines.flatMap((line) => (line.reason === 'answered' ? [line.toNumerator] : [])))

/**
 * Mean time to an answer. What is still open is listed and counted beside the mean, never dropped and never in it; an
 * answer that came too late stays in.
 * @param of whose: the waits that they answered or hold now. Null: everybody's
 */
export function responseTime(
  waits: readonly Wait[],
  frame: MetricFrame,
  asked: { which: 'first' | 'next'; clock: ResponseClock; asOf: EpochMs; of: UserId | null },
): Figure {
  const { which, clock, asOf, of } = asked
  const those = waits.filter(
    (wait) => wait.isFirst === (which === 'first') && (of === null || (wait.answeredBy ?? wait.holder) === of),
  )
  const lines = those.map((wait) => lineOfWait(wait, clock, asOf))
  const open = lines.filter((line) => line.reason !== 'answered')
  const median = medianOfAnswers(lines)
  const beside = {
    openCount: open.length,
    longestOpenMs: open.reduce((longest, line) => Math.max(longest, line.to - line.from), 0),
    deliveryDelayMs: those.reduce((sum, { writtenAt, reachedAt }) => sum + delayOf(writtenAt, reachedAt), 0),
    ...(median === null ? {} : { medianMs: median }),
  }
  return figureOf(`${which}-response-${clock}`, frame, lines, 'no-answers', { beside })
}

const delayOf = (writtenAt: EpochMs | null, reachedAt: EpochMs | null): number =>
  writtenAt === null || reachedAt === null ? 0 : Math.max(0, reachedAt - writtenAt)

/** How many customers wait at `asOf`, on this person or on anybody; assigned and never answered is a wait. */
export function openWaits(
  waits: readonly Wait[],
  frame: MetricFrame,
  asked: { asOf: EpochMs; of: UserId | null },
): Figure {
  const open = waits.filter((wait) => wait.reachedAt === null && (asked.of === null || wait.holder === asked.of))
  const lines = open.map((wait) => ({
    ...openLine(wait, wait.since, asked.asOf, wait.writtenAt === null ? 'open-wait' : 'not-delivered'),
    toNumerator: 1,
  }))
  const longestOpenMs = lines.reduce((longest, line) => Math.max(longest, line.to - line.from), 0)
  return figureOf('open-waits', frame, lines, 'no-cases', { beside: { longestOpenMs } })
}
