import type { CaseRecord } from '../../domain/cases/case.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { GuideRunRecord } from '../../domain/guides/guide.ts'
import type {
  CaseId,
  ContactId,
  CustomerId,
  GuideId,
  GuideRunId,
  MessageId,
  MutationId,
  PromiseId,
  QueueId,
  UserId,
} from '../../domain/kernel/ids.ts'
import type { PromiseRecord } from '../../domain/promises/promise.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { MutationArgs, MutationName, MutationOf } from '../../domain/mutations/mutation.ts'
import type { Actor, QueueRecord } from '../../domain/people/person.ts'

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
  reason: null,
  waitingSince: NOON,
  parentId: null,
  escalations: [],
  mergedIntoId: null,
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
  html: null,
  links: [],
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
  lane: 'caseId' in args ? args.caseId : 'me',
  args,
  pre: null,
  baseRev: null,
  stamp: { at: NOON, offsetMs: null, monotonicMs: 0 as Ms },
  ...change,
})

const always = Array.from({ length: 7 }, () => [{ fromMinute: 0, toMinute: 1_440 }])

/** A queue that works around the clock and promises an answer within an hour, with whatever the test changes. */
export const someQueue = (change: Partial<QueueRecord> = {}): QueueRecord => ({
  id: 'orders' as QueueId,
  name: 'Orders',
  teamIds: [],
  sla: {
    calendar: { zone: 'UTC', week: always, holidays: [] },
    replyWithinMs: { email: 3_600_000 as Ms, phone: 600_000 as Ms, chat: 120_000 as Ms },
    riskFromMs: 900_000 as Ms,
  },
  ...change,
})

/** A customer without a telephone, with whatever the test changes. */
export const someCustomer = (change: Partial<CustomerRecord> = {}): CustomerRecord => ({
  id: 'k-1' as CustomerId,
  givenName: 'Nadia',
  familyName: 'Osei',
  email: 'nadia.osei@example.net',
  address: { line1: '215 River Road', line2: '', city: 'Leeds', region: '', postcode: 'LS6', country: 'UK' },
  phone: null,
  since: null,
  language: 'en',
  paymentMethods: [],
  mergedIntoId: null,
  edits: [],
  ...change,
})

/** A call that waits to be answered, with whatever the test changes. */
export const someContact = (change: Partial<ContactRecord> = {}): ContactRecord => ({
  id: 'x-1' as ContactId,
  caseId: 'c-7' as CaseId,
  channel: 'phone',
  direction: 'inbound',
  agentId: null,
  offeredAt: NOON,
  answeredAt: null,
  holds: [],
  endedAt: null,
  endedBy: null,
  wrappedUpAt: null,
  disposition: null,
  summary: '',
  ...change,
})

/** An open promise of Ana's, with whatever the test changes. */
export const somePromise = (change: Partial<PromiseRecord> = {}): PromiseRecord => ({
  id: 'p-1' as PromiseId,
  caseId: 'c-7' as CaseId,
  kind: 'update',
  words: 'News by noon',
  dueAt: (NOON + 3_600_000) as EpochMs,
  madeAt: NOON,
  madeBy: { id: ana.id, name: ana.name },
  ownerId: ana.id,
  messageId: null,
  state: 'open',
  settledAt: null,
  ...change,
})

/** A guide that has just been begun, with whatever the test changes. */
export const someRun = (change: Partial<GuideRunRecord> = {}): GuideRunRecord => ({
  id: 'r-1' as GuideRunId,
  caseId: 'c-7' as CaseId,
  guideId: 'late-parcel@1' as GuideId,
  startedAt: NOON,
  startedBy: { id: ana.id, name: ana.name },
  answers: [],
  state: 'running',
  outcomeId: null,
  endedAt: null,
  ...change,
})
