import { describe, expect, it } from 'vitest'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import { findables, findCases } from '../../renderer/features/finder/find-cases.ts'

const kase = (id: string, number: number, subject: string, customerId: string, more: Partial<CaseRecord> = {}) =>
  ({
    id,
    number,
    subject,
    customerId,
    status: 'open',
    openedAt: number,
    orderId: null,
    mergedIntoId: null,
    ...more,
  }) as CaseRecord
const person = (id: string, givenName: string, familyName: string, email: string, phone: string | null = null) =>
  ({ id, givenName, familyName, email, phone }) as CustomerRecord
const order = (id: string, customerId: string, number: string) => ({ id, customerId, number }) as OrderRecord

const all = findables(
  [
    kase('a', 48213, 'Parcel not delivered', 'osei', { orderId: 'o2' as never }),
    kase('b', 48214, 'Charged twice', 'sahin'),
    kase('c', 48299, 'Straße in der Adresse falsch', 'berg', { status: 'closed' }),
    kase('d', 51000, 'Parcel torn', 'berg'),
    kase('e', 0, 'Written offline', 'osei'),
  ],
  [
    person('osei', 'Nadia', 'Osei', 'nadia.osei@example.com', '+44 20 7946 0018'),
    person('sahin', 'Elif', 'Şahin', 'elif@example.org'),
    person('berg', 'Jonas', 'Berg', 'jonas.berg@example.com', '+49 30 901820'),
  ],
  [order('o1', 'osei', 'EK-2611340'), order('o2', 'osei', 'EK-2611399'), order('o3', 'berg', 'EK-9000001')],
)
const ids = (query: string) => findCases(all, query, 30).found.map(({ caseId }) => caseId)

describe('a case is found', () => {
  it.each([
    ['48213', ['a']],
    ['#48213', ['a']],
    ['482', ['b', 'a', 'c']],
    ['parcel', ['d', 'a']],
    ['sahin', ['b']],
    ['Şahin', ['b']],
    ['strasse', ['c']],
    ['osei parcel', ['a']],
    ['elif@example', ['b']],
    ['EK-9000001', ['d', 'c']],
    ['9000001', ['d', 'c']],
    ['+44 20 7946 0018', ['a', 'e']],
    ['020 7946 0018', ['a', 'e']],
    ['901820', ['d', 'c']],
  ])('by "%s"', (query, found) => {
    expect(ids(query)).toEqual(found)
  })

  it('not by words of which one is nowhere in it', () => {
    expect(ids('osei charged')).toEqual([])
    expect(ids('   ')).toEqual([])
  })

  it('and the line says by what, where it does not show it anyway', () => {
    const because = (query: string) => findCases(all, query, 1).found[0]?.because
    expect(because('48213')).toBe(null)
    expect(because('nadia')).toBe(null)
    expect(because('2611340')).toEqual({ by: 'order', shown: 'EK-2611340' })
    expect(because('elif@example')).toEqual({ by: 'email', shown: 'elif@example.org' })
    expect(because('79460018')).toEqual({ by: 'phone', shown: '+44 20 7946 0018' })
  })

  it('with the order of the case named before other orders of the customer', () => {
    expect(findCases(all, 'EK-26113', 30).found.find(({ caseId }) => caseId === 'a')?.because?.shown).toBe('EK-2611399')
  })

  it('as many as are asked for, and how many there are', () => {
    expect(findCases(all, '4', 2)).toMatchObject({ total: 3, found: { length: 2 } })
  })
})
