import type { DisputeRecord } from '../../domain/agent-time/dispute.ts'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { EventRecord } from '../../domain/cases/event.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import type { GuideRecord, GuideRunRecord } from '../../domain/guides/guide.ts'
import type { QueueId, TeamId, TenantId } from '../../domain/kernel/ids.ts'
import type { ArticleRecord } from '../../domain/knowledge/article.ts'
import type { AuditRecord } from '../../domain/metrics/audit.ts'
import type { MetricPolicyRecord } from '../../domain/metrics/metric-policy.ts'
import type { RatingRecord } from '../../domain/metrics/rating.ts'
import type { PersonRecord, QueueRecord } from '../../domain/people/person.ts'
import type { ShiftHistory } from '../../domain/schedule/shift-history.ts'
import type { PromiseRecord } from '../../domain/promises/promise.ts'
import type { TemplateRecord } from '../../domain/templates/template.ts'

/** Somebody who can sign in, with the queues they may see. */
export type NewPerson = PersonRecord & { login: string; passwordHash: string; queueIds: QueueId[] }

/** Everything a new tenant starts with. Scope tags, shards and sequence numbers are given when it is written. */
export type World = {
  tenant: { id: TenantId; name: string }
  teams: { id: TeamId; name: string }[]
  queues: QueueRecord[]
  people: NewPerson[]
  customers: CustomerRecord[]
  orders: OrderRecord[]
  cases: CaseRecord[]
  contacts: ContactRecord[]
  messages: MessageRecord[]
  promises: PromiseRecord[]
  events: EventRecord[]
  guideRuns: GuideRunRecord[]
  templates: TemplateRecord[]
  guides: GuideRecord[]
  articles: ArticleRecord[]
  /** Absent: nobody has a plan. */
  shifts?: ShiftHistory[]
  /** The logs of agents' time. Absent: nothing was recorded. */
  intervals?: IntervalRecord[]
  /** Absent: nobody contests anything. */
  disputes?: DisputeRecord[]
  /** What customers answered. Absent: nothing. */
  ratings?: RatingRecord[]
  /** Absent: nobody looked. */
  audits?: AuditRecord[]
  /** What the house decides about its figures. Absent: nothing, and the usual holds. */
  metricPolicies?: MetricPolicyRecord[]
}
