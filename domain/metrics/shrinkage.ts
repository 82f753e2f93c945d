import type { Figure } from './figure.ts'
import { figureOf } from './figure.ts'
import type { MetricFrame } from './metric-policy.ts'
import type { TimeBucket } from './reason-codes.ts'
import { joined, lengthOf, lineOfPiece, piecesOf } from './time-figures.ts'
import type { Workdays } from './workday.ts'
import { bucketOf } from './workday.ts'

/** Where planned time went that no contact could have had. */
export type ShrinkageKind = 'external' | 'internal-planned' | 'internal-unplanned'

/** The kind of shrinkage of each bucket. Null: time for contacts. `time-off` and `outside` are in no base. */
export const SHRINKAGE_OF: Record<Exclude<TimeBucket, 'time-off' | 'outside'>, ShrinkageKind | null> = {
  handling: null,
  available: null,
  'offline-working': null,
  absent: 'external',
  break: 'internal-planned',
  lunch: 'internal-planned',
  training: 'internal-planned',
  meeting: 'internal-planned',
  coaching: 'internal-planned',
  'unplanned-break': 'internal-unplanned',
  reset: 'internal-unplanned',
  'tech-issue': 'internal-unplanned',
}

/**
 * Planned time that was not for contacts / planned time; each second in one bucket. `scheduled`: all of the shift;
 * `paid`: only what is paid, as the rests slid. Voluntary time off has left the plan; time beyond it is in no base.
 */
export function shrinkage(workdays: Workdays, frame: MetricFrame, base: 'paid' | 'scheduled'): Figure {
  const lines = piecesOf(workdays).map((piece) => {
    const bucket = bucketOf(piece)
    if (bucket === 'time-off' || bucket === 'outside') return lineOfPiece(piece, [0, 0])
    if (base === 'paid' && !piece.isPaid) return lineOfPiece(piece, [0, 0], 'unpaid')
    return lineOfPiece(piece, [SHRINKAGE_OF[bucket] === null ? 0 : lengthOf(piece), lengthOf(piece)], 'counts')
  })
  return figureOf(`shrinkage-${base}`, frame, joined(lines), 'no-plan')
}

/**
 * People to plan so that `required` are there: required / (1 - shrinkage), rounded up; 100 at 30 % are 143, not 130.
 * Null: nobody is ever there, or there is no figure.
 */
export function staffNeeded(required: number, share: { numerator: number; denominator: number }): number | null {
  const there = share.denominator - share.numerator
  return there > 0 ? Math.ceil((required * share.denominator) / there) : null
}
