import { describe, expect, it } from 'vitest'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import { needOf, untilNextNeed } from '../../renderer/app/needs-you.ts'
import type { OutboxEntry, PromiseRow } from '../../renderer/data/repository.ts'

const now = (100 * MINUTE_MS) as EpochMs
const call = (id: string, more: Partial<ContactRecord> = {}) =>
  ({
    id,
    caseId: 'k',
    agentId: null,
    offeredAt: now,
    answeredAt: null,
    endedAt: null,
    holds: [],
    ...more,
  }) as ContactRecord
const promise = (id: string, inMs: number, ownerId = 'ana') =>
  ({ promise: { id, caseId: 'k', ownerId, words: 'Call back', dueAt: now + inMs } }) as PromiseRow
const refused = (id: string) => ({ state: 'needs-you', mutation: { id } }) as OutboxEntry

const need = (sight: Partial<Parameters<typeof needOf>[0]>) =>
  needOf({
    me: 'ana',
    now,
    live: [],
    promises: [],
    outbox: [],
    held: null,
    kept: new Set(),
    putOff: new Set(),
    ...sight,
  })

describe('what needs the agent now', () => {
  it('is nothing on a quiet desk', () => {
    expect(need({ promises: [promise('p', 5 * MINUTE_MS + 1)] })).toBe(null)
  })

  it('is one thing at a time: a caller before a promise before what was refused', () => {
    const sight = { live: [call('c')], promises: [promise('p', 0)], outbox: [refused('m')] }
    expect(need(sight)?.kind).toBe('live')
    expect(need({ ...sight, live: [] })?.kind).toBe('promise')
    expect(need({ outbox: sight.outbox })?.kind).toBe('refused')
  })

  it('is the caller who waits longest, not one who is answered or meant for somebody else', () => {
    const live = [
      call('late', { offeredAt: (now - 1) as EpochMs }),
      call('first', { offeredAt: (now - 2) as EpochMs }),
      call('answered', { offeredAt: 0 as EpochMs, answeredAt: now }),
      call('gone', { offeredAt: 0 as EpochMs, endedAt: now }),
      call('bens', { offeredAt: 0 as EpochMs, agentId: 'ben' as never }),
    ]
    expect(need({ live })).toMatchObject({ contactId: 'first' })
    expect(need({ live: live.slice(2) })).toBe(null)
  })

  it('is a promise of theirs from five minutes before, and stays when it is overdue', () => {
    expect(need({ promises: [promise('p', 5 * MINUTE_MS)] })).toMatchObject({ promiseId: 'p' })
    expect(need({ promises: [promise('p', 0 - MINUTE_MS)] })).toMatchObject({ promiseId: 'p' })
    expect(need({ promises: [promise('p', 0, 'ben')] })).toBe(null)
  })

  it('comes no more when it was put off, until it is another thing', () => {
    const first = need({ promises: [promise('p', 0)] })
    const putOff = new Set([first?.key ?? ''])
    expect(need({ promises: [promise('p', 0)], putOff })).toBe(null)
    expect(need({ promises: [promise('p', MINUTE_MS)], putOff })).toMatchObject({ promiseId: 'p' })
    expect(need({ outbox: [refused('m')], putOff: new Set(['refused m']) })).toBe(null)
    expect(need({ outbox: [refused('m'), refused('n')], putOff: new Set(['refused m']) })).toMatchObject({
      kind: 'refused',
    })
  })

  it('is looked at again when the next promise comes near, at the latest in a minute', () => {
    expect(untilNextNeed([promise('p', 5 * MINUTE_MS + 800)], now)).toBe(800)
    expect(untilNextNeed([promise('p', 60 * MINUTE_MS), promise('q', 0)], now)).toBe(MINUTE_MS)
  })

  it('is not a caller whom time kept for urgent cases holds back: that one is told last, and another rings', () => {
    const sight = {
      live: [call('held'), call('urgent', { offeredAt: (now + 1) as EpochMs })],
      kept: new Set(['held' as never]),
    }
    expect(need(sight)).toMatchObject({ kind: 'live', contactId: 'urgent' })
    expect(need({ ...sight, live: [call('held')] })).toMatchObject({ kind: 'held', why: 'urgent' })
    expect(need({ ...sight, live: [call('held')], outbox: [refused('m')] })?.kind).toBe('refused')
  })
})
