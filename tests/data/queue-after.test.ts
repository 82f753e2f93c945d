import { expect, it } from 'vitest'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { Ms } from '../../domain/kernel/time.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { openRepository } from '../../renderer/data/open-repository.ts'
import { openStore } from '../../renderer/data/store.ts'
import { rowOf, somePage } from '../support/pages.ts'
import { ana, NOON, someCase } from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

it('the queue is not read before the first screen is there, and then as the store is', async () => {
  const shelf = openMemoryShelf()
  const store = openStore(shelf, ana, freshMeta)
  const read: unknown[] = []
  const rows: typeof shelf.rows = (filter) => {
    read.push(filter)
    return shelf.rows(filter)
  }
  let shown = () => {}
  const repository = openRepository({
    store: { ...store, shelf: { ...shelf, rows } },
    desk: { call: async () => ({ ok: true, value: { seq: 1 } }) } as never,
    actor: ana,
    now: () => NOON,
    newId: () => 'id',
    stamp: () => ({ at: NOON, offsetMs: null, monotonicMs: 0 as Ms }),
    committed: () => undefined,
    queueAfter: new Promise<void>((resolve) => (shown = resolve)),
  })
  const told: string[][] = []
  repository.queue().subscribe((rows) => told.push(rows.map((row) => row.case.id)))
  await store.applyPage(somePage([rowOf('case', someCase({ id: 'c-1' as CaseId }), 1)]), NOON)
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect([read, told]).toEqual([[], []])
  shown()
  await repository.settled()
  expect(told.at(-1)).toEqual(['c-1'])
})
