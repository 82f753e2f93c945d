/**
 * What one step of a figure is. share: of a whole, 1 is 100 %; times: how many at once; ms: a length; count: how many;
 * per-hour: how many in an hour, with the denominator in ms.
 */
export const FIGURE_UNITS = ['share', 'times', 'ms', 'count', 'per-hour'] as const
export type FigureUnit = (typeof FIGURE_UNITS)[number]

/** Every figure there is, by the id of its one definition (`metrics.define.*` in the catalogue, docs/metrics.md), with its unit. */
export const METRICS = {
  'aht-session': 'ms',
  'aht-effort': 'ms',
  'aht-contact': 'ms',
  concurrency: 'times',
  occupancy: 'share',
  utilisation: 'share',
  'contacts-per-hour': 'per-hour',
  'adherence-raw': 'share',
  'adherence-protected': 'share',
  'conformance-presence': 'share',
  'conformance-capped': 'share',
  'shrinkage-paid': 'share',
  'shrinkage-scheduled': 'share',
  'first-response-customer': 'ms',
  'first-response-agent': 'ms',
  'next-response-customer': 'ms',
  'next-response-agent': 'ms',
  'open-waits': 'count',
  'first-resolution': 'ms',
  'full-resolution': 'ms',
  'reopen-rate': 'share',
  'resolution-accuracy': 'share',
  'fcr-gross': 'share',
  'fcr-net': 'share',
  csat: 'share',
  'sla-attainment': 'share',
  'backlog-age': 'ms',
} as const satisfies Record<string, FigureUnit>
export type MetricId = keyof typeof METRICS
export const METRIC_IDS = Object.keys(METRICS) as MetricId[]
