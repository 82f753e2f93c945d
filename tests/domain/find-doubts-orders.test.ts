import { describe, expect, it } from 'vitest'
import type { ReplyFacts } from '../../domain/replying/find-doubts.ts'
import { findDoubts } from '../../domain/replying/find-doubts.ts'
import { slips } from '../../domain/replying/find-foreign-orders.ts'

const facts = (change: Partial<ReplyFacts> = {}): ReplyFacts => ({
  customer: { givenName: 'Nadia', familyName: 'Osei' },
  orderNumbers: ['EK-2611340', 'EK-5550917'],
  knownText: '',
  strangers: [],
  staffNames: [],
  ...change,
})
const marked = (text: string, change: Partial<ReplyFacts> = {}) =>
  findDoubts(text, facts(change)).map((doubt) => `${doubt.kind}: ${doubt.text} -> ${doubt.meant}`)

describe('an order number that is not theirs', () => {
  const wrong: [string, string][] = [
    ['Your order EK-9924173 left today.', 'order: EK-9924173 -> EK-2611340'],
    ['Your order EK-2611430 left today.', 'order: EK-2611430 -> EK-2611340'],
    ['Your order EK-5550916.', 'order: EK-5550916 -> EK-5550917'],
    ['Your order EK-261134 left.', 'order: EK-261134 -> EK-2611340'],
    ['Your order EK-26113400 left.', 'order: EK-26113400 -> EK-2611340'],
    ['(ek 9924173)', 'order: ek 9924173 -> EK-2611340'],
    ['ek9924173', 'order: ek9924173 -> EK-2611340'],
    ['EK\u20119924173', 'order: EK\u20119924173 -> EK-2611340'],
    ['#EK_9924173!', 'order: EK_9924173 -> EK-2611340'],
    ['EK-99 24 173 left', 'order: EK-99 24 173 -> EK-2611340'],
    ['https://shop.example/orders/EK-9924173', 'order: EK-9924173 -> EK-2611340'],
    ['order number 9924173', 'order: 9924173 -> EK-2611340'],
    ['Bestellnummer 9924173', 'order: 9924173 -> EK-2611340'],
    ['commande n° 9924173', 'order: 9924173 -> EK-2611340'],
    ['注文番号9924173の件', 'order: 9924173 -> EK-2611340'],
    ['注文番号ＥＫ－９９２４１７３の件', 'order: ＥＫ－９９２４１７３ -> EK-2611340'],
    ['طلبكم رقم ٩٩٢٤١٧٣', 'order: ٩٩٢٤١٧٣ -> EK-2611340'],
    ['It is 2611430, as we said.', 'order: 2611430 -> EK-2611340'],
  ]
  it.each(wrong)('is marked in: %s', (text, doubt) => {
    expect(marked(text)).toEqual([doubt])
  })

  const right: string[] = [
    'Your orders EK-2611340 and EK-5550917 left.',
    'ek 2611340, ek2611340, EK\u20112611340, #EK-2611340, order 2611340',
    'EK-26 11 340',
    '注文番号ＥＫ－２６１１３４０のケトル',
    'Call +49 30 9924173 or 555 992 4173.',
    'This week 9924173 people looked; it costs 9.924.173 €.',
    'Tracking EK123456789GB and 3300994417351.',
    'On 2026-11-23 at 10:45, case 48213.',
    'week-2611341',
  ]
  it.each(right)('is not seen in: %s', (text) => {
    expect(marked(text)).toEqual([])
  })

  it('is one even if the customer wrote it', () => {
    expect(marked('Your order EK-9924173.', { knownText: 'my order is EK-9924173' })).toHaveLength(1)
  })

  it('is known by any number of the house when the customer has no order', () => {
    const none = { orderNumbers: [], orderExample: 'EK-1000001' }
    expect(marked('Your order EK-9924173.', none)).toEqual(['order: EK-9924173 -> null'])
    expect(marked('Your order EK-9924173.', { orderNumbers: [] })).toEqual([])
  })

  it('has the shape of this house, whatever that is', () => {
    const other = { orderNumbers: ['10-44871-B'] }
    expect(marked('order 10-44871-B', other)).toEqual([])
    expect(marked('order 1044817', other)).toEqual(['order: 1044817 -> 10-44871-B'])
    expect(marked('order #20987', { orderNumbers: ['20978'] })).toEqual(['order: 20987 -> 20978'])
  })
})

describe('slips between two numbers', () => {
  const table: [string, string, number][] = [
    ['2611340', '2611340', 0],
    ['2611430', '2611340', 1],
    ['261134', '2611340', 1],
    ['26113400', '2611340', 1],
    ['2611349', '2611340', 1],
    ['', '123', 3],
  ]
  it.each(table)('%s and %s: %i', (a, b, count) => {
    expect(slips(a, b)).toBe(count)
    expect(slips(b, a)).toBe(count)
  })
})
