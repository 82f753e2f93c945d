import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { UrgentBlockRecord } from '../../domain/breaks/urgent-block.ts'
import type { CaseId, ContactId, UrgentBlockId, UserId } from '../../domain/kernel/ids.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { asReserved, doneAt, noonPlus, someBlock, someShift } from '../support/blocks.ts'
import { someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect } from '../support/wire.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
  const shift = someShift([['lunch', 120, 150]])
  const history = { id: shift.id, userId: shift.userId, versions: [shift] }
  await server.db.query(
    `insert into shifts (tenant, id, shard, tags, d) values ('small', 's-1', 0, '{me:u-ana}', $1)`,
    [JSON.stringify(history)],
  )
})
afterEach(() => server.stop())

type Line = Awaited<ReturnType<typeof connect>>
let n: Record<string, number> = {}
beforeEach(() => {
  n = {}
})
const said = async (who: Line, ...mutations: Mutation[]) => {
  const numbered = mutations.map((mutation) => {
    const next = (n[who.clientId] ?? 0) + 1
    n[who.clientId] = next
    return { n: next, mutation }
  })
  return (await who.push(numbered)).verdicts.map((each) =>
    'code' in each && each.code !== null ? each.code : each.status,
  )
}
const reserve = (change: Partial<UrgentBlockRecord> = {}, at = 0) =>
  someMutation('urgentBlock.reserve', asReserved(change), doneAt(at))
const end = (at = 70) => someMutation('urgentBlock.end', { blockId: someBlock().id, because: 'agent' }, doneAt(at))
const claim = (caseId: string, at: number) => someMutation('case.claim', { caseId: caseId as CaseId }, doneAt(at))
const blocksOf = async (who: Line) =>
  (await who.pullAll()).changes.flatMap((each) => (each.e === 'urgentBlock' && 'd' in each ? [each.d] : []))
const setUrgent = (id: string) =>
  server.db.query(`update cases set d = d || '{"priority": "urgent"}' where id = $1`, [id])

describe('time kept for urgent cases, on the server', () => {
  it('is taken once and seen by the agent and their lead alone', async () => {
    const ana = await connect(server, 'ana')
    expect(await said(ana, reserve(), reserve())).toEqual(['applied', 'already_so'])
    expect(await blocksOf(ana)).toEqual([someBlock()])
    expect(await blocksOf(await connect(server, 'lea'))).toEqual([someBlock()])
    for (const other of ['ben', 'quinn', 'tora', 'tom', 'ada'])
      expect(await blocksOf(await connect(server, other))).toEqual([])
  })

  it("is refused for another's time, over lunch, over another block, and outside of the shift", async () => {
    const ana = await connect(server, 'ana')
    const second = { id: 'b-2' as UrgentBlockId }
    expect(
      await said(
        ana,
        reserve({ userId: 'u-ben' as UserId }),
        reserve({ startsAt: noonPlus(110), endsAt: noonPlus(130) }),
        reserve({ startsAt: noonPlus(350), endsAt: noonPlus(370) }),
        reserve(),
        reserve({ ...second, startsAt: noonPlus(80), endsAt: noonPlus(100) }),
        reserve({ ...second, startsAt: noonPlus(90), endsAt: noonPlus(110) }),
      ),
    ).toEqual(['forbidden', 'block_time', 'block_time', 'applied', 'block_time', 'applied'])
    expect(
      await said(await connect(server, 'ben'), reserve({ id: 'b-3' as UrgentBlockId, userId: 'u-ben' as UserId })),
    ).toEqual(['block_time'])
  })

  it('refuses a claim of anything else that is sent past the desk, and takes urgent ones [C13]', async () => {
    const ana = await connect(server, 'ana')
    await setUrgent('c-orders-1')
    expect(
      await said(
        ana,
        reserve(),
        claim('c-orders-0', 70),
        claim('c-orders-1', 70),
        claim('c-orders-2', 59),
        claim('c-orders-3', 90),
      ),
    ).toEqual(['applied', 'urgent_only', 'applied', 'applied', 'applied'])
    // Nobody else's work is held.
    expect(await said(await connect(server, 'ben'), claim('c-orders-0', 70))).toEqual(['applied'])
  })

  it('holds a chat that is not urgent, and nothing that was picked up on the telephone itself', async () => {
    const key = { authorization: 'Bearer connector-key-of-the-tests' }
    const handIn = (what: string, body: object) => server.post(`/api/v1/connect/small/${what}`, body, key)
    const from = { address: 'k-orders-0@example.com', name: 'Nadia Osei' }
    const more = { caseNumber: 48_000, queueId: 'orders', from, subject: 'Parcel' }
    const offer = async (channel: 'chat' | 'phone') =>
      (await (await handIn('contacts', { externalId: channel, channel, ...more })).json()) as {
        caseId: CaseId
        contactId: ContactId
      }
    const chat = await offer('chat')
    const ana = await connect(server, 'ana')
    const answer = someMutation(
      'contact.start',
      { ...chatArgs(chat), channel: 'chat', direction: 'inbound' },
      doneAt(70),
    )
    expect(await said(ana, reserve(), answer)).toEqual(['applied', 'urgent_only'])
    const call = await offer('phone')
    server.clock.now = noonPlus(71)
    expect((await handIn(`contacts/${call.contactId}/answered`, { login: 'ana' })).status).toBe(200)
  })

  it('is ended by its agent or their lead, with name and moment, and by nobody else [C13]', async () => {
    const ana = await connect(server, 'ana')
    await said(ana, reserve())
    for (const other of ['ben', 'quinn', 'tom'])
      expect(await said(await connect(server, other), end())).toEqual(['forbidden'])
    const lea = await connect(server, 'lea')
    await server.db.query(`update accounts set team_ids = '{team-billing}' where login = 'lea'`)
    expect(await said(lea, end())).toEqual(['forbidden'])
    await server.db.query(`update accounts set team_ids = '{team-orders}' where login = 'lea'`)
    expect(await said(lea, end(70), end(71))).toEqual(['applied', 'already_so'])
    expect(await blocksOf(ana)).toMatchObject([
      { endedAt: noonPlus(70), endedBecause: 'lead', endedBy: { id: 'u-lea', name: 'Lea Brandt' } },
    ])
    expect(await said(ana, claim('c-orders-0', 72))).toEqual(['applied'])
  })
})

const chatArgs = ({ caseId, contactId }: { caseId: CaseId; contactId: ContactId }) => ({ caseId, contactId })
