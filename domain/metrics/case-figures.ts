import type { CaseId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { Figure } from './figure.ts'
import { figureOf, lineOf } from './figure.ts'
import type { MetricFrame } from './metric-policy.ts'

/** One promise by the SLA: when an answer was due by the calendar in force then, and when it came. */
export type SlaFact = {
  caseId: CaseId
  since: EpochMs
  dueAt: EpochMs
  /** When it was kept. Null: not yet. */
  metAt: EpochMs | null
}

/** SLA promises kept in time / promises decided. What is open and past due is a breach already; what is not yet due is listed only. */
export function slaAttainment(facts: readonly SlaFact[], frame: MetricFrame, asOf: EpochMs): Figure {
  const lines = facts.map(({ caseId, since, dueAt, metAt }) => {
    const met = metAt !== null && metAt <= asOf ? metAt : null
    const promise = { from: since, to: met ?? asOf, bucket: 'case', recordId: caseId } as const
    if (met === null && asOf <= dueAt) return lineOf({ ...promise, reason: 'running' })
    const isKept = met !== null && met <= dueAt
    return lineOf({ ...promise, toNumerator: isKept ? 1 : 0, toDenominator: 1, reason: isKept ? 'kept' : 'late' })
  })
  return figureOf('sla-attainment', frame, lines, 'no-cases')
}

/** Mean age of the cases that are open at `asOf`, with their number and the oldest beside it. */
export function backlogAge(
  cases: readonly { caseId: CaseId; openedAt: EpochMs }[],
  frame: MetricFrame,
  asOf: EpochMs,
): Figure {
  const open = cases.filter(({ openedAt }) => openedAt <= asOf)
  const lines = open.map(({ caseId, openedAt }) => {
    const age = asOf - openedAt
    return lineOf({
      from: openedAt,
      to: asOf,
      toNumerator: age,
      toDenominator: 1,
      bucket: 'case',
      reason: 'open',
      recordId: caseId,
    })
  })
  const longestOpenMs = lines.reduce((longest, line) => Math.max(longest, line.toNumerator), 0)
  return figureOf('backlog-age', frame, lines, 'no-cases', { beside: { openCount: open.length, longestOpenMs } })
}
