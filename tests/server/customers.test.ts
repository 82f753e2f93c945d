import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseId, ContactId, MessageId } from '../../domain/kernel/ids.ts'
import { beCustomers } from '../../scripts/customers/be-customers.ts'
import { chance } from '../../scripts/customers/chance.ts'
import { openDoor } from '../../scripts/customers/open-door.ts'
import type { Caller } from '../../scripts/customers/plan-arrivals.ts'
import { planArrivals } from '../../scripts/customers/plan-arrivals.ts'
import { deliverDue, mailbox } from '../../server/deliver.ts'
import { NOON, someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect } from '../support/wire.ts'

const nadia: Caller = {
  name: 'Nadia Osei',
  email: 'k-orders-0@example.com',
  phone: '+44 113 496 0123',
  language: 'en',
  order: 'EK-48000',
  item: 'desk lamp',
}
const HOUR_MS = 3_600_000

describe('the customers of a day', () => {
  it('come the same way for the same seed, and another way for another', () => {
    const day = (seed: number) => planArrivals(chance(seed), [nadia], HOUR_MS)
    expect(day(7)).toEqual(day(7))
    expect(day(8)).not.toEqual(day(7))
    expect(new Set(day(7).map((each) => each.kind))).toEqual(new Set(['mail', 'chat', 'call']))
  })
})

describe('a customer in a chat', () => {
  let server: TestServer
  beforeEach(async () => {
    server = await startTestServer()
  })
  afterEach(() => server.stop())

  it('says what they came for, answers the agent within seconds, and leaves in the end', async () => {
    const fetchHere = async (url: URL, init: RequestInit) => server.fetch(url.pathname + url.search, init)
    const door = openDoor('http://server.test', 'connector-key-of-the-tests', fetchHere, 'small')
    const [first] = planArrivals(chance(3), [nadia], HOUR_MS).filter((each) => each.kind === 'chat')
    if (first === undefined) throw new Error('nobody came to chat')
    const customers = beCustomers(door, chance(3), [first], NOON, 'day')
    const until = async (ms: number) => {
      server.clock.now = (NOON + ms) as typeof NOON
      await customers.step(NOON + ms)
    }
    await until(first.inMs + 20_000)
    await until(first.inMs + 20_001)
    const [contact] = await server.db.query<{ id: string; case_id: string }>('select id, case_id from contacts')
    if (contact === undefined) throw new Error('no chat was asked for')
    const said = () =>
      server.db.query<{ body: string }>(
        `select body from messages where case_id = $1 and author_kind = 'customer' order by seq`,
        [contact.case_id],
      )
    const opening = (await said()).length
    expect(opening).toBeGreaterThan(0)

    const ana = await connect(server, 'ana')
    const [caseId, contactId] = [contact.case_id as CaseId, contact.id as ContactId]
    let n = 0
    for (let round = 0; round < 6; round++) {
      const [{ ended } = { ended: false }] = await server.db.query<{ ended: boolean }>(
        `select d ->> 'endedAt' is not null as ended from contacts`,
      )
      if (ended) break
      const seen = { lastPublicOrdinal: 99 }
      const reply = {
        caseId,
        messageId: `r-${round}` as MessageId,
        body: 'One moment.',
        channel: 'chat' as const,
        contactId,
      }
      await ana.push([{ n: ++n, mutation: someMutation('reply.send', reply, { pre: seen }) }])
      await deliverDue(
        server.db,
        mailbox(server.db, () => server.clock.now),
        () => server.clock.now,
      )
      await until(first.inMs + 30_000 * (round + 2))
      await until(first.inMs + 30_000 * (round + 2) + 20_000)
    }
    expect((await said()).length).toBeGreaterThan(opening)
    expect(await server.db.query(`select 1 from contacts where d ->> 'endedBy' = 'customer'`)).toHaveLength(1)
  })
})
