import type { EntityKey } from '../../../domain/mutations/entities.ts'
import type { StoredRow } from '../store-port.ts'
import { BLOCK_ROWS, caseBlockId, isLastOfCase, isOldBlock, listBlockOf, listBlocks } from './block-layout.ts'
import type { BlockId, BlockTable } from './connect.ts'

/** What becomes of the rows in one place. */
export type Edit = { puts: StoredRow[]; removes: Set<EntityKey> }
/** A block as it is to be written. Without rows it goes. */
export type Rewrite = { table: BlockTable; id: BlockId; rows: Map<EntityKey, StoredRow> }

export function editOf<Place>(edits: Map<Place, Edit>, place: Place): Edit {
  const edit = edits.get(place) ?? { puts: [], removes: new Set<EntityKey>() }
  edits.set(place, edit)
  return edit
}

/**
 * The blocks of a case that change. A row keeps its block, a new one goes to the last: a long case grows at its end. What lies
 * in blocks that are named as of old comes into new ones.
 */
export function editCase(n: number, found: readonly Rewrite[], { puts, removes }: Edit): Rewrite[] {
  const changed = new Set<Rewrite>()
  const arriving = new Set(puts.map(({ key }) => key))
  const held = found.filter(({ id }) => !isOldBlock(id))
  const old = found.filter(({ id }) => isOldBlock(id))
  const moved = old
    .flatMap(({ rows }) => [...rows.values()])
    .filter(({ key }) => !arriving.has(key) && !removes.has(key))
  for (const { table, id } of old) changed.add({ table, id, rows: new Map() })
  for (const key of removes) {
    const home = arriving.has(key) ? undefined : held.find(({ rows }) => rows.has(key))
    if (home?.rows.delete(key)) changed.add(home)
  }
  for (const row of [...moved, ...puts]) {
    const home = held.find(({ rows }) => rows.has(row.key)) ?? lastWithRoom(n, held)
    home.rows.set(row.key, row)
    changed.add(home)
  }
  return [...changed]
}

function lastWithRoom(n: number, held: Rewrite[]): Rewrite {
  const last = held.at(-1)
  if (last !== undefined && (last.rows.size < BLOCK_ROWS || isLastOfCase(last.id as number))) return last
  const id = last === undefined ? caseBlockId(n, 0) : (last.id as number) + 1
  const next: Rewrite = { table: 'cases', id, rows: new Map() }
  held.push(next)
  return next
}

/** From kinds to the blocks of their lists. */
export function byBlock(
  ids: readonly string[],
  kinds: ReadonlyMap<string, ReadonlyMap<EntityKey, StoredRow | null>>,
): [string, Edit][] {
  const edits = new Map<string, Edit>()
  for (const [kind, rows] of kinds) {
    const [first] = listBlocks(kind)
    for (const [key, row] of rows) {
      const edit = editOf(edits, listBlockOf(ids, key) ?? first)
      if (row === null) edit.removes.add(key)
      else edit.puts.push(row)
    }
  }
  return [...edits].sort(([a], [b]) => (a < b ? -1 : 1))
}
