import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { layOutCorrection } from '../../domain/agent-time/correct-interval.ts'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { DisputeId, IntervalId, UserId } from '../../domain/kernel/ids.ts'
import type { Ms } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import type { MutationArgs } from '../../domain/mutations/mutation.ts'
import { asContested, someDispute, someInterval } from '../support/intervals.ts'
import { someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect } from '../support/wire.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.stop())

const entry = someInterval('i-1', 'available', 0, 30)
const dispute = someDispute()
const record = (interval: IntervalRecord) => someMutation('interval.record', { interval })
const contest = (change: Parameters<typeof someDispute>[0] = {}) =>
  someMutation('interval.contest', { dispute: asContested(someDispute(change)) })
const corrections = layOutCorrection(
  entry,
  [
    { state: 'meeting', lengthMs: (12 * MINUTE_MS) as Ms },
    { state: 'available', lengthMs: (18 * MINUTE_MS) as Ms },
  ],
  ['i-2', 'i-3'] as IntervalId[],
)
const decide = (change: Partial<MutationArgs['interval.decide']> = {}) =>
  someMutation('interval.decide', {
    disputeId: dispute.id,
    isAccepted: true,
    words: 'Ben says so too.',
    corrections,
    ...change,
  })

type Line = Awaited<ReturnType<typeof connect>>
const said = async (who: Line, ...mutations: Parameters<Line['push']>[0][number]['mutation'][]) =>
  (await who.push(mutations.map((mutation, at) => ({ n: at + 1, mutation })))).verdicts.map((each) =>
    'code' in each && each.code !== null ? each.code : each.status,
  )
const moveTo = (login: string, teams: string[]) =>
  server.db.query('update accounts set team_ids = $1 where login = $2', [teams, login])
const seen = async (who: Line, ...kinds: string[]) =>
  (await who.pullAll()).changes.flatMap((each) => (kinds.includes(each.e) ? [each.id] : []))
const of = (rows: readonly object[], kind: string) =>
  rows.flatMap((each) => ('d' in each && 'e' in each && each.e === kind ? [each.d] : []))

describe('a contested stretch of time', () => {
  it('is taken with the entry it is about, and seen by the agent and their lead alone [C49]', async () => {
    const ana = await connect(server, 'ana')
    expect(await said(ana, record(entry), contest())).toEqual(['applied', 'applied'])
    const row = (await ana.pullAll()).changes.find((each) => each.e === 'dispute')
    expect(row).toMatchObject({ d: dispute })
    expect(await seen(await connect(server, 'lea'), 'dispute', 'interval')).toEqual(['i-1', 'd-1'])
    for (const other of ['ben', 'quinn', 'tora', 'ada'])
      expect(await seen(await connect(server, other), 'dispute', 'interval')).toEqual([])
  })

  it("cannot be another's, unknown, unended, corrected, or contested already", async () => {
    const ana = await connect(server, 'ana')
    const ben = await connect(server, 'ben')
    await said(ana, record(entry), record(someInterval('i-4', 'break', 40, null)))
    const benSays = { userId: 'u-ben' as UserId }
    expect(
      await said(ben, contest(), contest(benSays), contest({ ...benSays, intervalId: 'i-9' as IntervalId })),
    ).toEqual(['forbidden', 'forbidden', 'dependency'])
    const again = await connect(server, 'ana', 'second-desk')
    expect(
      await said(
        again,
        contest({ intervalId: 'i-4' as IntervalId }),
        contest(),
        contest(),
        contest({ id: 'd-2' as DisputeId }),
        record(someInterval('i-5', 'lunch', 0, 30, { replaces: entry.id })),
        contest({ id: 'd-3' as DisputeId }),
      ),
    ).toEqual(['validation', 'applied', 'already_so', 'contested', 'applied', 'validation'])
  })

  it('is decided by the lead: entries of theirs stand in its place, with name, time and words [C49]', async () => {
    const ana = await connect(server, 'ana')
    await said(ana, record(entry), contest())
    const lea = await connect(server, 'lea')
    expect(await said(lea, decide())).toEqual(['applied'])
    const rows = (await ana.pullAll()).changes
    expect(of(rows, 'dispute')).toMatchObject([
      {
        decision: {
          by: { id: 'u-lea', name: 'Lea Brandt' },
          isAccepted: true,
          words: 'Ben says so too.',
          correctionIds: ['i-2', 'i-3'],
        },
      },
    ])
    expect(of(rows, 'interval')).toEqual(expect.arrayContaining([entry, ...corrections]))
    const [kept] = await server.db.query<{ d: unknown }>("select d from intervals where id = 'i-1'")
    expect(kept?.d).toEqual(entry)
  })

  it('is refused with words, and leaves the time as it was', async () => {
    await said(await connect(server, 'ana'), record(entry), contest())
    const lea = await connect(server, 'lea')
    expect(await said(lea, decide({ isAccepted: false, words: ' ', corrections: [] }))).toEqual(['validation'])
    const again = await connect(server, 'lea', 'second-desk')
    expect(await said(again, decide({ isAccepted: false, corrections: [] }))).toEqual(['applied'])
    expect(await server.db.query('select id from intervals')).toEqual([{ id: 'i-1' }])
  })

  it('is decided once, and the second lead is told so', async () => {
    await said(await connect(server, 'ana'), record(entry), contest())
    const lea = await connect(server, 'lea')
    expect(await said(lea, decide(), decide({ isAccepted: false, corrections: [] }))).toEqual(['applied', 'decided'])
    const [row] = await server.db.query<{ d: typeof dispute }>('select d from disputes')
    expect(row?.d.decision?.isAccepted).toBe(true)
  })

  it('has the same answer when the first got lost on the way', async () => {
    await said(await connect(server, 'ana'), record(entry), contest())
    const lea = await connect(server, 'lea')
    const mutation = decide()
    const { verdicts } = await lea.push([{ n: 1, mutation }])
    expect((await lea.push([{ n: 1, mutation, replay: true }])).verdicts).toEqual(verdicts)
    expect(await server.db.query('select id from intervals order by id')).toHaveLength(3)
  })

  it('is not decided by a lead of another team, an analyst, a trainer, a colleague or the agent', async () => {
    const ana = await connect(server, 'ana')
    await said(ana, record(entry), contest())
    for (const login of ['quinn', 'tora', 'ben'])
      expect(await said(await connect(server, login), decide())).toEqual(['forbidden'])
    expect(await said(await connect(server, 'ana', 'second-desk'), decide())).toEqual(['forbidden'])
    await moveTo('lea', ['team-returns'])
    const lea = await connect(server, 'lea')
    expect(await said(lea, decide())).toEqual(['forbidden'])
    expect(await seen(lea, 'dispute', 'interval')).toEqual([])
  })

  it('is not decided by the lead whose time it is', async () => {
    const lea = await connect(server, 'lea')
    const own = { userId: 'u-lea' as UserId }
    expect(
      await said(lea, record({ ...entry, ...own }), contest(own), decide({ isAccepted: false, corrections: [] })),
    ).toEqual(['applied', 'applied', 'forbidden'])
  })

  it('is not corrected by entries that miss a part of it, are known already, or belong to others', async () => {
    await said(await connect(server, 'ana'), record(entry), contest(), record(someInterval('i-8', 'talk', 50, 60)))
    const lea = await connect(server, 'lea')
    const [first, second] = corrections as [IntervalRecord, IntervalRecord]
    expect(
      await said(
        lea,
        decide({ corrections: [] }),
        decide({ corrections: [first] }),
        decide({ corrections: [first, { ...second, id: 'i-8' as IntervalId }] }),
        decide({ corrections: [first, { ...second, userId: 'u-ben' as UserId }] }),
      ),
    ).toEqual(['validation', 'validation', 'validation', 'validation'])
    expect(await server.db.query('select id from intervals order by id')).toEqual([{ id: 'i-1' }, { id: 'i-8' }])
  })

  it('reaches the lead with the time that was recorded before they could see it', async () => {
    await said(await connect(server, 'ana'), record(entry))
    await server.db.query("update intervals set tags = '{me:u-ana}'")
    const lea = await connect(server, 'lea')
    const { footer } = await lea.pullAll()
    const sql = readFileSync(join(import.meta.dirname, '../../server/store/migrations/0006-disputes.sql'), 'utf8')
    await server.db.transaction('write', (tx) => tx.run(sql.slice(sql.indexOf('-- Leads see'))))
    const page = await lea.pull({ cursor: footer.cursor, scopes: footer.scopes })
    expect(page.changes.map(({ id }) => id)).toEqual(['i-1'])
  })

  it("is not undone by an entry of the agent's desk", async () => {
    await said(await connect(server, 'ana'), record(entry), contest())
    await said(await connect(server, 'lea'), decide())
    const again = await connect(server, 'ana', 'second-desk')
    const undo = someInterval('i-6', 'available', 0, 12, { replaces: 'i-2' as IntervalId })
    expect(await said(again, record(undo))).toEqual(['forbidden'])
  })
})
