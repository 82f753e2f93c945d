import { useMemo } from 'react'
import type { DisputeRecord } from '../../../domain/agent-time/dispute.ts'
import type { IntervalRecord } from '../../../domain/agent-time/interval.ts'
import type { Figure } from '../../../domain/metrics/figure.ts'
import { USUAL_METRIC_POLICY } from '../../../domain/metrics/metric-policy.ts'
import { useDeps } from '../../deps/deps.ts'
import type { OwnFigures } from './make-figures.ts'
import { makeFigures } from './make-figures.ts'
import { spansWithin } from './own-time.ts'
import { useOwnFacts } from './use-own-facts.ts'
import type { WorkingDay } from './working-days.ts'

/** The figure as it was without a decision, and as it is with it. Null: not decided, not accepted, or not of time. */
export function useDecisionEffect(
  { decision }: DisputeRecord,
  figure: Figure,
  days: readonly WorkingDay[],
): { before: Figure; after: Figure } | null {
  const { log, contacts, shifts } = useOwnFacts() ?? {}
  const { account, now } = useDeps()
  return useMemo(() => {
    if (decision === null || decision.correctionIds.length === 0) return null
    if (log === undefined || contacts === undefined || shifts === undefined) return null
    const corrections = new Set<string>(decision.correctionIds)
    const make = (known: IntervalRecord[]): Figure | null => {
      const spans = days.flatMap((day) => spansWithin(known, day, now(), contacts))
      const made = makeFigures({
        me: account.userId,
        days,
        spans,
        shifts,
        conversations: [],
        policy: USUAL_METRIC_POLICY,
        now: now(),
      })
      return Object.values(made).find(({ metric }: OwnFigures[keyof OwnFigures]) => metric === figure.metric) ?? null
    }
    // A correction by a lead is an entry of the log: without it the log says what it said before.
    const before = make(log.filter(({ id }) => !corrections.has(id)))
    const after = make(log)
    return before === null || after === null || before.value === null ? null : { before, after }
  }, [decision, log, contacts, shifts, account, now, days, figure.metric])
}
