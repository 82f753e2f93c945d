import type { MetricId } from './metric.ts'
import type { MetricPolicy } from './metric-policy.ts'

const PERMILLE = 1_000

/**
 * What a policy says of a figure, in the figure's own unit (a share of 1, or ms): what is aimed at, or, for occupancy, what is
 * tiring if kept up. Null: there is none. Whoever draws or judges a figure asks here.
 */
export function targetOf(metric: MetricId, policy: MetricPolicy): number | null {
  switch (metric) {
    case 'adherence-protected':
    case 'adherence-raw':
      return policy.adherenceTargetPermille / PERMILLE
    case 'first-response-agent':
      return policy.responseTargetMs
    case 'resolution-accuracy':
      return policy.accuracyTargetPermille / PERMILLE
    case 'reopen-rate':
      return policy.reopenTargetPermille / PERMILLE
    case 'occupancy':
      return policy.tiringOccupancyPermille / PERMILLE
    default:
      return null
  }
}
