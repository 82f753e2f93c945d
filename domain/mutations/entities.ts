import type { DisputeRecord } from '../agent-time/dispute.ts'
import type { IntervalRecord } from '../agent-time/interval.ts'
import type { UrgentBlockRecord } from '../breaks/urgent-block.ts'
import type { CaseRecord } from '../cases/case.ts'
import type { ContactRecord } from '../cases/contact.ts'
import type { CustomerRecord } from '../cases/customer.ts'
import type { DeliveryRecord } from '../cases/delivery.ts'
import type { MessageRecord } from '../cases/message.ts'
import type { OrderRecord } from '../cases/order.ts'
import type { EventRecord } from '../cases/event.ts'
import type { GuideRecord, GuideRunRecord } from '../guides/guide.ts'
import type { ArticleRecord } from '../knowledge/article.ts'
import type { AuditRecord } from '../metrics/audit.ts'
import type { MetricPolicyRecord } from '../metrics/metric-policy.ts'
import type { RatingRecord } from '../metrics/rating.ts'
import type { SettingsRecord } from '../people/settings.ts'
import type { PromiseRecord } from '../promises/promise.ts'
import type { ShiftHistory } from '../schedule/shift-history.ts'
import type { TemplateRecord } from '../templates/template.ts'
import type { PersonRecord, QueueRecord } from '../people/person.ts'

/** Every kind of record that server and desk share, by its name on the wire. */
export type EntityOf = {
  case: CaseRecord
  message: MessageRecord
  delivery: DeliveryRecord
  contact: ContactRecord
  interval: IntervalRecord
  customer: CustomerRecord
  order: OrderRecord
  person: PersonRecord
  queue: QueueRecord
  promise: PromiseRecord
  event: EventRecord
  guideRun: GuideRunRecord
  settings: SettingsRecord
  template: TemplateRecord
  guide: GuideRecord
  article: ArticleRecord
  shift: ShiftHistory
  dispute: DisputeRecord
  urgentBlock: UrgentBlockRecord
  rating: RatingRecord
  audit: AuditRecord
  metricPolicy: MetricPolicyRecord
}
export type EntityKind = keyof EntityOf
export const ENTITY_KINDS = [
  'case',
  'message',
  'delivery',
  'contact',
  'interval',
  'customer',
  'order',
  'person',
  'queue',
  'promise',
  'event',
  'guideRun',
  'settings',
  'template',
  'guide',
  'article',
  'shift',
  'dispute',
  'urgentBlock',
  'rating',
  'audit',
  'metricPolicy',
] as const satisfies readonly EntityKind[]

/** Kinds whose records belong to one case and follow it from scope to scope. */
export const CASE_CHILDREN = [
  'message',
  'delivery',
  'contact',
  'promise',
  'event',
  'guideRun',
] as const satisfies readonly EntityKind[]

/** Kinds of which there are many to a case: they are read with it, and never as a list of all. */
export const READ_WITH_CASE = ['message', 'delivery', 'guideRun'] as const satisfies readonly EntityKind[]
/** Kinds of which there are many to a case, too, and some of which are read as a list. */
export const PARTLY_LISTED = ['contact', 'event'] as const satisfies readonly EntityKind[]

/** Names one record: kind and id. */
export type EntityKey = `${EntityKind}:${string}`

/** The record's key. */
export const entityKey = (kind: EntityKind, id: string): EntityKey => `${kind}:${id}`

/** Kind and id of a key. */
export function splitKey(key: EntityKey): { kind: EntityKind; id: string } {
  const at = key.indexOf(':')
  return { kind: key.slice(0, at) as EntityKind, id: key.slice(at + 1) }
}

/** The case that a record belongs to: its own, where it is one. Null: none. */
export function caseOfRecord(kind: EntityKind, id: string, record: { [field: string]: unknown } | null): string | null {
  if (kind === 'case') return id
  const caseId = record?.['caseId']
  return typeof caseId === 'string' ? caseId : null
}

/** Whether it is a case, or what comes and goes with one. */
export function isOfCase(key: EntityKey): boolean {
  const { kind } = splitKey(key)
  return kind === 'case' || CASE_CHILDREN.some((each) => each === kind)
}

/** One record with its kind. */
export type Put = { [Kind in EntityKind]: { kind: Kind; record: EntityOf[Kind] } }[EntityKind]
