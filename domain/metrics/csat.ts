import type { CaseId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { Figure } from './figure.ts'
import { figureOf, lineOf } from './figure.ts'
import type { MetricFrame } from './metric-policy.ts'
import { wilsonInterval } from './wilson.ts'

/** One answer of a customer to "how was it?". */
export type RatingFact = {
  ratingId: string
  caseId: CaseId
  at: EpochMs
  /** 1 to 5; 4 and 5 are good. */
  score: number
  /** The last who had solved the case when it was rated (`resolverAt`). Null: nobody had. */
  creditedTo: UserId | null
  /** What it was about: the agent, or something that no agent can change. */
  about: 'agent' | 'policy' | 'courier'
  /** Whether a lead has confirmed that; until then it is the agent's. */
  isConfirmed: boolean
}

/**
 * Ratings of 4 or 5 / ratings, with the Wilson 95 % interval and n. Under the policy's small sample it is neither coloured
 * nor ranked.
 * @param of whose. Null: everybody's, with what is nobody's
 */
export function csat(ratings: readonly RatingFact[], frame: MetricFrame, of: UserId | null): Figure {
  const those = of === null ? ratings : ratings.filter(({ creditedTo }) => creditedTo === of)
  const lines = those.map(({ ratingId, at, score, about, isConfirmed }) => {
    const rating = { from: at, to: at, bucket: 'rating', recordId: ratingId } as const
    if (of !== null && about !== 'agent' && isConfirmed) return lineOf({ ...rating, reason: 'not-the-agents' })
    const isGood = score >= 4
    return lineOf({ ...rating, toNumerator: isGood ? 1 : 0, toDenominator: 1, reason: isGood ? 'good' : 'bad' })
  })
  return withInterval(figureOf('csat', frame, lines, 'no-ratings'), frame)
}

/** With n, the interval and the standing that its two sides give; also of one that was added up of several. */
export function withInterval(figure: Figure, frame: MetricFrame): Figure {
  const sampleSize = figure.denominator
  const interval = wilsonInterval(figure.numerator, sampleSize)
  const standing = sampleSize < frame.policy.smallSample ? 'small-sample' : 'full'
  return { ...figure, standing, beside: { sampleSize, ...interval } }
}
