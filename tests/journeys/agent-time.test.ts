import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import { spansOf } from '../../domain/agent-time/spans-of.ts'
import type { CaseId, ContactId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
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
async function openDesk(): Promise<Desk> {
  const desk = await computer.open()
  running.push(desk)
  await desk.idle()
  await stateIs(desk, 'available')
  return desk
}
const stateIs = (desk: Desk, state: string) => until(desk.agentTime.my, (my) => my?.state === state)
/** Work goes on for so long. */
async function pass(desk: Desk, minutes: number) {
  for (let quarter = 0; quarter < minutes * 4; quarter++) {
    await desk.pass(MINUTE_MS / 4)
    // One write after the other: when these are on the disk, so is the sign of life.
    for (let round = 0; round < 2; round++) await desk.repository.savePlace('{}')
  }
}

const onServer = async () =>
  (
    await server.db.query<{ d: IntervalRecord }>(
      "select d from intervals order by (d #>> '{startedAt,at}')::bigint, id",
    )
  ).map(({ d }) => d)
/** "talk 5-8" in minutes after noon, by the moments the desk wrote down. */
const told = (log: readonly IntervalRecord[]) =>
  log.map(({ state, startedAt, endedAt, isOffline }) => {
    const from = (startedAt.at - NOON) / MINUTE_MS
    const to = endedAt === null ? '' : (endedAt.at - NOON) / MINUTE_MS
    return `${state} ${from}-${to}${isOffline === true ? ' offline' : ''}`
  })

async function takeCall(desk: Desk) {
  await desk.commit('contact.start', { ...CALL, channel: 'phone', direction: 'outbound' })
  await stateIs(desk, 'on-contact')
}
const endCall = async (desk: Desk) => {
  await desk.commit('contact.step', { ...CALL, step: 'end' })
  await stateIs(desk, 'wrap-up')
}
/** A call comes in for Ana's queue. */
async function rings(): Promise<{ caseId: CaseId; contactId: ContactId }> {
  const answer = await server.post(
    '/api/v1/connect/small/contacts',
    {
      externalId: 'call-1',
      channel: 'phone',
      caseNumber: 48_000,
      queueId: 'orders',
      from: { address: '+442079460018', name: 'Nadia Osei' },
      subject: 'Call',
    },
    { authorization: 'Bearer connector-key-of-the-tests' },
  )
  const { caseId, contactId } = (await answer.json()) as { caseId: CaseId; contactId: ContactId }
  return { caseId, contactId }
}
const wrapUp = (desk: Desk) =>
  desk.commit('contact.wrapUp', { ...CALL, disposition: 'question-answered', summary: 'Told her.' })

describe('the time of an agent', () => {
  it('that passed offline reaches the server once, at its own minutes, marked as recorded offline [C53]', async () => {
    const desk = await openDesk()
    await pass(desk, 5)
    computer.line = 'down'
    await takeCall(desk)
    await pass(desk, 10)
    await endCall(desk)
    await pass(desk, 2)
    await wrapUp(desk)
    await until(desk.agentTime.my, (my) => my?.state === 'offline-working')
    await pass(desk, 3)
    desk.agentTime.choose('break')
    await stateIs(desk, 'break')
    expect(await onServer()).toEqual([])
    computer.line = 'up'
    await desk.sync()
    await desk.sync()
    const log = await onServer()
    expect(told(log)).toEqual([
      'available 0-5',
      'talk 5-15 offline',
      'wrap-up 15-17 offline',
      'offline-working 17-20 offline',
      'break 20- offline',
    ])
    expect(new Set(log.map(({ id }) => id)).size).toBe(log.length)
    await desk.sync()
    expect(await onServer()).toHaveLength(log.length)
    // What the desk shows is what the server has: the same spans, to the millisecond.
    const now = desk.now()
    expect(
      spansOf(await look(desk.agentTime.log), now, []).map(({ state, startsAt, endsAt }) => [state, startsAt, endsAt]),
    ).toEqual(spansOf(log, now, []).map(({ state, startsAt, endsAt }) => [state, startsAt, endsAt]))
  })

  it('is nothing the agent has to see on its way: no count, no "Sending", no line in the outbox', async () => {
    const desk = await openDesk()
    computer.line = 'down'
    desk.agentTime.choose('meeting')
    await stateIs(desk, 'meeting')
    await pass(desk, 5)
    desk.agentTime.choose('available')
    await stateIs(desk, 'offline-working')
    await desk.sync()
    expect(computer.disk.journal.filter((entry) => entry.kind === 'intent')).not.toHaveLength(0)
    expect(await desk.outbox()).toEqual([])
    expect(await desk.connection()).toBe('offline')
  })

  it('is shown to the agent when it is refused', async () => {
    const desk = await openDesk()
    await server.db.query("update accounts set role = 'admin' where login = 'ana'")
    desk.agentTime.choose('meeting')
    await stateIs(desk, 'meeting')
    await desk.sync()
    expect(await desk.outbox()).toEqual(['needs-you: interval.record'])
  })

  it('ends at the last sign of life when the desk dies, and the next start says who was there [C53]', async () => {
    const desk = await openDesk()
    await takeCall(desk)
    await pass(desk, 4)
    await desk.kill()
    server.clock.now = (NOON + 9 * MINUTE_MS) as EpochMs
    const again = await computer.open()
    running.push(again)
    await stateIs(again, 'on-contact')
    await again.idle()
    await again.sync()
    const log = await onServer()
    expect(told(log).slice(0, 2)).toEqual(['talk 0-4', 'logged-out 4-9'])
    expect(log[0]).toMatchObject({ isCutShort: true, contactId: 'x-1' })
  })

  it('stands still while the machine sleeps', async () => {
    const desk = await openDesk()
    await pass(desk, 5)
    computer.tell('power.suspended', {})
    server.clock.now = (server.clock.now + 30 * MINUTE_MS) as EpochMs
    computer.tell('power.resumed', {})
    await pass(desk, 5)
    desk.agentTime.choose('break')
    await stateIs(desk, 'break')
    await desk.sync()
    const log = await onServer()
    expect(told(log)).toEqual(['available 0-5', 'logged-out 5-35', 'available 35-40', 'break 40-'])
    expect(log[0]?.session).not.toBe(log[2]?.session)
  })

  it('is not lost when the disk is full, but written when there is room again', async () => {
    const desk = await openDesk()
    await pass(desk, 5)
    computer.journalFails = 'full'
    desk.agentTime.choose('break')
    await pass(desk, 1)
    computer.journalFails = null
    await pass(desk, 1)
    await stateIs(desk, 'break')
    await desk.sync()
    expect(told(await onServer())).toEqual(['available 0-5', 'break 5-'])
  })

  it('of a mail is what was spent on it, up to a minute after the last key', async () => {
    const desk = await openDesk()
    await pass(desk, 2)
    const draft = { mode: 'reply', note: '', savedAt: NOON } as const
    await desk.repository.saveDraft(CASE, { ...draft, reply: 'Dear' })
    await desk.idle()
    await pass(desk, 0.5)
    await desk.repository.saveDraft(CASE, { ...draft, reply: 'Dear Nadia' })
    await desk.idle()
    await pass(desk, 3)
    desk.agentTime.choose('break')
    await stateIs(desk, 'break')
    await desk.sync()
    expect(told(await onServer())).toEqual(['available 0-2', 'email-edit 2-3.5', 'available 3.5-5.5', 'break 5.5-'])
  })

  it('of a call begins when it rings, and what a colleague is asked meanwhile is told apart from mere hold', async () => {
    const desk = await openDesk()
    await pass(desk, 1)
    const call = await rings()
    await desk.sync()
    await until(desk.repository.queue(), (rows) => rows.some(({ live }) => live?.id === call.contactId))
    await pass(desk, 2)
    // It rings, and the agent has nothing in hand yet.
    await stateIs(desk, 'available')
    await desk.commit('contact.start', { ...call, channel: 'phone', direction: 'inbound' })
    await stateIs(desk, 'on-contact')
    await pass(desk, 3)
    desk.agentTime.consult(call.contactId)
    await desk.commit('contact.step', { ...call, step: 'hold' })
    expect(await until(desk.agentTime.my, (my) => my?.consulting !== null)).toMatchObject({
      state: 'on-contact',
      consulting: { contactId: call.contactId, since: NOON + 6 * MINUTE_MS },
    })
    await pass(desk, 2)
    await desk.commit('contact.step', { ...call, step: 'resume' })
    await until(desk.agentTime.my, (my) => my?.consulting === null)
    await pass(desk, 1)
    await desk.commit('contact.step', { ...call, step: 'end' })
    await stateIs(desk, 'wrap-up')
    await desk.sync()
    await desk.sync()
    const log = await onServer()
    expect(told(log)).toEqual(['available 0-1', 'ringing 1-3', 'talk 3-6', 'consult 6-8', 'talk 8-9'])
    expect(new Set(log.slice(1).map(({ contactId }) => contactId))).toEqual(new Set([call.contactId]))
  })

  it('goes on as asking a colleague through a crash, and ends with the call', async () => {
    const desk = await openDesk()
    await takeCall(desk)
    desk.agentTime.consult(CALL.contactId)
    await desk.commit('contact.step', { ...CALL, step: 'hold' })
    await until(desk.agentTime.my, (my) => my?.consulting !== null)
    await pass(desk, 1)
    await desk.kill()
    const again = await computer.open()
    running.push(again)
    await until(again.agentTime.my, (my) => my?.consulting?.contactId === CALL.contactId)
    await endCall(again)
    expect((await look(again.agentTime.my))?.consulting).toBeNull()
  })

  it('of a fault counts as seen while the server is away or nothing dials, and only then', async () => {
    const desk = await openDesk()
    desk.agentTime.choose('tech-issue')
    await stateIs(desk, 'tech-issue')
    await pass(desk, 2)
    computer.line = 'down'
    await desk.sync()
    expect(await desk.connection()).toBe('offline')
    await pass(desk, 3)
    computer.line = 'up'
    await desk.sync()
    expect(await desk.connection()).not.toBe('offline')
    await pass(desk, 2)
    computer.hasSoftphone = false
    expect(await desk.openOutside('tel:+442079460018')).toBe(false)
    await pass(desk, 2)
    computer.hasSoftphone = true
    await desk.openOutside('tel:+442079460018')
    await pass(desk, 2)
    desk.agentTime.choose('available')
    await stateIs(desk, 'available')
    await desk.sync()
    await desk.sync()
    const ended = (await onServer()).filter(({ endedAt }) => endedAt !== null)
    expect(ended.map(({ state, isFaultSeen = false }) => `${state} ${isFaultSeen}`)).toEqual([
      'tech-issue false',
      'tech-issue true',
      'tech-issue false',
      'tech-issue true',
      'tech-issue false',
    ])
  })

  it('ends with the sign-out', async () => {
    const desk = await openDesk()
    await pass(desk, 5)
    await desk.signOut()
    expect(told(await onServer())).toEqual(['available 0-5'])
  })
})
