import type { CaseRecord } from '../../domain/cases/case.ts'
import type {
  CaseId,
  CustomerId,
  MessageId,
  OrderId,
  QueueId,
  TeamId,
  TenantId,
  UserId,
} from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { NewPerson, World } from '../../server/store/world.ts'
import { NOON, someCase, someMessage, someQueue } from './records.ts'

const q = (id: string) => id as QueueId
const team = ['team-orders' as TeamId]

const person = (login: string, name: string, role: NewPerson['role'], queues: string[]) => ({
  id: `u-${login}` as UserId,
  login,
  name,
  role,
  teamIds: role === 'admin' ? [] : team,
  queueIds: queues.map(q),
})
const everyone = [
  person('ana', 'Ana Ribeiro', 'agent', ['orders', 'returns']),
  person('ben', 'Ben Okafor', 'agent', ['orders', 'billing']),
  person('chie', 'Chie Tanaka', 'agent', ['returns']),
  person('lea', 'Lea Brandt', 'lead', ['orders', 'returns', 'billing']),
  person('quinn', 'Quinn Murphy', 'analyst', ['orders', 'returns', 'billing']),
  person('tora', 'Tora Lindqvist', 'trainer', ['orders', 'returns', 'billing']),
  person('tom', 'Tom Herrera', 'trainee', ['orders']),
  person('ada', 'Ada Kowalska', 'admin', []),
]
const waiting = { orders: 5, returns: 4, billing: 3 }

/** Twelve cases in three queues, each with its customer, an order and two messages. Each password equals its login. */
export async function smallWorld(hashPassword: (password: string) => Promise<string>): Promise<World> {
  const people = await Promise.all(
    everyone.map(async (each) => ({ ...each, passwordHash: await hashPassword(each.login) })),
  )
  const cases: CaseRecord[] = Object.entries(waiting).flatMap(([queue, count]) =>
    Array.from({ length: count }, (_, at) =>
      someCase({
        id: `c-${queue}-${at}` as CaseId,
        number: 48_000 + Object.keys(waiting).indexOf(queue) * 100 + at,
        subject: `Parcel ${at} of ${queue}`,
        queueId: q(queue),
        customerId: `k-${queue}-${at}` as CustomerId,
        orderId: `o-${queue}-${at}` as OrderId,
        replyDueAt: (NOON + (at + 1) * 600_000) as EpochMs,
        publicCount: 2,
      }),
    ),
  )
  const address = { line1: '215 River Road', line2: '', city: 'Leeds', region: '', postcode: 'LS6', country: 'UK' }
  return {
    tenant: { id: 'small' as TenantId, name: 'Small shop' },
    teams: [{ id: team[0] as TeamId, name: 'Orders' }],
    queues: Object.keys(waiting).map((id) => someQueue({ id: q(id), name: id, teamIds: team })),
    people,
    customers: cases.map((kase) => ({
      id: kase.customerId,
      givenName: 'Nadia',
      familyName: `Osei ${kase.number}`,
      email: `${kase.customerId}@example.com`,
      address,
      phone: '+44 113 496 0123',
      since: null,
      language: 'en',
      paymentMethods: [],
      mergedIntoId: null,
      edits: [],
    })),
    orders: cases.map((kase) => ({
      id: kase.orderId as OrderId,
      customerId: kase.customerId,
      number: `EK-${kase.number}`,
      status: 'delivered',
      currency: 'EUR',
      placedAt: NOON,
      items: [{ id: 'i-1', name: 'Desk lamp', variant: 'black', priceMinor: 4_784 }],
      payments: [],
      trackingNumbers: [],
      carrier: null,
      deliveryDueAt: null,
      steps: [],
      refunds: [],
      address,
    })),
    cases,
    contacts: [],
    messages: cases.flatMap((kase) =>
      [1, 2].map((ordinal) =>
        someMessage({
          id: `m-${kase.id}-${ordinal}` as MessageId,
          caseId: kase.id,
          author:
            ordinal === 2
              ? { kind: 'customer', id: kase.customerId, name: 'Nadia' }
              : { kind: 'agent', id: 'u-ben' as UserId, name: 'Ben Okafor' },
          body: `Message ${ordinal} of ${kase.subject}`,
          receivedAt: (NOON + ordinal) as EpochMs,
          publicOrdinal: ordinal,
        }),
      ),
    ),
    promises: [],
    events: [],
    guideRuns: [],
    templates: [],
    guides: [],
    articles: [],
  }
}
