import type { EntityKey } from '../../../domain/mutations/entities.ts'
import type { Sealer } from '../seal.ts'
import type { StoredRow } from '../store-port.ts'
import type { Places } from './block-layout.ts'
import {
  BLOCK_ROWS,
  caseBlockId,
  caseBlocks,
  caseOfBlock,
  divideList,
  fingerprint,
  kindOf,
  listBlockOf,
  listBlocks,
  placeInCase,
} from './block-layout.ts'
import type { Block, BlockTable, Connection } from './connect.ts'
import { askStand, counterOf, logId } from './connect.ts'
import type { Damage } from './damage.ts'
import type { Written } from './overlay.ts'
import { packRow } from './pack-row.ts'
import type { PackedRows } from './packed-rows.ts'
import { ask, readAtOnce, writeAtOnce } from './raw.ts'

/** damaged: something must be repaired first. overtaken: another window folds. */
export type Folding = 'folded' | 'nothing' | 'damaged' | 'overtaken'

/** So many cases, or blocks of lists, are read and written at a time. */
const CASES_AT_ONCE = 40
const LISTS_AT_ONCE = 12
const SEALED_AT_ONCE = 8

/** What becomes of the rows in one place. */
type Edit = { puts: StoredRow[]; removes: Set<EntityKey> }
/** A block as it is to be written. Without rows it goes. */
type Rewrite = { table: BlockTable; id: string; rows: Map<EntityKey, StoredRow> }

function editOf(edits: Map<string, Edit>, place: string): Edit {
  const edit = edits.get(place) ?? { puts: [], removes: new Set<EntityKey>() }
  edits.set(place, edit)
  return edit
}

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
) {
  let gen = 0

  /** Each slice is read, sealed and then written in one transaction, if nobody else has written blocks since. */
  async function write(rewrites: readonly Rewrite[], finish?: { upTo: number }): Promise<void> {
    const blocks: [BlockTable, Block][] = []
    for (let at = 0; at < rewrites.length; at += SEALED_AT_ONCE)
      blocks.push(...(await Promise.all(rewrites.slice(at, at + SEALED_AT_ONCE).map(sealBlock))).flat())
    rows.blocksComing(gen + 1)
    await writeAtOnce(db, ['counter', 'log', 'cases', 'lists'], 'relaxed', async (tx) => {
      const now = await askStand(tx)
      if (now.gen !== gen || now.folded !== rows.stand.folded) throw new Overtaken()
      tx.objectStore('counter').put(counterOf({ ...now, gen: gen + 1, folded: finish?.upTo ?? now.folded }))
      for (const { table, id, rows: held } of rewrites) if (held.size === 0) tx.objectStore(table).delete(id)
      for (const [table, block] of blocks) tx.objectStore(table).put(block)
      if (finish) tx.objectStore('log').delete(keyRange.upperBound(logId(finish.upTo + 1, 0), true))
    })
    gen++
    rows.blocksWritten(gen, rewrites)
  }

  async function sealBlock({ table, id, rows: held }: Rewrite): Promise<[BlockTable, Block][]> {
    if (held.size === 0) return []
    const box = await sealer.sealSmall(`${table}|${id}`, [...held.values()].map(packRow))
    const k = table === 'cases' ? { k: [...held.keys()].map(fingerprint) } : {}
    return [[table, { id, gen: gen + 1, box, ...k }]]
  }

  async function open(table: BlockTable, block: Block): Promise<Map<EntityKey, StoredRow>> {
    const found = await rows.openAndHold(table, block)
    if (found === null) throw new Damaged()
    return new Map(found)
  }

  /** Where the entries belong. */
  async function sortOut(entries: readonly Written[]): Promise<{ cases: Map<string, Edit>; lists: Map<string, Edit> }> {
    const cases = new Map<string, Edit>()
    const lists = new Map<string, Edit>()
    // What was removed says no longer whose it was.
    const gone = entries.filter(({ row, caseId }) => row === null || caseId === null)
    for (const [key, homes] of await homesOf(gone.map(({ key }) => key)))
      for (const home of homes) editOf(cases, home).removes.add(key)
    const names = [...new Set(entries.flatMap(({ caseId }) => caseId ?? []))]
    const blind = new Map<string, string>()
    for (let at = 0; at < names.length; at += BLOCK_ROWS)
      await Promise.all(names.slice(at, at + BLOCK_ROWS).map(async (name) => blind.set(name, await sealer.blind(name))))
    for (const { key, row, caseId } of entries) {
      const kind = kindOf(key)
      editOf(lists, kind).removes.add(key)
      if (row === null) continue
      if (caseId !== null) editOf(cases, blind.get(caseId) as string).puts.push(row)
      if (places.isListed(row, caseId)) editOf(lists, kind).puts.push(row)
    }
    return { cases, lists }
  }

  /** The cases in whose blocks they lie. */
  async function homesOf(keys: readonly EntityKey[]): Promise<[EntityKey, string[]][]> {
    const sought = keys.filter((key) => !rows.isAbsent(key))
    const homes: [EntityKey, string[]][] = []
    for (let at = 0; at < sought.length; at += BLOCK_ROWS) {
      const some = sought.slice(at, at + BLOCK_ROWS)
      const found = await readAtOnce(db, ['cases'], (tx) => {
        const byPrint = tx.objectStore('cases').index('k')
        return Promise.all(some.map((key) => ask(byPrint.getAllKeys(fingerprint(key))) as Promise<string[]>))
      })
      some.forEach((key, index) => homes.push([key, (found[index] ?? []).map(caseOfBlock)]))
    }
    return homes
  }

  /** The blocks of each case. */
  async function heldBy(edits: readonly [string, Edit][]): Promise<Rewrite[][]> {
    const found = await readAtOnce(db, ['cases'], (tx) =>
      Promise.all(
        edits.map(async ([g]): Promise<Block[]> => {
          if (rows.isAbsent(caseBlockId(g, 0))) return []
          return ask(tx.objectStore('cases').getAll(keyRange.bound(...caseBlocks(g), false, true)))
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
  async function straysOf(edits: readonly [string, Edit][], held: readonly Rewrite[][]): Promise<[string, Edit][]> {
    const own = new Map<EntityKey, string>()
    for (const [index, [g, { puts }]] of edits.entries())
      for (const { key } of puts) if (held[index]?.some(({ rows: lying }) => lying.has(key)) !== true) own.set(key, g)
    const strays = new Map<string, Edit>()
    for (const [key, homes] of await homesOf([...own.keys()]))
      for (const home of homes) if (home !== own.get(key)) editOf(strays, home).removes.add(key)
    return [...strays]
  }

  async function foldCases(edits: readonly [string, Edit][]): Promise<void> {
    let held = await heldBy(edits)
    // First they go where they were: cut short in between, they are found to come once more.
    const strays = await straysOf(edits, held)
    if (strays.length > 0) {
      await foldCases(strays)
      held = await heldBy(edits)
    }
    await write(edits.flatMap(([g, edit], index) => editCase(g, held[index] ?? [], edit)))
  }

  /** A row keeps its block, a new one goes to the last: a long case grows at its end. */
  function editCase(g: string, held: Rewrite[], { puts, removes }: Edit): Rewrite[] {
    const changed = new Set<Rewrite>()
    const arriving = new Set(puts.map(({ key }) => key))
    for (const key of removes) {
      const home = arriving.has(key) ? undefined : held.find(({ rows: lying }) => lying.has(key))
      if (home?.rows.delete(key)) changed.add(home)
    }
    for (const row of puts) {
      let home = held.find(({ rows: lying }) => lying.has(row.key)) ?? held.at(-1)
      if (home === undefined || (home.rows.size >= BLOCK_ROWS && !home.rows.has(row.key))) {
        const last = held.at(-1)
        const id = caseBlockId(g, last === undefined ? 0 : placeInCase(last.id) + 1)
        home = { table: 'cases', id, rows: new Map() }
        held.push(home)
      }
      home.rows.set(row.key, row)
      changed.add(home)
    }
    return [...changed]
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

  /** From kinds to the blocks of their lists. */
  function byBlock(ids: readonly string[], kinds: ReadonlyMap<string, Edit>): [string, Edit][] {
    const edits = new Map<string, Edit>()
    for (const [kind, { puts, removes }] of kinds) {
      const [first] = listBlocks(kind)
      const editFor = (key: string) => editOf(edits, listBlockOf(ids, key) ?? first)
      for (const key of removes) editFor(key).removes.add(key)
      for (const row of puts) editFor(row.key).puts.push(row)
    }
    return [...edits].sort(([a], [b]) => (a < b ? -1 : 1))
  }

  async function run(mayGoOn: () => boolean, rest: () => Promise<void>): Promise<Folding> {
    const goOn = async () => {
      await rest()
      return mayGoOn()
    }
    if (damage.places.size > 0) return 'damaged'
    const start = await rows.read(
      ['lists'],
      async (tx, at) => ({ at, ids: await rows.listIds(tx, at.gen) }),
      async (taken) => taken,
      ({ at, ids }) => ({ gen: at.gen, ids, upTo: rows.stand.value, entries: rows.overlay.all() }),
    )
    if (start.entries.length === 0) return 'nothing'
    gen = start.gen
    try {
      const { cases, lists } = await sortOut(start.entries)
      const inCases = [...cases]
      for (let at = 0; at < inCases.length; at += CASES_AT_ONCE) {
        if (!(await goOn())) return 'overtaken'
        await foldCases(inCases.slice(at, at + CASES_AT_ONCE))
      }
      const inLists = byBlock(start.ids, lists)
      for (let at = 0; at < inLists.length; at += LISTS_AT_ONCE) {
        if (!(await goOn())) return 'overtaken'
        await foldLists(start.ids, inLists.slice(at, at + LISTS_AT_ONCE))
      }
      if (!(await goOn())) return 'overtaken'
      await write([], { upTo: start.upTo })
      rows.folded(start.upTo)
      return 'folded'
    } catch (error) {
      rows.overtaken()
      if (error instanceof Damaged) return 'damaged'
      if (error instanceof Overtaken) return 'overtaken'
      throw error
    }
  }
  let turn: Promise<unknown> = Promise.resolve()
  /** One at a time in a window. `goOn` is asked before each slice, after `rest`. */
  return (goOn: () => boolean = () => true, rest: () => Promise<void> = async () => {}): Promise<Folding> => {
    const folding = turn.then(() => run(goOn, rest))
    turn = folding.catch(() => {})
    return folding
  }
}
