import { describe, expect, it } from 'vitest'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CaseId, QueueId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { QueueRow } from '../../renderer/data/repository.ts'
import type { OrderedPart, QueueFilter } from '../../renderer/features/queue/order-rows.ts'
import {
  countRows,
  keepOrder,
  keptByBeingOpen,
  orderRows,
  rowsAround,
} from '../../renderer/features/queue/order-rows.ts'
import { NOON, someCase, someContact, someQueue } from '../support/records.ts'

const me = 'ana' as UserId
const hour = 3_600_000
type Facts = Partial<Omit<CaseRecord, 'replyDueAt' | 'assigneeId' | 'queueId'>> & {
  /** Hours from now; null: the clock is paused. */
  due?: number | null
  holder?: string | null
  queue?: string
}

const row = (id: string, facts: Facts = {}, more: Partial<QueueRow> = {}): QueueRow => {
  const { due = null, holder = null, queue = 'orders', ...change } = facts
  return {
    case: someCase({
      id: id as CaseId,
      number: 1,
      subject: id,
      queueId: queue as QueueId,
      assigneeId: holder as UserId | null,
      replyDueAt: due === null ? null : ((NOON + due * hour) as EpochMs),
      ...change,
    }),
    customerName: 'Customer',
    assigneeName: holder,
    queueName: queue,
    sla: someQueue().sla,
    live: null,
    promiseDueAt: null,
    skippedAt: null,
    hasUnsent: false,
    hasDraft: false,
    ...more,
  }
}
const ordered = (rows: QueueRow[], openId: string | null = null, filter: QueueFilter = 'all') =>
  orderRows(rows, filter, { me, openId: openId as CaseId | null, now: NOON })
const brief = (parts: readonly OrderedPart[]) => parts.map(({ key, caseIds }) => `${key}: ${caseIds.join(' ')}`)

describe('the queue', () => {
  const rows = [
    row('held', { due: 1, holder: 'ben' }),
    row('returns', { due: 5, queue: 'returns' }),
    row('later', { due: 9 }),
    row('sooner', { due: 3 }),
    row('paused', { due: null }),
    row('mine', { due: 90, holder: 'ana' }),
    row('chat', { due: 90 }, { live: someContact({ channel: 'chat' }) }),
    row('call', { due: 90, holder: 'ana', queue: 'billing' }, { live: someContact({ answeredAt: NOON, agentId: me }) }),
    row('their-call', {}, { live: someContact({ answeredAt: NOON, agentId: 'ben' as UserId }) }),
  ]

  it('is the same whichever case is open, but for one that nothing else keeps in it', () => {
    const [solved, waiting] = [row('solved', { status: 'solved' }), row('waiting', { due: 1 })]
    expect(keptByBeingOpen(waiting)).toBe(null)
    expect(keptByBeingOpen(undefined)).toBe(null)
    expect(keptByBeingOpen(solved)).toBe('solved')
    expect(ordered([solved, waiting], 'waiting')).toEqual(ordered([solved, waiting], null))
    expect(brief(ordered([solved, waiting], 'solved'))).toEqual(['waiting orders: waiting solved'])
  })

  it('shows who is on the line, then mine, then each queue that waits, then what colleagues hold', () => {
    expect(brief(ordered(rows))).toEqual([
      'live: chat call',
      'mine: mine',
      'waiting orders: sooner later paused',
      'waiting returns: returns',
      'held: held their-call',
    ])
  })

  it('puts the most pressing first: an urgent case before one due sooner', () => {
    const pressing = [row('sooner', { due: 3 }), row('urgent', { due: 4, priority: 'urgent' })]
    expect(brief(ordered(pressing))).toEqual(['waiting orders: urgent sooner'])
  })

  it('lists mine alone, or one queue with what of it is on the line', () => {
    expect(brief(ordered(rows, null, 'mine'))).toEqual(['live: call', 'mine: mine'])
    expect(brief(ordered(rows, null, 'orders' as QueueId))).toEqual([
      'live: chat',
      'waiting orders: sooner later paused',
      'held: held their-call',
    ])
  })

  it('counts what each filter lists, what colleagues hold left out', () => {
    const { all, mine, byQueue } = countRows([...rows, row('solved', { status: 'solved' })], me)
    expect({ all, mine, byQueue: Object.fromEntries(byQueue) }).toEqual({
      all: 7,
      mine: 2,
      byQueue: { orders: 4, returns: 1, billing: 1 },
    })
  })

  it('lets equal promises stand by case number, so that they never swap', () => {
    const equal = [row('b', { due: 5, number: 2 }), row('a', { due: 5, number: 1 })]
    expect(brief(ordered(equal))).toEqual(['waiting orders: a b'])
  })

  it('drops what is solved, closed or merged, except the case that is open and whoever is on the line', () => {
    const settled = [
      row('solved', { status: 'solved' }),
      row('closed', { status: 'closed' }),
      row('merged', { mergedIntoId: 'other' as CaseId }),
      row('pending', { status: 'pending' }),
      row('call', { status: 'solved' }, { live: someContact() }),
    ]
    expect(brief(ordered(settled))).toEqual(['live: call', 'waiting orders: pending'])
    expect(brief(ordered(settled, 'solved'))).toEqual(['live: call', 'waiting orders: solved pending'])
  })
})

describe('a queue that the agent points at', () => {
  const before = ordered([row('a', { due: 1 }), row('b', { due: 2 }), row('c', { due: 3 })])

  it('keeps its order and counts what is new', () => {
    const after = [row('new', { due: 0 }), row('c', { due: 1 }), row('a', { due: 9 }), row('b', { due: null })]
    const kept = keepOrder(before, ordered(after), () => true)
    expect(brief(kept.parts)).toEqual(['waiting orders: a b c'])
    expect(kept.newCount).toBe(1)
  })

  it('keeps a case in its place when it is taken or solved meanwhile', () => {
    const after = [row('a', { due: 1, holder: 'ana' }), row('b', { status: 'solved' }), row('c', { due: 3 })]
    const kept = keepOrder(before, ordered(after), () => true)
    expect(brief(kept.parts)).toEqual(['waiting orders: a b c'])
    expect(kept.newCount).toBe(0)
  })

  it('lets go at once of a case that the agent may no longer see', () => {
    const after = [row('a', { due: 1 }), row('c', { due: 3 })]
    const kept = keepOrder(before, ordered(after), (id) => id !== 'b')
    expect(brief(kept.parts)).toEqual(['waiting orders: a c'])
  })
})

describe('the rows around one', () => {
  const part = (key: string, ...caseIds: string[]) =>
    ({ key, part: { of: 'mine' }, caseIds: caseIds as CaseId[] }) as OrderedPart
  const parts = [part('mine', 'a', 'b', 'c'), part('orders', 'd')]
  it.each([
    ['a', ['b']],
    ['b', ['c', 'a']],
    ['c', ['d', 'b']],
    ['d', ['c']],
    ['e', []],
  ])('are those that the arrows lead to from it, across the titles too: %s', (id, around) => {
    expect(rowsAround(id as CaseId, parts)).toEqual(around)
  })
})
