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
}

/** Kinds whose records belong to one case and follow it from scope to scope. */
export const CASE_CHILDREN = ['message', 'delivery', 'contact'] as const satisfies readonly EntityKind[]
