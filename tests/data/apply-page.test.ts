import { describe, expect, it } from 'vitest'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { openStore } from '../../renderer/data/store.ts'
import type { Shelf } from '../../renderer/data/store-port.ts'
import { exitOf, rowOf, somePage } from '../support/pages.ts'
import { ana, NOON, someCase, someMessage } from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

/** A desk with two cases, and what is read of its rows from then on. */
async function someDesk() {
  const bottom = openMemoryShelf()
  const read = { rows: [] as string[], isAllRead: false }
  const shelf: Shelf = {
    ...bottom,
    get(table, ids) {
      if (table === 'rows') read.rows.push(...ids)
      return bottom.get(table, ids)
    },
    all(table) {
      read.isAllRead ||= table === 'rows'
      return bottom.all(table)
    },
  }
  const store = openStore(shelf, ana, freshMeta)
  const [c8, m8] = ['c-8' as CaseId, 'm-8' as MessageId]
  const changes = [
    rowOf('case', someCase(), 1),
    rowOf('message', someMessage(), 2),
    rowOf('case', someCase({ id: c8 }), 3),
    rowOf('message', someMessage({ id: m8, caseId: c8 }), 4),
  ]
  await store.applyPage(somePage(changes), NOON)
  read.rows = []
  read.isAllRead = false
  const keys = async () => (await bottom.all('rows')).map(({ key }) => key).sort()
  return { store, read, keys }
}

describe('a page of changes', () => {
  it('is held against no row where each of its own is newer', async () => {
    const { store, read } = await someDesk()
    await store.applyPage(somePage([rowOf('case', someCase({ subject: 'New' }), 5)], { base: { '0': 4 } }), NOON)
    expect(read).toEqual({ rows: [], isAllRead: false })
  })

  it('is held against those that it takes away, or that may be older', async () => {
    const { store, read } = await someDesk()
    const changes = [exitOf('message', 'm-8', 5), { ...rowOf('case', someCase({ subject: 'Old' }), 1), b: true }]
    await store.applyPage(somePage(changes, { base: { '0': 4 } }), NOON)
    expect(read.rows).toEqual(['message:m-8', 'case:c-7'])
  })

  it('with which a case leaves takes that case’s rows along, and looks at no other', async () => {
    const { store, read, keys } = await someDesk()
    await store.applyPage(somePage([exitOf('case', 'c-7', 5)], { base: { '0': 4 } }), NOON)
    expect(await keys()).toEqual(['case:c-8', 'message:m-8'])
    expect(read.isAllRead).toBe(false)
  })

  it('that brings another case’s rows with it leaves them here', async () => {
    const { store, keys } = await someDesk()
    const late = rowOf('message', someMessage({ id: 'm-9' as MessageId, caseId: 'c-8' as CaseId }), 6)
    await store.applyPage(somePage([exitOf('case', 'c-7', 5), late], { base: { '0': 4 } }), NOON)
    expect(await keys()).toEqual(['case:c-8', 'message:m-8', 'message:m-9'])
  })
})
