import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import { openDexieShelf } from '../../renderer/data/dexie/dexie-shelf.ts'
import { makeSealer } from '../../renderer/data/seal.ts'
import { openStore } from '../../renderer/data/store.ts'
import type { Shelf, StoredRow } from '../../renderer/data/store-port.ts'
import { KeepError, TABLES } from '../../renderer/data/store-port.ts'
import { ana, NOON, someMutation } from '../support/records.ts'
import { disk, limitDisk } from './support/failing-disk.ts'
import { freshMeta, readDisk, spoil } from './support/sealed-disk.ts'
import { makeVersionTwo } from './support/version-two.ts'

const NAME = 'evenkeel-test'
const undo = limitDisk()
afterAll(undo)
afterEach(() => {
  disk.valuesLeft = Number.POSITIVE_INFINITY
})

const sealer = await makeSealer(globalThis.crypto, 'k1', new Uint8Array(32).fill(7), 'profile0001')
const openOn = (indexedDB: IDBFactory) => openDexieShelf(NAME, sealer, { indexedDB, IDBKeyRange })

const record = (id: string, caseId: string | null) => ({ id, caseId, body: `SECRET ${id}` })
const someRow = (kind: string, id: string, caseId: string | null): StoredRow => ({
  key: `${kind}:${id}` as EntityKey,
  server: { record: record(id, caseId), rev: 2, shard: '0', seq: 5, scopes: ['queue:orders'] },
  view: record(id, caseId),
})
const ROWS: StoredRow[] = [
  ...Array.from({ length: 40 }, (_, at) => someRow('case', `c-${at}`, null)),
  ...Array.from({ length: 500 }, (_, at) => someRow('message', `m-${at}`, `c-${at % 40}`)),
  ...Array.from({ length: 160 }, (_, at) => someRow('customer', `k-${at}`, null)),
  { key: 'message:own', server: null, view: record('own', 'c-3') },
]
const mutation = someMutation('case.tag.add', { caseId: 'c-3' as never, tag: 'vip' })
const undecided = { notBefore: null, replay: false, ack: null, refusal: null, reference: null }
const OTHERS = [
  {
    table: 'outbox',
    id: mutation.id,
    value: { mutation, order: 1, state: 'waiting', n: null, sentIn: null, ...undecided },
  },
  { table: 'drafts', id: 'c-3', value: { caseId: 'c-3', mode: 'reply', reply: 'Dear', note: '', savedAt: NOON } },
  { table: 'forms', id: 'promise c-3', value: { key: 'promise c-3', answers: '{}', savedAt: NOON } },
  { table: 'breaks', id: 'b1', value: { id: 'b1', kind: 'lunch', exercise: null, startedAt: NOON, lengthMs: 1 } },
  { table: 'meta', id: 'meta', value: { ...freshMeta(), nextN: 9, cursor: { '0': 5 } } },
] as const
const byKey = (rows: readonly StoredRow[]) => [...rows].sort((a, b) => (a.key < b.key ? -1 : 1))

async function everything(shelf: Shelf) {
  const tables = await Promise.all(TABLES.map(async (table) => [table, await shelf.all(table)] as const))
  const found = Object.fromEntries(tables) as { rows: StoredRow[] }
  return { ...found, rows: byKey(found.rows) }
}
const expected = {
  rows: byKey(ROWS),
  acked: [],
  ...Object.fromEntries(OTHERS.map(({ table, value }) => [table, [value]])),
}

describe('a store of version 2', () => {
  it('is packed as it is opened, and everything in it stays', async () => {
    const indexedDB = new IDBFactory()
    await makeVersionTwo(indexedDB, NAME, sealer, ROWS, OTHERS)
    const untouched = await Promise.all(OTHERS.map(({ table }) => readDisk(indexedDB, NAME, table)))
    const shelf = await openOn(indexedDB)
    expect(await readDisk(indexedDB, NAME, 'rows')).toEqual([])
    expect(await Promise.all(OTHERS.map(({ table }) => readDisk(indexedDB, NAME, table)))).toEqual(untouched)
    expect(await everything(shelf)).toEqual(expected)
    expect(await shelf.fold()).toBe('folded')
    expect(await everything(shelf)).toEqual(expected)
    // Agents' work planned before goes on: the version counts on from where it was.
    expect(await shelf.write([{ table: 'drafts', remove: 'c-3' }], 7, 'strict')).toBe('conflict')
    shelf.close()
  })

  it('loses nothing wherever packing it ends', async () => {
    for (let valuesPut = 0; ; valuesPut++) {
      const indexedDB = new IDBFactory()
      await makeVersionTwo(indexedDB, NAME, sealer, ROWS, OTHERS)
      disk.valuesLeft = valuesPut
      const opened = await openOn(indexedDB).catch((error: unknown) => error)
      disk.valuesLeft = Number.POSITIVE_INFINITY
      if (!(opened instanceof KeepError)) {
        ;(opened as Shelf).close()
        expect(valuesPut, 'there are points between which it can end').toBeGreaterThan(6)
        return
      }
      const shelf = await openOn(indexedDB)
      expect(await everything(shelf)).toEqual(expected)
      expect(await readDisk(indexedDB, NAME, 'rows')).toEqual([])
      shelf.close()
    }
  })

  it('is packed once where two windows open it', async () => {
    const indexedDB = new IDBFactory()
    await makeVersionTwo(indexedDB, NAME, sealer, ROWS, OTHERS)
    const windows = await Promise.all([openOn(indexedDB), openOn(indexedDB)])
    for (const each of windows) expect(await everything(each)).toEqual(expected)
    for (const each of windows) each.close()
  })

  it('names what cannot be opened at every opening, until it has been repaired', async () => {
    const indexedDB = new IDBFactory()
    await makeVersionTwo(indexedDB, NAME, sealer, ROWS, OTHERS)
    await spoil(indexedDB, NAME, 'rows', 'message:m-7')
    const damaged = [{ table: 'rows', id: 'message:m-7' }]
    const first = await openOn(indexedDB)
    expect(first.damaged()).toEqual(damaged)
    first.close()
    const second = await openOn(indexedDB)
    expect(second.damaged()).toEqual(damaged)
    expect((await everything(second)).rows).toEqual(byKey(ROWS).filter(({ key }) => key !== 'message:m-7'))
    await openStore(second, ana, freshMeta).fetchAnew()
    second.close()
    const third = await openOn(indexedDB)
    expect(third.damaged()).toEqual([])
    third.close()
  })
})
