import { Dexie } from 'dexie'
import type { Sealed } from '../seal.ts'
import { NewerStoreError } from '../store-port.ts'
import { ask } from './raw.ts'

const STORE_VERSION = 6

/** One value by itself: of every table but `rows`, and a row as version 2 kept it. */
export type SealedValue = { id: string; ver: number; box: Sealed }
/** Lists name their blocks by keys, cases by numbers (`block-layout.ts`). */
export type BlockId = string | number
/** Many rows under one seal. `gen`: the folding that wrote it. `k`: fingerprints of the keys inside, where they are looked up by. */
export type Block = { id: BlockId; gen: number; box: Sealed; k?: number[] }
/**
 * A part of one write to the rows, not yet folded into blocks. `keys`: whatever it writes, in its order. `lines`: sealed are
 * the lines of the feed, as they came; version 5 wrote it.
 */
export type SealedPart = { id: number; keys: string[]; box: Sealed; lines?: true }
/**
 * The same of lines that lie in `pages`, by the same id: one key to a line, the case that it belongs to (empty: none), and at which
 * byte the line ends.
 */
export type NamedPart = { id: number; keys: string; cases: string; ends: Uint32Array }
export type LogPart = SealedPart | NamedPart
/** Lines of a page of the feed, as they came. */
export type PagePart = { id: number; box: Sealed }
/** What can be made again. */
export type Aside = { id: string; box: Sealed }
/** Where the store stands. `folded`: every write up to it lies in the blocks. `gen` rises whenever a block is written. */
export type Stand = { value: number; folded: number; gen: number }

/** Parts of one write follow each other; so many fit between two writes. */
const PARTS = 65_536
export const logId = (version: number, part: number): number => version * PARTS + part
export const versionOf = (id: number): number => Math.floor(id / PARTS)

export const BLOCK_TABLES = ['cases', 'lists'] as const
export type BlockTable = (typeof BLOCK_TABLES)[number]

export type Connection = { db: Dexie; keyRange: typeof IDBKeyRange; close(): void }

/** What the agent does is on the disk before it counts, what a pull brings need not be: each write says which (`raw.ts`). */
export async function connect(
  name: string,
  indexedDB: IDBFactory | undefined,
  keyRange: typeof IDBKeyRange | undefined,
): Promise<Connection> {
  // Dexie quietly accepts a newer database and adds its own tables to it; written by rules that this version does not
  // know, it must not be touched. So it is asked for its version before it is opened. (Dexie counts in tenths.)
  const known = await (indexedDB ?? Dexie.dependencies.indexedDB)?.databases()
  if ((known?.find((each) => each.name === name)?.version ?? 0) > STORE_VERSION * 10) throw new NewerStoreError(null)
  const db = new Dexie(name, {
    chromeTransactionDurability: 'relaxed',
    cache: 'disabled',
    ...(indexedDB ? { indexedDB } : {}),
    ...(keyRange ? { IDBKeyRange: keyRange } : {}),
  })
  db.version(1).stores({
    rows: 'id, kind, g',
    outbox: 'id',
    acked: 'id',
    drafts: 'id',
    meta: 'id',
    counter: 'id',
  })
  db.version(2).stores({ forms: 'id', breaks: 'id' })
  // `rows` stays for what version 2 left in it (see migrate-rows.ts) and is empty from then on.
  db.version(3).stores({ cases: 'id, *k', lists: 'id', log: 'id' })
  // Blocks may be deflated since then, and version 3 would take those for damaged.
  db.version(4).stores({ aside: 'id' })
  // The blocks of cases are named by numbers since then, and version 4 would look for none of those.
  db.version(5).stores({})
  // Lines of pages lie beside the log, which says where each row is.
  db.version(STORE_VERSION).stores({ pages: 'id' })
  const close = () => db.close()
  try {
    await db.open()
  } catch (error) {
    close()
    throw error instanceof Error && error.name === 'VersionError' ? new NewerStoreError(error) : error
  }
  return { db, keyRange: keyRange ?? IDBKeyRange, close }
}

/** Where the store stands, as it lies there. Version 2 counted only `value`. */
export const toStand = (found: Partial<Stand> | undefined): Stand => ({
  value: found?.value ?? 0,
  folded: found?.folded ?? 0,
  gen: found?.gen ?? 0,
})
export const counterOf = (stand: Stand) => ({ id: 'version', ...stand })
/** In a transaction of Dexie. */
export const readStand = async (db: Dexie): Promise<Stand> => toStand(await db.table('counter').get('version'))
export const putStand = (db: Dexie, stand: Stand) => db.table('counter').put(counterOf(stand))
/** In a transaction of IndexedDB itself. */
export const askStand = async (tx: IDBTransaction): Promise<Stand> =>
  toStand(await ask(tx.objectStore('counter').get('version')))
