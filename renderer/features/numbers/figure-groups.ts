import type { AgentMetric } from '../../../domain/metrics/agent-figures.ts'

type FigureGroup = { id: 'shift' | 'answers' | 'outcome' | 'time'; metrics: readonly AgentMetric[] }

/** Every figure of an agent, in the order of the page: first what is asked about most, then the rest by what it is about. */
export const FIGURE_GROUPS: readonly FigureGroup[] = [
  {
    id: 'shift',
    metrics: [
      'adherence-protected',
      'first-response-agent',
      'aht-effort',
      'occupancy',
      'resolution-accuracy',
      'csat',
      'fcr-gross',
      'reopen-rate',
    ],
  },
  {
    id: 'answers',
    metrics: [
      'first-response-customer',
      'next-response-agent',
      'next-response-customer',
      'sla-attainment',
      'open-waits',
      'backlog-age',
    ],
  },
  { id: 'outcome', metrics: ['fcr-net', 'first-resolution', 'full-resolution', 'contacts-per-hour'] },
  {
    id: 'time',
    metrics: [
      'adherence-raw',
      'conformance-presence',
      'conformance-capped',
      'utilisation',
      'aht-session',
      'concurrency',
      'shrinkage-paid',
      'shrinkage-scheduled',
    ],
  },
]

export const SHOWN_FIGURES: readonly AgentMetric[] = FIGURE_GROUPS.flatMap(({ metrics }) => metrics)
