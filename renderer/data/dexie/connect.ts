import type { LineIndex } from '../../../protocol/sync/pull.ts'
import type { Sealed } from '../seal.ts'
import type { Database } from './open-database.ts'
import { openDatabase } from './open-database.ts'
import { ask } from './raw.ts'

const STORE_VERSION = 7
/** Dexie, which makes the tables, counts versions in tenths. */
const DEXIE_COUNTS = 10

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
 * The same of lines that lie in `pages`, the first part by the same id, the others by those after it. One key to a line, the case that
 * it belongs to (empty: none), at which byte the line ends, and each chunk; what was
 * written before there were chunks says nothing of them, and is one. `isOne`: all of them lie in one record, by the first one's id.
 */
export type NamedParts = { id: number; parts: (Omit<LineIndex, 'chunks'> & Partial<LineIndex>)[]; isOne?: true }
export type LogPart = SealedPart | NamedParts
/** Lines of a page of the feed, as they came. */
export type PagePart = { id: number; box: Sealed }
/** All parts that one write brought, each sealed by itself, in the order of their ids; `id` is that of the first. */
export type PageParts = { id: number; boxes: Sealed[] }
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

export type Connection = { db: Database; keyRange: typeof IDBKeyRange; close(): void }

/**
 * What the agent does is on the disk before it counts, what a pull brings need not be: each write says which (`raw.ts`). Where
 * tables have to be made Dexie makes them; it is loaded for that alone, because a start waits for whatever it loads.
 */
export async function connect(
  name: string,
  indexedDB: IDBFactory = globalThis.indexedDB,
  keyRange: typeof IDBKeyRange = globalThis.IDBKeyRange,
): Promise<Connection> {
  const db = await openDatabase(indexedDB, name, STORE_VERSION * DEXIE_COUNTS, async () => {
    const { makeDatabase } = await import('./make-database.ts')
    await makeDatabase(name, STORE_VERSION, indexedDB, keyRange)
  })
  return { db, keyRange, close: db.close }
}

/** Where the store stands, as it lies there. Version 2 counted only `value`. */
export const toStand = (found: Partial<Stand> | undefined): Stand => ({
  value: found?.value ?? 0,
  folded: found?.folded ?? 0,
  gen: found?.gen ?? 0,
})
export const counterOf = (stand: Stand) => ({ id: 'version', ...stand })
export const askStand = async (tx: IDBTransaction): Promise<Stand> =>
  toStand(await ask(tx.objectStore('counter').get('version')))
