import { describe, expect, it } from 'vitest'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import { type Findable, findCases, keepFindables } from '../../renderer/features/finder/find-cases.ts'

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

const cases = [
  kase('a', 48213, 'Parcel not delivered', 'osei', { orderId: 'o2' as never }),
  kase('b', 48214, 'Charged twice', 'sahin'),
  kase('c', 48299, 'Straße in der Adresse falsch', 'berg', { status: 'closed' }),
  kase('d', 51000, 'Parcel torn', 'berg'),
  kase('e', 0, 'Written offline', 'osei'),
]
const people = [
  person('osei', 'Nadia', 'Osei', 'nadia.osei@example.com', '+44 20 7946 0018'),
  person('sahin', 'Elif', 'Şahin', 'elif@example.org'),
  person('berg', 'Jonas', 'Berg', 'jonas.berg@example.com', '+49 30 901820'),
]
const orders = [order('o1', 'osei', 'EK-2611340'), order('o2', 'osei', 'EK-2611399'), order('o3', 'berg', 'EK-9000001')]
const all = keepFindables()(cases, people, orders).all()
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
    // Two letters begin a word, or nothing would be left out.
    ['na', ['a', 'e']],
    ['os', ['a', 'e']],
    ['to', ['d']],
    ['ei', []],
    ['sei', ['a', 'e']],
    // The next line does not belong to a word.
    ['delivered nadia', ['a']],
    ['deliverednadia', []],
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
    // The better one is looked at later.
    expect(findCases(all, 'parcel', 1)).toMatchObject({ total: 2, found: [{ caseId: 'd' }] })
    expect(findCases(all, 'parcel', 1).found).toHaveLength(1)
  })

  it('by the end of an order as short as it is', () => {
    const short = keepFindables()([kase('a', 1, 'Late', 'osei')], people, [order('o', 'osei', 'EK-7')]).all()
    expect(findCases(short, '7', 30).found[0]?.because).toEqual({ by: 'order', shown: 'EK-7' })
  })

  it('by a subject of several lines, and nothing else is taken for what stands behind it', () => {
    const lines = keepFindables()([kase('a', 1, 'Late\nparcel', 'osei')], people, orders).all()
    expect(findCases(lines, 'parcel', 30).found[0]?.because).toBe(null)
    expect(findCases(lines, 'nadia.osei', 30).found[0]?.because).toEqual({
      by: 'email',
      shown: 'nadia.osei@example.com',
    })
  })
})

describe('what was made to find a case by', () => {
  const byId = (made: readonly Findable[], id: string) => made.find((each) => each.case.id === id)

  const maker = () => {
    const sourceOf = keepFindables()
    return (...of: Parameters<typeof sourceOf>) => sourceOf(...of).all()
  }

  it('stays until the case, its customer or their orders have changed', () => {
    const make = maker()
    const before = make(cases, people, orders)
    expect(make([...cases], [...people], [...orders]).map((each, at) => each === before[at])).not.toContain(false)
    const renamed = people.map((each) => (each.id === 'sahin' ? { ...each, familyName: 'Demir' } : each))
    const after = make(cases, renamed, orders)
    expect(findCases(after, 'demir', 30).found.map(({ caseId }) => caseId)).toEqual(['b'])
    expect(findCases(after, 'sahin', 30).found).toEqual([])
    expect(byId(after, 'a')).toBe(byId(before, 'a'))
    const ordered = make(cases, renamed, [...orders, order('o4', 'sahin', 'EK-5550000')])
    expect(findCases(ordered, '5550000', 30).found.map(({ caseId }) => caseId)).toEqual(['b'])
    const renumbered = make(cases, renamed, [...orders, order('o4', 'sahin', 'EK-5551111')])
    expect(findCases(renumbered, '5551111', 30).found.map(({ caseId }) => caseId)).toEqual(['b'])
    const moved = make(
      cases.map((each) => (each.id === 'd' ? { ...each, subject: 'Parcel wet' } : each)),
      renamed,
      orders,
    )
    expect(findCases(moved, 'wet', 30).found.map(({ caseId }) => caseId)).toEqual(['d'])
    expect(findCases(moved, '5550000', 30).found).toEqual([])
  })

  it('goes with the case', () => {
    const make = maker()
    make(cases, people, orders)
    expect(make(cases.slice(1), people, orders).map((each) => each.case.id)).toEqual(['b', 'c', 'd', 'e'])
  })

  it('is made some at a time, and what is left when it is asked for then', () => {
    const many = Array.from({ length: 2_500 }, (_, n) => kase(`m-${n}`, n + 50_000, `Number ${n}`, 'osei'))
    const sourceOf = keepFindables()
    const [waiting, asked] = [sourceOf(many, people, orders), sourceOf(many, people, orders)]
    expect([1, 2, 3].map(() => waiting.makeSome())).toEqual([true, true, false])
    // What was made meanwhile is no longer made when it is asked for.
    const all = asked.all()
    expect(waiting.all().map((each, at) => each === all[at])).not.toContain(false)
    expect(all).toHaveLength(2_500)
    expect(asked.makeSome()).toBe(false)
    const early = keepFindables()(many, people, orders)
    early.makeSome()
    expect(early.all()).toHaveLength(2_500)
    expect(findCases(early.all(), 'number 2499', 30).found.map(({ caseId }) => caseId)).toEqual(['m-2499'])
  })
})
