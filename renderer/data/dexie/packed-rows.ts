import type { EntityKey } from '../../../domain/mutations/entities.ts'
import type { LinesKept } from '../../../protocol/sync/read-lines.ts'
import type { ReadRow } from '../../../protocol/sync/read-page.ts'
import { caseIdOf } from '../case-id-of.ts'
import type { Sealer } from '../seal.ts'
import type { Change, RowFilter, SliceEnd, StoredRow } from '../store-port.ts'
import type { Places } from './block-layout.ts'
import { caseNumber, kindOf, listBlockOf, listBlocks, printOf } from './block-layout.ts'
import { readCaseBlocks } from './case-blocks.ts'
import type { Block, BlockId, BlockTable, Connection, LogPart, Stand } from './connect.ts'
import { askStand, BLOCK_TABLES, logId } from './connect.ts'
import type { Damage } from './damage.ts'
import { makeKeySet, type KeySet } from './key-set.ts'
import type { LinePart, LineRows, OpenedLines } from './line-index.ts'
import { lineRows } from './log-lines.ts'
import { openLines } from './open-lines.ts'
import { openLog } from './open-log.ts'
import { makeOverlay } from './overlay.ts'
import type { PackedRow } from './pack-row.ts'
import { unpackRow } from './pack-row.ts'
import { ask, readAtOnce } from './raw.ts'

export type PackedRows = ReturnType<typeof openPackedRows>
type Rows = ReadonlyMap<EntityKey, StoredRow>

/** So many opened blocks stay in memory. */
const BLOCKS_HELD = 48
/** So many names stay in memory of which the disk said that nothing lies there. */
const MISSED_HELD = 2_000
/** So many blocks, or parts of the log, are a slice of all rows. */
const SLICE_BLOCKS = 40
const SLICE_PARTS = 2
/** So many are opened side by side: whoever opens a case meanwhile comes next. */
const OPENED_AT_ONCE = 4
/** Who wants no lines. */
const NO_LINES = (): number[] => []

/**
 * The rows: blocks on the disk, and on top of them in memory what was written since the blocks were. A read takes blocks
 * and log from one moment, and is done again when the blocks were written under it.
 */
export function openPackedRows(
  { db, keyRange }: Connection,
  sealer: Sealer,
  damage: Damage,
  places: Places,
  reader: () => Promise<ReadRow>,
  catchingUp: () => void,
) {
  const overlay = makeOverlay()
  const log = openLog(sealer, damage, reader)
  const pages = openLines(db, log, overlay)
  const cases = readCaseBlocks(keyRange)
  /** How far this window has read. */
  const stand: Stand = { value: 0, folded: 0, gen: 0 }
  const opened = new Map<string, { gen: number; rows: Rows; era: number; at: number }>()
  /** Rises whenever blocks may have become others than those in memory. */
  let era = 0
  let lists: { gen: number; ids: string[] } | null = null
  /** Keys that were looked for and lay nowhere. */
  const missed = new Set<EntityKey>()
  /** Fingerprints of everything in the blocks, where that is known: of a store that was empty when it was opened. */
  let known: KeySet | null = null

  async function openBlock(table: BlockTable, block: Block): Promise<Rows | null> {
    const at = `${table}|${block.id}`
    const before = opened.get(at)
    if (before?.gen === block.gen) {
      opened.delete(at)
      opened.set(at, before)
      return before.rows
    }
    const packed = (await sealer.open(at, block.box)) as PackedRow[] | undefined
    if (packed === undefined) {
      damage.notePlace({ table, id: block.id }, block.gen)
      return null
    }
    return new Map(packed.map((each) => [each[0], unpackRow(each)]))
  }

  /** `asOf`: the era in which it was taken from the disk, `at`: where the blocks stood there; -1 where that is not known. */
  async function openAndHold(table: BlockTable, block: Block, asOf = -1, at = -1): Promise<Rows | null> {
    const rows = await openBlock(table, block)
    if (rows !== null) hold(table, block, rows, asOf, at)
    return rows
  }

  function hold(table: BlockTable, { id, gen }: Pick<Block, 'id' | 'gen'>, rows: Rows, asOf: number, at: number): void {
    opened.delete(`${table}|${id}`)
    opened.set(`${table}|${id}`, { gen, rows, era: asOf, at })
    const [oldest] = opened.keys()
    if (opened.size > BLOCKS_HELD && oldest !== undefined) opened.delete(oldest)
  }

  /** Takes in what other windows wrote. */
  async function catchUp(to: Stand, parts: readonly LogPart[]): Promise<void> {
    if (to.value <= stand.value && to.folded <= stand.folded) return
    const since = await Promise.all(parts.map(log.part))
    missed.clear()
    if (to.folded > stand.folded) {
      era++
      overlay.dropUpTo(to.folded)
      stand.folded = to.folded
    }
    if (to.value <= stand.value) return
    for (const part of since) {
      if (part.version <= stand.value) continue
      if ('lines' in part) for (const lines of part.lines) overlay.setLines(lines)
      else for (const [key, row] of part.rows) overlay.set(key, row, part.version)
    }
    stand.value = to.value
    catchingUp()
  }

  /**
   * `take` reads the disk inside the transaction, `open` unseals after it, `join` sees all as of one moment. What `take` asks
   * for before it waits for `at` is answered together with it. `lines`: the parts of the log that `join` wants opened.
   */
  async function read<Taken, Opened, Value>(
    tables: readonly string[],
    take: (tx: IDBTransaction, at: Promise<Stand>) => Promise<Taken>,
    open: (taken: Taken) => Promise<Opened>,
    join: (opened: Opened, isNewest: boolean, lines: OpenedLines) => Value,
    lines: () => readonly number[] = NO_LINES,
  ): Promise<Value> {
    for (;;) {
      const { folded } = stand
      const opened = new Map<number, LineRows>()
      // Where they are is known already: they are asked for beside the blocks.
      const early = lines().length > 0 ? pages.open(lines, opened) : opened
      // Where it fails it is told of below, unless the blocks cannot be read either: that is told then.
      Promise.resolve(early).catch(() => {})
      const { at, parts, taken } = await readAtOnce(db, ['counter', 'log', ...tables], async (tx) => {
        const standing = askStand(tx).then((at) => {
          // Written by somebody else: what they hold is not known here.
          if (at.gen > stand.gen) known = null
          return at
        })
        const taking = take(tx, standing)
        // A transaction that fails is told of once.
        taking.catch(() => {})
        const at = await standing
        const from = Math.max(stand.value, at.folded)
        const since = () => keyRange.bound(logId(from + 1, 0), logId(at.value + 1, 0), false, true)
        const [parts, taken] = await Promise.all([
          at.value <= from ? [] : (ask(tx.objectStore('log').getAll(since())) as Promise<LogPart[]>),
          taking,
        ])
        return { at, parts, taken }
      })
      await catchUp(at, parts)
      const found = await open(taken)
      const came = (await early) === null ? null : await pages.open(lines, opened)
      // Folded under this read: what is in the blocks now is no longer in memory, and was not in them when they were read.
      if (came !== null && stand.folded === folded && stand.folded === at.folded)
        return join(found, at.value === stand.value, came)
    }
  }

  /** The names of all blocks of lists, in order. */
  async function listIds(tx: IDBTransaction, gen: number): Promise<readonly string[]> {
    if (lists?.gen !== gen) lists = { gen, ids: (await ask(tx.objectStore('lists').getAllKeys())) as string[] }
    return lists.ids
  }

  /** Of a key, or of a block's name: that it lies nowhere, as far as that is known without looking. */
  const isAbsent = (name: string) => known !== null && !known.has(printOf(name))

  /** `inMemory`: of what is wanted what need not be taken, because nobody has written a block since it was. */
  async function takeFor(
    keys: readonly EntityKey[],
    tx: IDBTransaction,
    at: Promise<Stand>,
  ): Promise<{ gen: number; inMemory: Rows[]; blocks: [BlockTable, Block][] }> {
    const { gen } = await at
    const wanted = keys.filter((key) => !overlay.has(key) && !isAbsent(key))
    if (wanted.length === 0) return { gen, inMemory: [], blocks: [] }
    const ids = await listIds(tx, gen)
    const inLists = new Set(wanted.flatMap((key) => listBlockOf(ids, key) ?? []))
    const inMemory: Rows[] = []
    for (const id of inLists) {
      const held = opened.get(`lists|${id}`)
      if (held?.at !== gen) continue
      inLists.delete(id)
      inMemory.push(held.rows)
      hold('lists', { id, gen: held.gen }, held.rows, held.era, gen)
    }
    const prints = wanted.filter((key) => places.isPartlyInCases(kindOf(key))).flatMap(cases.printsOf)
    const byPrint = tx.objectStore('cases').index('k')
    const [fromLists, fromCases] = await Promise.all([
      Promise.all([...inLists].map((id) => ask(tx.objectStore('lists').get(id)) as Promise<Block | undefined>)),
      Promise.all(prints.map((print) => ask(byPrint.getAll(print)) as Promise<Block[]>)),
    ])
    const byId = new Map(fromCases.flat().map((block) => [block.id, block]))
    const blocks = [
      ...fromLists.flatMap((block): [BlockTable, Block][] => (block === undefined ? [] : [['lists', block]])),
      ...[...byId.values()].map((block): [BlockTable, Block] => ['cases', block]),
    ]
    return { gen, inMemory, blocks }
  }

  /** Some at a time, so that keys and paint come in between. */
  async function openMany(taken: readonly [BlockTable, Block][]): Promise<StoredRow[]> {
    const rows: StoredRow[] = []
    for (let at = 0; at < taken.length; at += OPENED_AT_ONCE) {
      const some = taken.slice(at, at + OPENED_AT_ONCE).map(([table, block]) => openBlock(table, block))
      for (const found of await Promise.all(some)) if (found !== null) rows.push(...found.values())
    }
    return rows
  }

  /** Blocks as they lie there, from one name to another, or all. */
  const blocks = async (tx: IDBTransaction, table: BlockTable, range?: [string, string]) => {
    const within = range === undefined ? undefined : keyRange.bound(...range, false, true)
    const found = (await ask(tx.objectStore(table).getAll(within))) as Block[]
    return found.map((block): [BlockTable, Block] => [table, block])
  }

  return {
    overlay,
    stand,
    read,
    openAndHold,
    isAbsent,
    listIds,
    cases,

    get: (keys: readonly EntityKey[]): Promise<(StoredRow | undefined)[]> =>
      read(
        BLOCK_TABLES,
        async (tx, at) => ({ asOf: era, ...(await takeFor(keys, tx, at)) }),
        async ({ asOf, gen, inMemory, blocks }) => {
          const taken = await Promise.all(blocks.map(([table, block]) => openAndHold(table, block, asOf, gen)))
          return [...inMemory, ...taken.filter((rows) => rows !== null)]
        },
        (found, _, lines) => {
          if (missed.size > MISSED_HELD) missed.clear()
          return keys.map((key) => {
            const since = overlay.get(key)
            if (since !== undefined) return since.row ?? undefined
            if (overlay.lines.has(key)) return overlay.lines.row(key, lines)
            const row = found.find((rows) => rows.has(key))?.get(key)
            if (row === undefined) missed.add(key)
            return row
          })
        },
        () => overlay.lines.idsOf(keys),
      ),

    /** The rows as they were when this window last read or wrote. Null: not all of them are in memory. */
    recall(keys: readonly EntityKey[]): (StoredRow | undefined)[] | null {
      const found: (StoredRow | undefined)[] = []
      for (const key of keys) {
        const since = overlay.get(key)
        const block = since !== undefined || lists === null ? undefined : listBlockOf(lists.ids, key)
        const held = block === undefined ? undefined : opened.get(`lists|${block}`)
        if (since !== undefined) found.push(since.row ?? undefined)
        else if (overlay.lines.has(key)) {
          const row = overlay.lines.row(key, pages.held)
          if (row === undefined) return null
          found.push(row)
        } else if (held?.era === era && held.rows.has(key)) found.push(held.rows.get(key))
        else if (missed.has(key)) found.push(undefined)
        else return null
      }
      return found
    },

    all: (): Promise<StoredRow[]> =>
      read(
        BLOCK_TABLES,
        async (tx) => [...(await blocks(tx, 'lists')), ...(await blocks(tx, 'cases'))],
        openMany,
        (rows, _, lines) => overlay.on([...new Map(rows.map((row) => [row.key, row])).values()], 'all', lines),
        () => overlay.lines.idsFor('all'),
      ),

    /**
     * See `Shelf.slice`: first what the log holds in memory, then its pages, then blocks of lists, then of cases, without what
     * is listed as well.
     */
    slice: (from: SliceEnd | null): Promise<{ rows: StoredRow[]; end: SliceEnd | null }> => {
      const next = () => (from?.table === 'pages' ? overlay.lines.after(from.after as number, SLICE_PARTS) : [])
      return read(
        BLOCK_TABLES,
        async (tx) => {
          if (from === null || from.table === 'pages') return []
          const within = keyRange.lowerBound(from.after, true)
          return (await ask(tx.objectStore(from.table).getAll(within, SLICE_BLOCKS))) as Block[]
        },
        async (found) => ({
          last: found.length === SLICE_BLOCKS ? found.at(-1) : undefined,
          rows: await openMany(found.map((block): [BlockTable, Block] => [from?.table as BlockTable, block])),
        }),
        ({ rows, last }, _, lines): { rows: StoredRow[]; end: SliceEnd | null } => {
          if (from === null)
            return { rows: overlay.all().flatMap(({ row }) => row ?? []), end: { table: 'pages', after: -1 } }
          const { table } = from
          if (table === 'pages') {
            const ids = next()
            const end: SliceEnd =
              ids.length === 0 ? { table: 'lists', after: '' } : { table, after: ids.at(-1) as number }
            return { rows: ids.flatMap((id) => overlay.lines.rowsIn(id, lines)), end }
          }
          const own = rows.filter(
            (row) => !overlay.has(row.key) && (table === 'lists' || !places.isListed(row, caseIdOf(row))),
          )
          if (last !== undefined) return { rows: own, end: { table, after: last.id } }
          return { rows: own, end: table === 'lists' ? { table: 'cases', after: -1 } : null }
        },
        next,
      )
    },

    async rows(filter: RowFilter): Promise<StoredRow[]> {
      if ('kind' in filter) {
        const { kind } = filter
        return read(
          BLOCK_TABLES,
          async (tx) => [
            ...(await blocks(tx, 'lists', listBlocks(kind))),
            ...(places.isPartlyInCases(kind) && filter.isListed !== true ? await blocks(tx, 'cases') : []),
          ],
          openMany,
          (rows, _, lines) =>
            overlay.on(
              [...new Map(rows.flatMap((row) => (kindOf(row.key) === kind ? [[row.key, row]] : []))).values()],
              filter,
              lines,
            ),
          () => overlay.lines.idsFor({ kind }),
        )
      }
      const n = caseNumber(await sealer.blind(filter.caseId))
      return read(
        BLOCK_TABLES,
        async (tx) => (await cases.blocksOf(tx, n)).map((block): [BlockTable, Block] => ['cases', block]),
        openMany,
        (rows, _, lines) =>
          overlay.on(
            rows.filter((row) => caseIdOf(row) === filter.caseId),
            filter,
            lines,
          ),
        () => overlay.lines.idsFor(filter),
      )
    },

    /** What was just written by this window; `came`: the lines that say all of its rows. */
    wrote(changes: readonly Change[], version: number, came: readonly { part: LinePart; lines: LinesKept }[]): void {
      if (stand.value !== version - 1) return
      for (const { part, lines } of came) {
        overlay.setLines(part)
        pages.hold(
          part.id,
          lineRows(part.keys, lines.row, (key) => damage.note('rows', key, part.id)),
        )
        if (missed.size > 0) for (const key of part.keys) missed.delete(key)
      }
      for (const change of came.length > 0 ? [] : changes) {
        if (change.table !== 'rows') continue
        if ('put' in change) missed.delete(change.put.key)
        if ('put' in change) overlay.set(change.put.key, change.put, version)
        else overlay.set(change.remove as EntityKey, null, version)
      }
      stand.value = version
    },
    /** The blocks are being written anew by this window. */
    blocksComing(gen: number): void {
      stand.gen = gen
    },
    blocksWritten(gen: number, written: readonly { id: BlockId; rows: Rows }[]): void {
      stand.gen = gen
      lists = null
      era++
      for (const { id, rows } of written) {
        known?.add(printOf(`${id}`))
        for (const key of rows.keys()) known?.add(printOf(key))
      }
    },
    folded(upTo: number): void {
      overlay.dropUpTo(upTo)
      stand.folded = upTo
      pages.forgetUpTo(upTo)
    },
    /** The store is empty: from here on it is known what the blocks hold. */
    beginEmpty(): void {
      known = makeKeySet()
    },
    /** Somebody else wrote blocks first. */
    overtaken(): void {
      known = null
    },
  }
}
