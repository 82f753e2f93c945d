import type { CaseRecord } from '../../domain/cases/case.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { CaseId, CustomerId, MessageId, MutationId, QueueId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { MutationArgs, MutationName, MutationOf } from '../../domain/mutations/mutation.ts'
import type { Actor } from '../../domain/people/person.ts'

export const NOON = 1_773_144_000_000 as EpochMs

export const ana: Actor = { id: 'u-ana' as UserId, name: 'Ana Ribeiro', role: 'agent', queueIds: ['orders' as QueueId] }
export const ben: Actor = { id: 'u-ben' as UserId, name: 'Ben Okafor', role: 'agent', queueIds: ['orders' as QueueId] }

/** A case as it waits in the queue, with whatever the test changes. */
export const someCase = (change: Partial<CaseRecord> = {}): CaseRecord => ({
  id: 'c-7' as CaseId,
  number: 48_213,
  subject: 'Parcel not delivered',
  status: 'open',
  priority: 'normal',
  queueId: 'orders' as QueueId,
  assigneeId: null,
  customerId: 'k-1' as CustomerId,
  orderId: null,
  channel: 'email',
  tags: [],
  openedAt: NOON,
  replyDueAt: (NOON + 3_600_000) as EpochMs,
  lastCustomerMessageAt: NOON,
  publicCount: 1,
  ...change,
})

/** A message of the customer, with whatever the test changes. */
export const someMessage = (change: Partial<MessageRecord> = {}): MessageRecord => ({
  id: 'm-1' as MessageId,
  caseId: 'c-7' as CaseId,
  contactId: null,
  author: { kind: 'customer', id: 'k-1' as CustomerId, name: 'Nadia Osei' },
  visibility: 'public',
  channel: 'email',
  body: 'Where is my parcel?',
  writtenAt: NOON,
  receivedAt: NOON,
  publicOrdinal: 1,
  ...change,
})

let made = 0
/** An action as the desk makes it. */
export const someMutation = <Name extends MutationName>(
  name: Name,
  args: MutationArgs[Name],
  change: Partial<MutationOf<Name>> = {},
): MutationOf<Name> => ({
  id: `mut-${++made}` as MutationId,
  name,
  v: 1,
  lane: 'caseId' in args && args.caseId !== null ? args.caseId : 'me',
  args,
  pre: null,
  baseRev: null,
  stamp: { at: NOON, offsetMs: null, monotonicMs: 0 as Ms },
  ...change,
})
