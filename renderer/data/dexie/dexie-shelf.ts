import { Dexie, liveQuery, type Table } from 'dexie'
import { caseIdOf } from '../case-id-of.ts'
import type { Sealed, Sealer } from '../seal.ts'
import type { Change, Shelf, StoredRow, TableName, TableOf, Told } from '../store-port.ts'
import { idIn, KeepError, NewerStoreError, TABLES } from '../store-port.ts'

const STORE_VERSION = 2
/** Dexie tells every live query of a table about a request of 50 values or more, whatever it asks for. */
const CHUNK = 49

type SealedRow = { id: string; ver: number; box: Sealed; kind?: string; g?: string }
type Counter = { id: 'version'; value: number }

export type DexieOptions = {
  indexedDB?: IDBFactory | undefined
  IDBKeyRange?: typeof IDBKeyRange | undefined
  failed?: (error: unknown) => void
  /** Word of writes between the windows on one database. */
  news?: { tell(): void; hear(told: () => void): () => void } | undefined
}

/** The shelf in IndexedDB. In the clear lie opaque ids, kinds and blind indexes; all else is sealed. */
export async function openDexieShelf(name: string, sealer: Sealer, options: DexieOptions = {}): Promise<Shelf> {
  const connect = (durability: 'strict' | 'relaxed') => {
    const db = new Dexie(name, {
      chromeTransactionDurability: durability,
      cache: 'disabled',
      ...(options.indexedDB ? { indexedDB: options.indexedDB } : {}),
      ...(options.IDBKeyRange ? { IDBKeyRange: options.IDBKeyRange } : {}),
    })
    db.version(1).stores({
      rows: 'id, kind, g',
      outbox: 'id',
      acked: 'id',
      drafts: 'id',
      meta: 'id',
      counter: 'id',
    })
    db.version(STORE_VERSION).stores({ forms: 'id', breaks: 'id' })
    return db
  }
  // Dexie quietly accepts a newer database and adds its own tables to it; written by rules that this version does not
  // know, it must not be touched. So it is asked for its version before it is opened. (Dexie counts in tenths.)
  const known = await (options.indexedDB ?? Dexie.dependencies.indexedDB)?.databases()
  if ((known?.find((each) => each.name === name)?.version ?? 0) > STORE_VERSION * 10) throw new NewerStoreError(null)
  const strict = connect('strict')
  const relaxed = connect('relaxed')
  try {
    await strict.open()
    await relaxed.open()
  } catch (error) {
    strict.close()
    relaxed.close()
    throw error instanceof Error && error.name === 'VersionError' ? new NewerStoreError(error) : error
  }
  const damaged: { table: TableName; id: string }[] = []
  const watchers = new Set<(told: Told) => void>()
  const tell = (told: Told) => {
    for (const changed of watchers) changed(told)
  }
  const stopHearing = options.news?.hear(() => tell(null))
  /** The newest version whose write the watchers know of. */
  let toldUpTo = 0
  // Opened values by place; a value is opened again only when its record version has moved.
  const opened = new Map<string, { ver: number; value: unknown }>()
  const tableOf = (db: Dexie, table: TableName): Table<SealedRow, string> => db.table(table)
  const place = (table: TableName, id: string) => `${table}|${id}`

  async function open<Name extends TableName>(
    table: Name,
    row: SealedRow | undefined,
  ): Promise<TableOf[Name] | undefined> {
    if (row === undefined) return undefined
    const at = place(table, row.id)
    const before = opened.get(at)
    if (before?.ver === row.ver) return before.value as TableOf[Name] | undefined
    const value = await sealer.open(at, row.box)
    if (value === undefined) damaged.push({ table, id: row.id })
    opened.set(at, { ver: row.ver, value })
    return value as TableOf[Name] | undefined
  }
  const openAll = async <Name extends TableName>(table: Name, rows: SealedRow[]) =>
    (await Promise.all(rows.map((row) => open(table, row)))).filter((value) => value !== undefined)

  async function seal(change: Change, ver: number): Promise<{ table: TableName; id: string; row: SealedRow | null }> {
    if ('remove' in change) return { table: change.table, id: change.remove, row: null }
    const id = idIn[change.table](change.put as never)
    const row: SealedRow = { id, ver, box: await sealer.seal(place(change.table, id), change.put) }
    if (change.table === 'rows') {
      const caseId = caseIdOf(change.put)
      row.kind = id.slice(0, id.indexOf(':'))
      row.g = caseId === null ? '' : await sealer.blind(caseId)
    }
    return { table: change.table, id, row }
  }

  const version = async () => ((await strict.table('counter').get('version')) as Counter | undefined)?.value ?? 0
  return {
    version,
    async get(table, ids) {
      const rows = await tableOf(strict, table).bulkGet([...ids])
      return Promise.all(rows.map((row) => open(table, row)))
    },
    all: async (table) => openAll(table, await tableOf(strict, table).toArray()),
    async rows(filter): Promise<StoredRow[]> {
      const table = tableOf(strict, 'rows')
      if ('kind' in filter) return openAll('rows', await table.where('kind').equals(filter.kind).toArray())
      const g = await sealer.blind(filter.caseId)
      return openAll('rows', await table.where('g').equals(g).toArray())
    },
    async write(changes, expected, durability) {
      const sealed = await Promise.all(changes.map((change) => seal(change, expected + 1)))
      const db = durability === 'strict' ? strict : relaxed
      try {
        const outcome = await db.transaction('rw', [...TABLES, 'counter'], async () => {
          const now = ((await db.table('counter').get('version')) as Counter | undefined)?.value ?? 0
          if (now !== expected) return 'conflict' as const
          await db.table('counter').put({ id: 'version', value: expected + 1 } satisfies Counter)
          for (const name of TABLES) {
            const mine = sealed.filter((each) => each.table === name)
            const gone = mine.flatMap((each) => (each.row === null ? [each.id] : []))
            const kept = mine.flatMap((each) => (each.row === null ? [] : [each.row]))
            for (let at = 0; at < gone.length; at += CHUNK)
              await tableOf(db, name).bulkDelete(gone.slice(at, at + CHUNK))
            for (let at = 0; at < kept.length; at += CHUNK) await tableOf(db, name).bulkPut(kept.slice(at, at + CHUNK))
          }
          return 'written' as const
        })
        if (outcome === 'written') {
          toldUpTo = Math.max(toldUpTo, expected + 1)
          tell(changes)
          options.news?.tell()
        }
        return outcome
      } catch (error) {
        const told = `${error instanceof Error ? `${error.name} ${error.message}` : error}`
        throw new KeepError(told.includes('QuotaExceeded') ? 'disk-full' : 'disk-failed', error)
      }
    },
    watch(changed) {
      // This window's writes are told directly, those of other windows by Dexie and, where there is one, by `news`.
      watchers.add(changed)
      const elsewhere = liveQuery(() => strict.table('counter').get('version')).subscribe(
        (counter) => {
          const now = (counter as Counter | undefined)?.value ?? 0
          if (now <= toldUpTo) return
          toldUpTo = now
          tell(null)
        },
        (error: unknown) => options.failed?.(error),
      )
      return () => {
        watchers.delete(changed)
        elsewhere.unsubscribe()
      }
    },
    damaged: () => damaged,
    close() {
      stopHearing?.()
      strict.close()
      relaxed.close()
    },
  }
}
