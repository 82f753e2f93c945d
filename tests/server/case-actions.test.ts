import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { EventRecord } from '../../domain/cases/event.ts'
import type {
  CaseId,
  ContactId,
  CustomerId,
  GuideId,
  GuideRunId,
  MessageId,
  OrderId,
  PromiseId,
  QueueId,
} from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Mutation, MutationArgs } from '../../domain/mutations/mutation.ts'
import { NOON, someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect } from '../support/wire.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.stop())

const first = 'c-orders-0' as CaseId
const inBilling = 'c-billing-0' as CaseId
const pre = { lastPublicOrdinal: 2 }

/** Sends the actions one by one and answers each verdict as "applied", "noop already_so", "rejected conflict". */
async function act(login: string, ...mutations: Mutation[]): Promise<string[]> {
  const desk = await connect(server, login, `client-${login}-${mutations[0]?.id}`)
  const said: string[] = []
  for (const [at, mutation] of mutations.entries()) {
    const [verdict] = (await desk.push([{ n: at + 1, mutation }])).verdicts
    said.push(verdict && 'code' in verdict ? `${verdict.status} ${verdict.code}` : String(verdict?.status))
  }
  return said
}
const stored = async <Kind>(table: string, id: string): Promise<Kind | null> =>
  (await server.db.query<{ d: Kind }>(`select d from ${table} where id = $1`, [id]))[0]?.d ?? null
const kinds = async (caseId: string) =>
  (
    await server.db.query<{ kind: string }>('select kind from case_events where case_id = $1 order by seq, id', [
      caseId,
    ])
  ).map(({ kind }) => kind)

describe('two agents who press "next" at once', () => {
  const claim = () => someMutation('case.claim', { caseId: first })
  it('do not both get the case: the second is told that it is taken [C9]', async () => {
    const [ana, ben] = await Promise.all([connect(server, 'ana'), connect(server, 'ben')])
    const answers = await Promise.all([
      ana.push([{ n: 1, mutation: claim() }]),
      ben.push([{ n: 1, mutation: claim() }]),
    ])
    const said = answers.map(({ verdicts: [verdict] }) =>
      verdict && 'code' in verdict ? verdict.code : verdict?.status,
    )
    expect(new Set(said)).toEqual(new Set(['applied', 'claimed']))
  })
})

describe('a case that is escalated', () => {
  const child = 'c-child' as CaseId
  const escalate = () =>
    someMutation('case.escalate', {
      caseId: first,
      childId: child,
      queueId: 'billing' as QueueId,
      subject: 'Refund 24.00',
      messageId: 'm-child' as MessageId,
      body: 'Please pay it back.',
    })

  it('becomes a case of the other team, with a number, a clock and the reason in it [C17]', async () => {
    expect(await act('ana', escalate())).toEqual(['applied'])
    const made = await stored<CaseRecord>('cases', child)
    expect(made).toMatchObject({ parentId: first, queueId: 'billing', assigneeId: null, subject: 'Refund 24.00' })
    expect(made?.number).toBeGreaterThan(48_202)
    expect(made?.replyDueAt).toBe(NOON + 3_600_000)
    expect(await kinds(first)).toEqual(['escalated'])
    const ben = await (await connect(server, 'ben')).pullAll()
    expect(ben.changes.map((each) => each.id)).toEqual(
      expect.arrayContaining([child, 'm-child', 'k-orders-0', 'o-orders-0']),
    )
  })

  it('shows in the first case who has it now [C17]', async () => {
    await act('ana', escalate())
    expect(await act('ben', someMutation('case.claim', { caseId: child }))).toEqual(['applied'])
    const parent = await stored<CaseRecord>('cases', first)
    expect(parent?.escalations).toEqual([
      expect.objectContaining({
        caseId: child,
        queueId: 'billing',
        status: 'open',
        assigneeId: expect.stringContaining('ben'),
      }),
    ])
  })

  it('cannot answer the customer by itself, nor be escalated once more', async () => {
    await act('ana', escalate())
    const reply = { caseId: child, messageId: 'r-1' as MessageId, body: 'Paid.', channel: 'email' as const }
    expect(await act('ben', someMutation('reply.send', reply))).toEqual(['rejected validation'])
    const again = {
      ...escalate().args,
      caseId: child,
      childId: 'c-grandchild' as CaseId,
      messageId: 'm-2' as MessageId,
    }
    expect(await act('ben', someMutation('case.escalate', again))).toEqual(['rejected validation'])
  })
})

describe('a new case', () => {
  const open = (customerId: string) =>
    someMutation('case.open', {
      caseId: 'c-new' as CaseId,
      customerId: customerId as CustomerId,
      subject: 'Lamp broken',
      channel: 'phone',
      queueId: 'orders' as QueueId,
      orderId: null,
      reason: null,
    })
  it("gets its number from the server and is the agent's", async () => {
    expect(await act('ana', open('k-orders-1'))).toEqual(['applied'])
    expect(await stored('cases', 'c-new')).toMatchObject({ subject: 'Lamp broken', status: 'open' })
    expect((await stored<CaseRecord>('cases', 'c-new'))?.number).toBeGreaterThan(0)
  })
  it('is not made for a customer whom the agent cannot see, nor twice', async () => {
    expect(await act('ana', open('k-billing-0'))).toEqual(['rejected forbidden'])
    expect(await act('ana', open('k-orders-1'), open('k-orders-1'))).toEqual(['applied', 'noop already_so'])
  })
})

describe('a new case for somebody who is not known', () => {
  const rosa = {
    givenName: 'Rosa',
    familyName: 'Amsel',
    email: 'rosa@example.net',
    phone: '+49 30 5550 1234',
    language: 'de',
  }
  const open = (customer: Partial<typeof rosa>, change: Partial<MutationArgs['case.open']> = {}) =>
    someMutation('case.open', {
      caseId: 'c-new' as CaseId,
      customerId: 'k-new' as CustomerId,
      subject: 'Lamp broken',
      channel: 'phone',
      queueId: 'orders' as QueueId,
      orderId: null,
      reason: null,
      customer: { ...rosa, ...customer },
      ...change,
    })
  const emailOf = async (id: string) => (await stored<CustomerRecord>('customers', id))?.email ?? ''
  const count = async () => (await server.db.query('select 1 from customers')).length

  it('makes both, and whoever sees the case sees the customer', async () => {
    expect(await act('ana', open({}))).toEqual(['applied'])
    expect(await stored('customers', 'k-new')).toMatchObject({ ...rosa, mergedIntoId: null, edits: [] })
    const ana = await (await connect(server, 'ana')).pullAll()
    expect(ana.changes.map((each) => each.id)).toEqual(expect.arrayContaining(['c-new', 'k-new']))
    const chie = await (await connect(server, 'chie')).pullAll()
    expect(chie.changes.map((each) => each.id)).not.toContain('k-new')
  })

  it('is opened for whoever has the e-mail address already, in any case of letters; nobody is doubled', async () => {
    const before = await count()
    const email = (await emailOf('k-orders-1')).toUpperCase()
    expect(await act('ana', open({ email }))).toEqual(['applied'])
    expect(await stored('cases', 'c-new')).toMatchObject({ customerId: 'k-orders-1' })
    expect(await stored('customers', 'k-new')).toBeNull()
    expect(await count()).toBe(before)
  })

  it('makes one customer of two desks that took down the same person at once', async () => {
    const desks = await Promise.all([connect(server, 'ana'), connect(server, 'ana', 'client-2')])
    const args = (at: number) => ({ caseId: `c-new-${at}` as CaseId, customerId: `k-new-${at}` as CustomerId })
    await Promise.all(desks.map((desk, at) => desk.push([{ n: 1, mutation: open({}, args(at)) }])))
    const made = await server.db.query(`select 1 from customers where d ->> 'email' = $1`, [rosa.email])
    expect(made).toHaveLength(1)
    expect(await stored('cases', 'c-new-0')).not.toBeNull()
    expect(await stored('cases', 'c-new-1')).not.toBeNull()
  })

  it('tells nothing of somebody whom the agent may not see', async () => {
    expect(await act('ana', open({ email: await emailOf('k-billing-0') }))).toEqual(['rejected known_customer'])
    expect(await stored('cases', 'c-new')).toBeNull()
  })

  it('takes over no record by its id, in sight or not', async () => {
    const before = await stored('customers', 'k-billing-0')
    expect(await act('ana', open({}, { customerId: 'k-billing-0' as CustomerId }))).toEqual(['rejected forbidden'])
    expect(await stored('customers', 'k-billing-0')).toEqual(before)
  })

  it.each<[string, Partial<typeof rosa> & { phone?: never }]>([
    ['without a name', { givenName: ' ', familyName: '' }],
    ['with an address that is none', { email: 'rosa' }],
  ])('is refused %s', async (_, customer) => {
    expect(await act('ana', open(customer))).toEqual(['rejected validation'])
    expect(await stored('customers', 'k-new')).toBeNull()
  })

  it('is refused to whoever may open none', async () => {
    expect(await act('tom', open({}))).toEqual(['rejected forbidden'])
  })
})

describe('two people who change the same thing', () => {
  const edit = (to: string) =>
    someMutation('customer.edit', {
      caseId: first,
      customerId: 'k-orders-0' as CustomerId,
      field: 'phone',
      from: '+44 113 496 0123',
      to,
    })
  it('do not undo each other: the second is told, and nothing is overwritten [C65]', async () => {
    expect(await act('ana', edit('+44 1'))).toEqual(['applied'])
    expect(await act('ben', edit('+44 2'))).toEqual(['rejected conflict'])
    expect(await stored('customers', 'k-orders-0')).toMatchObject({
      phone: '+44 1',
      edits: [{ field: 'phone', by: { name: 'Ana Ribeiro' } }],
    })
  })
  it('of a case, too', async () => {
    const reason = (from: string | null, to: string) =>
      someMutation('case.edit', { caseId: first, field: 'reason', from, to })
    expect(await act('ana', reason(null, 'late-parcel'))).toEqual(['applied'])
    expect(await act('ben', reason(null, 'refund'))).toEqual(['rejected conflict'])
    expect(await act('ben', reason('late-parcel', 'refund'))).toEqual(['applied'])
  })
  it("cannot reach a customer of somebody else's case through their own", async () => {
    const foreign = { ...edit('+44 3').args, customerId: 'k-billing-0' as CustomerId, from: '+44 113 496 0123' }
    expect(await act('ana', someMutation('customer.edit', foreign))).toEqual(['rejected forbidden'])
  })
})

describe('what travels with a reply', () => {
  const send = (orderId: string) =>
    someMutation(
      'reply.send',
      {
        caseId: first,
        messageId: `r-${orderId}` as MessageId,
        body: 'We pay 24.00 back.',
        channel: 'email',
        actions: [
          { kind: 'tag', tag: 'late-parcel' },
          { kind: 'status', status: 'pending' },
          { kind: 'refund', orderId: orderId as OrderId, amountMinor: 2_400, why: 'late' },
          { kind: 'refund', orderId: orderId as OrderId, amountMinor: 300, why: 'torn' },
          {
            kind: 'promise',
            promiseId: 'p-1' as PromiseId,
            promise: 'refund',
            words: '24.00 back',
            dueAt: (NOON + 9) as EpochMs,
          },
        ],
      },
      { pre },
    )
  it('happens with it [C23]', async () => {
    const sent = send('o-orders-0')
    expect(await act('ana', sent)).toEqual(['applied'])
    expect(await stored('cases', first)).toMatchObject({ tags: ['late-parcel'], status: 'pending', waitingSince: null })
    const told = async (suffix: string) => (await stored<EventRecord>('case_events', `e-${sent.id}${suffix}`))?.detail
    expect(await told('-status')).toEqual({ from: 'open', to: 'pending' })
    expect([await told('-2'), await told('-3')]).toMatchObject([{ amountMinor: '2400' }, { amountMinor: '300' }])
    expect(await stored('orders', 'o-orders-0')).toMatchObject({
      refunds: [
        { amountMinor: 2_400, state: 'requested' },
        { amountMinor: 300, state: 'requested' },
      ],
    })
    expect(await stored('promises', 'p-1')).toMatchObject({
      state: 'open',
      words: '24.00 back',
      messageId: 'r-o-orders-0',
    })
  })
  it('does not happen without it: an order of another customer refuses the whole [C23]', async () => {
    expect(await act('ana', send('o-billing-0'))).toEqual(['rejected validation'])
    expect(await stored('cases', first)).toMatchObject({ tags: [], status: 'open' })
    expect(await stored('promises', 'p-1')).toBeNull()
    expect(await stored('messages', 'r-o-billing-0')).toBeNull()
  })
})

describe('a contact', () => {
  const contact = { caseId: first, contactId: 'x-1' as ContactId }
  const start = () => someMutation('contact.start', { ...contact, channel: 'phone', direction: 'inbound' })
  const step = (name: 'hold' | 'resume' | 'end', afterMs: number) =>
    someMutation(
      'contact.step',
      { ...contact, step: name },
      { stamp: { ...start().stamp, at: (NOON + afterMs) as EpochMs } },
    )
  it('keeps the moments of its hold, its end and its wrap-up', async () => {
    const wrapUp = someMutation('contact.wrapUp', { ...contact, disposition: 'refund', summary: 'Torn cushion.' })
    expect(await act('ana', start(), step('hold', 5), step('resume', 9), step('end', 12), wrapUp)).toEqual(
      Array.from({ length: 5 }, () => 'applied'),
    )
    expect(await stored('contacts', 'x-1')).toMatchObject({
      answeredAt: NOON,
      holds: [{ from: NOON + 5, to: NOON + 9 }],
      endedAt: NOON + 12,
      endedBy: 'agent',
      disposition: 'refund',
      summary: 'Torn cushion.',
    })
    expect(await stored('cases', first)).toMatchObject({ waitingSince: null, replyDueAt: null })
  })
  it('is answered by one agent only', async () => {
    expect(await act('ana', start())).toEqual(['applied'])
    expect(await act('ben', start())).toEqual(['rejected claimed'])
    expect(await act('ben', step('end', 3))).toEqual(['rejected claimed'])
  })
  it('belongs to its case: nobody reaches it through another', async () => {
    await act('ana', start())
    const elsewhere = someMutation('contact.step', {
      caseId: 'c-orders-1' as CaseId,
      contactId: contact.contactId,
      step: 'end',
    })
    expect(await act('ana', elsewhere)).toEqual(['rejected dependency'])
  })
})

describe('a promise', () => {
  const promise = { caseId: first, promiseId: 'p-9' as PromiseId }
  const make = () =>
    someMutation('promise.make', {
      ...promise,
      promise: 'call-back',
      words: 'Call at four',
      dueAt: NOON,
      messageId: null,
    })
  it('is handed over, kept, and then stays kept [C14]', async () => {
    const ben = (await connect(server, 'ben', 'who-is-ben')).account.userId
    const move = someMutation('promise.move', {
      ...promise,
      dueAt: (NOON + 5) as EpochMs,
      ownerId: ben,
      why: 'My shift ends',
    })
    expect(await act('ana', make(), move)).toEqual(['applied', 'applied'])
    const keep = () => someMutation('promise.settle', { ...promise, state: 'kept', why: '' })
    expect(await act('ben', keep(), keep())).toEqual(['applied', 'noop already_so'])
    expect(await stored('promises', 'p-9')).toMatchObject({ state: 'kept', ownerId: ben, dueAt: NOON + 5 })
    expect(await kinds(first)).toEqual(['promised', 'promise-moved', 'promise-settled'])
  })
  it('is not given up without a reason [C14]', async () => {
    const drop = someMutation('promise.settle', { ...promise, state: 'dropped', why: ' ' })
    expect(await act('ana', make(), drop)).toEqual(['applied', 'rejected validation'])
  })
})

describe('a guided script', () => {
  const run = { caseId: first, runId: 'r-1' as GuideRunId }
  const answer = (at: number, stepId: string) =>
    someMutation('guide.answer', { ...run, at, stepId, choiceId: 'yes', text: null })
  it('goes on where a colleague left it, and an earlier answer changed drops what came after it', async () => {
    const start = someMutation('guide.start', { ...run, guideId: 'late-parcel@1' as GuideId })
    expect(await act('ana', start, answer(0, 's1'), answer(1, 's2'))).toEqual(['applied', 'applied', 'applied'])
    expect(await act('ben', answer(2, 's3'), answer(1, 's2b'))).toEqual(['applied', 'applied'])
    const kept = await stored<{ answers: { stepId: string; by: { name: string } }[] }>('guide_runs', 'r-1')
    expect(kept?.answers.map(({ stepId, by }) => `${stepId} ${by.name}`)).toEqual(['s1 Ana Ribeiro', 's2b Ben Okafor'])
    expect(await act('ana', answer(5, 's9'))).toEqual(['rejected conflict'])
  })
})

describe('cases that are merged', () => {
  it('can be taken apart again, and one of another customer is not taken in', async () => {
    await server.db.query(`update cases set d = jsonb_set(d, '{customerId}', '"k-orders-0"') where id = 'c-orders-1'`)
    const merge = (intoId: CaseId) => someMutation('case.merge', { caseId: first, intoId })
    expect(await act('ana', merge('c-orders-2' as CaseId))).toEqual(['rejected validation'])
    expect(await act('ana', merge(inBilling))).toEqual(['rejected forbidden'])
    expect(await act('ana', merge('c-orders-1' as CaseId))).toEqual(['applied'])
    expect(await stored('cases', first)).toMatchObject({ mergedIntoId: 'c-orders-1', status: 'solved' })
    expect(await kinds('c-orders-1')).toEqual(['merged-from'])
    const reply = { caseId: first, messageId: 'r-1' as MessageId, body: 'Hello.', channel: 'email' as const }
    expect(await act('ana', someMutation('reply.send', reply, { pre }))).toEqual(['rejected merged'])
    expect(await act('ana', someMutation('case.unmerge', { caseId: first }))).toEqual(['applied'])
    expect(await stored('cases', first)).toMatchObject({ mergedIntoId: null, status: 'open' })
  })
})

describe('a look at a covered field', () => {
  it('is written down with who looked at what, and never with what was seen [C8]', async () => {
    expect(await act('ana', someMutation('case.reveal', { caseId: first, field: 'phone' }))).toEqual(['applied'])
    const [looked] = await server.db.query<{ d: unknown }>('select d from case_events where case_id = $1', [first])
    expect(looked?.d).toMatchObject({ kind: 'revealed', by: { name: 'Ana Ribeiro' }, detail: { field: 'phone' } })
    expect(JSON.stringify(looked)).not.toContain('496 0123')
  })
  it('is refused in a case that the agent may not see [C8]', async () => {
    expect(await act('ana', someMutation('case.reveal', { caseId: inBilling, field: 'phone' }))).toEqual([
      'rejected forbidden',
    ])
  })
})

describe('what a person has set', () => {
  it('follows them to any desk and reaches nobody else [C69]', async () => {
    expect(await act('ana', someMutation('settings.set', { key: 'keys', value: '{"queue.next":"Ctrl+G"}' }))).toEqual([
      'applied',
    ])
    const mine = await (await connect(server, 'ana', 'another-desk')).pullAll()
    expect(mine.changes.find((each) => each.e === 'settings')).toMatchObject({
      d: { values: { keys: '{"queue.next":"Ctrl+G"}' } },
    })
    const lea = await (await connect(server, 'lea')).pullAll()
    expect(lea.changes.some((each) => each.e === 'settings')).toBe(false)
  })
})
