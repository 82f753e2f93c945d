import type { CaseRecord } from '../../domain/cases/case.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { EventKind } from '../../domain/cases/event.ts'
import type { OrderRecord, OrderStep, Refund } from '../../domain/cases/order.ts'
import type { QueueRecord } from '../../domain/people/person.ts'
import type { PromiseRecord } from '../../domain/promises/promise.ts'
import type { NewPerson, World } from '../store/world.ts'

/**
 * Where a case lies in time. workMs: its entry number `entry` (from 0) was written that much of the queue's working
 * time before the start. daysAgo: its first entry was written on that local day, `minute` minutes after midnight.
 */
export type When = { entry: number; workMs: number } | { daysAgo: number; minute: number }

/** One entry of a thread. by: "customer" or the id of a person. gapMs: after the entry before it. */
export type StoredEntry = { by: string; text: string; gapMs: number; html?: string; isNote?: true }

type Outcome = Pick<ContactRecord, 'agentId' | 'disposition' | 'summary'> & { wrapUpMs: number }
/** A contact, tied to entries of the thread by their numbers. */
export type StoredContact = Outcome &
  (
    | { kind: 'email'; asked: number; answered: number | null; handlingMs: number }
    | { kind: 'chat'; from: number; to: number; answerMs: number | null; endedBy: 'customer' | 'agent' | null }
    /** entry: the note written in wrap-up, or the voicemail where nobody answered. */
    | {
        kind: 'phone'
        entry: number
        direction: 'inbound' | 'outbound'
        answerMs: number | null
        talkMs: number
        holds: { afterMs: number; lengthMs: number }[]
      }
  )

export type StoredPromise = Pick<PromiseRecord, 'id' | 'kind' | 'words' | 'ownerId' | 'state'> & {
  /** The entry that made it. */
  entry: number
  /** From the start for an open one, from the entry for a settled one. */
  dueInMs: number
  /** From the entry. Null while open. */
  settledAfterMs: number | null
}

/** A line of history. afterEntry: written with that entry. */
export type StoredEvent = { kind: EventKind; by: string; afterEntry: number; detail: Record<string, string> }

export type StoredCase = Omit<
  CaseRecord,
  'escalations' | 'openedAt' | 'waitingSince' | 'replyDueAt' | 'lastCustomerMessageAt' | 'publicCount'
> & { when: When; entries: StoredEntry[]; contacts: StoredContact[]; promises: StoredPromise[]; events: StoredEvent[] }

export type StoredOrder = Omit<OrderRecord, 'placedAt' | 'deliveryDueAt' | 'steps' | 'refunds'> & {
  placedAgoMs: number
  /** Ahead of the start; negative: before it. */
  deliveryDueInMs: number | null
  steps: (Omit<OrderStep, 'at'> & { agoMs: number })[]
  refunds: (Omit<Refund, 'at'> & { agoMs: number })[]
}

export type StoredCustomer = Omit<CustomerRecord, 'since'> & { sinceAgoMs: number | null }

/** resources/demo/world.json.gz: moments are given relative to the start, cases hold all that belongs to them. */
export type StoredWorld = {
  teams: World['teams']
  queues: QueueRecord[]
  people: Omit<NewPerson, 'passwordHash'>[]
  customers: StoredCustomer[]
  orders: StoredOrder[]
  cases: StoredCase[]
}
