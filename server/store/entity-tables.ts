import type { EntityKind } from '../../domain/mutations/entities.ts'

/** The table of each kind of record. Names are fixed: they go into SQL as they are. */
export const TABLES: Record<EntityKind, string> = {
  case: 'cases',
  message: 'messages',
  delivery: 'deliveries',
  contact: 'contacts',
  interval: 'intervals',
  customer: 'customers',
  order: 'orders',
  person: 'people',
  queue: 'queues',
  promise: 'promises',
  event: 'case_events',
  guideRun: 'guide_runs',
  settings: 'settings',
  template: 'templates',
  guide: 'guides',
  article: 'articles',
  shift: 'shifts',
  dispute: 'disputes',
  urgentBlock: 'urgent_blocks',
  rating: 'ratings',
  audit: 'audits',
  metricPolicy: 'metric_policies',
}
