import type { EntityKey } from '../../../domain/mutations/entities.ts'
import type { Sealer } from '../seal.ts'
import type { StoredRow } from '../store-port.ts'
import type { Places } from './block-layout.ts'
import { BLOCK_ROWS, caseBlockId, caseNumber, caseOfBlock, divideList, kindOf, printOf } from './block-layout.ts'
import type { Block, BlockId, BlockTable, Connection } from './connect.ts'
import { askStand, counterOf, logId, versionOf } from './connect.ts'
import type { Damage } from './damage.ts'
import type { Edit, Rewrite } from './edit-blocks.ts'
import { byBlock, editCase, editOf } from './edit-blocks.ts'
import type { UnreadLine } from './line-index.ts'
import type { Written } from './overlay.ts'
import { packRow } from './pack-row.ts'
import type { PackedRows } from './packed-rows.ts'
import { ask, readAtOnce, writeAtOnce } from './raw.ts'

/** damaged: something must be repaired first. overtaken: another window folds. */
export type Folding = 'folded' | 'nothing' | 'damaged' | 'overtaken'

/** So many cases, or blocks of lists, are read and written at a time. */
const CASES_AT_ONCE = 40
const LISTS_AT_ONCE = 12
/**
 * So many rows, from the oldest on, are brought into blocks before the next are looked at. Their parts are in memory together, deflated; but
 * for each such lot nearly every block of a list is written anew.
 */
const ROWS_AT_ONCE = 60_000
/** So many lots are folded before what comes to lists is. */
const LOTS_A_LIST = 4
/** So many are sorted out before keys and paint come in between. */
const SORTED_AT_ONCE = 4_000

const writtenBy = (row: UnreadLine, part: number): Written => ({
  key: row.key,
  row,
  caseId: row.caseId,
  version: versionOf(part),
})

/** A line that cannot be read is told of when it is read, and fetched again. */
const isThere = ({ server, view }: StoredRow) => server !== null || view !== null

/** Of each kind what comes to its list. Null: it is in no list any more. */
type Lists = Map<string, Map<EntityKey, StoredRow | null>>
type Lot = { upTo: number }

class Damaged extends Error {}
class Overtaken extends Error {}

/**
 * Brings what lies in the log into the blocks, some at a time. Until the last step the log stays and lies on top of the
 * blocks in every window, so it may end between any two: nothing is lost, and doing it again changes nothing.
 */
export function foldLog(
  { db, keyRange }: Connection,
  sealer: Sealer,
  damage: Damage,
  places: Places,
  rows: PackedRows,
  rowsAtOnce = ROWS_AT_ONCE,
) {
  let gen = 0

  /** Each slice is read, sealed and then written in one transaction, if nobody else has written blocks since. */
  async function write(rewrites: readonly Rewrite[], finish?: { upTo: number }): Promise<void> {
    const blocks = (await Promise.all(rewrites.map(sealBlock))).flat()
    rows.blocksComing(gen + 1)
    await writeAtOnce(db, ['counter', 'log', 'pages', 'cases', 'lists'], 'relaxed', async (tx) => {
      const now = await askStand(tx)
      if (now.gen !== gen || now.folded !== rows.stand.folded) throw new Overtaken()
      tx.objectStore('counter').put(counterOf({ ...now, gen: gen + 1, folded: finish?.upTo ?? now.folded }))
      for (const { table, id, rows: held } of rewrites) if (held.size === 0) tx.objectStore(table).delete(id)
      for (const [table, block] of blocks) tx.objectStore(table).put(block)
      const done = finish && keyRange.upperBound(logId(finish.upTo + 1, 0), true)
      if (done !== undefined) for (const table of ['log', 'pages']) tx.objectStore(table).delete(done)
    })
    gen++
    rows.blocksWritten(gen, rewrites)
  }

  async function sealBlock({ table, id, rows: held }: Rewrite): Promise<[BlockTable, Block][]> {
    if (held.size === 0) return []
    const box = await sealer.sealSmall(`${table}|${id}`, [...held.values()].filter(isThere).map(packRow))
    const k = table === 'cases' ? { k: [...new Set([...held.keys()].map(printOf))] } : {}
    return [[table, { id, gen: gen + 1, box, ...k }]]
  }

  async function open(table: BlockTable, block: Block): Promise<Map<EntityKey, StoredRow>> {
    const found = await rows.openAndHold(table, block)
    if (found === null) throw new Damaged()
    return new Map(found)
  }

  /** Where the entries belong. */
  async function sortOut(entries: readonly Written[], cases: Map<number, Edit>, lists: Lists): Promise<void> {
    // What was removed says no longer whose it was.
    const gone = entries.filter(({ row, caseId }) => row === null || caseId === null)
    for (const [key, homes] of await homesOf(gone.map(({ key }) => key)))
      for (const home of homes) editOf(cases, home).removes.add(key)
    const names = [...new Set(entries.flatMap(({ caseId }) => caseId ?? []))]
    const numbers = new Map<string, number>()
    for (let at = 0; at < names.length; at += BLOCK_ROWS)
      await Promise.all(
        names.slice(at, at + BLOCK_ROWS).map(async (name) => numbers.set(name, caseNumber(await sealer.blind(name)))),
      )
    for (const { key, row, caseId } of entries) {
      const kind = kindOf(key)
      const ofKind = lists.get(kind) ?? new Map<EntityKey, StoredRow | null>()
      lists.set(kind, ofKind.set(key, row !== null && places.isListed(row, caseId) ? row : null))
      if (row !== null && caseId !== null) editOf(cases, numbers.get(caseId) as number).puts.push(row)
    }
  }

  /** The cases in whose blocks they lie. */
  async function homesOf(keys: readonly EntityKey[]): Promise<[EntityKey, number[]][]> {
    const sought = keys.filter((key) => !rows.isAbsent(key))
    const homes: [EntityKey, number[]][] = []
    for (let at = 0; at < sought.length; at += BLOCK_ROWS) {
      const some = sought.slice(at, at + BLOCK_ROWS)
      const found = await readAtOnce(db, ['cases'], (tx) => {
        const byPrint = tx.objectStore('cases').index('k')
        const lookUp = (print: number) => ask(byPrint.getAllKeys(print)) as Promise<BlockId[]>
        return Promise.all(some.map(async (key) => (await Promise.all(rows.cases.printsOf(key).map(lookUp))).flat()))
      })
      some.forEach((key, index) => homes.push([key, (found[index] ?? []).map(caseOfBlock)]))
    }
    return homes
  }

  /** The blocks of each case. */
  async function heldBy(edits: readonly [number, Edit][]): Promise<Rewrite[][]> {
    const found = await readAtOnce(db, ['cases'], (tx) =>
      Promise.all(
        edits.map(async ([n]): Promise<Block[]> => {
          if (rows.isAbsent(`${caseBlockId(n, 0)}`)) return []
          return rows.cases.blocksOf(tx, n)
        }),
      ),
    )
    return Promise.all(
      found.map((blocks) =>
        Promise.all(
          blocks.map(async (block): Promise<Rewrite> => {
            return { table: 'cases', id: block.id, rows: await open('cases', block) }
          }),
        ),
      ),
    )
  }

  /** What comes to a case and lies in another still: a row may have gone over. */
  async function straysOf(edits: readonly [number, Edit][], held: readonly Rewrite[][]): Promise<[number, Edit][]> {
    const own = new Map<EntityKey, number>()
    for (const [index, [n, { puts }]] of edits.entries())
      for (const { key } of puts) if (held[index]?.some(({ rows: lying }) => lying.has(key)) !== true) own.set(key, n)
    const strays = new Map<number, Edit>()
    for (const [key, homes] of await homesOf([...own.keys()]))
      for (const home of homes) if (home !== own.get(key)) editOf(strays, home).removes.add(key)
    return [...strays]
  }

  async function foldCases(edits: readonly [number, Edit][]): Promise<void> {
    let held = await heldBy(edits)
    // First they go where they were: cut short in between, they are found to come once more.
    const strays = await straysOf(edits, held)
    if (strays.length > 0) {
      await foldCases(strays)
      held = await heldBy(edits)
    }
    await write(edits.flatMap(([n, edit], index) => editCase(n, held[index] ?? [], edit)))
  }

  async function foldLists(ids: readonly string[], edits: readonly [string, Edit][]): Promise<void> {
    const names = edits.map(([id]) => id)
    const found = (await readAtOnce(db, ['lists'], (tx) =>
      Promise.all(names.map((name) => ask(tx.objectStore('lists').get(name)))),
    )) as (Block | undefined)[]
    const rewrites: Rewrite[] = []
    for (const [index, [id, { puts, removes }]] of edits.entries()) {
      const block = found[index]
      const held = block === undefined ? new Map<EntityKey, StoredRow>() : await open('lists', block)
      for (const key of removes) held.delete(key)
      for (const row of puts) held.set(row.key, row)
      const next = ids[ids.indexOf(id) + 1]
      const isLast = next === undefined || kindOf(next) !== kindOf(id)
      const parts = divideList(id, [...held.values()], isLast)
      if (parts.length === 0) rewrites.push({ table: 'lists', id, rows: new Map() })
      for (const part of parts)
        rewrites.push({ table: 'lists', id: part.id, rows: new Map(part.rows.map((row) => [row.key, row])) })
    }
    await write(rewrites)
  }

  /** What an earlier version left is moved case by case; where it ends, the rest lies where it is and is read there. */
  async function moveOld(goOn: () => Promise<boolean>): Promise<Folding> {
    let outcome: Folding = 'nothing'
    while (rows.cases.mayBeOld) {
      if (!(await goOn())) return 'overtaken'
      const ids = await rows.read(
        ['cases'],
        async (tx, standing) => {
          const [at, ids] = await Promise.all([standing, rows.cases.someOldIds(tx, CASES_AT_ONCE)])
          return { at, ids }
        },
        async (taken) => taken,
        (taken) => {
          gen = taken.at.gen
          return taken.ids
        },
      )
      await foldCases([...new Set(ids.map(caseOfBlock))].map((n) => [n, { puts: [], removes: new Set() }]))
      if (ids.length > 0) outcome = 'folded'
    }
    return outcome
  }

  /**
   * Some of the log at a time, from its beginning. Cases are written each time, lists and the end of what is folded with every fourth:
   * what comes lies in nearly every block of a list, which is written anew. What was folded stays so. What comes meanwhile is left for
   * another time: while an agent acts and acts, this would go on beside it.
   */
  async function foldAll(goOn: () => Promise<boolean>): Promise<Folding> {
    const last = await rows.read(
      [],
      async (_, standing) => standing,
      async (at) => at,
      () => rows.stand.value,
    )
    for (let before: Folding = 'nothing'; ; before = 'folded') {
      const lists: Lists = new Map()
      let lot: Lot | Folding = await foldLot(goOn, 0, lists)
      for (let count = 1; count < LOTS_A_LIST && typeof lot === 'object' && lot.upTo < last; count++)
        lot = await foldLot(goOn, lot.upTo, lists)
      if (typeof lot === 'string') return lot === 'nothing' ? before : lot
      const outcome = await foldEnd(goOn, lists, lot.upTo)
      if (outcome !== 'folded' || lot.upTo >= last) return outcome
    }
  }

  /** The cases of what came after this version. What comes to lists, or goes from them, is noted. */
  async function foldLot(goOn: () => Promise<boolean>, after: number, lists: Lists): Promise<Lot | Folding> {
    /** Null: all there is. */
    const end = rows.overlay.versionBy(rowsAtOnce, after)
    const isDue = (version: number) => version > after && (end === null || version <= end)
    const parts = () => rows.overlay.lines.idsFor('all').filter((id) => isDue(versionOf(id)))
    const start = await rows.read(
      [],
      async (_, standing) => standing,
      async (at) => at,
      (at, _, lines) => ({
        gen: at.gen,
        upTo: end ?? rows.stand.value,
        entries: rows.overlay.all().filter(({ version }) => isDue(version)),
        parts: parts(),
        lines,
      }),
      parts,
    )
    if (start.entries.length === 0 && start.parts.length === 0 && after === 0)
      return end === null ? 'nothing' : 'overtaken'
    gen = start.gen
    const cases = new Map<number, Edit>()
    for (let at = 0; at < start.entries.length; at += SORTED_AT_ONCE) {
      if (!(await goOn())) return 'overtaken'
      await sortOut(start.entries.slice(at, at + SORTED_AT_ONCE), cases, lists)
    }
    for (const id of start.parts) {
      if (!(await goOn())) return 'overtaken'
      // What has come since, and is newer, lies in the log behind what is folded here.
      const entries = rows.overlay.lines.unreadIn(id, start.lines).map((row) => writtenBy(row, id))
      await sortOut(entries, cases, lists)
    }
    const inCases = [...cases]
    for (let at = 0; at < inCases.length; at += CASES_AT_ONCE) {
      if (!(await goOn())) return 'overtaken'
      await foldCases(inCases.slice(at, at + CASES_AT_ONCE))
    }
    return { upTo: start.upTo }
  }

  async function foldEnd(goOn: () => Promise<boolean>, lists: Lists, upTo: number): Promise<Folding> {
    const ids = await readAtOnce(db, ['lists'], (tx) => rows.listIds(tx, gen))
    const inLists = byBlock(ids, lists)
    for (let at = 0; at < inLists.length; at += LISTS_AT_ONCE) {
      if (!(await goOn())) return 'overtaken'
      await foldLists(ids, inLists.slice(at, at + LISTS_AT_ONCE))
    }
    if (!(await goOn())) return 'overtaken'
    await write([], { upTo })
    rows.folded(upTo)
    return 'folded'
  }

  let turn: Promise<unknown> = Promise.resolve()
  /** One at a time in a window. */
  function inTurn(work: (goOn: () => Promise<boolean>) => Promise<Folding>) {
    /** `goOn` is asked before each slice, after `rest`. */
    return (goOn: () => boolean = () => true, rest: () => Promise<void> = async () => {}): Promise<Folding> => {
      const run = async () => {
        if (damage.places.size > 0) return 'damaged'
        try {
          return await work(async () => {
            await rest()
            return goOn()
          })
        } catch (error) {
          rows.overtaken()
          if (error instanceof Damaged) return 'damaged'
          if (error instanceof Overtaken) return 'overtaken'
          throw error
        }
      }
      const done = turn.then(run)
      turn = done.catch(() => {})
      return done
    }
  }
  return { fold: inTurn(foldAll), moveOld: inTurn(moveOld) }
}
