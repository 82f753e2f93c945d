import { describe, expect, it } from 'vitest'
import type { PromiseId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { PromiseRow } from '../../renderer/data/repository.ts'
import { countPromises, partPromises, unkeptToday } from '../../renderer/features/queue/part-promises.ts'
import { fieldText, quickTimes, readFieldText } from '../../renderer/features/queue/promise-times.ts'
import { ana, ben, somePromise } from '../support/records.ts'

const local = (text: string) => new Date(text).getTime() as EpochMs
const shown = (at: EpochMs) => fieldText(at)
const row = (id: string, dueAt: EpochMs, ownerId: UserId = ana.id): PromiseRow => ({
  promise: somePromise({ id: id as PromiseId, dueAt, ownerId }),
  caseSubject: 'Parcel',
  customerName: 'Nadia Osei',
  ownerName: '',
  hasUnsent: false,
})
const ids = (rows: readonly PromiseRow[]) => rows.map(({ promise }) => promise.id)

describe('the usual moments of a promise', () => {
  const at = (text: string) => quickTimes(local(text)).map((each) => `${each.id} ${shown(each.at)}`)
  it('are in two hours on the next five minutes, today at 17:00 and tomorrow at 10:00', () => {
    expect(at('2026-03-10T10:42')).toEqual([
      'two-hours 2026-03-10T12:45',
      'today 2026-03-10T17:00',
      'tomorrow 2026-03-11T10:00',
    ])
  })
  it('leave today out once it is past', () => {
    expect(at('2026-03-10T16:59')).toContain('today 2026-03-10T17:00')
    expect(at('2026-03-10T17:00').join()).not.toContain('today')
  })
  it('find tomorrow in the next month and year', () => {
    expect(at('2026-12-31T10:00').at(-1)).toBe('tomorrow 2027-01-01T10:00')
  })
})

describe('a moment typed into the field', () => {
  it('reads as it was written', () => {
    expect(readFieldText(fieldText(local('2026-03-10T17:05')))).toBe(local('2026-03-10T17:05'))
  })
  it.each(['', '2026-03-10', '2026-13-40T10:00', 'soon'])('is none while it is not whole: "%s"', (text) => {
    expect(readFieldText(text)).toBeNull()
  })
})

describe('the ledger of promises', () => {
  const now = local('2026-03-10T10:00')
  const rows = [
    row('tomorrow', local('2026-03-11T00:00')),
    row('tonight', local('2026-03-10T23:59')),
    row('hers', local('2026-03-10T11:00'), ben.id),
    row('overdue', local('2026-03-10T09:00')),
    row('in an hour', local('2026-03-10T11:00')),
  ]
  it('lists mine and then the team’s, each by when it is due [C14]', () => {
    expect(partPromises(rows, ana.id).map(({ of, rows: listed }) => [of, ids(listed)])).toEqual([
      ['mine', ['overdue', 'in an hour', 'tonight', 'tomorrow']],
      ['team', ['hers']],
    ])
    expect(partPromises([], ana.id)).toEqual([])
  })
  it('counts mine, and of them what is due within the hour or overdue', () => {
    expect(countPromises(rows, ana.id, now)).toEqual({ open: 4, dueSoon: 2 })
    expect(countPromises(rows, ben.id, now)).toEqual({ open: 1, dueSoon: 1 })
  })
  it('names before sign-out what of mine falls due before tomorrow [C14]', () => {
    expect(ids(unkeptToday(rows, ana.id, now))).toEqual(['tonight', 'overdue', 'in an hour'])
  })
})
