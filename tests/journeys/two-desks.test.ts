import { describe, expect, it } from 'vitest'
import type { CaseId, QueueId } from '../../domain/kernel/ids.ts'
import { threadOnServer } from './support/desk.ts'
import { journey } from './support/opened.ts'

const CASE = 'c-orders-0'
const TEXT = 'Your parcel left today.'
const NOTE = 'Carrier says tomorrow.'
const world = journey()
const caseId = CASE as CaseId
const rowsAbout = async (desk: { disk(): Promise<string[]> }, id: string) =>
  (await desk.disk()).filter((key) => key.includes(id)).sort()
/** What was removed leaves the disk a moment later, when the log is folded. */
const isGone = async (desk: { disk(): Promise<string[]>; pass(ms: number): Promise<unknown> }, id: string) => {
  await desk.pass(3_000)
  await expect.poll(() => rowsAbout(desk, id), { timeout: 10_000 }).toEqual([])
}

describe('two agents with the same queue', () => {
  it('see each other’s note, status and tag', async () => {
    const [ana, ben] = [
      await world.open(await world.computerOf('ana')),
      await world.open(await world.computerOf('ben')),
    ]
    await ana.note(CASE, NOTE)
    await ana.commit('case.setStatus', { caseId, status: 'pending' })
    await ben.commit('case.tag.add', { caseId, tag: 'damaged' })
    for (const desk of [ana, ben, ana]) await desk.sync()
    for (const desk of [ana, ben]) {
      expect((await desk.thread(CASE)).at(-1)).toBe(`note: ${NOTE}`)
      expect((await desk.case(CASE))?.case).toMatchObject({ status: 'pending', tags: ['damaged'] })
    }
  })

  it('can take a case only once: the second is told that the first has it', async () => {
    const [ana, ben] = [
      await world.open(await world.computerOf('ana')),
      await world.open(await world.computerOf('ben')),
    ]
    ben.computer.line = 'down'
    await ben.commit('case.claim', { caseId })
    expect((await ben.case(CASE))?.case.assigneeId).toBe('u-ben')
    await ana.commit('case.claim', { caseId })
    await ana.idle()
    ben.computer.line = 'up'
    await ben.sync()
    expect((await ben.case(CASE))?.case.assigneeId).toBe('u-ana')
    expect(await ben.outboxEntries()).toMatchObject([{ state: 'needs-you', refusal: 'claimed' }])
    expect(await ben.connection()).toBe('needs-attention')
  })

  it('never talk over each other: the later reply comes back, with its text, to be looked at again [C6]', async () => {
    const [ana, ben] = [
      await world.open(await world.computerOf('ana')),
      await world.open(await world.computerOf('ben')),
    ]
    ben.computer.line = 'down'
    const id = await ben.reply(CASE, 'It will come next week.')
    await ana.reply(CASE, TEXT)
    await ana.idle()
    ben.computer.line = 'up'
    await ben.sync()
    expect((await threadOnServer(world.server, CASE)).slice(2)).toEqual([TEXT])
    expect(await ben.outboxEntries()).toMatchObject([{ state: 'needs-you', refusal: 'stale_context' }])
    expect(await ben.thread(CASE)).toContain('needs-you: It will come next week.')
    expect(await ben.thread(CASE)).toContain(`sending: ${TEXT}`)
    expect(await ben.repository.dismiss(id, { asDraft: true })).toEqual({ ok: true, value: null })
    expect(await ben.repository.draft(caseId)).toMatchObject({ mode: 'reply', reply: 'It will come next week.' })
    expect(await ben.outbox()).toEqual([])
    // Having seen the other reply, the agent may send the text after all.
    await ben.reply(CASE, 'It will come next week.')
    await ben.idle()
    expect((await threadOnServer(world.server, CASE)).slice(2)).toEqual([TEXT, 'It will come next week.'])
    expect(await ben.repository.draft(caseId)).toBeNull()
  })
})

describe('a case that leaves the agent’s sight', () => {
  it('disappears from the desk and its disk with its thread, and the begun text is kept', async () => {
    const ben = await world.open(await world.computerOf('ben'))
    const lea = await world.open(await world.computerOf('lea'))
    const draft = { mode: 'reply' as const, reply: 'Dear Nadia', note: '', savedAt: world.server.clock.now }
    await ben.repository.saveDraft(caseId, draft)
    expect(await rowsAbout(ben, CASE)).not.toEqual([])
    await lea.commit('case.move', { caseId, queueId: 'returns' as QueueId })
    await lea.idle()
    await ben.sync()
    expect(await ben.queue()).not.toContain(CASE)
    expect(await ben.thread(CASE)).toEqual([])
    await isGone(ben, CASE)
    await isGone(ben, 'orders-0')
    expect(await ben.repository.draft(caseId)).toEqual(draft)
  })

  it('stays with the agent who holds it, and goes when it is taken from them', async () => {
    const ben = await world.open(await world.computerOf('ben'))
    const lea = await world.open(await world.computerOf('lea'))
    await lea.commit('case.move', { caseId, queueId: 'returns' as QueueId })
    await lea.commit('case.assign', { caseId, assigneeId: ben.account.userId })
    await lea.idle()
    await ben.sync()
    expect(await ben.queue()).toContain(CASE)
    expect(await ben.thread(CASE)).toHaveLength(2)
    await lea.commit('case.assign', { caseId, assigneeId: null })
    await lea.idle()
    await ben.sync()
    expect(await ben.queue()).not.toContain(CASE)
    await isGone(ben, CASE)
  })

  it('gives back what was written for it offline, with the text', async () => {
    const ben = await world.open(await world.computerOf('ben'))
    const lea = await world.open(await world.computerOf('lea'))
    ben.computer.line = 'down'
    const id = await ben.note(CASE, NOTE)
    await lea.commit('case.move', { caseId, queueId: 'returns' as QueueId })
    await lea.idle()
    ben.computer.line = 'up'
    await ben.sync()
    expect(await ben.outboxEntries()).toMatchObject([{ state: 'needs-you', refusal: 'forbidden' }])
    expect((await threadOnServer(world.server, CASE)).slice(2)).toEqual([])
    await ben.repository.dismiss(id, { asDraft: true })
    expect(await ben.repository.draft(caseId)).toMatchObject({ mode: 'note', note: NOTE })
  })
})

describe('the queues of an agent', () => {
  const grant = (login: string, queues: string[]) =>
    world.server.db.query(`update accounts set queue_ids = $1 where login = $2`, [queues, login])

  it('that are taken away disappear with all their cases', async () => {
    const ben = await world.open(await world.computerOf('ben'))
    expect(await ben.queue()).toHaveLength(8)
    await grant('ben', ['billing'])
    await ben.sync()
    expect(await ben.queue()).toEqual(['c-billing-0', 'c-billing-1', 'c-billing-2'])
    await isGone(ben, 'orders-')
  })

  it('that are newly given bring their older cases, threads and customers', async () => {
    const chie = await world.open(await world.computerOf('chie'))
    expect(await chie.queue()).toHaveLength(4)
    await grant('chie', ['returns', 'billing'])
    await chie.sync()
    expect(await chie.queue()).toHaveLength(7)
    expect(await chie.thread('c-billing-0')).toHaveLength(2)
    expect((await chie.case('c-billing-0'))?.customer).not.toBeNull()
  })

  it('that are given and taken again before all had come leave nothing behind', async () => {
    const chie = await world.open(await world.computerOf('chie'))
    await grant('chie', ['returns', 'billing'])
    chie.computer.pullsUntilDown = 1
    await chie.sync()
    await grant('chie', ['returns'])
    chie.computer.line = 'up'
    await chie.sync()
    await isGone(chie, 'billing-')
  })
})
