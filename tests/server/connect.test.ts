import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { CaseId, ContactId, MessageId } from '../../domain/kernel/ids.ts'
import type { InboundAnswer } from '../../protocol/connect.ts'
import { NOON, someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect, errorOf } from '../support/wire.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.stop())

const key = { authorization: 'Bearer connector-key-of-the-tests' }
const handIn = (what: string, body: object, headers: Record<string, string> = key) =>
  server.post(`/api/v1/connect/small/${what}`, body, headers)
const mail = (change: object = {}) => ({
  externalId: 'mail-1',
  channel: 'email',
  caseNumber: 48_000,
  contactId: null,
  queueId: 'orders',
  from: { address: 'k-orders-0@example.com', name: 'Nadia Osei' },
  subject: 'Re: Parcel 0 of orders',
  body: 'Still nothing!',
  html: null,
  ...change,
})
const taken = async (answer: Response): Promise<InboundAnswer> => {
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as InboundAnswer
}
const caseNow = async (id: string) =>
  (await server.db.query<{ d: CaseRecord }>('select d from cases where id = $1', [id]))[0]?.d

describe('a mail that comes in', () => {
  it('joins its case, opens it again, and the clock runs by what the queue promises', async () => {
    await server.db.query(
      `update cases set d = d || '{"status": "solved", "replyDueAt": null, "waitingSince": null}' where id = 'c-orders-0'`,
    )
    expect(await taken(await handIn('messages', mail()))).toMatchObject({ caseId: 'c-orders-0', isKnown: false })
    expect(await caseNow('c-orders-0')).toMatchObject({
      status: 'open',
      waitingSince: NOON,
      replyDueAt: NOON + 3_600_000,
      publicCount: 3,
    })
    const page = await (await connect(server, 'ana')).pullAll()
    expect(
      page.changes.filter((each) => each.e === 'message' && JSON.stringify(each).includes('Still nothing')),
    ).toHaveLength(1)
  })

  it('does not let the clock begin anew while the customer already waits', async () => {
    server.clock.now = (NOON + 600_000) as never
    await handIn('messages', mail())
    expect(await caseNow('c-orders-0')).toMatchObject({ waitingSince: NOON, replyDueAt: NOON + 3_600_000 })
  })

  it('is there once, however often it is handed in', async () => {
    const once = await taken(await handIn('messages', mail()))
    const twice = await Promise.all([handIn('messages', mail()), handIn('messages', mail())])
    for (const answer of twice) expect(await taken(answer)).toEqual({ ...once, isKnown: true })
    expect(await server.db.query(`select 1 from messages where body = 'Still nothing!'`)).toHaveLength(1)
  })

  it('of somebody unknown makes a customer and a case that agents of the queue see', async () => {
    const stranger = { address: 'elif@example.net', name: 'Elif Şahin', language: 'tr' }
    const made = await taken(await handIn('messages', mail({ caseNumber: null, from: stranger, subject: 'İade' })))
    const page = await (await connect(server, 'ana')).pullAll()
    const found = page.changes.find((each) => each.e === 'customer' && each.id === made.customerId)
    expect(found).toMatchObject({ d: { givenName: 'Elif', familyName: 'Şahin', language: 'tr' } })
    expect(await caseNow(made.caseId)).toMatchObject({ subject: 'İade', publicCount: 1, status: 'open' })
  })

  it('to a closed case opens a new one for the same customer', async () => {
    await server.db.query(`update cases set d = d || '{"status": "closed"}' where id = 'c-orders-0'`)
    const made = await taken(await handIn('messages', mail()))
    expect(made.caseId).not.toBe('c-orders-0')
    expect(made.customerId).toBe('k-orders-0')
  })

  it('makes a reply that was written before it stale', async () => {
    await handIn('messages', mail())
    const ana = await connect(server, 'ana')
    const reply = someMutation(
      'reply.send',
      { caseId: 'c-orders-0' as CaseId, messageId: 'r-1' as MessageId, body: 'It left.', channel: 'email' },
      { pre: { lastPublicOrdinal: 2 } },
    )
    expect((await ana.push([{ n: 1, mutation: reply }])).verdicts).toMatchObject([{ code: 'stale_context' }])
  })
})

describe('a chat', () => {
  const ask = () =>
    handIn('contacts', {
      externalId: 'chat-1',
      channel: 'chat',
      caseNumber: null,
      queueId: 'orders',
      from: { address: 'k-orders-1@example.com', name: 'Nadia Osei' },
      subject: 'Where is my refund?',
    })
  const line = (contactId: string | null, caseNumber: number, externalId: string) =>
    handIn('messages', mail({ externalId, channel: 'chat', contactId, caseNumber, body: externalId }))

  it('waits to be answered, takes lines, and a reply after its end comes back as "over"', async () => {
    const { contactId, caseId, caseNumber } = await taken(await ask())
    await taken(await line(contactId, caseNumber, 'Hello?'))
    expect(await caseNow(caseId)).toMatchObject({ channel: 'chat', replyDueAt: NOON + 120_000 })
    const ana = await connect(server, 'ana')
    const id = contactId as ContactId
    const start = someMutation('contact.start', { caseId, contactId: id, channel: 'chat', direction: 'inbound' })
    const answer = (messageId: string) =>
      someMutation(
        'reply.send',
        { caseId, messageId: messageId as MessageId, body: 'Here I am.', channel: 'chat', contactId: id },
        { pre: { lastPublicOrdinal: 1 } },
      )
    const { verdicts } = await ana.push([
      { n: 1, mutation: start },
      { n: 2, mutation: answer('r-1') },
    ])
    expect(verdicts).toMatchObject([{ status: 'applied' }, { status: 'applied' }])
    expect((await handIn(`contacts/${contactId}/end`, {})).status).toBe(200)
    expect((await ana.push([{ n: 3, mutation: answer('r-2') }])).verdicts).toMatchObject([{ code: 'chat_ended' }])
    expect((await line(contactId, caseNumber, 'Too late')).status).toBe(404)
  })
})

describe('a call', () => {
  const ring = async (address = '+442079460018') =>
    taken(
      await handIn('contacts', {
        externalId: `call ${address}`,
        channel: 'phone',
        caseNumber: null,
        queueId: 'orders',
        from: { address, name: 'Nadia Osei' },
        subject: 'Call',
      }),
    )
  const contactNow = async (id: string | null) =>
    (await server.db.query<{ d: ContactRecord }>('select d from contacts where id = $1', [id]))[0]?.d

  it.each(['+442079460018', '+44 20 7946-0018', '+44 (20) 79460018'])(
    'from %s is known by its number, however that is written',
    async (address) => {
      await server.db.query(`update customers set d = d || '{"phone": "+44 20 7946 0018"}' where id = 'k-orders-1'`)
      expect(await ring(address)).toMatchObject({ customerId: 'k-orders-1' })
    },
  )

  it("that is picked up on the telephone itself is that agent's, once, and nobody else's", async () => {
    const { contactId, caseId } = await ring()
    const pickUp = (login: string) => handIn(`contacts/${contactId}/answered`, { login })
    // Chie does not work on this queue.
    expect(await errorOf(await pickUp('chie'))).toMatchObject({ status: 403, error: { code: 'forbidden' } })
    expect(await contactNow(contactId)).toMatchObject({ answeredAt: null })
    server.clock.now = (NOON + 9_000) as never
    expect((await pickUp('ana')).status).toBe(200)
    const ana = (await connect(server, 'ana')).account.userId
    expect(await contactNow(contactId)).toMatchObject({ agentId: ana, offeredAt: NOON, answeredAt: NOON + 9_000 })
    expect(await caseNow(caseId)).toMatchObject({ assigneeId: ana, waitingSince: null, replyDueAt: null })
    expect((await pickUp('ana')).status).toBe(200)
    expect((await pickUp('ben')).status).toBe(403)
    expect(await contactNow(contactId)).toMatchObject({ agentId: ana, answeredAt: NOON + 9_000 })
    expect((await handIn(`contacts/${contactId}/end`, {})).status).toBe(200)
    expect(await contactNow(contactId)).toMatchObject({ endedBy: 'customer' })
    expect(await errorOf(await pickUp('nobody'))).toMatchObject({
      status: 404,
      error: { message: 'Nobody signs in as "nobody".' },
    })
  })
})

describe('whoever hands something in', () => {
  it.each([
    ['no key', {}, 401],
    ['a wrong key', { authorization: 'Bearer wrong' }, 401],
  ])('with %s is refused', async (_, headers, status) => {
    expect((await handIn('messages', mail(), headers)).status).toBe(status)
  })
  it('is told which name is unknown', async () => {
    expect(await errorOf(await handIn('messages', mail({ caseNumber: null, queueId: 'nowhere' })))).toMatchObject({
      status: 404,
      error: { message: 'There is no queue "nowhere".' },
    })
    expect((await server.post('/api/v1/connect/other/messages', mail(), key)).status).toBe(404)
    expect((await handIn('contacts/x-unknown/end', {})).status).toBe(404)
  })
})
