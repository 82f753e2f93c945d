import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseStatus } from '../../domain/cases/case.ts'
import type { CaseId, MessageId, QueueId } from '../../domain/kernel/ids.ts'
import { someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect, errorOf } from '../support/wire.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.stop())

const first = 'c-orders-0' as CaseId
let made = 0
const reply = (caseId: CaseId = first, lastPublicOrdinal = 2, body = 'It left today.') =>
  someMutation(
    'reply.send',
    { caseId, messageId: `r-${++made}` as MessageId, body, channel: 'email' },
    { pre: { lastPublicOrdinal } },
  )
const setStatus = (status: CaseStatus, caseId: CaseId = first) => someMutation('case.setStatus', { caseId, status })
const messagesFrom = (bodyLike: string) =>
  server.db.query('select * from messages where body like $1 order by seq', [bodyLike])

describe('an action that is sent', () => {
  it('is applied once, however often it is sent', async () => {
    const ana = await connect(server, 'ana')
    const mutation = reply()
    const [verdict] = (await ana.push([{ n: 1, mutation }])).verdicts
    expect(verdict).toMatchObject({ status: 'applied', n: 1, id: mutation.id, shard: '0' })
    for (let time = 0; time < 3; time++) expect((await ana.push([{ n: 1, mutation }])).verdicts).toEqual([verdict])
    expect(await messagesFrom('It left%')).toHaveLength(1)
  })

  it('is not applied again when it comes under another number', async () => {
    const ana = await connect(server, 'ana')
    const mutation = reply()
    const { verdicts } = await ana.push([{ n: 1, mutation }])
    const again = await ana.push([{ n: 2, mutation }])
    expect(again.verdicts).toEqual([{ ...verdicts[0], n: 2 }])
    expect(again.lmid).toBe(2)
    expect(await messagesFrom('It left%')).toHaveLength(1)
  })

  it('is refused under a number that was used for another', async () => {
    const ana = await connect(server, 'ana')
    await ana.push([{ n: 1, mutation: reply() }])
    expect(await errorOf(await ana.pushRaw(ana.asPush([{ n: 1, mutation: reply() }])))).toMatchObject({
      status: 409,
      code: 'client_forked',
      error: { lmid: 1 },
    })
  })

  it('waits for the ones before it', async () => {
    const ana = await connect(server, 'ana')
    const answer = await ana.push([
      { n: 3, mutation: reply() },
      { n: 4, mutation: reply() },
    ])
    expect(answer).toMatchObject({ lmid: 0, verdicts: [{ status: 'gap', n: 3, expect: 1 }] })
    expect(await messagesFrom('It left%')).toHaveLength(0)
  })

  it('spends its number also when it is refused, and is refused the same way again', async () => {
    const ana = await connect(server, 'ana')
    const stale = reply(first, 1)
    const { verdicts, lmid } = await ana.push([
      { n: 1, mutation: stale },
      { n: 2, mutation: setStatus('pending') },
    ])
    expect(verdicts).toMatchObject([{ status: 'rejected', code: 'stale_context' }, { status: 'applied' }])
    expect(lmid).toBe(2)
    expect((await ana.push([{ n: 1, mutation: stale }])).verdicts).toEqual([verdicts[0]])
  })

  it('counts as seen what the same desk wrote before: two offline replies in one case are fine', async () => {
    const ana = await connect(server, 'ana')
    const { verdicts } = await ana.push([
      { n: 1, mutation: reply() },
      { n: 2, mutation: reply() },
    ])
    expect(verdicts).toMatchObject([{ status: 'applied' }, { status: 'applied' }])
    expect((await messagesFrom('It left%')).map((row) => row['public_ordinal'])).toEqual([3, 4])
  })

  it('is refused when a colleague wrote to the customer meanwhile [C6]', async () => {
    const [ana, ben] = [await connect(server, 'ana'), await connect(server, 'ben')]
    await ben.push([{ n: 1, mutation: reply() }])
    expect((await ana.push([{ n: 1, mutation: reply() }])).verdicts).toMatchObject([
      { status: 'rejected', code: 'stale_context' },
    ])
  })

  it('takes a free case once', async () => {
    const [ana, ben] = [await connect(server, 'ana'), await connect(server, 'ben')]
    const claim = () => someMutation('case.claim', { caseId: first })
    expect((await ana.push([{ n: 1, mutation: claim() }])).verdicts).toMatchObject([{ status: 'applied' }])
    expect((await ben.push([{ n: 1, mutation: claim() }])).verdicts).toMatchObject([
      { status: 'rejected', code: 'claimed' },
    ])
  })

  it('leaves a delivery behind, which is unknown if an earlier life of the server may have sent it', async () => {
    const ana = await connect(server, 'ana')
    const [fresh, again] = [reply(), reply()]
    await ana.push([
      { n: 1, mutation: fresh },
      { n: 2, mutation: again, replay: true },
    ])
    const rows = await server.db.query('select id, state from deliveries where id = any($1) order by seq, id', [
      [fresh.args.messageId, again.args.messageId],
    ])
    expect(rows.map((row) => row['state'])).toEqual(['queued', 'unknown'])
  })

  it.each([
    ['a case of another queue', 'ana', 'c-billing-0', 'forbidden'],
    ['a case that does not exist', 'ana', 'c-nowhere', 'forbidden'],
    ['anything, for an admin', 'ada', first, 'forbidden'],
    ['a reply, for a trainee', 'tom', first, 'forbidden'],
    ['a reply, for an analyst', 'quinn', first, 'forbidden'],
  ])('is refused on %s', async (_, login, caseId, code) => {
    const desk = await connect(server, login)
    expect((await desk.push([{ n: 1, mutation: reply(caseId as CaseId) }])).verdicts).toMatchObject([
      { status: 'rejected', code },
    ])
  })

  it('that makes the server fail is set aside with a reference, and nobody else waits', async () => {
    const ana = await connect(server, 'ana')
    await server.db.query(
      `create function fail() returns trigger language plpgsql as $$ begin raise exception 'broken on purpose'; end $$`,
    )
    await server.db.query(
      `create trigger poison before insert on messages for each row when (new.d ->> 'body' = 'poison') execute function fail()`,
    )
    const { verdicts, lmid } = await ana.push([
      { n: 1, mutation: setStatus('pending', 'c-orders-1' as CaseId) },
      { n: 2, mutation: reply(first, 2, 'poison') },
      { n: 3, mutation: reply('c-orders-2' as CaseId) },
    ])
    expect(verdicts).toMatchObject([
      { status: 'applied' },
      { status: 'rejected', code: 'quarantined' },
      { status: 'applied' },
    ])
    expect(lmid).toBe(3)
    const [kase] = await server.db.query('select assignee_id, rev from cases where id = $1', [first])
    expect(kase).toEqual({ assignee_id: null, rev: 1 })
    expect(server.reports.filter(({ message }) => message === 'A mutation makes the server fail')).toHaveLength(5)
  })

  it("is not taken under another person's client id", async () => {
    const ana = await connect(server, 'ana', 'shared-client')
    await ana.push([{ n: 1, mutation: reply() }])
    const ben = await connect(server, 'ben', 'shared-client')
    expect(await errorOf(await ben.pushRaw(ben.asPush([{ n: 2, mutation: reply() }])))).toMatchObject({
      status: 403,
      code: 'forbidden',
    })
  })

  it('under an old epoch is answered with the fork, and nothing is applied', async () => {
    const ana = await connect(server, 'ana')
    await ana.push([{ n: 1, mutation: setStatus('pending') }])
    const before = server.epoch()
    await server.bumpEpoch()
    const answer = await errorOf(await ana.pushRaw(ana.asPush([{ n: 2, mutation: reply() }], { epoch: before })))
    expect(answer).toMatchObject({ status: 409, code: 'epoch', error: { epoch: { epoch: server.epoch(), lmid: 1 } } })
    expect(Object.keys(answer.error.epoch?.forkHead ?? {})).toEqual(['0'])
    expect(await messagesFrom('It left%')).toHaveLength(0)
  })

  it('moves a case with everything that belongs to it', async () => {
    const [ana, ben] = [await connect(server, 'ana'), await connect(server, 'ben')]
    const start = await ben.pullAll()
    expect(start.changes.some((each) => each.id === first)).toBe(true)
    const move = someMutation('case.move', { caseId: first, queueId: 'returns' as QueueId })
    expect((await ana.push([{ n: 1, mutation: move }])).verdicts).toMatchObject([{ status: 'applied' }])
    const next = await ben.pullAll({ cursor: start.footer.cursor, scopes: start.footer.scopes })
    const left = next.changes.filter((each) => each.t === 'exit' && each.x === 'queue:orders').map((each) => each.id)
    expect(left).toEqual(expect.arrayContaining([first, `m-${first}-1`, `m-${first}-2`, 'k-orders-0', 'o-orders-0']))
    expect(next.changes.filter((each) => each.t === 'row')).toEqual([])
    const chie = await connect(server, 'chie')
    const arrived = (await chie.pullAll()).changes.filter((each) => each.t === 'row').map((each) => each.id)
    expect(arrived).toEqual(expect.arrayContaining([first, `m-${first}-1`, 'k-orders-0']))
  })
})
