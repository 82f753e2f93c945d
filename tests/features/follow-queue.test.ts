import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseId, QueueId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { HOUR_MS, MINUTE_MS } from '../../domain/kernel/time.ts'
import { followLookup, queueNews } from '../../renderer/data/queue-news.ts'
import type { QueueRow } from '../../renderer/data/repository.ts'
import { followCount, followOrder } from '../../renderer/features/queue/follow-queue.ts'
import type { OrderedPart } from '../../renderer/features/queue/order-rows.ts'
import { countRows, keepOrder, orderRows } from '../../renderer/features/queue/order-rows.ts'
import { NOON, someCase, someContact, someQueue } from '../support/records.ts'

const me = 'ana' as UserId
const idOf = (n: number) => `c-${n}` as CaseId
type Facts = {
  status: 'open' | 'pending' | 'solved'
  holder: UserId | null
  queue: QueueId
  isUrgent: boolean
  /** Hours from noon. Null: the clock is paused. */
  due: number | null
  isRinging: boolean
}
const PLAIN: Facts = {
  status: 'open',
  holder: null,
  queue: 'orders' as QueueId,
  isUrgent: false,
  due: 3,
  isRinging: false,
}

const rowOf = (n: number, facts: Facts): QueueRow => ({
  case: someCase({
    id: idOf(n),
    number: n,
    status: facts.status,
    queueId: facts.queue,
    assigneeId: facts.holder,
    priority: facts.isUrgent ? 'urgent' : 'normal',
    replyDueAt: facts.due === null ? null : ((NOON + facts.due * HOUR_MS) as EpochMs),
  }),
  customerName: 'Customer',
  assigneeName: facts.holder,
  queueName: facts.queue,
  sla: someQueue().sla,
  live: facts.isRinging ? someContact({ channel: 'chat' }) : null,
  promiseDueAt: null,
  skippedAt: null,
  hasUnsent: false,
  hasDraft: false,
})

const facts = fc.record<Facts>({
  status: fc.constantFrom('open', 'open', 'pending', 'solved'),
  holder: fc.constantFrom(null, me, 'ben' as UserId),
  queue: fc.constantFrom('orders' as QueueId, 'returns' as QueueId),
  isUrgent: fc.boolean(),
  due: fc.option(fc.integer({ min: -2, max: 9 }), { nil: null }),
  isRinging: fc.boolean(),
})
/** What happens between one look at the queue and the next: cases come, change and go, in this one's order; time passes. */
const step = fc.record({
  put: fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), facts), { maxLength: 4 }),
  gone: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 3 }),
  minutes: fc.constantFrom(0, 0, 0, 1, 90),
  filter: fc.constantFrom('all' as const, 'all' as const, 'mine' as const, 'returns' as QueueId),
  openId: fc.constantFrom(null, null, idOf(3)),
  /** Now and then all rows are read anew, in another order. */
  isReadAnew: fc.constantFrom(false, false, false, true),
})

const brief = (parts: readonly OrderedPart[]) => parts.map(({ key, part, caseIds }) => ({ key, part, caseIds }))

describe('what follows the queue', () => {
  it('says what is said of the queue when all of it is worked out anew, whatever came, changed and went', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const [orderOf, countOf, lookUp] = [followOrder(), followCount(), followLookup()]
        let kept = new Map(Array.from({ length: 20 }, (_, n) => [idOf(n + 1), rowOf(n + 1, PLAIN)]))
        let now = NOON
        let held: readonly OrderedPart[] = []
        for (const { put, gone, minutes, filter, openId, isReadAnew } of steps) {
          for (const n of gone) kept.delete(idOf(n))
          for (const [n, its] of put) kept.set(idOf(n), rowOf(n, its))
          if (isReadAnew) kept = new Map([...kept].reverse())
          now = (now + minutes * MINUTE_MS) as EpochMs
          const rows = [...kept.values()]
          const view = { me, openId, now }
          expect(brief(orderOf(rows, filter, view))).toEqual(brief(orderRows(rows, filter, view)))
          // A list that nobody made anew is passed over.
          const fresh = orderOf(rows, 'all', view)
          const told = keepOrder(held, fresh, (id) => kept.has(id))
          const heldIds = held.flatMap(({ caseIds }) => caseIds)
          expect(told.parts.flatMap(({ caseIds }) => caseIds)).toEqual(heldIds.filter((id) => kept.has(id)))
          const news = fresh.flatMap(({ caseIds }) => caseIds).filter((id) => !heldIds.includes(id))
          expect(told.newCount).toBe(news.length)
          if (minutes === 90) held = fresh
          const { byQueue, ...count } = countOf(rows, me)
          const anew = countRows(rows, me)
          expect({ ...count, byQueue: anew.byQueue }).toEqual(anew)
          for (const [id, cases] of byQueue) expect(cases).toBe(anew.byQueue.get(id) ?? 0)
          const found = lookUp(rows)
          for (let n = 1; n <= 30; n++) {
            expect(found.get(idOf(n))).toBe(kept.get(idOf(n)))
            expect(found.has(idOf(n))).toBe(kept.has(idOf(n)))
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('looks at nothing but the news, and keeps the list of a part in which nothing moved', () => {
    const others = Array.from({ length: 40 }, (_, n) => rowOf(n + 10, { ...PLAIN, queue: 'returns' as QueueId }))
    const [old, late] = [rowOf(1, { ...PLAIN, due: 8 }), rowOf(1, { ...PLAIN, due: -1 })]
    const [before, after] = [
      [old, rowOf(2, PLAIN), ...others],
      [late, rowOf(2, PLAIN), ...others],
    ]
    after[1] = before[1] as QueueRow
    const orderOf = followOrder()
    const view = { me, openId: null, now: NOON }
    const first = orderOf(before, 'all', view)
    expect(queueNews(before, after)).toEqual({ gone: [old], come: [late] })
    const second = orderOf(after, 'all', view)
    expect(second.map(({ caseIds }) => caseIds.slice(0, 2))).toEqual([
      [idOf(1), idOf(2)],
      [idOf(10), idOf(11)],
    ])
    const listOf = (parts: readonly OrderedPart[], key: string) => parts.find((part) => part.key === key)?.caseIds
    expect(listOf(second, 'waiting returns')).toBe(listOf(first, 'waiting returns'))
    expect(listOf(second, 'waiting orders')).not.toBe(listOf(first, 'waiting orders'))
  })

  it('takes the right one of two rows that are as pressing', () => {
    // Two cases that were begun on this desk have no number of the server yet.
    const [one, other] = [rowOf(7, PLAIN), { ...rowOf(7, PLAIN), case: { ...rowOf(7, PLAIN).case, id: idOf(8) } }]
    const orderOf = followOrder()
    const view = { me, openId: null, now: NOON }
    orderOf([one, other], 'all', view)
    expect(brief(orderOf([one], 'all', view))[0]?.caseIds).toEqual([idOf(7)])
    orderOf([one, other], 'all', view)
    expect(brief(orderOf([other], 'all', view))[0]?.caseIds).toEqual([idOf(8)])
  })

  it('gives up on news of more than a thousand rows', () => {
    const rows = Array.from({ length: 1_001 }, (_, n) => rowOf(n, PLAIN))
    expect(queueNews([], rows.slice(1))?.come).toHaveLength(1_000)
    expect(queueNews([], rows)).toBeNull()
    expect(queueNews(rows, [])).toBeNull()
    const lookUp = followLookup()
    lookUp(rows)
    expect(lookUp([]).has(idOf(3))).toBe(false)
  })
})
