import { describe, expect, it } from 'vitest'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { NewCustomer, NewCustomerFault } from '../../domain/cases/new-customer.ts'
import { findKnown, newCustomerFault, newCustomerRecord } from '../../domain/cases/new-customer.ts'
import type { CustomerId } from '../../domain/kernel/ids.ts'
import { NOON } from '../support/records.ts'

const rosa: NewCustomer = {
  givenName: 'Rosa',
  familyName: 'Amsel',
  email: 'rosa@example.net',
  phone: '+49 30 5550 1234',
  language: 'de',
}

describe('somebody new', () => {
  it.each<[string, Partial<NewCustomer>, NewCustomerFault | null]>([
    ['all told', {}, null],
    ['an address and no number', { phone: null }, null],
    ['a number and no address', { email: '' }, null],
    ['one name', { familyName: '' }, null],
    ['no name', { givenName: ' ', familyName: '' }, 'no-name'],
    ['no way to reach them', { email: '', phone: null }, 'no-way'],
    ['half an address', { email: 'rosa@' }, 'bad-email'],
    ['two addresses', { email: 'a@b.de c@d.de' }, 'bad-email'],
    ['a number without its country', { phone: '030 5550 1234' }, 'bad-phone'],
    ['words for a number', { phone: '+49 call me' }, 'bad-phone'],
    ['no language', { language: '' }, 'no-language'],
  ])('with %s: %o is %s', (_, change, fault) => {
    expect(newCustomerFault({ ...rosa, ...change })).toBe(fault)
  })
})

describe('whoever is known already', () => {
  const known = (id: string, change: Partial<CustomerRecord> = {}): CustomerRecord => ({
    ...newCustomerRecord(id as CustomerId, { ...rosa, email: '', phone: null }, NOON),
    ...change,
  })
  it.each<[string, CustomerRecord[], ReturnType<typeof findKnown>]>([
    ['nobody', [known('k-1')], null],
    [
      'by address, however it is written',
      [known('k-1', { email: 'Rosa@Example.net' })],
      { customer: known('k-1', { email: 'Rosa@Example.net' }), by: 'email' },
    ],
    [
      'by number, however it is spaced',
      [known('k-1', { phone: '+4930 55501234' })],
      { customer: known('k-1', { phone: '+4930 55501234' }), by: 'phone' },
    ],
    [
      'not somebody who turned out to be another',
      [known('k-1', { email: rosa.email, mergedIntoId: 'k-2' as CustomerId })],
      null,
    ],
  ])('is found: %s', (_, customers, found) => {
    expect(findKnown(customers, rosa)).toEqual(found)
  })
  it('is nobody just because both have no address', () => {
    expect(findKnown([known('k-1')], { email: '', phone: null })).toBeNull()
  })
})
