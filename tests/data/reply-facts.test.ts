import { beforeEach, describe, expect, it } from 'vitest'
import type { CaseId, CustomerId } from '../../domain/kernel/ids.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import { findDoubts } from '../../domain/replying/find-doubts.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { readRows } from '../../renderer/data/read-rows.ts'
import { keepReplyFacts, type ReadReplyFacts } from '../../renderer/data/reply-facts.ts'
import type { AnyRecord, Change, Shelf } from '../../renderer/data/store-port.ts'

const address = { line1: '215 River Road', line2: '', city: 'Leeds', region: '', postcode: 'LS6', country: 'UK' }
const customer = (id: string, givenName: string, familyName: string, mergedIntoId: string | null = null) =>
  row(`customer:${id}`, { id, givenName, familyName, email: `${id}@example.com`, address, mergedIntoId })
const order = (id: string, customerId: string, number: string) =>
  row(`order:${id}`, { id, customerId, number, address })
const said = (id: string, caseId: string, kind: string, body: string) =>
  row(`message:${id}`, { id, caseId, body, author: { kind, id: 'k-1', name: 'Nadia' } })
const row = (key: string, view: AnyRecord): Change => ({
  table: 'rows',
  put: { key: key as EntityKey, server: null, view },
})
/** As a pull leaves it: rows and the cursor together. */
const meta = (seq: number): Change =>
  ({
    table: 'meta',
    put: { id: 'meta', generation: 'g', epoch: 'e', cursor: { 0: seq }, scopes: [] },
  }) as unknown as Change

/** Another for each number, of letters only. */
const surname = (first: string, n: number) =>
  first + String(n).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')

const kase = { id: 'c-1' as CaseId, customerId: 'k-1' as CustomerId }
let shelf: Shelf
let scans: string[]
let read: ReadReplyFacts
let rests: number
const write = async (...changes: Change[]) => {
  expect(await shelf.write(changes, await shelf.version(), 'relaxed')).toBe('written')
}

beforeEach(async () => {
  const real = openMemoryShelf()
  scans = []
  shelf = {
    ...real,
    rows: (filter) => {
      if ('kind' in filter) scans.push(filter.kind)
      return real.rows(filter)
    },
  }
  rests = 0
  read = keepReplyFacts(shelf, readRows(shelf), async () => void rests++)
  await write(
    meta(1),
    customer('k-1', 'Nadia', 'Osei'),
    customer('k-2', 'Emma', 'Brown'),
    order('o-1', 'k-1', 'EK-2611340'),
    order('o-2', 'k-2', 'EK-9924173'),
    row('person:u-1', { id: 'u-1', name: 'Ben Okafor' }),
    said('m-1', 'c-1', 'customer', 'My husband Kwame was in.'),
    said('m-2', 'c-1', 'agent', 'Thank you, Olga.'),
    said('m-3', 'c-2', 'customer', 'I am Pedro.'),
  )
})

describe('what the desk holds a reply against', () => {
  it('is what lies on it: the customer, their orders and words, colleagues, and other customers who are named', async () => {
    const facts = await read(kase, 'Dear Ms Brown,')
    expect(facts).toMatchObject({
      customer: { givenName: 'Nadia', familyName: 'Osei' },
      orderNumbers: ['EK-2611340'],
      strangers: [{ givenName: 'Emma', familyName: 'Brown' }],
      staffNames: ['Ben Okafor'],
    })
    expect(facts.knownText).toContain('Kwame')
    expect(facts.knownText).toContain('River Road')
    expect(facts.knownText).not.toMatch(/Olga|Pedro|Leeds/)
    expect(findDoubts('Dear Ms Brown, EK-9924173 left. {{x}}', facts).map((doubt) => doubt.kind)).toEqual([
      'name',
      'order',
      'placeholder',
    ])
  })

  it('is read through once, however often the typing pauses', async () => {
    for (const text of ['D', 'Dear', 'Dear Emma', 'Dear Emma Brown,']) await read(kase, text)
    await write({
      table: 'drafts',
      put: { caseId: 'c-1', mode: 'reply', reply: 'Dear', note: '', savedAt: 1 },
    } as Change)
    await read(kase, 'Dear Emma Brown, hello')
    expect(scans.toSorted()).toEqual(['customer', 'order', 'person'])
  })

  it('is read anew when a pull has brought something', async () => {
    await read(kase, 'Dear Ms Petrova,')
    await write(meta(2), customer('k-3', 'Olga', 'Petrova'), order('o-3', 'k-1', 'EK-5550917'))
    const facts = await read(kase, 'Dear Ms Petrova,')
    expect(facts.strangers).toEqual([{ givenName: 'Olga', familyName: 'Petrova' }])
    expect(facts.orderNumbers).toEqual(['EK-2611340', 'EK-5550917'])
  })

  it('counts a merge that has not been sent yet', async () => {
    expect((await read(kase, 'Emma Brown')).strangers).toHaveLength(1)
    const mutation = { id: 'mut-1', name: 'customer.merge', args: { caseId: 'c-1', customerId: 'k-2', intoId: 'k-1' } }
    await write(customer('k-2', 'Emma', 'Brown', 'k-1'), {
      table: 'outbox',
      put: { mutation, order: 1, state: 'waiting' },
    } as unknown as Change)
    const facts = await read(kase, 'Emma Brown')
    expect(facts.strangers).toEqual([])
    expect(facts.orderNumbers).toEqual(['EK-2611340', 'EK-9924173'])
  })

  it('knows a customer by the name of now, and nobody who has gone', async () => {
    expect((await read(kase, 'Emma Brown')).strangers).toHaveLength(1)
    await write(customer('k-2', 'Emma', 'Petrova'))
    expect((await read(kase, 'Dear Ms Brown,')).strangers).toEqual([])
    expect((await read(kase, 'Dear Ms Petrova,')).strangers).toEqual([{ givenName: 'Emma', familyName: 'Petrova' }])
    await write({ table: 'rows', remove: 'customer:k-2' })
    expect((await read(kase, 'Emma Petrova')).strangers).toEqual([])
  })

  it('puts names in order some at a time, and only those that come after that', async () => {
    const many = Array.from({ length: 1_200 }, (_, n) => customer(`m-${n}`, 'Many', surname('Bo', n)))
    await write(...many)
    expect((await read(kase, `Dear ${surname('Bo', 1_199)},`)).strangers).toHaveLength(1)
    expect(rests).toBe(2)
    await write(meta(3), customer('k-3', 'Olga', 'Petrova'))
    expect((await read(kase, 'Dear Ms Petrova,')).strangers).toHaveLength(1)
    expect(rests).toBe(2)
    // So many at once are not read one by one, but are there when they are asked for.
    await write(...Array.from({ length: 51 }, (_, n) => customer(`l-${n}`, 'Late', surname('Da', n))))
    expect((await read(kase, `Dear ${surname('Da', 50)},`)).strangers).toHaveLength(1)
    expect(rests).toBe(4)
  })

  it('finds placeholders alone while the customer is not on the desk', async () => {
    const facts = await read({ id: 'c-9' as CaseId, customerId: 'k-9' as CustomerId }, 'Dear Ms Brown,')
    expect(facts.customer).toBeNull()
    expect(findDoubts('Dear Ms Brown, EK-9924173, [date]', facts).map((doubt) => doubt.text)).toEqual(['[date]'])
  })
})
