import { useMemo } from 'react'
import type { DisputeRecord } from '../../../domain/agent-time/dispute.ts'
import { withoutEntries } from '../../../domain/agent-time/in-force.ts'
import type { IntervalRecord } from '../../../domain/agent-time/interval.ts'
import type { Figure } from '../../../domain/metrics/figure.ts'
import { addFigures } from '../../../domain/metrics/add-figures.ts'
import { AGENT_METRICS, dayFigures } from '../../../domain/metrics/agent-figures.ts'
import { dayFactsOf } from '../../../domain/metrics/period-figures.ts'
import { useDeps } from '../../deps/deps.ts'
import { spansWithin } from './own-time.ts'
import { useMetricPolicy } from './use-metric-policy.ts'
import { useOwnFacts } from './use-own-facts.ts'
import type { WorkingDay } from './working-days.ts'

/** The figure as it was without a decision, and as it is with it. Null: not decided, not accepted, or not of time. */
export function useDecisionEffect(
  { decision }: DisputeRecord,
  figure: Figure,
  days: readonly WorkingDay[],
): { before: Figure; after: Figure } | null {
  const { log, contacts } = useOwnFacts() ?? {}
  const { account, now } = useDeps()
  const { policy } = useMetricPolicy()
  return useMemo(() => {
    if (decision === null || decision.correctionIds.length === 0) return null
    if (log === undefined || contacts === undefined) return null
    const make = (known: IntervalRecord[]): Figure | null => {
      const metric = AGENT_METRICS.find((each) => each === figure.metric)
      if (metric === undefined) return null
      // A contested stretch changes figures of time; cases have no part in them.
      const work = { of: account.userId, files: [], queues: [], ratings: [], audits: [], policy, asOf: now() }
      const each = days.map(
        (day) => dayFigures(dayFactsOf(work, day, spansWithin(known, day, now(), contacts)), [metric])[metric],
      )
      return addFigures(each, { policy, zone: figure.zone })
    }
    // A correction by a lead is an entry of the log: without it the log says what it said before.
    const before = make(withoutEntries(log, new Set(decision.correctionIds)))
    const after = make(log)
    return before === null || after === null || before.value === null ? null : { before, after }
  }, [decision, log, contacts, policy, account, now, days, figure.metric, figure.zone])
}
