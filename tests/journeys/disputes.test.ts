import { afterEach, beforeEach, expect, it } from 'vitest'
import { layOutCorrection } from '../../domain/agent-time/correct-interval.ts'
import { withoutEntries } from '../../domain/agent-time/in-force.ts'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { IntervalId, ShiftId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import { USUAL_METRIC_POLICY } from '../../domain/metrics/metric-policy.ts'
import { agentFigures } from '../../domain/metrics/period-figures.ts'
import { asContested, someDispute, someInterval } from '../support/intervals.ts'
import { shiftOf } from '../support/metric-spans.ts'
import { NOON, someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect } from '../support/wire.ts'
import { computerOf, look, until } from './support/desk.ts'

let server: TestServer
const running: { close(): Promise<void> }[] = []
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(async () => {
  for (const desk of running.splice(0)) await desk.close()
  await server.stop()
})

const at = (minutes: number) => (NOON + minutes * MINUTE_MS) as EpochMs
const SHIFT = 's-1' as ShiftId
const meeting = { id: 'a-1' as never, kind: 'meeting' as const, startsAt: at(-40), endsAt: at(-10), isPaid: true }
const shifts = [shiftOf([meeting], { id: SHIFT, userId: 'u-ana' as UserId })]
const noWork = { of: 'u-ana' as UserId, files: [], queues: [], ratings: [], audits: [] }
const adherenceOf = (log: readonly IntervalRecord[]) =>
  agentFigures({ ...noWork, log, contacts: [], shifts, policy: USUAL_METRIC_POLICY, asOf: at(60) }, [SHIFT])[
    'adherence-raw'
  ]

it('a stretch contested offline is decided later: the figure is another, and the old one can still be made [C49]', async () => {
  const computer = await computerOf(server, 'ana')
  const desk = await computer.open()
  running.push(desk)
  await desk.idle()
  computer.line = 'down'
  const entry = someInterval('i-1', 'available', -40, -10, { session: 'before' })
  await desk.commit('interval.record', { interval: entry })
  const dispute = someDispute({ intervalId: entry.id })
  await desk.commit('interval.contest', { dispute: asContested(dispute) })
  // Shown at once, though nobody has heard of it; and contested once.
  expect(await look(desk.repository.disputes())).toEqual([dispute])
  expect(
    await desk.repository.commit('interval.contest', { dispute: asContested({ ...dispute, id: 'd-2' as never }) }),
  ).toEqual({ ok: false, refusal: 'contested' })
  expect(adherenceOf(await look(desk.repository.ownIntervals())).value).toBe(0)

  computer.line = 'up'
  await desk.sync()
  const lea = await connect(server, 'lea')
  const corrections = layOutCorrection(entry, [{ state: 'meeting', lengthMs: (30 * MINUTE_MS) as Ms }], [
    'i-2',
  ] as IntervalId[])
  const word = { disputeId: dispute.id, isAccepted: true, words: 'It is in the book.', corrections }
  const { verdicts } = await lea.push([{ n: 1, mutation: someMutation('interval.decide', word) }])
  expect(verdicts).toMatchObject([{ status: 'applied' }])
  await desk.sync()
  await until(desk.repository.disputes(), (all) => all[0]?.decision !== null)

  const [decided] = await look(desk.repository.disputes())
  expect(decided?.decision).toMatchObject({ by: { name: 'Lea Brandt' }, isAccepted: true, words: 'It is in the book.' })
  const log = (await look(desk.repository.ownIntervals())).filter(({ id }) => ['i-1', 'i-2'].includes(id))
  expect(adherenceOf(log).value).toBe(1)
  const without = withoutEntries(log, new Set(corrections.map(({ id }) => id)))
  expect(adherenceOf(without).value).toBe(0)
})
