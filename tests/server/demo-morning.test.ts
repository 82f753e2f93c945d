import { describe, expect, it } from 'vitest'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { isOpenAt } from '../../domain/sla/business-time.ts'
import { replyDueAt } from '../../domain/sla/reply-due.ts'
import { slaReading } from '../../domain/sla/sla-reading.ts'
import { demoWorld } from '../../server/demo/demo-world.ts'

const MINUTE_MS = 60_000
const STARTS: [name: string, at: string][] = [
  ['on a weekday morning', '2026-11-24T08:40:00Z'],
  ['on a Sunday night', '2026-11-22T22:50:00Z'],
  ['on the day the clocks are put back', '2026-10-25T07:30:00Z'],
  ['on the day the clocks are put on, at night', '2027-03-28T00:59:00Z'],
]

describe.each(STARTS)('the demo started %s', (_, at) => {
  const now = Date.parse(at) as EpochMs
  const load = () => demoWorld(now, async (password) => password)

  it('has its queues open, and some customers wait too long, some soon, most with time', async () => {
    const world = await load()
    const ana = world.people.find((person) => person.login === 'ana')
    const hers = world.cases.filter((kase) => kase.status === 'open' && ana?.queueIds.includes(kase.queueId))
    expect(hers.length).toBeGreaterThanOrEqual(25)
    expect(hers.length).toBeLessThanOrEqual(32)
    const queueOf = new Map(world.queues.map((queue) => [queue.id, queue]))
    const steps = hers.map((kase) => slaReading(kase.replyDueAt, now, queueOf.get(kase.queueId)?.sla ?? null).step)
    const count = (step: string) => steps.filter((each) => each === step).length
    expect([count('late') >= 2, count('risk') >= 3, count('soon') >= 4, count('calm') >= 8]).toEqual([
      true,
      true,
      true,
      true,
    ])
    for (const id of ana?.queueIds ?? [])
      expect(isOpenAt(queueOf.get(id)?.sla.calendar ?? neverOpen(), now), id).toBe(true)
    const held = hers.filter((kase) => kase.assigneeId === ana?.id).length
    expect(held).toBeGreaterThanOrEqual(3)
    expect(held).toBeLessThanOrEqual(7)
    // What rests with her is what she has promised something about, and little else.
    const rests = world.cases.filter((kase) => kase.status === 'pending' && kase.assigneeId === ana?.id).length
    expect(rests).toBeGreaterThanOrEqual(5)
    expect(rests).toBeLessThanOrEqual(16)
    const chats = hers.filter((kase) => kase.channel === 'chat')
    expect(chats).toHaveLength(2)
    for (const chat of chats) expect(now - (chat.waitingSince ?? 0)).toBeLessThan(2 * MINUTE_MS)
  })

  it('promises what the rules promise, and pauses every clock where the customer has the word', async () => {
    const world = await load()
    const queueOf = new Map(world.queues.map((queue) => [queue.id, queue]))
    for (const kase of world.cases) {
      const queue = queueOf.get(kase.queueId)
      if (queue === undefined) throw new Error(`Case ${kase.number} has no queue.`)
      expect((kase.waitingSince === null) === (kase.status !== 'open'), kase.subject).toBe(true)
      expect(kase.replyDueAt, kase.subject).toBe(replyDueAt(kase, queue))
    }
  })

  it('has everything behind it, in order: threads, contacts, steps, promises', async () => {
    const world = await load()
    const last = new Map<string, number>()
    for (const message of world.messages) {
      expect(message.writtenAt).toBeLessThan(now)
      expect(message.writtenAt).toBeGreaterThanOrEqual(last.get(message.caseId) ?? 0)
      last.set(message.caseId, message.writtenAt)
    }
    for (const contact of world.contacts) {
      const holds = contact.holds.flatMap((hold) => [hold.from, hold.to])
      const moments = [contact.offeredAt, contact.answeredAt, ...holds, contact.endedAt].filter((each) => each !== null)
      expect(moments).toEqual(moments.toSorted((a, b) => a - b))
      for (const moment of [...moments, contact.wrappedUpAt ?? 0]) expect(moment).toBeLessThan(now)
      if (contact.wrappedUpAt !== null) expect(contact.wrappedUpAt).toBeGreaterThanOrEqual(contact.endedAt ?? 0)
    }
    for (const order of world.orders) {
      const steps = order.steps.map((step) => step.at)
      expect(steps).toEqual(steps.toSorted((a, b) => a - b))
      for (const step of steps) expect(step).toBeLessThan(now)
    }
    const opened = new Map<string, CaseRecord>(world.cases.map((kase) => [kase.id, kase]))
    for (const kase of world.cases) {
      expect(kase.openedAt).toBeLessThanOrEqual(kase.lastCustomerMessageAt ?? kase.openedAt)
      if (kase.parentId !== null) expect(kase.openedAt).toBeGreaterThan(opened.get(kase.parentId)?.openedAt ?? 0)
      expect(now - kase.openedAt).toBeLessThan(375 * 24 * 60 * MINUTE_MS)
    }
    const due = world.promises.filter((promise) => promise.state === 'open').map((promise) => promise.dueAt - now)
    expect(
      due.filter((leftMs) => leftMs > -60 * MINUTE_MS && leftMs < 5 * 60 * MINUTE_MS).length,
    ).toBeGreaterThanOrEqual(6)
  })
})

const neverOpen = () => ({ zone: 'UTC', week: [[], [], [], [], [], [], []], holidays: [] })
