import type { EntityKey } from '../../../domain/mutations/entities.ts'
import type { LinesKept } from '../../../protocol/sync/read-lines.ts'
import type { ReadRow } from '../../../protocol/sync/read-page.ts'
import type { Listing } from '../listing.ts'
import { rowReaderToCome } from '../row-reader.ts'
import type { Sealed, Sealer } from '../seal.ts'
import type { Change, RowLines, Shelf, StoredRow, Told, Watchers } from '../store-port.ts'
import { KeepError, TABLES } from '../store-port.ts'
import { placesFor } from './block-layout.ts'
import type { Aside, LogPart, PagePart, PageParts } from './connect.ts'
import { askStand, BLOCK_TABLES, connect, counterOf, logId } from './connect.ts'
import type { DamagedPlace } from './damage.ts'
import { nameOfPlace, noteDamage, placeNamed } from './damage.ts'
import type { Folding } from './fold.ts'
import { foldLog } from './fold.ts'
import { keepFolded } from './keep-folded.ts'
import { migrateRows } from './migrate-rows.ts'
import type { LinePart } from './line-index.ts'
import { pagePlace } from './log-lines.ts'
import { packRow } from './pack-row.ts'
import { isShared, namesOf } from './open-log.ts'
import { openPackedRows } from './packed-rows.ts'
import { ask, readAtOnce, writeAtOnce } from './raw.ts'
import { openSingleValues } from './single-values.ts'

/** So many rows of one write are sealed together: as many as can be written down within a frame. */
const PART_ROWS = 1_000
/** A store that comes from version 2 is folded whenever so many rows were moved. */
const MOVED_ROWS = 20_000

/** A value larger than this Chromium keeps in a file of its own, and the page waits until its main process knows of that (decision 0061). */
const FILE_BYTES = 60_000

export type DexieOptions = {
  indexedDB?: IDBFactory | undefined
  IDBKeyRange?: typeof IDBKeyRange | undefined
  failed?: (error: unknown) => void
  /** Word of writes between the windows on one database. */
  news?: { tell(): void; hear(told: () => void): () => void } | undefined
  /** What is kept in lists beside lying with its case. All, unless said otherwise. */
  listing?: Listing | undefined
  /** With it the log is folded into the blocks when nothing has been written for a while. */
  after?: ((ms: number, run: () => void) => () => void) | undefined
  /** So many rows are folded together, from the oldest on. */
  foldedAtOnce?: number | undefined
  /** What reads and checks a line of a page in parts, where that is another. */
  reader?: (() => Promise<ReadRow>) | undefined
  /** With it each slice of that waits until the page has nothing else to do. */
  whenIdle?: ((run: () => void) => void) | undefined
}

/** `fold`: brings what was written, and what an earlier version left, into blocks now. `goOn` is asked between two of its transactions. */
export type DexieShelf = Shelf & { fold(goOn?: () => boolean): Promise<Folding> }

/**
 * The shelf in IndexedDB. The rows of one case lie together under one seal, lists in blocks, and each write first in a log;
 * everything else is sealed value by value. In the clear lie opaque ids, blind indexes and fingerprints of ids.
 */
export async function openDexieShelf(name: string, sealer: Sealer, options: DexieOptions = {}): Promise<DexieShelf> {
  const connection = await connect(name, options.indexedDB, options.IDBKeyRange)
  const { db } = connection
  const damage = noteDamage()
  const places = placesFor(options.listing ?? {})
  const rows = openPackedRows(connection, sealer, damage, places, options.reader ?? rowReaderToCome, () =>
    values.forget(),
  )
  const values = openSingleValues(() => rows, sealer, damage)
  const { fold, moveOld } = foldLog(connection, sealer, damage, places, rows, options.foldedAtOnce)
  const version = () => readAtOnce(db, ['counter'], async (tx) => (await askStand(tx)).value)
  const legacy = await begin().catch((error: unknown) => {
    connection.close()
    throw notKept(error)
  })

  async function begin(): Promise<Set<string>> {
    const [at] = await readAtOnce(db, ['counter', 'cases'], (tx) =>
      Promise.all([askStand(tx), rows.cases.someOldIds(tx, 1)]),
    )
    if (at.value === 0) rows.beginEmpty()
    const left = await migrateRows(connection, sealer, damage, async () => {
      await rows.get([])
      if (rows.overlay.size >= MOVED_ROWS) await fold()
    })
    await rows.get([])
    return left
  }

  const watchers: Watchers = new Map()
  const tell = (told: Told) => {
    for (const changed of watchers.keys()) changed(told)
  }
  const tellComing = (changes: readonly Change[]) => {
    for (const coming of watchers.values()) coming?.(changes)
  }
  const stopHearing = options.news?.hear(() => tell(null))
  const folding = keepFolded(rows.overlay, { fold, moveOld }, options)
  if (rows.overlay.size > 0 || rows.overlay.lines.size > 0 || rows.cases.mayBeOld) folding.found()

  type Page = { part: LinePart; lines: LinesKept; box: Sealed }
  /** One file for all of them is made in half the time of several. */
  function sealPages(parts: RowLines, next: number): Promise<Page[]> {
    const isOneFile = parts.filter(({ small }) => small.length > FILE_BYTES).length > 1
    return Promise.all(
      parts.map(async (lines, at) => {
        const { keys, cases, ends, chunks } = lines
        const id = logId(next, at)
        const box = await sealer.sealBytes(pagePlace(id), lines.small)
        return { part: { id, home: isOneFile ? logId(next, 0) : id, keys, cases, ends, chunks }, lines, box }
      }),
    )
  }
  function recordsOf(pages: readonly Page[]): (PagePart | PageParts)[] {
    const [first] = pages
    if (first !== undefined && isShared(pages.map(({ part }) => part)))
      return [{ id: first.part.home, boxes: pages.map(({ box }) => box) }]
    return pages.map(({ part: { id }, box }) => ({ id, box }))
  }
  /** A part that is damaged among others goes with them, when they are folded. */
  async function removePlace(tx: IDBTransaction, { table, id }: DamagedPlace): Promise<void> {
    const isOfMany = table === 'pages' && 'boxes' in ((await ask(tx.objectStore(table).get(id))) ?? {})
    if (!isOfMany) tx.objectStore(table).delete(id)
  }

  async function sealLog(changes: readonly Change[], next: number): Promise<LogPart[]> {
    const written = changes.flatMap((change): { key: EntityKey; row: StoredRow | null }[] => {
      if (change.table !== 'rows') return []
      return 'put' in change
        ? [{ key: change.put.key, row: change.put }]
        : [{ key: change.remove as EntityKey, row: null }]
    })
    const parts: LogPart[] = []
    for (let at = 0; at < written.length; at += PART_ROWS) {
      const some = written.slice(at, at + PART_ROWS)
      const id = logId(next, parts.length)
      const packed = some.map(({ key, row }) => (row === null ? key : packRow(row)))
      parts.push({ id, keys: some.map(({ key }) => key), box: await sealer.seal(`log|${id}`, packed) })
    }
    return parts
  }

  async function sealAll(all: readonly Change[], expected: number, lines?: RowLines) {
    // A place that could not be opened is named like no row; it goes as a whole.
    const gonePlaces = all.flatMap((change) =>
      change.table === 'rows' && 'remove' in change ? (placeNamed(change.remove) ?? []) : [],
    )
    const changes = all.filter(
      (change) => !(change.table === 'rows' && 'remove' in change && placeNamed(change.remove) !== null),
    )
    const repaired = changes.flatMap((change) =>
      change.table === 'rows' && 'remove' in change && legacy.has(change.remove) ? [change.remove] : [],
    )
    const next = expected + 1
    const sealing = changes.flatMap((change) =>
      change.table === 'rows' ? [] : [values.seal(change, next).then((sealed) => ({ table: change.table, sealed }))],
    )
    const [pages, log, singles] = await Promise.all([
      lines === undefined ? [] : sealPages(lines, next),
      lines === undefined ? sealLog(changes, next) : [],
      Promise.all(sealing),
    ])
    const named = namesOf(
      logId(next, 0),
      pages.map(({ part }) => part),
    )
    const parts: LogPart[] = pages.length === 0 ? log : [named]
    return { all, expected, next, changes, gonePlaces, repaired, pages, parts, singles }
  }

  async function writeSealed(made: Awaited<ReturnType<typeof sealAll>>, durability: 'strict' | 'relaxed') {
    const { all, expected, next, changes, gonePlaces, repaired, pages, parts, singles } = made
    let gen: number | null = null
    try {
      const blocks = gonePlaces.length > 0 ? BLOCK_TABLES : []
      const tables = [
        ...TABLES,
        'counter',
        'log',
        ...(pages.length > 0 || blocks.length > 0 ? ['pages'] : []),
        ...blocks,
      ]
      const put = async (tx: IDBTransaction) => {
        const now = await askStand(tx)
        if (now.value !== expected) return 'conflict' as const
        if (gonePlaces.length > 0) gen = now.gen + 1
        // None needs another's answer: the end of the transaction tells of them all.
        tx.objectStore('counter').put(counterOf({ ...now, value: next, gen: gen ?? now.gen }))
        for (const part of parts) tx.objectStore('log').put(part)
        for (const record of recordsOf(pages)) tx.objectStore('pages').put(record)
        for (const place of gonePlaces) await removePlace(tx, place)
        for (const key of repaired) tx.objectStore('rows').delete(key)
        for (const { table, sealed } of singles) {
          if (typeof sealed === 'string') tx.objectStore(table).delete(sealed)
          else tx.objectStore(table).put(sealed)
        }
        return 'written' as const
      }
      const outcome = await writeAtOnce(db, tables, durability, put, (began) => {
        if (began === 'written') tellComing(all)
      })
      if (outcome === 'conflict') return outcome
    } catch (error) {
      throw notKept(error)
    }
    // Ours is the newest, unless somebody was here in between: then the next read finds it in the log.
    if (rows.stand.value === expected) values.wrote(changes)
    rows.wrote(changes, next, pages)
    if (gen !== null) rows.blocksWritten(gen, [])
    for (const place of gonePlaces) damage.places.delete(nameOfPlace(place))
    for (const key of repaired) legacy.delete(key)
    tell(all)
    options.news?.tell()
    const hasGone = changes.some((change) => change.table === 'rows' && 'remove' in change)
    if (parts.length > 0) folding.written(parts.length, hasGone)
    return 'written' as const
  }

  return {
    version,
    async get(table, ids) {
      if (table === 'rows') return rows.get(ids as EntityKey[]) as never
      const found = await values.read(table)
      return ids.map((id) => found.get(id)) as never
    },
    all: async (table) => (table === 'rows' ? await rows.all() : [...(await values.read(table)).values()]) as never,
    rows: (filter) => rows.rows(filter),
    slice: rows.slice,
    write: async (changes, expected, durability, lines) =>
      writeSealed(await sealAll(changes, expected, lines), durability),
    async ready(changes, expected) {
      const made = await sealAll(changes, expected)
      return (durability) => writeSealed(made, durability)
    },
    room: folding.room,
    async fold(goOn) {
      const outcome = await fold(goOn)
      if (outcome !== 'folded' && outcome !== 'nothing') return outcome
      const moving = await moveOld(goOn)
      return moving === 'nothing' ? outcome : moving
    },
    remembered: {
      version: async () => rows.stand.value,
      async get(table, ids) {
        if (table === 'rows') return (rows.recall(ids as EntityKey[]) ?? (await rows.get(ids as EntityKey[]))) as never
        const found = values.recall(table) ?? (await values.read(table))
        return ids.map((id) => found.get(id)) as never
      },
      async all(table) {
        if (table === 'rows') return (await rows.all()) as never
        return [...(values.recall(table) ?? (await values.read(table))).values()] as never
      },
    },
    aside: {
      async read(name) {
        const kept = (await readAtOnce(db, ['aside'], (tx) => ask(tx.objectStore('aside').get(name)))) as
          | Aside
          | undefined
        return kept === undefined ? undefined : sealer.open(`aside|${name}`, kept.box)
      },
      async write(name, value) {
        const kept: Aside = { id: name, box: await sealer.sealSmall(`aside|${name}`, value) }
        const put = async (tx: IDBTransaction) => void tx.objectStore('aside').put(kept)
        await writeAtOnce(db, ['aside'], 'relaxed', put).catch((error: unknown) => Promise.reject(notKept(error)))
      },
    },
    watch(changed, coming) {
      // This window's writes are told directly, those of other windows by `news`.
      watchers.set(changed, coming)
      return () => void watchers.delete(changed)
    },
    damaged: () => damage.list,
    close() {
      folding.stop()
      stopHearing?.()
      connection.close()
    },
  }
}

function notKept(error: unknown): KeepError {
  const told = `${error instanceof Error ? `${error.name} ${error.message}` : error}`
  return new KeepError(told.includes('QuotaExceeded') ? 'disk-full' : 'disk-failed', error)
}
