import type { CaseId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { Figure } from './figure.ts'
import { figureOf, lineOf } from './figure.ts'
import type { MetricFrame } from './metric-policy.ts'

/** One item of an audit's scorecard. */
export type AuditItem = {
  /** A whole number, 1 or more. */
  weight: number
  /** Thousandths, 0 to 1,000. Null: it did not apply to this case, and weighs nothing. */
  score: number | null
  /** Failing it (score 0) makes the whole audit 0. */
  isCritical: boolean
}

/** One audited case. */
export type AuditMark = { auditId: string; caseId: CaseId; at: EpochMs; items: AuditItem[] }

/** Σ(weight × score) / Σ(weight of what applied), in thousandths of weight; an audit with a critical fail scores 0. */
export function resolutionAccuracy(audits: readonly AuditMark[], frame: MetricFrame): Figure {
  const lines = audits.map(({ auditId, at, items }) => {
    const applied = items.flatMap(({ weight, score, isCritical }) =>
      score === null ? [] : [{ weight, score, isCritical }],
    )
    const isFailed = applied.some(({ score, isCritical }) => isCritical && score === 0)
    return lineOf({
      from: at,
      to: at,
      toNumerator: isFailed ? 0 : applied.reduce((sum, { weight, score }) => sum + weight * score, 0),
      toDenominator: applied.reduce((sum, { weight }) => sum + weight * 1_000, 0),
      bucket: 'audit',
      reason: isFailed ? 'critical-fail' : 'scored',
      recordId: auditId,
    })
  })
  return figureOf('resolution-accuracy', frame, lines, 'no-audits', { beside: { sampleSize: audits.length } })
}
