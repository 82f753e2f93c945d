import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { UserId } from '../../domain/kernel/ids.ts'
import { someInterval } from '../support/intervals.ts'
import { someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect } from '../support/wire.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.stop())

const record = (interval: IntervalRecord) => someMutation('interval.record', { interval })
const stored = () => server.db.query<{ id: string; tags: string[] }>('select id, tags from intervals order by id')

describe('the log of time on the server', () => {
  it('takes an entry once, also when another action brings it again', async () => {
    const ana = await connect(server, 'ana')
    const entry = someInterval('i-1', 'talk', 0, 5, { isOffline: true, zone: 'Europe/Lisbon' })
    const { verdicts } = await ana.push([
      { n: 1, mutation: record(entry) },
      { n: 2, mutation: record({ ...entry, endedAt: null }) },
    ])
    expect(verdicts.map(({ status }) => status)).toEqual(['applied', 'noop'])
    expect(await stored()).toEqual([{ id: 'i-1', tags: ['me:u-ana', 'lead:team-orders'] }])
    const row = (await ana.pullAll()).changes.find((each) => each.e === 'interval')
    expect(row).toMatchObject({ d: entry })
  })

  it("refuses an entry in another's name", async () => {
    const ana = await connect(server, 'ana')
    const entry = someInterval('i-1', 'talk', 0, 5, { userId: 'u-ben' as UserId })
    const { verdicts } = await ana.push([{ n: 1, mutation: record(entry) }])
    expect(verdicts).toMatchObject([{ status: 'rejected', code: 'forbidden' }])
    expect(await stored()).toEqual([])
  })

  it("refuses what corrects, or takes the id of, another's entry", async () => {
    const ben = await connect(server, 'ben')
    const his = someInterval('i-ben', 'break', 0, 5, { userId: 'u-ben' as UserId })
    await ben.push([{ n: 1, mutation: record(his) }])
    const ana = await connect(server, 'ana')
    const { verdicts } = await ana.push([
      { n: 1, mutation: record(someInterval('i-1', 'talk', 0, 5, { replaces: his.id })) },
      { n: 2, mutation: record(someInterval('i-ben', 'talk', 0, 5)) },
    ])
    expect(verdicts).toMatchObject([
      { status: 'rejected', code: 'forbidden' },
      { status: 'rejected', code: 'forbidden' },
    ])
    expect((await stored()).map(({ id }) => id)).toEqual(['i-ben'])
  })

  it('refuses what says that a lead said it, or corrects itself', async () => {
    const ana = await connect(server, 'ana')
    const own = someInterval('i-1', 'talk', 0, 5)
    const { verdicts } = await ana.push([
      { n: 1, mutation: record({ ...own, source: 'lead' }) },
      { n: 2, mutation: record({ ...own, replaces: own.id }) },
    ])
    expect(verdicts).toMatchObject([{ code: 'forbidden' }, { code: 'validation' }])
  })

  it("keeps an agent's time from colleagues", async () => {
    const ana = await connect(server, 'ana')
    await ana.push([{ n: 1, mutation: record(someInterval('i-1', 'break', 0, 5)) }])
    const ben = await connect(server, 'ben')
    expect((await ben.pullAll()).changes.filter((each) => each.e === 'interval')).toEqual([])
  })
})
