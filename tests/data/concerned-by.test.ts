import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseId, CustomerId, MessageId } from '../../domain/kernel/ids.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import { entityKey } from '../../domain/mutations/entities.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { rebase } from '../../renderer/data/rebase.ts'
import { openStore } from '../../renderer/data/store.ts'
import { concernedBy, keysOf } from '../../renderer/data/store/concerned-by.ts'
import type { AnyRecord, Shelf } from '../../renderer/data/store-port.ts'
import { rowOf, somePage } from '../support/pages.ts'
import { ana, NOON, someCase, someCustomer, someMutation, someQueue } from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

const CASES = ['c-1', 'c-2', 'c-3', 'c-4'] as CaseId[]
const CUSTOMERS = ['k-1', 'k-2'] as CustomerId[]
const server = new Map<EntityKey, AnyRecord>([
  ...CASES.map(
    (id, at) => [entityKey('case', id), someCase({ id, customerId: CUSTOMERS[at % 2] as CustomerId })] as const,
  ),
  ...CUSTOMERS.map((id) => [entityKey('customer', id), someCustomer({ id })] as const),
  [entityKey('queue', 'orders'), someQueue()],
])

let made = 0
const aCase = fc.constantFrom(...CASES)
const anAction: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(aCase, fc.boolean()).map(([caseId, isNote]): Mutation => {
    const text = { caseId, messageId: `m-${made++}` as MessageId, body: 'On its way.' }
    return isNote ? someMutation('note.add', text) : someMutation('reply.send', { ...text, channel: 'email' })
  }),
  fc
    .tuple(aCase, fc.constantFrom('open' as const, 'pending' as const, 'solved' as const, 'closed' as const))
    .map(([caseId, status]) => someMutation('case.setStatus', { caseId, status })),
  fc.tuple(aCase, aCase).map(([caseId, intoId]) => someMutation('case.merge', { caseId, intoId })),
  aCase.map((caseId) => someMutation('case.unmerge', { caseId })),
  fc
    .tuple(aCase, fc.constantFrom(...CUSTOMERS), fc.constantFrom(...CUSTOMERS))
    .map(([caseId, customerId, intoId]) => someMutation('customer.merge', { caseId, customerId, intoId })),
  fc
    .tuple(aCase, fc.constantFrom(...CUSTOMERS), fc.constantFrom('nadia@example.net', 'osei@example.net'))
    .map(([caseId, customerId, to]) =>
      someMutation('customer.edit', { caseId, customerId, field: 'email', from: null, to }),
    ),
)

describe('what is shown anew when an action comes or goes', () => {
  it('is all that can look otherwise now, made of all that it depends on', () => {
    fc.assert(
      fc.property(fc.array(anAction, { minLength: 1, maxLength: 14 }), fc.nat(), (before, which) => {
        const gone = before[which % before.length] as Mutation
        const after = before.filter((each) => each !== gone)
        const [was, due] = [rebase(before, server, ana), rebase(after, server, ana)]
        const concerned = concernedBy(after, keysOf(gone, ana.id), ana.id)
        const shown = rebase(concerned, server, ana)
        const anew = new Set([gone, ...concerned].flatMap((each) => keysOf(each, ana.id)))
        for (const key of new Set([...was.keys(), ...due.keys()]))
          expect([key, (anew.has(key) ? shown : was).get(key)]).toEqual([key, due.get(key)])
      }),
      { numRuns: 400 },
    )
  })

  it('is no row of the hundred other cases that wait', async () => {
    const bottom = openMemoryShelf()
    const read: string[] = []
    const shelf: Shelf = {
      ...bottom,
      get(table, ids) {
        if (table === 'rows') read.push(...ids)
        return bottom.get(table, ids)
      },
    }
    const store = openStore(shelf, ana, freshMeta)
    const cases = Array.from({ length: 101 }, (_, at) => someCase({ id: `c-${at}` as CaseId }))
    await store.applyPage(
      somePage([rowOf('queue', someQueue(), 1), ...cases.map((each, at) => rowOf('case', each, at + 2))]),
      NOON,
    )
    const act = async (at: number) => {
      const mutation = someMutation('case.setStatus', { caseId: `c-${at}` as CaseId, status: 'solved' })
      await store.commitIntents([{ mutation, order: at + 1 }])
      return mutation.id
    }
    for (let at = 0; at < 100; at++) await act(at)
    read.length = 0
    const id = await act(100)
    expect(read).toEqual(['case:c-100', `event:e-${id}`, 'queue:orders'])
    const [first, last] = await bottom.get('rows', ['case:c-0', 'case:c-100'])
    expect([first?.view?.['status'], last?.view?.['status']]).toEqual(['solved', 'solved'])
  })
})
