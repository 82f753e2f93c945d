import type { AgentMetric } from '../../../domain/metrics/agent-figures.ts'
import type { Words } from '../../words/use-words.ts'
import { sayLength } from './say-figure.ts'

/** What the dashed line of a chart is, or that there is none. `target`: in the figure's own unit. */
export function sayTarget(words: Words, metric: AgentMetric, target: number | null): string {
  if (metric === 'aht-effort' || metric === 'aht-session') return words('numbers.target.none')
  if (target === null) return words('numbers.target.noneShort')
  if (metric === 'first-response-agent') return words('numbers.target.response', { value: sayLength(words, target) })
  const value = new Intl.NumberFormat(words.locale, { maximumFractionDigits: 1 }).format(target * 100)
  if (metric === 'occupancy') return words('numbers.target.tiring', { value })
  return words(metric === 'reopen-rate' ? 'numbers.target.most' : 'numbers.target.share', { value })
}
