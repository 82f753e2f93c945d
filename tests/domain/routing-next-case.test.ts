import { describe, expect, it } from 'vitest'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CaseId, QueueId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { PresenceEntry } from '../../domain/people/presence.ts'
import type { Offer, Sight } from '../../domain/routing/next-case.ts'
import { countHeldByBlocks, nextCaseFor } from '../../domain/routing/next-case.ts'
import { someBlock } from '../support/blocks.ts'
import { ana, ben, NOON, someCase, someContact, someQueue } from '../support/records.ts'

const later = (minutes: number) => (NOON + minutes * 60_000) as EpochMs
const row = (id: string, change: Partial<CaseRecord> = {}, more: Partial<Offer> = {}): Offer => ({
  sla: someQueue().sla,
  live: null,
  promiseDueAt: null,
  skippedAt: null,
  ...more,
  case: someCase({ id: id as CaseId, replyDueAt: later(120), lastCustomerMessageAt: later(-60), ...change }),
})
const sight = (change: Partial<Sight> = {}): Sight => ({
  presence: { entries: [], typing: [] },
  openId: null,
  shownAt: new Map(),
  lost: new Set(),
  blocks: [],
  ...change,
})
const next = (rows: Offer[], change: Partial<Sight> = {}, actor = ana) =>
  nextCaseFor(rows, actor, NOON, sight(change))?.case.id ?? null
/** What comes when this row is more pressing than a plain one. */
const beside = (pressing: Offer, change: Partial<Sight> = {}) =>
  next([row('plain', { replyDueAt: later(300) }), pressing], change)

describe('an agent who asks for the next case', () => {
  it('gets the most pressing one that waits for anybody [C9]', () => {
    expect(next([row('calm'), row('late', { replyDueAt: later(-5) }), row('soon', { replyDueAt: later(30) })])).toBe(
      'late',
    )
  })
  it('gets nothing when nothing waits', () => {
    expect(next([])).toBeNull()
    expect(next([row('held', { assigneeId: ben.id })])).toBeNull()
  })

  const never: [string, Offer][] = [
    ['held by a colleague', row('x', { replyDueAt: later(-5), assigneeId: ben.id })],
    ['merged into another', row('x', { replyDueAt: later(-5), mergedIntoId: 'c-9' as CaseId })],
    ['solved', row('x', { replyDueAt: later(-5), status: 'solved' })],
    ['closed', row('x', { replyDueAt: later(-5), status: 'closed' })],
    ['waiting for the customer', row('x', { replyDueAt: null, priority: 'urgent', status: 'pending' })],
    ['given to another team', row('x', { replyDueAt: later(-5), queueId: 'finance' as QueueId })],
    ['their own and resting', row('x', { replyDueAt: null, priority: 'urgent', assigneeId: ana.id })],
  ]
  it.each(never)('never gets one that is %s', (_what, pressing) => {
    expect(beside(pressing)).toBe('plain')
    expect(next([pressing])).toBeNull()
  })

  it('gets their own that the customer waits for, from any queue', () => {
    expect(beside(row('own', { replyDueAt: later(-5), assigneeId: ana.id, queueId: 'finance' as QueueId }))).toBe('own')
  })
  it('gets a case that rests for the customer when a promise in it is overdue', () => {
    expect(
      beside(row('promised', { status: 'pending', replyDueAt: null, assigneeId: ana.id }, { promiseDueAt: NOON })),
    ).toBe('promised')
    expect(
      beside(row('promised', { status: 'pending', replyDueAt: null, assigneeId: ana.id }, { promiseDueAt: later(1) })),
    ).toBe('plain')
  })
  it('gets somebody who is waiting on the line before all else', () => {
    expect(beside(row('call', { status: 'pending', replyDueAt: null }, { live: someContact() }))).toBe('call')
  })
  it('does not get the case that is open, nor one that somebody was faster to take', () => {
    const pressing = row('x', { replyDueAt: later(-5) })
    expect(beside(pressing, { openId: 'x' as CaseId })).toBe('plain')
    expect(beside(pressing, { lost: new Set(['x' as CaseId]) })).toBe('plain')
  })
  it('does not get one that a colleague is answering, but one that a colleague reads', () => {
    const pressing = row('x', { replyDueAt: later(-5) })
    const seenBy = (entry: Partial<PresenceEntry>) => ({
      presence: {
        entries: [{ caseId: 'x' as CaseId, userId: ben.id, name: 'Ben', state: 'viewing' as const, ...entry }],
        typing: [],
      },
    })
    expect(beside(pressing, seenBy({ state: 'replying' }))).toBe('plain')
    expect(beside(pressing, seenBy({ state: 'viewing' }))).toBe('x')
    expect(beside(pressing, seenBy({ state: 'replying', userId: ana.id }))).toBe('x')
    expect(beside(pressing, seenBy({ state: 'replying', caseId: 'other' as CaseId }))).toBe('x')
  })
  it('may not take a case as a trainee', () => {
    expect(next([row('x')], {}, { ...ana, role: 'trainee' })).toBeNull()
  })
})

describe('a case that the agent skipped', () => {
  const skipped = (minutes: number) => row('skipped', { replyDueAt: later(-5) }, { skippedAt: later(-minutes) })
  it('is not offered again for 30 minutes', () => {
    expect(beside(skipped(29))).toBe('plain')
    expect(beside(skipped(30))).toBe('skipped')
  })
  it('is offered when nothing else waits, the longest passed over first', () => {
    expect(next([skipped(5)])).toBe('skipped')
    expect(next([skipped(5), row('skipped before', {}, { skippedAt: later(-20) })])).toBe('skipped before')
  })
})

describe('asking again and again', () => {
  it('goes through all cases in turn instead of to and fro between two', () => {
    const mine = (id: string, due: number) => row(id, { assigneeId: ana.id, replyDueAt: later(due) })
    const rows = [mine('a', -9), mine('b', -5), mine('c', 30)]
    const shownAt = new Map<CaseId, EpochMs>()
    const seen: (string | null)[] = []
    for (let press = 0; press < 5; press++) {
      const openId = (seen.at(-1) ?? null) as CaseId | null
      const found = nextCaseFor(rows, ana, later(press), sight({ openId, shownAt }))
      seen.push(found?.case.id ?? null)
      if (found) shownAt.set(found.case.id, later(press))
    }
    expect(seen).toEqual(['a', 'b', 'c', 'a', 'b'])
  })
  it('comes back to a case in which the customer has written since it was shown', () => {
    const shownAt = new Map([['x' as CaseId, later(-10)]])
    expect(beside(row('x', { replyDueAt: later(-5), lastCustomerMessageAt: later(-11) }), { shownAt })).toBe('plain')
    expect(beside(row('x', { replyDueAt: later(-5), lastCustomerMessageAt: later(-9) }), { shownAt })).toBe('x')
  })
})

describe('an agent who keeps the time for urgent cases', () => {
  const blocks = [someBlock({ startsAt: later(-5), endsAt: later(25) })]
  const rows = [
    row('late', { replyDueAt: later(-5) }),
    row('own', { replyDueAt: later(30), assigneeId: ana.id }),
    row('urgent', { replyDueAt: later(300), priority: 'urgent' }),
    row('taken', { replyDueAt: later(10), assigneeId: ben.id }),
  ]
  it('is given urgent ones only, not even their own that wait [C13]', () => {
    expect(next(rows, { blocks })).toBe('urgent')
    expect(next(rows.slice(0, 2), { blocks })).toBeNull()
  })
  it('is told how many others wait for them meanwhile', () => {
    expect(countHeldByBlocks(rows, ana, NOON, sight({ blocks }))).toBe(2)
    expect(countHeldByBlocks(rows, ana, NOON, sight())).toBe(0)
  })
  it('is given everything again once it is over, and before it begins', () => {
    const others = [
      someBlock({ startsAt: later(5), endsAt: later(25) }),
      someBlock({ startsAt: later(-30), endsAt: NOON }),
    ]
    expect(next(rows, { blocks: others })).toBe('late')
  })
})
