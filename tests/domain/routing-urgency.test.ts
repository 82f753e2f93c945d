import { describe, expect, it } from 'vitest'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Waiting } from '../../domain/routing/urgency.ts'
import { byUrgency, explainUrgency, liveSince } from '../../domain/routing/urgency.ts'
import { NOON, someCase, someContact, someQueue } from '../support/records.ts'

const minute = 60_000
const later = (minutes: number) => (NOON + minutes * minute) as EpochMs
const { sla } = someQueue()
type Row = Waiting & { case: CaseRecord }
const row = (id: string, change: Partial<CaseRecord> = {}, more: Partial<Waiting> = {}): Row => ({
  sla,
  live: null,
  promiseDueAt: null,
  ...more,
  case: someCase({ id: id as CaseId, replyDueAt: later(180), ...change }),
})
const order = (rows: Row[], now = NOON) => byUrgency(rows, now).map((each) => each.case.id)

describe('what is most pressing', () => {
  it('is the live chat, then the broken promise, then what is late, at risk, urgent, and last what nobody waits for', () => {
    const rows = [
      row('resting', { replyDueAt: null, waitingSince: null, status: 'pending', priority: 'urgent' }),
      row('calm'),
      row('calm and urgent', { priority: 'urgent', replyDueAt: later(600) }),
      row('at risk', { replyDueAt: later(15) }),
      row('late', { replyDueAt: later(-1) }),
      row('promised', { replyDueAt: null }, { promiseDueAt: NOON }),
      row('chat', {}, { live: someContact({ channel: 'chat', offeredAt: later(-2) }) }),
    ]
    const expected = ['chat', 'promised', 'late', 'at risk', 'calm and urgent', 'calm', 'resting']
    expect(order(rows)).toEqual(expected)
    expect(order([...rows].reverse())).toEqual(expected)
  })

  it('is told anew of the same rows when time has passed', () => {
    const rows = [
      row('calm', { replyDueAt: later(90) }),
      row('promised', { replyDueAt: null }, { promiseDueAt: later(60) }),
    ]
    expect(order(rows)).toEqual(['calm', 'promised'])
    expect(order(rows, later(60))).toEqual(['promised', 'calm'])
    expect(order(rows)).toEqual(['calm', 'promised'])
  })

  it('is within a band the urgent one, then the one due first, then the one that waits longest, then the lower number', () => {
    const due = later(-5)
    expect(
      order([
        row('number 2', { replyDueAt: due, waitingSince: later(-60), number: 2 }),
        row('number 1', { replyDueAt: due, waitingSince: later(-60), number: 1 }),
        row('waits longer', { replyDueAt: due, waitingSince: later(-90) }),
        row('due first', { replyDueAt: later(-6) }),
        row('urgent', { replyDueAt: later(-1), priority: 'urgent' }),
      ]),
    ).toEqual(['urgent', 'due first', 'waits longer', 'number 1', 'number 2'])
  })

  it('is what is due tonight rather than what is due as soon as another queue opens tomorrow', () => {
    const nine = { zone: 'UTC', week: Array(7).fill([{ fromMinute: 540, toMinute: 600 }]), holidays: [] }
    const closed = row('tomorrow at opening', { replyDueAt: later(21 * 60 + 5) }, { sla: { ...sla, calendar: nine } })
    expect(order([closed, row('tonight', { replyDueAt: later(120) })])).toEqual(['tonight', 'tomorrow at opening'])
  })

  it('changes as time passes', () => {
    const rows = [
      row('urgent', { priority: 'urgent', replyDueAt: later(240) }),
      row('other', { replyDueAt: later(40) }),
    ]
    expect(order(rows, NOON)).toEqual(['urgent', 'other'])
    expect(order(rows, later(25))).toEqual(['other', 'urgent'])
  })
})

describe('somebody who waits on the line or in a chat', () => {
  const chat = someContact({ channel: 'chat', offeredAt: later(-2) })
  const since = (change: Partial<CaseRecord>, live: Waiting['live']) =>
    liveSince({ case: someCase({ waitingSince: later(-1), ...change }), live })
  it('waits since the contact was offered, and once answered since their last word in the chat', () => {
    expect(since({}, chat)).toBe(later(-2))
    expect(since({}, { ...chat, answeredAt: NOON })).toBe(later(-1))
    expect(since({ waitingSince: null }, { ...chat, answeredAt: NOON })).toBeNull()
  })
  it('does not wait in an e-mail, which is a contact too', () => {
    expect(since({}, { ...chat, channel: 'email' })).toBeNull()
  })
  it('does not wait while being talked to on the phone, nor after it is over', () => {
    expect(since({}, { ...chat, channel: 'phone', answeredAt: NOON })).toBeNull()
    expect(since({}, { ...chat, answeredAt: NOON, endedAt: NOON })).toBeNull()
    expect(since({}, { ...chat, endedAt: NOON })).toBeNull()
    expect(since({}, null)).toBeNull()
  })
})

describe('why a case stands where it stands', () => {
  it('is told weightiest first', () => {
    const change = { priority: 'urgent' as const, replyDueAt: later(12), waitingSince: later(-66) }
    expect(explainUrgency(row('a', change, { promiseDueAt: later(-1) }), NOON)).toEqual([
      { because: 'promise-overdue', dueAt: later(-1) },
      { because: 'reply', reading: { step: 'risk', leftMs: 12 * minute } },
      { because: 'urgent' },
      { because: 'waits', since: later(-66) },
    ])
  })
  it('names a promise from an hour before it is due', () => {
    const told = (minutes: number) =>
      explainUrgency(row('a', {}, { promiseDueAt: later(minutes) }), NOON).map((reason) => reason.because)
    expect(told(60)).toContain('promise-due')
    expect(told(61)).not.toContain('promise-due')
  })
  it('says since when somebody waits once, on the line or else in the case', () => {
    const live = someContact({ channel: 'chat', offeredAt: later(-2) })
    const told = explainUrgency(row('a', { waitingSince: later(-2) }, { live }), NOON)
    expect(told[0]).toEqual({ because: 'live', channel: 'chat', since: later(-2) })
    expect(told.map((reason) => reason.because)).not.toContain('waits')
  })
})
