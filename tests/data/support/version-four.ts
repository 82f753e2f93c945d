import { deflateSync } from 'fflate'
import { caseIdOf } from '../../../renderer/data/case-id-of.ts'
import type { Listing } from '../../../renderer/data/listing.ts'
import { divideList, fingerprint, kindOf, placesFor } from '../../../renderer/data/dexie/block-layout.ts'
import { packRow } from '../../../renderer/data/dexie/pack-row.ts'
import type { Sealed, Sealer } from '../../../renderer/data/seal.ts'
import type { StoredRow } from '../../../renderer/data/store-port.ts'
import { settled } from './sealed-disk.ts'

/** The tables, and what was an index of each, as Dexie made them: it counts versions in tenths. */
const TABLES = ['rows', 'outbox', 'acked', 'drafts', 'meta', 'counter', 'forms', 'breaks', 'lists', 'log', 'aside']

/** A database as version 4 left it once all was folded: blocks of a hundred rows, those of a case named by its whole blind index. */
export async function makeVersionFour(
  indexedDB: IDBFactory,
  name: string,
  sealer: Sealer,
  listing: Listing,
  rows: readonly StoredRow[],
): Promise<void> {
  const opening = indexedDB.open(name, 40)
  opening.onupgradeneeded = () => {
    const { result: db } = opening
    for (const each of TABLES) db.createObjectStore(each, { keyPath: 'id' })
    db.createObjectStore('cases', { keyPath: 'id' }).createIndex('k', 'k', { multiEntry: true })
    const { transaction } = opening
    transaction?.objectStore('rows').createIndex('kind', 'kind')
    transaction?.objectStore('rows').createIndex('g', 'g')
  }
  const db = await settled(opening)
  const places = placesFor(listing)
  const grouped = (nameOf: (row: StoredRow) => string | null) => {
    const groups = new Map<string, StoredRow[]>()
    for (const row of rows) {
      const group = nameOf(row)
      if (group !== null) groups.set(group, [...(groups.get(group) ?? []), row])
    }
    return groups
  }
  const cases = grouped(caseIdOf)
  const lists = grouped((row) => (places.isListed(row, caseIdOf(row)) ? kindOf(row.key) : null))
  const blocks: { table: 'cases' | 'lists'; id: string; rows: StoredRow[] }[] = []
  for (const [caseId, held] of cases) {
    const g = await sealer.blind(caseId)
    for (let at = 0; at * 100 < held.length; at++)
      blocks.push({
        table: 'cases',
        id: `${g}.${at.toString(36).padStart(4, '0')}`,
        rows: held.slice(at * 100, at * 100 + 100),
      })
  }
  for (const [kind, held] of lists)
    for (const part of divideList(`${kind}:`, held, true)) blocks.push({ table: 'lists', ...part })
  const sealedBlocks = await Promise.all(
    blocks.map(async ({ table, id, rows: held }) => {
      const plain = new TextEncoder().encode(JSON.stringify(held.map(packRow)))
      const box: Sealed = {
        ...(await sealer.sealBytes(`${table}|${id}`, deflateSync(plain, { level: 1 }))),
        c: 'aes-256-gcm/rows/deflate',
      }
      const k = table === 'cases' ? { k: held.map(({ key }) => fingerprint(key)) } : {}
      return { table, block: { id, gen: 1, box, ...k } }
    }),
  )
  const tx = db.transaction(['cases', 'lists', 'counter'], 'readwrite')
  for (const { table, block } of sealedBlocks) tx.objectStore(table).put(block)
  tx.objectStore('counter').put({ id: 'version', value: 1, folded: 1, gen: 1 })
  await new Promise((done) => (tx.oncomplete = done))
  db.close()
}
