import { describe, expect, it } from 'vitest'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { ContactId, CustomerId, EventId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { EventRecord } from '../../domain/cases/event.ts'
import { suggestedDisposition } from '../../renderer/features/contact/disposition-words.ts'
import { findPeople } from '../../renderer/search/find-people.ts'
import { clockText, contactClockMs, liveContact } from '../../renderer/features/contact/live-contact.ts'
import { ana, ben, NOON, someContact, someCustomer } from '../support/records.ts'

const at = (ms: number) => (NOON + ms) as EpochMs
const contact = (id: string, change: Partial<ContactRecord> = {}) => someContact({ id: id as ContactId, ...change })
const mine = { agentId: ana.id as UserId, answeredAt: at(10) }

describe('the contact that wants something of the agent', () => {
  const table: [string, ContactRecord[], string | null][] = [
    ['one that waits', [contact('a')], 'a'],
    ['their own before one that rings', [contact('a', mine), contact('b')], 'a'],
    ['one to be wrapped up', [contact('a', { ...mine, endedAt: at(20), endedBy: 'customer' })], 'a'],
    ['not one that is done', [contact('a', { ...mine, endedAt: at(20), wrappedUpAt: at(30) })], null],
    ['not one that nobody answered', [contact('a', { endedAt: at(20), endedBy: 'customer' })], null],
    ["not a colleague's", [contact('a', { agentId: ben.id, answeredAt: at(10) })], null],
  ]
  it.each(table)('is %s', (_, contacts, id) => {
    expect(liveContact(contacts, ana.id)?.id ?? null).toBe(id)
  })
})

describe('the clock of a contact', () => {
  it.each<[string, Partial<ContactRecord>, number]>([
    ['waiting', {}, 60_000],
    ['talking', { answeredAt: at(20_000) }, 40_000],
    ['on hold', { answeredAt: at(20_000), holds: [{ from: at(50_000), to: null }] }, 10_000],
    ['in wrap-up', { answeredAt: at(20_000), endedAt: at(55_000) }, 5_000],
  ])('counts from where it began: %s', (_, change, ms) => {
    expect(contactClockMs(contact('a', change), at(60_000))).toBe(ms)
  })
  it('never runs backwards on a clock that was put back', () => {
    expect(contactClockMs(contact('a'), at(-5_000))).toBe(0)
  })
  it.each([
    [0, '0:00'],
    [247_000, '4:07'],
    [3_729_000, '1:02:09'],
  ])('reads %d ms as %s', (ms, text) => {
    expect(clockText(ms as Ms)).toBe(text)
  })
})

describe('finding a customer', () => {
  const people = [
    someCustomer({
      id: 'k-1' as CustomerId,
      givenName: 'Elif',
      familyName: 'Şahin',
      email: 'elif@example.net',
      phone: '+90 532 555 0101',
    }),
    someCustomer({ id: 'k-2' as CustomerId, givenName: 'Nadia', familyName: 'Osei', email: 'n@example.net' }),
    someCustomer({
      id: 'k-3' as CustomerId,
      givenName: 'Nadia',
      familyName: 'Osei',
      mergedIntoId: 'k-2' as CustomerId,
    }),
  ]
  it.each([
    ['sahin', ['k-1']],
    ['osei nad', ['k-2']],
    ['5550101', ['k-1']],
    ['532 555', ['k-1']],
    ['n@exa', ['k-2']],
    ['nádia', ['k-2']],
    ['n', []],
    ['nobody', []],
  ])('by "%s"', (query, ids) => {
    expect(findPeople(people, query).found.map((each) => each.id)).toEqual(ids)
  })
  it('puts names that begin so before names that only hold it, and counts all', () => {
    const named = (id: string, givenName: string) =>
      someCustomer({ id: id as CustomerId, givenName, familyName: 'Kim', email: `${id}@example.net` })
    const many = [
      named('k-1', 'Amelia'),
      named('k-2', 'Liam'),
      ...Array.from({ length: 9 }, (_, at) => named(`k-1${at}`, 'Delia')),
    ]
    const { found, total } = findPeople(many, 'lia')
    expect(found[0]?.id).toBe('k-2')
    expect([found.length, total]).toEqual([8, 11])
  })
})

describe('the outcome that wrap-up offers', () => {
  const finished = (ms: number, disposition: string): EventRecord => ({
    id: `e-${ms}` as EventId,
    caseId: contact('a').caseId,
    kind: 'guide-finished',
    by: { id: ana.id, name: ana.name },
    at: at(ms),
    detail: { disposition },
  })
  it('is that of the guide finished during the contact, not of an earlier one', () => {
    const events = [finished(-5, 'refund-started'), finished(5, 'return-accepted')]
    expect(suggestedDisposition(events, contact('a'))).toBe('return-accepted')
    expect(suggestedDisposition(events.slice(0, 1), contact('a'))).toBeNull()
    expect(suggestedDisposition(events, null)).toBeNull()
  })
})
