import { caseIdOf } from '../../../renderer/data/case-id-of.ts'
import type { Sealer } from '../../../renderer/data/seal.ts'
import type { StoredRow, TableName } from '../../../renderer/data/store-port.ts'
import { settled } from './sealed-disk.ts'

/** A database as version 2 left it: every row sealed by itself, with its kind and the blind index of its case. */
export async function makeVersionTwo(
  indexedDB: IDBFactory,
  name: string,
  sealer: Sealer,
  rows: readonly StoredRow[],
  others: readonly { table: Exclude<TableName, 'rows'>; id: string; value: unknown }[],
): Promise<void> {
  // Dexie counts versions in tenths.
  const opening = indexedDB.open(name, 20)
  opening.onupgradeneeded = () => {
    const { result: db } = opening
    const table = db.createObjectStore('rows', { keyPath: 'id' })
    table.createIndex('kind', 'kind')
    table.createIndex('g', 'g')
    for (const each of ['outbox', 'acked', 'drafts', 'meta', 'counter', 'forms', 'breaks'])
      db.createObjectStore(each, { keyPath: 'id' })
  }
  const db = await settled(opening)
  const sealedRows = await Promise.all(
    rows.map(async (row) => {
      const caseId = caseIdOf(row)
      return {
        id: row.key,
        ver: 1,
        box: await sealer.seal(`rows|${row.key}`, row),
        kind: row.key.slice(0, row.key.indexOf(':')),
        g: caseId === null ? '' : await sealer.blind(caseId),
      }
    }),
  )
  const sealedOthers = await Promise.all(
    others.map(async ({ table, id, value }) => ({
      table,
      value: { id, ver: 1, box: await sealer.seal(`${table}|${id}`, value) },
    })),
  )
  const tx = db.transaction([...db.objectStoreNames], 'readwrite')
  for (const row of sealedRows) tx.objectStore('rows').put(row)
  for (const { table, value } of sealedOthers) tx.objectStore(table).put(value)
  tx.objectStore('counter').put({ id: 'version', value: 7 })
  await new Promise((done) => (tx.oncomplete = done))
  db.close()
}
