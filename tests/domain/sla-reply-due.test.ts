import { describe, expect, it } from 'vitest'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { replyDueAt } from '../../domain/sla/reply-due.ts'
import { NOON, someCase, someQueue } from '../support/records.ts'

describe('when the customer is to be answered', () => {
  const queue = someQueue()
  it('is as long after they began to wait as the queue promises on their channel', () => {
    const due = (channel: 'email' | 'phone' | 'chat') => replyDueAt(someCase({ waitingSince: NOON, channel }), queue)
    expect([due('email'), due('phone'), due('chat')]).toEqual([NOON + 3_600_000, NOON + 600_000, NOON + 120_000])
  })
  it('counts working time only', () => {
    const week = Array.from({ length: 7 }, () => [{ fromMinute: 540, toMinute: 1_020 }])
    const office = { ...queue, sla: { ...queue.sla, calendar: { zone: 'UTC', week, holidays: [] } } }
    const evening = Date.parse('2026-03-10T16:30:00Z') as EpochMs
    expect(replyDueAt(someCase({ waitingSince: evening }), office)).toBe(Date.parse('2026-03-11T09:30:00Z'))
  })
  it('is never while they have the word', () => {
    expect(replyDueAt(someCase({ waitingSince: null }), queue)).toBeNull()
  })
})
