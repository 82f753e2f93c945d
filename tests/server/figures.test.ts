import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { layOutCorrection } from '../../domain/agent-time/correct-interval.ts'
import type { IntervalId, ShiftId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import { AGENT_METRICS } from '../../domain/metrics/agent-figures.ts'
import type { Figure } from '../../domain/metrics/figure.ts'
import { openChanges } from '../../server/store/changes.ts'
import { compareFigures } from '../support/figures-agree.ts'
import { asContested, someDispute, someInterval } from '../support/intervals.ts'
import { shiftOf } from '../support/metric-spans.ts'
import { NOON, someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect, errorOf } from '../support/wire.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.stop())

const at = (minutes: number) => (NOON + minutes * MINUTE_MS) as EpochMs
const activity = { id: 'a-1' as never, kind: 'contacts' as const, startsAt: at(0), endsAt: at(60), isPaid: true }
const meeting = { id: 'a-2' as never, kind: 'meeting' as const, startsAt: at(60), endsAt: at(90), isPaid: true }

/** Ana's shift of 90 minutes, 30 of them a meeting in which she was recorded as available. */
async function anaWorks() {
  const ana = await connect(server, 'ana')
  const versions = [shiftOf([activity, meeting], { id: 's-1' as ShiftId, zone: 'Europe/Lisbon' })]
  await server.db.transaction('write', async (tx) => {
    const changes = openChanges(tx, ana.account.tenantId, NOON)
    await changes.put('shift', { id: 's-1' as ShiftId, userId: 'u-ana' as UserId, versions }, ['me:u-ana'], 0)
    await changes.stamp()
  })
  const entries = [
    someInterval('i-0', 'available', 0, 60, { isOffline: true }),
    someInterval('i-1', 'available', 60, 90),
  ]
  await ana.push(entries.map((interval, n) => ({ n: n + 1, mutation: someMutation('interval.record', { interval }) })))
  return { ana, entry: entries[1]! }
}
const ask = async (login: string, query = 'shiftId=s-1') => {
  const { authorization } = await connect(server, login, `asks-${login}`)
  return server.fetch(`/api/v1/figures?userId=u-ana&asOf=${at(120)}&${query}`, { headers: authorization })
}
const read = async (login: string, metric: Figure['metric'], query?: string) =>
  ((await (await ask(login, query)).json()) as { figures: Figure[] }).figures.find((each) => each.metric === metric)!

describe('the figures of the server', () => {
  it('come with definition, policy version, zone, and lines that add up to them [C50]', async () => {
    await anaWorks()
    const figure = await read('ana', 'adherence-raw')
    expect(figure).toMatchObject({
      value: 60 / 90,
      numerator: 60 * MINUTE_MS,
      denominator: 90 * MINUTE_MS,
      policyVersion: 1,
      zone: 'Europe/Lisbon',
    })
    expect(figure.lines.reduce((sum, line) => sum + line.toNumerator, 0)).toBe(figure.numerator)
    expect(figure.lines.map(({ intervalId, isOffline }) => [intervalId, isOffline])).toEqual([
      ['i-0', true],
      ['i-1', false],
    ])
  })

  it('change with what the lead decided, and say so on their lines [C49]', async () => {
    const { ana, entry } = await anaWorks()
    const dispute = someDispute()
    await ana.push([{ n: 3, mutation: someMutation('interval.contest', { dispute: asContested(dispute) }) }])
    const lengthMs = (30 * MINUTE_MS) as Ms
    const corrections = layOutCorrection(entry, [{ state: 'meeting', lengthMs }], ['i-2'] as IntervalId[])
    const word = { disputeId: dispute.id, isAccepted: true, words: 'It is in the book.', corrections }
    await (await connect(server, 'lea')).push([{ n: 1, mutation: someMutation('interval.decide', word) }])
    const figure = await read('ana', 'adherence-raw')
    expect(figure.value).toBe(1)
    expect(figure.lines.map(({ intervalId, source }) => [intervalId, source])).toEqual([
      ['i-0', 'desk'],
      ['i-2', 'lead'],
    ])
  })

  it('are for the agent and their lead line by line, for an analyst as sums, and for nobody else', async () => {
    await anaWorks()
    const own = await read('ana', 'occupancy')
    expect(await read('lea', 'occupancy')).toEqual(own)
    expect(await read('quinn', 'occupancy')).toEqual({ ...own, lines: null })
    for (const other of ['ben', 'tora', 'tom', 'ada'])
      expect(await errorOf(await ask(other))).toMatchObject({ status: 403, code: 'forbidden' })
    await server.db.query("update accounts set team_ids = '{team-other}' where login = 'lea'")
    expect((await ask('lea')).status).toBe(403)
  })

  it('are of the shifts that begin in the time asked for', async () => {
    await anaWorks()
    expect(await read('ana', 'adherence-raw', `from=${at(-60)}&to=${at(1)}`)).toEqual(
      await read('ana', 'adherence-raw'),
    )
    expect((await read('ana', 'adherence-raw', `from=${at(1)}&to=${at(60)}`)).value).toBeNull()
    expect(await errorOf(await ask('ana', `from=${at(1)}`))).toMatchObject({ status: 400, code: 'malformed' })
    expect(await errorOf(await ask('ana', 'shiftId=s-9'))).toMatchObject({ status: 404, code: 'not_found' })
  })

  it('are those of the desk, byte for byte, for any shift: clocks, nights, overlaps, corrections [C50]', async () => {
    const { firstDifference, ...sums } = await compareFigures(server, { shifts: 12 })
    expect(firstDifference).toBeNull()
    expect(sums).toEqual({ shifts: 12, figures: 12 * AGENT_METRICS.length, differences: 0 })
  })
})
