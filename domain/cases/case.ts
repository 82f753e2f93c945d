import type { CaseId, CustomerId, OrderId, QueueId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { Channel } from './channel.ts'

/**
 * open: an agent has the word; pending: the customer has the word; solved: the agent holds it done, the customer may
 * reopen it by writing; closed: final, nothing can be sent any more.
 */
export const CASE_STATUSES = ['open', 'pending', 'solved', 'closed'] as const
export type CaseStatus = (typeof CASE_STATUSES)[number]

export const CASE_PRIORITIES = ['normal', 'urgent'] as const
export type CasePriority = (typeof CASE_PRIORITIES)[number]

/** How a part of the problem stands that another team has: who holds it and by when they owe an answer. */
export type Escalation = {
  caseId: CaseId
  queueId: QueueId
  assigneeId: UserId | null
  status: CaseStatus
  replyDueAt: EpochMs | null
}

/** A customer's problem, from first word to closing. Spans any number of contacts. */
export type CaseRecord = {
  id: CaseId
  /** The number people say aloud; unique in the tenant. */
  number: number
  subject: string
  status: CaseStatus
  priority: CasePriority
  queueId: QueueId
  /** Who holds it. Null: it waits in its queue for anyone. */
  assigneeId: UserId | null
  customerId: CustomerId
  /** The order it is about. Null: none named yet. */
  orderId: OrderId | null
  /** The channel it came in on; replies leave on it. */
  channel: Channel
  tags: string[]
  openedAt: EpochMs
  /** Why the customer came: a contact reason such as "late-parcel". Null: not said yet. */
  reason: string | null
  /** Since when the customer waits for our words; the clock runs from here. Null: the customer has the word. */
  waitingSince: EpochMs | null
  /** The case it was escalated from; that one talks to the customer. Null: an own case. */
  parentId: CaseId | null
  /** What of it other teams work on, in the order it was given to them; kept true by the server. */
  escalations: Escalation[]
  /** The case that took this one in. Null: stands by itself. */
  mergedIntoId: CaseId | null
  /** When the next reply to the customer is promised. Null: the clock is paused, the customer has the word. */
  replyDueAt: EpochMs | null
  /** When the customer last wrote or spoke. Null: never. */
  lastCustomerMessageAt: EpochMs | null
  /** How many public messages the thread holds; the ordinal of the newest one. Given by the server. */
  publicCount: number
}
