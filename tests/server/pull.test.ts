import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import { LINES_TYPE, PACKED_TYPE, type PullPage, type PullRow } from '../../protocol/sync/pull.ts'
import { readLines } from '../../protocol/sync/read-lines.ts'
import { readPage } from '../../protocol/sync/read-page.ts'
import { EXITS_KEPT_MS } from '../../server/sync/pull.ts'
import { reading, unpacked } from '../support/pages.ts'
import { someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect, errorOf } from '../support/wire.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.stop())

const idsOf = (page: PullPage, kind: string) =>
  page.changes.filter((each) => each.t === 'row' && each.e === kind).map((each) => each.id)
const note = (caseId: string, id: string, body = 'Depot called.') =>
  someMutation('note.add', { caseId: caseId as CaseId, messageId: id as MessageId, body })

describe('what a desk pulls', () => {
  it("is everything of its person's scopes and nothing else", async () => {
    const chie = await connect(server, 'chie')
    const page = await chie.pullAll()
    expect(idsOf(page, 'case').sort()).toEqual([0, 1, 2, 3].map((at) => `c-returns-${at}`))
    expect(idsOf(page, 'message')).toHaveLength(8)
    expect(idsOf(page, 'customer')).toHaveLength(4)
    expect(idsOf(page, 'order')).toHaveLength(4)
    expect(idsOf(page, 'person')).toHaveLength(8)
    expect(page.footer.scopes).toEqual(page.header.scopes)
  })

  it('is nothing of customers for an admin', async () => {
    const page = await (await connect(server, 'ada')).pullAll()
    expect([...new Set(page.changes.map((each) => each.e))].sort()).toEqual(['person', 'queue'])
  })

  it('is only what changed since the cursor', async () => {
    const [ana, ben] = [await connect(server, 'ana'), await connect(server, 'ben')]
    const start = await ana.pullAll()
    await ben.push([{ n: 1, mutation: note('c-orders-0', 'n-1') }])
    const next = await ana.pullAll({ cursor: start.footer.cursor, scopes: start.footer.scopes })
    expect(next.changes).toMatchObject([
      { t: 'row', e: 'message', id: 'n-1', d: { body: 'Depot called.', visibility: 'note' } },
    ])
    expect(next.footer.more).toBe(false)
  })

  it('comes in pages that never split one transaction', async () => {
    const ana = await connect(server, 'ana')
    const whole = await ana.pullAll()
    let page = await ana.pull({ limits: { rows: 3, bytes: 262_144 } })
    const seen: (string | number)[][] = []
    const lastSeq = () => seen.at(-1)?.[0] ?? 0
    for (;;) {
      const first = page.changes[0]
      if (first !== undefined) expect(first.seq).toBeGreaterThan(Number(lastSeq()))
      seen.push(...page.changes.map((each) => [each.seq, each.e, each.id]))
      if (!page.footer.more) break
      page = await ana.pull({
        cursor: page.footer.cursor,
        scopes: page.footer.scopes,
        limits: { rows: 3, bytes: 262_144 },
      })
    }
    expect(seen).toEqual(whole.changes.map((each) => [each.seq, each.e, each.id]))
  })

  it('brings the older rows of a newly granted queue before the queue counts as held', async () => {
    const chie = await connect(server, 'chie')
    const start = await chie.pullAll()
    await server.db.query(`update accounts set queue_ids = '{returns,billing}' where login = 'chie'`)
    const limits = { rows: 4, bytes: 262_144 }
    let page = await chie.pull({ cursor: start.footer.cursor, scopes: start.footer.scopes, limits })
    expect(page.footer).toMatchObject({ more: true, cursor: start.footer.cursor })
    const older = new Set<string>()
    while (page.footer.more) {
      for (const each of page.changes) {
        expect(each).toMatchObject({ t: 'row', b: true })
        older.add(each.id)
      }
      if (page.footer.backfill !== null) expect(page.footer.scopes).not.toContain('queue:billing')
      page = await chie.pull({
        cursor: page.footer.cursor,
        scopes: page.footer.scopes,
        backfill: page.footer.backfill,
        limits,
      })
    }
    expect(page.footer.scopes).toContain('queue:billing')
    for (const at of [0, 1, 2])
      for (const id of [`c-billing-${at}`, `m-c-billing-${at}-1`, `k-billing-${at}`]) expect([...older]).toContain(id)
  })

  it('no longer names a scope that was taken away', async () => {
    const ana = await connect(server, 'ana')
    const start = await ana.pullAll()
    await server.db.query(`update accounts set queue_ids = '{orders}' where login = 'ana'`)
    const next = await ana.pull({ cursor: start.footer.cursor, scopes: start.footer.scopes })
    expect(next.header.scopes).not.toContain('queue:returns')
    expect(next.footer.scopes).not.toContain('queue:returns')
  })

  it('includes a pinned case only for those who may see it', async () => {
    const pins = ['c-billing-0' as CaseId]
    const quinn = await connect(server, 'quinn')
    expect((await quinn.pullAll({ pins })).header.scopes).toContain('case:c-billing-0')
    const ana = await connect(server, 'ana')
    const page = await ana.pullAll({ pins })
    expect(page.header.scopes).not.toContain('case:c-billing-0')
    expect(idsOf(page, 'case')).not.toContain('c-billing-0')
  })

  it('is thrown away by the desk wherever it was cut', async () => {
    const ana = await connect(server, 'ana')
    const bytes = new Uint8Array(await (await ana.pullRaw({ limits: { rows: 5, bytes: 4_096 } })).arrayBuffer())
    expect(readPage(bytes).ok).toBe(true)
    for (let at = 0; at < bytes.length; at++) expect(readPage(bytes.subarray(0, at)).ok).toBe(false)
  })

  it('comes in parts for a desk that need not read it, with just the same rows', async () => {
    const ana = await connect(server, 'ana')
    for (let from = 0; from < 300; from += 50) {
      const notes = Array.from({ length: 50 }, (_, at) => from + at + 1)
      await ana.push(notes.map((n) => ({ n, mutation: note('c-orders-0', `n-${n}`) })))
    }
    const limits = { rows: 5_000, bytes: 4_194_304 }
    const asked = (accept: string, change: object = {}) =>
      server.post('/api/v1/sync/pull', ana.asPull({ limits, ...change }), { ...ana.authorization, accept })
    const both = `${PACKED_TYPE}, ${LINES_TYPE}`
    const answer = await asked(both)
    expect(answer.headers.get('content-type')).toBe(PACKED_TYPE)
    const came = await unpacked(new Uint8Array(await answer.arrayBuffer()))
    if (!came.ok) throw new Error(came.refusal)
    const { changes, header, footer } = await readLines(came.value, reading)
    const plain = await ana.pull({ limits })
    const byKey = (rows: PullPage['changes']) =>
      Object.fromEntries(rows.map((row) => [`${row.e}:${row.id}`, { ...row }]))
    const read = (changes as PullRow[]).map(({ t, e, id, shard, seq, rev, s, d }) => ({
      t,
      e,
      id,
      shard,
      seq,
      rev,
      s,
      d,
    }))
    expect(byKey(read)).toEqual(byKey(plain.changes))
    expect({ ...footer, crc: plain.footer.crc }).toEqual(plain.footer)
    expect(header).toEqual({ ...plain.header, reqId: header.reqId, now: header.now })
    // Nobody is given parts who has not asked for them, nor where something left or is older than the scope.
    expect((await asked(LINES_TYPE)).headers.get('content-type')).toBe(LINES_TYPE)
    const older = { cursor: footer.cursor, scopes: footer.scopes.filter((scope) => scope !== 'queue:orders') }
    expect((await asked(both, older)).headers.get('content-type')).toBe(LINES_TYPE)
    await server.db.query(`update cases set deleted = true where id = 'c-orders-0'`)
    expect((await asked(both)).headers.get('content-type')).toBe(LINES_TYPE)
  })

  it('is the same with many shards, where no change is lost either', async () => {
    await server.stop()
    server = await startTestServer({ shards: 4 })
    const ana = await connect(server, 'ana')
    const start = await ana.pullAll()
    expect(Object.keys(start.footer.cursor)).toEqual(['0', '1', '2', '3'])
    expect(idsOf(start, 'case')).toHaveLength(9)
    await ana.push([0, 1, 2, 3].map((at) => ({ n: at + 1, mutation: note(`c-orders-${at}`, `n-${at}`) })))
    const next = await ana.pullAll({ cursor: start.footer.cursor, scopes: start.footer.scopes })
    expect(idsOf(next, 'message').sort()).toEqual(['n-0', 'n-1', 'n-2', 'n-3'])
  })
})

describe('a pull that cannot be served', () => {
  it('from the future of this server is told so', async () => {
    const ana = await connect(server, 'ana')
    expect(await errorOf(await ana.pullRaw({ cursor: { '0': 9_999 } }))).toMatchObject({
      status: 409,
      code: 'cursor_ahead',
    })
    expect(await errorOf(await ana.pullRaw({ cursor: { '7': 1 } }))).toMatchObject({
      status: 409,
      code: 'cursor_ahead',
    })
  })

  it('after too long an absence is told to start anew', async () => {
    const [ana, lea] = [await connect(server, 'ana'), await connect(server, 'lea')]
    const start = await ana.pullAll()
    const move = someMutation('case.move', { caseId: 'c-orders-0' as CaseId, queueId: 'billing' as never })
    await lea.push([{ n: 1, mutation: move }])
    server.clock.now = (server.clock.now + EXITS_KEPT_MS + 1) as typeof server.clock.now
    const back = await connect(server, 'ana')
    expect(await errorOf(await back.pullRaw({ cursor: start.footer.cursor }))).toMatchObject({
      status: 409,
      code: 'cursor_expired',
    })
  })

  it('of another version asks for the update', async () => {
    const ana = await connect(server, 'ana')
    expect(await errorOf(await ana.pullRaw({ proto: 99 }))).toMatchObject({ status: 426, code: 'upgrade_required' })
    expect(await errorOf(await ana.pullRaw({ schema: 99 }))).toMatchObject({ status: 426, code: 'upgrade_required' })
  })

  it('under an old epoch is answered with the fork', async () => {
    const ana = await connect(server, 'ana')
    const epoch = server.epoch()
    await server.bumpEpoch()
    expect(await errorOf(await ana.pullRaw({ epoch }))).toMatchObject({
      status: 409,
      code: 'epoch',
      error: { epoch: { epoch: server.epoch() } },
    })
  })
})
