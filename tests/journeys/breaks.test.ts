import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import type { CaseId, ContactId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../domain/kernel/time.ts'
import type { ActivityKind } from '../../domain/schedule/shift.ts'
import type { BreaksView } from '../../renderer/deps/breaks-port.ts'
import { layOutShifts } from '../../server/schedule/lay-out-shifts.ts'
import { writePlan } from '../../server/schedule/write-plan.ts'
import { NOON } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import type { Computer } from './support/desk.ts'
import { computerOf, look, until } from './support/desk.ts'

const CASE = 'c-orders-0' as CaseId
const CALL = { caseId: CASE, contactId: 'x-1' as ContactId }

let server: TestServer
let computer: Computer
const running: { close(): Promise<void> }[] = []
beforeEach(async () => {
  server = await startTestServer()
  computer = await computerOf(server, 'ana')
})
afterEach(async () => {
  for (const desk of running.splice(0)) await desk.close()
  await server.stop()
})
type Desk = Awaited<ReturnType<Computer['open']>>

/** A shift from an hour before noon to six after, with these in it, in minutes after noon. */
async function plan(...rests: [kind: ActivityKind, from: number, to: number][]) {
  const at = (minute: number) => (NOON + minute * MINUTE_MS) as EpochMs
  const line = (kind: ActivityKind, from: number, to: number) => {
    return { line: 1, login: 'ana', zone: 'UTC', kind, isPaid: true, startsAt: at(from), endsAt: at(to) }
  }
  const { shifts, problems } = layOutShifts([
    line('contacts', -60, 360),
    ...rests.map(([kind, from, to]) => line(kind, from, to)),
  ])
  expect(problems).toEqual([])
  await writePlan(server.db, shifts, (NOON - HOUR_MS) as EpochMs)
}
async function open(): Promise<Desk> {
  const desk = await computer.open()
  running.push(desk)
  await desk.idle()
  await desk.sync()
  await seen(desk, (view) => view.next !== null || view.owedAtEnd !== null)
  return desk
}
const seen = async (desk: Desk, isIt: (view: BreaksView) => boolean): Promise<BreaksView> => {
  const view = await until(desk.breaks.view, (each) => each !== null && isIt(each))
  if (view === null) throw new Error('Nobody keeps the breaks here.')
  return view
}
/** Time goes by in steps in which every timer has its turn. */
async function pass(desk: Desk, ms: number) {
  for (let left = ms; left > 0; left -= 15 * SECOND_MS) {
    await desk.pass(Math.min(left, 15 * SECOND_MS))
    await settled(desk)
  }
}
/** What the desk had to write is written: one write after the other. */
async function settled(desk: Desk) {
  for (let round = 0; round < 3; round++) await desk.repository.savePlace('{}')
}
const stateIs = (desk: Desk, state: string) => until(desk.agentTime.my, (my) => my?.state === state)
async function takeCall(desk: Desk) {
  await desk.commit('contact.start', { ...CALL, channel: 'phone', direction: 'outbound' })
  await stateIs(desk, 'on-contact')
}
async function endCall(desk: Desk) {
  await desk.commit('contact.step', { ...CALL, step: 'end' })
  await stateIs(desk, 'wrap-up')
}
const wrapUp = (desk: Desk) =>
  desk.commit('contact.wrapUp', { ...CALL, disposition: 'question-answered', summary: 'Told her.' })
const onServer = async (desk: Desk) => {
  await desk.sync()
  await desk.sync()
  const rows = await server.db.query<{ d: IntervalRecord }>(
    "select d from intervals order by (d #>> '{startedAt,at}')::bigint, id",
  )
  return rows
    .map(({ d }) => d)
    .filter(({ endedAt }) => endedAt !== null)
    .map(({ state, startedAt, endedAt }) => `${state} ${minute(startedAt.at)}-${minute(endedAt?.at ?? 0)}`)
}
const minute = (at: number) => Math.round((at - NOON) / (MINUTE_MS / 10)) / 10

describe('a break of the plan', () => {
  it('is told before, offered when due, begun by the key, and recorded as long as it was [C40]', async () => {
    await plan(['break', 5, 20])
    const desk = await open()
    expect((await look(desk.breaks.view))?.next).toMatchObject({
      kind: 'break',
      state: 'coming',
      owedMs: 15 * MINUTE_MS,
    })
    await pass(desk, 4 * MINUTE_MS)
    expect(await look(desk.breaks.view)).toMatchObject({ next: { state: 'soon' }, card: null, areOffersHeld: false })
    await pass(desk, MINUTE_MS)
    const { card } = await seen(desk, (view) => view.card !== null)
    expect(card).toMatchObject({ what: 'offer', kind: 'break', lengthMs: 15 * MINUTE_MS })
    desk.breaks.press('start')
    await stateIs(desk, 'break')
    expect((await seen(desk, (view) => view.resting !== null)).resting?.endsAt).toBe(NOON + 20 * MINUTE_MS)
    await pass(desk, 15 * MINUTE_MS)
    // It ends by the agent's key alone.
    await stateIs(desk, 'break')
    desk.breaks.press('return')
    await stateIs(desk, 'available')
    expect(await onServer(desk)).toEqual(['available 0-5', 'break 5-20'])
    expect((await look(desk.breakDiary.list())).map(({ kind, lengthMs }) => [kind, lengthMs])).toEqual([
      ['break', 15 * MINUTE_MS],
    ])
  })

  it('waits while a text is written, until three seconds after the last key [C40]', async () => {
    await plan(['break', 1, 16])
    const desk = await open()
    for (let second = 0; second < 64; second++) {
      desk.breaks.typed()
      await desk.pass(SECOND_MS)
    }
    await settled(desk)
    expect((await look(desk.breaks.view))?.card).toBe(null)
    await pass(desk, 5 * SECOND_MS)
    expect((await seen(desk, (view) => view.card !== null)).card?.kind).toBe('break')
  })

  it('is put off as often as the house allows, and comes back each time [C40]', async () => {
    await plan(['break', 1, 16])
    const desk = await open()
    await pass(desk, MINUTE_MS)
    for (const used of [0, 1]) {
      expect((await seen(desk, (view) => view.card !== null)).postponing).toMatchObject({ used, allowed: 2 })
      desk.breaks.press('postpone')
      expect((await seen(desk, (view) => view.card === null)).next).toMatchObject({ state: 'postponed' })
      await pass(desk, 5 * MINUTE_MS)
    }
    await seen(desk, (view) => view.card !== null)
    const refused: string[] = []
    desk.breaks.hearRefusals((key, { code }) => refused.push(`${key}: ${code}`))
    desk.breaks.press('postpone')
    expect(refused).toEqual(['postpone: postponements-spent'])
    expect((await look(desk.breaks.view))?.card).not.toBe(null)
  })
})

describe('a contact', () => {
  it('is never disturbed, nor its hold or wrap-up; the break comes right after, in full, and not counted against the agent [C36] [C37] [C39]', async () => {
    await plan(['lunch', 5, 35])
    const desk = await open()
    await pass(desk, 3 * MINUTE_MS)
    await takeCall(desk)
    const quiet = async (minutes: number) => {
      for (let quarter = 0; quarter < 4 * minutes; quarter++) {
        await pass(desk, MINUTE_MS / 4)
        expect(await look(desk.breaks.view)).toMatchObject({ card: null, resting: null })
      }
    }
    await quiet(5)
    await desk.commit('contact.step', { ...CALL, step: 'hold' })
    await quiet(2)
    await desk.commit('contact.step', { ...CALL, step: 'resume' })
    await endCall(desk)
    await quiet(4)
    await wrapUp(desk)
    const { card, next } = await seen(desk, (view) => view.card !== null)
    expect(card).toMatchObject({ what: 'offer', kind: 'lunch', lengthMs: 30 * MINUTE_MS, protectedMs: 9 * MINUTE_MS })
    expect(next).toMatchObject({ movedMs: 9 * MINUTE_MS, protectedMs: 9 * MINUTE_MS })
    expect(card?.what === 'offer' && card.workedMs).toBe(14 * MINUTE_MS)
  })

  it('and its wrap-up end before the break that is next begins by itself; until then it can be taken back [C12]', async () => {
    await plan(['break', 5, 20])
    const desk = await open()
    await takeCall(desk)
    desk.breaks.press('start')
    expect(await seen(desk, (view) => view.isArmed)).toMatchObject({ areOffersHeld: true, resting: null })
    await until(desk.agentTime.my, (my) => my?.next === 'break')
    desk.breaks.press('cancel')
    expect(await seen(desk, (view) => !view.isArmed)).toMatchObject({ areOffersHeld: false })
    await until(desk.agentTime.my, (my) => my?.next === null)
    desk.agentTime.choose('break')
    await seen(desk, (view) => view.isArmed)
    await pass(desk, 2 * MINUTE_MS)
    await endCall(desk)
    await pass(desk, MINUTE_MS)
    expect(await look(desk.breaks.view)).toMatchObject({ isArmed: true, resting: null })
    await wrapUp(desk)
    await seen(desk, (view) => view.resting !== null)
    await stateIs(desk, 'break')
    await pass(desk, MINUTE_MS)
    desk.agentTime.choose('available')
    await seen(desk, (view) => view.resting === null)
    expect(await onServer(desk)).toEqual(['talk 0-2', 'wrap-up 2-3', 'break 3-4'])
  })

  it('that was hard is followed by a reset that tells no reason, by one key [C42]', async () => {
    await plan(['break', 100, 115])
    const desk = await open()
    await takeCall(desk)
    desk.breaks.press('reset')
    await seen(desk, (view) => view.isArmed)
    await until(desk.agentTime.my, (my) => my?.next === 'reset')
    await pass(desk, MINUTE_MS)
    await endCall(desk)
    await wrapUp(desk)
    expect(await seen(desk, (view) => view.resting !== null)).toMatchObject({
      resting: { kind: 'reset', endsAt: NOON + 2 * MINUTE_MS },
      areOffersHeld: true,
    })
    await stateIs(desk, 'reset')
    await pass(desk, MINUTE_MS)
    expect(await seen(desk, (view) => view.resting === null)).toMatchObject({ areOffersHeld: false })
    await stateIs(desk, 'available')
    // All that the lead's desk has of it: that it was, and when.
    expect(await onServer(desk)).toEqual(['talk 0-1', 'reset 1-2'])
    const lea = await (await computerOf(server, 'lea')).open()
    running.push(lea)
    await lea.idle()
    const [reset] = (await look(lea.repository.intervals())).filter(({ endedAt }) => endedAt !== null).slice(-1)
    expect(reset).toMatchObject({ state: 'reset', source: 'agent', caseId: null, contactId: null, channel: null })
  })
})

describe('a queue that needs everybody', () => {
  it('keeps the break at its full length for a slot that it names; a reset is offered instead, and at the slot it comes [C38]', async () => {
    await plan(['break', 1, 16])
    await server.db.query(
      `update cases set d = d || jsonb_build_object('assigneeId', null, 'replyDueAt', $1::bigint)`,
      [NOON + 10 * MINUTE_MS],
    )
    const desk = await open()
    await pass(desk, MINUTE_MS)
    const { card } = await seen(desk, (view) => view.card !== null)
    expect(card).toMatchObject({ what: 'keep', lengthMs: 15 * MINUTE_MS, slotAt: NOON + 10 * MINUTE_MS })
    desk.breaks.press('reset')
    await seen(desk, (view) => view.resting?.kind === 'reset')
    await pass(desk, MINUTE_MS)
    expect((await seen(desk, (view) => view.resting === null)).next).toMatchObject({ owedMs: 15 * MINUTE_MS })
    await pass(desk, 8 * MINUTE_MS)
    const offered = await seen(desk, (view) => view.card?.what === 'offer')
    expect(offered.card?.lengthMs).toBe(15 * MINUTE_MS)
  })
})

describe('two windows', () => {
  it('show the same, and a key pressed in either counts once', async () => {
    await plan(['break', 1, 16])
    const first = await open()
    const second = await computer.open()
    running.push(second)
    await pass(first, MINUTE_MS)
    await seen(second, (view) => view.card !== null)
    second.breaks.press('start')
    await seen(first, (view) => view.resting !== null)
    await seen(second, (view) => view.resting !== null)
    await stateIs(second, 'break')
    second.breaks.press('return')
    await seen(first, (view) => view.resting === null)
  })
})

describe('two desks', () => {
  it('of one agent know of each other’s breaks: what was had at the first is not offered at the second [C39]', async () => {
    await plan(['break', 2, 12], ['break', 100, 115])
    const first = await open()
    await pass(first, 2 * MINUTE_MS)
    await seen(first, (view) => view.card !== null)
    first.breaks.press('start')
    await stateIs(first, 'break')
    await pass(first, 10 * MINUTE_MS)
    first.breaks.press('return')
    await stateIs(first, 'available')
    // The cable of the first is out while the agent changes places.
    computer.line = 'down'
    server.clock.now = (NOON + 20 * MINUTE_MS) as EpochMs
    const place = await computerOf(server, 'ana')
    const second = await place.open()
    running.push(second)
    await second.idle()
    await second.sync()
    expect((await seen(second, (view) => view.card !== null)).next).toMatchObject({ owedMs: 10 * MINUTE_MS })
    computer.line = 'up'
    await first.sync()
    await first.sync()
    await second.sync()
    const { next } = await seen(second, (view) => view.card === null)
    expect(next).toMatchObject({ state: 'coming', plannedAt: NOON + 100 * MINUTE_MS, owedMs: 15 * MINUTE_MS })
  })
})

describe('what the desk knows of a break', () => {
  it('survives a crash in the middle of it, by the clock [C39]', async () => {
    await plan(['lunch', 1, 31])
    const desk = await open()
    await pass(desk, MINUTE_MS)
    await seen(desk, (view) => view.card !== null)
    desk.breaks.press('start')
    await stateIs(desk, 'lunch')
    await pass(desk, 4 * MINUTE_MS)
    await desk.kill()
    server.clock.now = (NOON + 8 * MINUTE_MS) as EpochMs
    const again = await computer.open()
    running.push(again)
    const { resting } = await seen(again, (view) => view.resting !== null)
    expect(resting).toMatchObject({ kind: 'lunch', endsAt: NOON + 31 * MINUTE_MS })
    await stateIs(again, 'lunch')
    await pass(again, 2 * MINUTE_MS)
    again.breaks.press('return')
    await stateIs(again, 'available')
    expect((await seen(again, (view) => view.resting === null)).next).toMatchObject({
      kind: 'lunch',
      owedMs: 21 * MINUTE_MS,
    })
  })

  it('does not depend on a line [C39]', async () => {
    await plan(['break', 1, 16])
    const desk = await open()
    computer.line = 'down'
    await pass(desk, MINUTE_MS)
    await seen(desk, (view) => view.card !== null)
    desk.breaks.press('start')
    await stateIs(desk, 'break')
  })

  it('is not moved by a wall clock that jumps', async () => {
    await plan(['break', 10, 25])
    const desk = await open()
    server.clock.now = (NOON + HOUR_MS) as EpochMs
    await pass(desk, 9 * MINUTE_MS)
    expect(await look(desk.breaks.view)).toMatchObject({ card: null, next: { state: 'soon' } })
    await pass(desk, MINUTE_MS)
    await seen(desk, (view) => view.card !== null)
  })

  it('is that idleness which no source can tell is work, until the agent says otherwise [C46]', async () => {
    await plan(['break', 100, 115])
    const desk = await open()
    await pass(desk, 6 * MINUTE_MS)
    await stateIs(desk, 'available')
    desk.breaks.typed()
    await pass(desk, 5 * SECOND_MS)
    const { askedUnknownMs } = await seen(desk, (view) => view.askedUnknownMs !== null)
    expect(askedUnknownMs).toBeGreaterThanOrEqual(6 * MINUTE_MS)
    desk.breaks.answerUnknown(true)
    await seen(desk, (view) => view.askedUnknownMs === null)
    await stateIs(desk, 'available')
  })
})
