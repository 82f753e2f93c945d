import type { DisputeRecord } from '../../domain/agent-time/dispute.ts'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { UrgentBlockRecord } from '../../domain/breaks/urgent-block.ts'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { ShownDelivery } from '../../domain/cases/delivery.ts'
import type { EventRecord } from '../../domain/cases/event.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import type { GuideRecord, GuideRunRecord } from '../../domain/guides/guide.ts'
import type { CaseId, MutationId } from '../../domain/kernel/ids.ts'
import type { Result } from '../../domain/kernel/result.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { ArticleRecord } from '../../domain/knowledge/article.ts'
import type { AuditRecord } from '../../domain/metrics/audit.ts'
import type { CaseFile } from '../../domain/metrics/case-file.ts'
import type { MetricPolicy } from '../../domain/metrics/metric-policy.ts'
import type { RatingRecord } from '../../domain/metrics/rating.ts'
import type { RefusalCode } from '../../domain/mutations/decide.ts'
import type { Mutation, MutationArgs, MutationName, SeenThread } from '../../domain/mutations/mutation.ts'
import type { PersonRecord, QueueRecord } from '../../domain/people/person.ts'
import type { PromiseRecord } from '../../domain/promises/promise.ts'
import type { ReplyFacts } from '../../domain/replying/find-doubts.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'
import type { SlaPolicy } from '../../domain/sla/sla-policy.ts'
import type { TemplateRecord } from '../../domain/templates/template.ts'

/** A value that changes. `subscribe` calls back at once if a value is known. Fits dexie-react-hooks' `useObservable`. */
export type Live<Value> = {
  subscribe(next: (value: Value) => void, failed?: (error: unknown) => void): { unsubscribe(): void }
  /** Undefined: nothing known yet (the first frame after opening). */
  getValue(): Value | undefined
}

/** One line of the queue. */
export type QueueRow = {
  case: CaseRecord
  customerName: string
  /** Null: nobody holds it. */
  assigneeName: string | null
  queueName: string
  /** What its queue promises. Null: the queue is not on this desk. */
  sla: SlaPolicy | null
  /** A call or chat that is going on, or waits to be answered. Null: none. */
  live: ContactRecord | null
  /** When the next promise in it is due. Null: none is open. */
  promiseDueAt: EpochMs | null
  /** When this agent last passed it over. Null: never. */
  skippedAt: EpochMs | null
  /** An action of this desk on it has not reached the server yet. */
  hasUnsent: boolean
  hasDraft: boolean
}

/** Everything the open case shows beside its thread. */
export type CaseView = {
  case: CaseRecord
  /** The one that the case's customer was merged into, where that happened. Null: not (yet) on this desk. */
  customer: CustomerRecord | null
  /** Of the customer, those of merged ones too; newest first. */
  orders: OrderRecord[]
  assigneeName: string | null
  queueName: string
  /** Null: not on this desk. */
  queue: QueueRecord | null
  /** Cases that were merged into this one. */
  mergedCases: CaseRecord[]
  /** Other cases of the customer, newest first. */
  otherCases: CaseRecord[]
  /** All contacts of the customer in any case, newest first. */
  contacts: ContactRecord[]
  /** Names of colleagues and queues by id, for whatever names them. */
  names: ReadonlyMap<string, string>
}

/** What happened in a case (and in those merged into it) beside its thread. Oldest first. */
export type CaseHistory = {
  events: EventRecord[]
  contacts: ContactRecord[]
  promises: PromiseRecord[]
  guideRuns: GuideRunRecord[]
}

/** One line of the promises ledger. */
export type PromiseRow = {
  promise: PromiseRecord
  caseSubject: string
  customerName: string
  ownerName: string
  hasUnsent: boolean
}

/** One entry of the thread with how far it has come. `delivery` is null for what needs no word (a customer's message, a note the server has). */
export type ThreadEntry = {
  message: MessageRecord
  delivery: ShownDelivery | null
  sentAt: EpochMs | null
  refusal: RefusalCode | null
  /** Why it did not leave the house, in words. Null: it did, or nothing is known. */
  failure: string | null
  /** Until when it can be pulled back; it has not left this desk. Null: it is on its way. */
  heldUntil: EpochMs | null
  /** The action that made it, while that is in the outbox. */
  mutationId: MutationId | null
}

/** One action that has not been settled. */
export type OutboxEntry = {
  mutation: Mutation
  /** Place in the order of sending. */
  order: number
  state: 'waiting' | 'sending' | 'needs-you'
  /** Until when it is held back so that it can be undone. Null: goes with the next push. */
  heldUntil: EpochMs | null
  /** Set when the state is needs-you. */
  refusal: RefusalCode | null
  /** For support, with a quarantined action. */
  reference: string | null
  caseSubject: string | null
  customerName: string | null
  /** For a conflict: what stands there now, and who put it there. */
  theirs: { value: string | null; by: string | null; at: EpochMs | null } | null
}

/** An action that the server has taken during this shift. */
export type SentEntry = { mutation: Mutation; at: EpochMs; caseSubject: string | null; customerName: string | null }

/** Begun text of one case. Both texts are kept side by side. `more`: the rest of the composer, as JSON. */
export type Draft = { mode: 'reply' | 'note'; reply: string; note: string; savedAt: EpochMs; more?: string | undefined }

/** What was filled into a form and is not done. `answers`: JSON, whose shape is the form's own. */
export type FilledForm = { key: string; answers: string; savedAt: EpochMs }

/** Where an acknowledged action is safe. journal: on the disk twice. store: on the disk once (web edition). */
export type Kept = 'journal' | 'store'

/** Why an action could not be kept. The text stays in the composer. */
export type KeepRefusal = 'disk-full' | 'disk-failed' | RefusalCode

/**
 * All that the screens read and write. Reads are live and never wait for a network; writes return when the action is
 * durable on this machine.
 */
export type DeskRepository = {
  queue(): Live<QueueRow[]>
  case(id: CaseId): Live<CaseView | null>
  thread(id: CaseId): Live<ThreadEntry[]>
  history(id: CaseId): Live<CaseHistory>
  outbox(): Live<OutboxEntry[]>
  /** Newest first. */
  sent(): Live<SentEntry[]>
  /** Open promises in sight, by when they are due. */
  promises(): Live<PromiseRow[]>
  customers(): Live<CustomerRecord[]>
  orders(): Live<OrderRecord[]>
  people(): Live<PersonRecord[]>
  queues(): Live<QueueRecord[]>
  templates(): Live<TemplateRecord[]>
  guides(): Live<GuideRecord[]>
  articles(): Live<ArticleRecord[]>
  /** One's own settings: JSON by key. */
  settings(): Live<Record<string, string>>
  /** Contacts that this agent handled, in any order. */
  ownContacts(): Live<ContactRecord[]>
  /** The log of this agent's time, in any order: what was written; what only goes on is in `agentTime.log`. */
  ownIntervals(): Live<IntervalRecord[]>
  /** Contested stretches in sight, with what was decided: one's own, and for a lead those of whom they lead. Newest first. */
  disputes(): Live<DisputeRecord[]>
  /** Time kept for urgent cases in sight, by its beginning: one's own, and for a lead that of whom they lead. */
  urgentBlocks(): Live<UrgentBlockRecord[]>
  /** Recorded time in sight, in any order: one's own, and for a lead that of whom they lead. */
  intervals(): Live<IntervalRecord[]>
  /** This agent's planned shifts, every version of each, by their beginning. */
  ownShifts(): Live<ShiftRecord[]>
  /**
   * The cases in which this agent had a contact, wrote or did something since the moment, those they hold, and what these
   * were merged with: what their figures are made of. A case in which nothing happened stays the very same object.
   */
  ownCases(since: EpochMs): Live<CaseFile[]>
  /** What customers answered about this agent's cases. */
  ownRatings(): Live<RatingRecord[]>
  /** Audits of this agent's work. */
  ownAudits(): Live<AuditRecord[]>
  /** Every version of what the house decides about its figures. Empty: nothing, and the usual holds. */
  metricPolicies(): Live<MetricPolicy[]>
  /** The case may be opened next: all that its window shows at first is read, so that it is there with the first frame. */
  fetchAhead(id: CaseId): void
  /** These may be looked at next: by then less of them has to be read. */
  fetchNear(ids: readonly CaseId[]): void
  /** What this agent had open on this desk, as the window wrote it; never leaves the machine. Null: nothing yet. */
  place(): Promise<string | null>
  savePlace(place: string): Promise<void>
  /** When everything on this desk was last known to be current. Null: never. */
  currentAt(): Live<EpochMs | null>
  /** What a reply in this case is held against. */
  replyFacts(id: CaseId, text: string): Promise<ReplyFacts>
  /** What a precondition needs: the newest public message the server had shown this desk. */
  seen(id: CaseId): Promise<SeenThread>
  draft(id: CaseId): Promise<Draft | null>
  /** Null clears it. */
  saveDraft(id: CaseId, draft: Draft | null): Promise<Result<Kept, KeepRefusal>>
  forms(): Promise<FilledForm[]>
  /** Answers as JSON; null clears it. */
  saveForm(key: string, answers: string | null): Promise<Result<Kept, KeepRefusal>>
  /** Journal, then one transaction of outbox, base copy and view, with the draft and the forms that it settles. */
  commit<Name extends MutationName>(
    name: Name,
    args: MutationArgs[Name],
    options?: {
      pre?: SeenThread
      clearsDraft?: 'reply' | 'note'
      /** What is left of forms once this is kept: answers as JSON by key, null where nothing is. */
      forms?: Readonly<Record<string, string | null>>
      /** It stays here for so long and can be withdrawn. */
      holdMs?: number
    },
  ): Promise<Result<{ id: MutationId; kept: Kept }, KeepRefusal>>
  /** Takes back an action that has not been numbered yet. Its text returns as a draft. */
  withdraw(id: MutationId): Promise<Result<null, 'already-sending' | 'gone' | 'disk-full' | 'disk-failed'>>
  /** The agent has dealt with a refused action: it leaves the outbox. With `asDraft` its text returns to the composer. */
  dismiss(id: MutationId, options: { asDraft: boolean }): Promise<Result<null, 'gone' | 'disk-full' | 'disk-failed'>>
}
