import { describe, expect, it } from 'vitest'
import type { CaseStatus } from '../../domain/cases/case.ts'
import type { CaseId, CustomerId, QueueId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { QueueRow } from '../../renderer/data/repository.ts'
import type { OrderedPart } from '../../renderer/features/queue/order-rows.ts'
import { keepOrder, orderRows } from '../../renderer/features/queue/order-rows.ts'

const me = 'ana' as UserId
type Facts = { due?: number | null; holder?: string | null; queue?: string; status?: CaseStatus; number?: number }

const row = (
  id: string,
  { due = null, holder = null, queue = 'orders', status = 'open', number = 1 }: Facts,
): QueueRow => ({
  case: {
    id: id as CaseId,
    number,
    subject: id,
    status,
    priority: 'normal',
    queueId: queue as QueueId,
    assigneeId: holder as UserId | null,
    customerId: 'customer' as CustomerId,
    orderId: null,
    channel: 'email',
    tags: [],
    openedAt: 0 as EpochMs,
    replyDueAt: due as EpochMs | null,
    lastCustomerMessageAt: null,
    publicCount: 0,
  },
  customerName: 'Customer',
  assigneeName: holder,
  queueName: queue,
  hasUnsent: false,
  hasDraft: false,
})
const brief = (parts: readonly OrderedPart[]) => parts.map(({ key, caseIds }) => `${key}: ${caseIds.join(' ')}`)

describe('the queue', () => {
  it('shows mine, then each queue that waits, then what colleagues hold, most pressing first', () => {
    const rows = [
      row('held', { due: 1, holder: 'ben' }),
      row('returns', { due: 5, queue: 'returns' }),
      row('later', { due: 9 }),
      row('sooner', { due: 3 }),
      row('paused', { due: null }),
      row('mine', { due: 90, holder: 'ana' }),
    ]
    expect(brief(orderRows(rows, me, null))).toEqual([
      'mine: mine',
      'waiting orders: sooner later paused',
      'waiting returns: returns',
      'held: held',
    ])
  })

  it('lets equal promises stand by case number, so that they never swap', () => {
    const rows = [row('b', { due: 5, number: 2 }), row('a', { due: 5, number: 1 })]
    expect(brief(orderRows(rows, me, null))).toEqual(['waiting orders: a b'])
  })

  it('drops what is solved or closed, except the case that is open', () => {
    const rows = [
      row('solved', { status: 'solved' }),
      row('closed', { status: 'closed' }),
      row('pending', { status: 'pending' }),
    ]
    expect(brief(orderRows(rows, me, null))).toEqual(['waiting orders: pending'])
    expect(brief(orderRows(rows, me, 'solved' as CaseId))).toEqual(['waiting orders: solved pending'])
  })
})

describe('a queue that the agent points at', () => {
  const before = orderRows([row('a', { due: 1 }), row('b', { due: 2 }), row('c', { due: 3 })], me, null)

  it('keeps its order and counts what is new', () => {
    const after = [row('new', { due: 0 }), row('c', { due: 1 }), row('a', { due: 9 }), row('b', { due: null })]
    const kept = keepOrder(before, orderRows(after, me, null), () => true)
    expect(brief(kept.parts)).toEqual(['waiting orders: a b c'])
    expect(kept.newCount).toBe(1)
  })

  it('keeps a case in its place when it is taken or solved meanwhile', () => {
    const after = [row('a', { due: 1, holder: 'ana' }), row('b', { status: 'solved' }), row('c', { due: 3 })]
    const kept = keepOrder(before, orderRows(after, me, null), () => true)
    expect(brief(kept.parts)).toEqual(['waiting orders: a b c'])
    expect(kept.newCount).toBe(0)
  })

  it('lets go at once of a case that the agent may no longer see', () => {
    const after = [row('a', { due: 1 }), row('c', { due: 3 })]
    const kept = keepOrder(before, orderRows(after, me, null), (id) => id !== 'b')
    expect(brief(kept.parts)).toEqual(['waiting orders: a c'])
  })
})
