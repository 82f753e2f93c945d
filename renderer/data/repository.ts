import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { ShownDelivery } from '../../domain/cases/delivery.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import type { CaseId, MutationId } from '../../domain/kernel/ids.ts'
import type { Result } from '../../domain/kernel/result.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { RefusalCode } from '../../domain/mutations/decide.ts'
import type { Mutation, MutationArgs, MutationName, SeenThread } from '../../domain/mutations/mutation.ts'

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
  /** An action of this desk on it has not reached the server yet. */
  hasUnsent: boolean
  hasDraft: boolean
}

/** Everything the open case shows beside its thread. */
export type CaseView = {
  case: CaseRecord
  rev: number
  /** Null: not (yet) on this desk. */
  customer: CustomerRecord | null
  orders: OrderRecord[]
  assigneeName: string | null
  queueName: string
}

/** One entry of the thread with how far it has come. `delivery` is null for what needs no word (a customer's message, a note the server has). */
export type ThreadEntry = {
  message: MessageRecord
  delivery: ShownDelivery | null
  sentAt: EpochMs | null
  refusal: RefusalCode | null
}

/** One action that has not been settled. */
export type OutboxEntry = {
  mutation: Mutation
  /** Place in the order of sending. */
  order: number
  state: 'waiting' | 'sending' | 'needs-you'
  /** Set when the state is needs-you. */
  refusal: RefusalCode | null
  /** For support, with a quarantined action. */
  reference: string | null
  caseSubject: string | null
  customerName: string | null
}

/** Begun text of one case. Both texts are kept side by side. */
export type Draft = { mode: 'reply' | 'note'; reply: string; note: string; savedAt: EpochMs }

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
  outbox(): Live<OutboxEntry[]>
  /** What a precondition needs: the newest public message the server had shown this desk. */
  seen(id: CaseId): Promise<SeenThread>
  draft(id: CaseId): Promise<Draft | null>
  /** Null clears it. */
  saveDraft(id: CaseId, draft: Draft | null): Promise<Result<Kept, KeepRefusal>>
  /** Journal, then one transaction of outbox, base copy and view; clears the named draft text in the same transaction. */
  commit<Name extends MutationName>(
    name: Name,
    args: MutationArgs[Name],
    options?: { pre?: SeenThread; clearsDraft?: 'reply' | 'note' },
  ): Promise<Result<{ id: MutationId; kept: Kept }, KeepRefusal>>
  /** Takes back an action that has not been numbered yet. Its text returns as a draft. */
  withdraw(id: MutationId): Promise<Result<null, 'already-sending' | 'gone' | 'disk-full' | 'disk-failed'>>
  /** The agent has dealt with a refused action: it leaves the outbox. With `asDraft` its text returns to the composer. */
  dismiss(id: MutationId, options: { asDraft: boolean }): Promise<Result<null, 'gone' | 'disk-full' | 'disk-failed'>>
}
