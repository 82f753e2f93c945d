import { describe, expect, it } from 'vitest'
import type { EventRecord } from '../../domain/cases/event.ts'
import type { CaseId, CustomerId, UserId } from '../../domain/kernel/ids.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { keepQueue } from '../../renderer/data/read-queue.ts'
import { readRows } from '../../renderer/data/read-rows.ts'
import { openStore } from '../../renderer/data/store.ts'
import { exitOf, rowOf, somePage } from '../support/pages.ts'
import { ana, NOON, someCase } from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

const C7 = 'c-7' as CaseId
const event = (id: string, by: string): EventRecord =>
  ({
    id,
    caseId: C7,
    kind: 'skipped',
    by: { kind: 'agent', id: by as UserId, name: by },
    at: NOON,
    detail: {},
  }) as never

async function someDesk() {
  const shelf = openMemoryShelf()
  const store = openStore(shelf, ana, freshMeta)
  const rows = readRows(shelf, { event: ({ by }) => by.id === ana.id })
  const other = someCase({ id: 'c-8' as CaseId })
  await store.applyPage(
    somePage([
      rowOf('case', someCase(), 1),
      rowOf('case', other, 2),
      rowOf('event', event('e-1', 'u-ana'), 3),
      rowOf('event', event('e-2', 'u-ben'), 4),
    ]),
    NOON,
  )
  return { store, rows }
}
const ids = (records: readonly { id: string }[]) => records.map(({ id }) => id).sort()

describe('what the desk reads of its store', () => {
  it('lists of a kind with many to a case only what lists are made of, also of what comes later', async () => {
    const { store, rows } = await someDesk()
    expect(ids(await rows.every('event'))).toEqual(['e-1'])
    await store.applyPage(
      somePage([rowOf('event', event('e-3', 'u-ana'), 5), rowOf('event', event('e-4', 'u-ben'), 6)], {
        base: { '0': 4 },
      }),
      NOON,
    )
    expect(ids(await rows.every('event'))).toEqual(['e-1', 'e-3'])
  })

  it('finds what stands in a field, as it stands there now', async () => {
    const { store, rows } = await someDesk()
    const inOf = async (customerId: string) => ids(await rows.where('case', 'customerId', customerId as CustomerId))
    expect(await inOf('k-1')).toEqual(['c-7', 'c-8'])
    expect(await inOf('k-2')).toEqual([])
    await store.applyPage(
      somePage(
        [
          rowOf('case', someCase({ customerId: 'k-2' as CustomerId }), 5),
          rowOf('case', someCase({ id: 'c-9' as CaseId, customerId: 'k-2' as CustomerId }), 6),
        ],
        { base: { '0': 4 } },
      ),
      NOON,
    )
    expect([await inOf('k-1'), await inOf('k-2')]).toEqual([['c-8'], ['c-7', 'c-9']])
    await store.applyPage(somePage([exitOf('case', 'c-9', 7)], { base: { '0': 6 } }), NOON)
    expect(await inOf('k-2')).toEqual(['c-7'])
    expect(ids(await rows.where('case', 'mergedIntoId', null))).toEqual(['c-7', 'c-8'])
  })

  it('has all of them in the case, and each by its name', async () => {
    const { rows } = await someDesk()
    await rows.every('event')
    expect(ids(await rows.ofCase(C7, 'event'))).toEqual(['e-1', 'e-2'])
    expect((await rows.one('event', 'e-2'))?.id).toBe('e-2')
  })

  it('keeps the line of the queue of which nothing has changed', async () => {
    const { store, rows } = await someDesk()
    const readQueue = keepQueue(rows, store, ana)
    const line = async (id: string) => (await readQueue.read()).find((row) => row.case.id === id)
    const [seven, eight] = [await line('c-7'), await line('c-8')]
    await store.applyPage(somePage([rowOf('case', someCase({ subject: 'New' }), 5)], { base: { '0': 4 } }), NOON)
    expect((await line('c-7'))?.case.subject).toBe('New')
    expect(await line('c-7')).not.toBe(seven)
    expect(await line('c-8')).toBe(eight)
  })
})
