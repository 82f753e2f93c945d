import { describe, expect, it } from 'vitest'
import type { CaseId, CustomerId, MessageId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { casesToLetGo } from '../../renderer/data/plan-let-go.ts'
import { openStore } from '../../renderer/data/store.ts'
import type { Change } from '../../renderer/data/store-port.ts'
import type { PullRow } from '../../protocol/sync/pull.ts'
import { someInterval } from '../support/intervals.ts'
import { rowOf, somePage } from '../support/pages.ts'
import { ana, ben, NOON, someCase, someContact, someMessage, someMutation } from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

const DAY_MS = 86_400_000
const id = (name: string) => name as CaseId
const before = (days: number) => (NOON - days * DAY_MS) as EpochMs
/** A case that was done ten days ago, of a customer of its own. */
const done = (name: string, change: Parameters<typeof someCase>[0] = {}) =>
  someCase({
    id: id(name),
    status: 'solved',
    openedAt: before(12),
    lastCustomerMessageAt: before(11),
    customerId: `k-${name}` as CustomerId,
    ...change,
  })
const said = (name: string, days: number) =>
  someMessage({ id: `m-${name}` as MessageId, caseId: id(name), writtenAt: before(days) })
let seq = 0
const feed = (changes: readonly [Parameters<typeof rowOf>[0], never][]): PullRow[] =>
  changes.map(([kind, record]) => rowOf(kind, record, ++seq))
type Rows = readonly [Parameters<typeof rowOf>[0], unknown][]

/** A desk with a case that may go, and what a test adds. */
async function someDesk(rows: Rows = [], work: Change[] = []) {
  seq = 0
  const shelf = openMemoryShelf()
  const store = openStore(shelf, ana, freshMeta)
  const all = [['case', done('c-old')], ['message', said('c-old', 10)], ...rows] as [never, never][]
  await store.applyPage(somePage(feed(all)), NOON)
  await shelf.write(work, await shelf.version(), 'strict')
  const going = () => casesToLetGo({ shelf, me: ana.id, now: NOON, keepMs: (7 * DAY_MS) as Ms })
  const keys = async () => (await shelf.all('rows')).map(({ key }) => key).sort()
  const page = (changes: PullRow[], about: Parameters<typeof somePage>[1] = {}) =>
    store.meta().then(({ cursor }) => store.applyPage(somePage(changes, { base: cursor, ...about }), NOON))
  return { store, shelf, going, keys, page, next: () => ++seq }
}
const draft: Change = {
  table: 'drafts',
  put: { caseId: id('c-old'), mode: 'reply', reply: 'Dear', note: '', savedAt: NOON },
}

describe('the cases that leave a desk', () => {
  it('are those that are done and in which nothing has happened for as long as the house says', async () => {
    const { going } = await someDesk([
      ['case', done('c-open', { status: 'pending' })],
      ['case', done('c-late', { lastCustomerMessageAt: before(6) })],
      ['case', done('c-noted')],
      ['message', said('c-noted', 5)],
      ['case', done('c-closed', { status: 'closed' })],
    ])
    expect(await going()).toEqual(['c-old', 'c-closed'])
  })

  it.each<[string, Rows, Change[]]>([
    ['a draft', [], [draft]],
    ['a half-filled form', [], [{ table: 'forms', put: { key: 'wrap-up:c-old', answers: '{}', savedAt: NOON } }]],
    ['an open tab', [], [{ table: 'meta', put: { ...freshMeta(), place: '{"ids":["c-old"],"openId":null}' } }]],
    [
      'an action on its way',
      [],
      [
        {
          table: 'outbox',
          put: {
            mutation: someMutation('case.claim', { caseId: id('c-old') } as never),
            order: 1,
            state: 'waiting',
            n: null,
            sentIn: null,
            notBefore: null,
            replay: false,
            ack: null,
            refusal: null,
            reference: null,
          },
        },
      ],
    ],
    [
      'time that the agent spent on it',
      [['interval', someInterval('i-1', 'email-edit', 0, 5, { caseId: id('c-old') })]],
      [],
    ],
    ['an audit of it', [['audit', { id: 'a-1', caseId: id('c-old'), agentId: ana.id, at: before(9), items: [] }]], []],
    ['a rating of it', [['rating', { id: 'r-1', caseId: id('c-old'), agentId: ana.id, at: before(9) }]], []],
    [
      'another case of the customer that is not done',
      [['case', done('c-2', { status: 'open', customerId: 'k-c-old' as CustomerId })]],
      [],
    ],
    [
      'an open case it was merged into',
      [
        ['case', done('c-old', { mergedIntoId: id('c-2') })],
        ['case', done('c-2', { status: 'open' })],
      ],
      [],
    ],
    ['an open part of it', [['case', done('c-2', { status: 'open', parentId: id('c-old') })]], []],
    ['a promise', [['promise', { id: 'p-1', caseId: id('c-old'), state: 'open', dueAt: NOON }]], []],
    [
      'a call of the agent four weeks ago',
      [['contact', someContact({ caseId: id('c-old'), agentId: ana.id, answeredAt: before(28), endedAt: before(28) })]],
      [],
    ],
  ])('are not those that %s needs', async (_, rows, work) => {
    const { going } = await someDesk(rows, work)
    expect(await going()).toEqual([])
  })

  it('are those of others’ figures all the same', async () => {
    const call = someContact({ caseId: id('c-old'), agentId: ben.id, answeredAt: before(12), endedAt: before(12) })
    expect(await (await someDesk([['contact', call]])).going()).toEqual(['c-old'])
  })
})

describe('a case that is let go of', () => {
  it('takes all of it along, and leaves what is the agent’s own beside it', async () => {
    const rating = { id: 'r-1', caseId: id('c-old'), agentId: ana.id, at: before(60) }
    const { store, keys, page, next } = await someDesk([
      ['case', done('c-2', { status: 'open' })],
      ['rating', rating],
    ])
    expect(await store.letGoOf([id('c-old')], NOON, before(7))).toBe(1)
    expect(await keys()).toEqual(['case:c-2', 'rating:r-1'])
    // The sweep behind it, too.
    await page([rowOf('case', done('c-2', { status: 'pending' }), next())])
    expect(await keys()).toEqual(['case:c-2', 'rating:r-1'])
  })

  it('stays where the agent has begun something in it meanwhile', async () => {
    const { store, shelf, keys } = await someDesk()
    await shelf.write([draft], await shelf.version(), 'strict')
    expect(await store.letGoOf([id('c-old')], NOON, before(7))).toBe(0)
    expect(await keys()).toEqual(['case:c-old', 'message:m-c-old'])
  })

  it.each([
    ['was opened anew', 'case', done('c-old', { status: 'open' })],
    ['was written in', 'message', { ...said('c-old', 0), id: 'm-new' as MessageId }],
  ] as const)('stays where it %s by the feed meanwhile', async (_, kind, record) => {
    const { store, keys, page, next } = await someDesk()
    await page([rowOf(kind as 'case', record as never, next())])
    expect(await store.letGoOf([id('c-old')], NOON, before(7))).toBe(0)
    expect(await keys()).toContain('case:c-old')
  })

  it('is asked for whole when something happens in it, and asked for no more once it is here', async () => {
    const { store, keys, page, next } = await someDesk()
    await store.letGoOf([id('c-old')], NOON, before(7))
    expect(await store.missingWitnesses()).toEqual([])
    const open = rowOf('case', done('c-old', { status: 'open' }), next())
    await page([open])
    expect((await store.meta()).wanted).toEqual(['c-old'])
    const scopes = ['case:c-old', 'queue:orders']
    const older = { ...rowOf('message', said('c-old', 10), 2), b: true as const }
    const at = { cursor: { '0': 3 }, scopes }
    await page([], { ...at, held: ['queue:orders'], more: true })
    expect((await store.meta()).wanted).toEqual(['c-old'])
    await page([older], { ...at, held: scopes, more: true })
    expect((await store.meta()).wanted).toEqual([])
    await page([])
    expect(await keys()).toEqual(['case:c-old', 'message:m-c-old'])
  })

  it('is asked for no more where the server does not show it', async () => {
    const { store, page, next } = await someDesk()
    await store.letGoOf([id('c-old')], NOON, before(7))
    await page([rowOf('case', done('c-old', { status: 'open' }), next())])
    await page([])
    expect((await store.meta()).wanted).toEqual([])
  })
})
