import type { PagePart, PageParts } from './connect.ts'
import { askStand, versionOf } from './connect.ts'
import type { LineRows, OpenedLines } from './line-index.ts'
import type { Database } from './open-database.ts'
import type { openLog } from './open-log.ts'
import type { Overlay } from './overlay.ts'
import { ask, readAtOnce } from './raw.ts'

/** Lines of so many parts stay in memory. */
const PARTS_HELD = 16
/** So many are opened side by side: whoever opens a case meanwhile comes next. */
const OPENED_AT_ONCE = 4

function partIn(record: PagePart | PageParts | undefined, id: number): PagePart | undefined {
  if (record === undefined || 'box' in record) return record
  const box = record.boxes[id - record.id]
  return box && { id, box }
}

/** Opens the lines of pages that nobody has read yet. */
export function openLines(db: Database, log: ReturnType<typeof openLog>, overlay: Overlay) {
  const held = new Map<number, LineRows>()

  function hold(id: number, lines: LineRows): void {
    held.delete(id)
    held.set(id, lines)
    const [oldest] = held.keys()
    if (held.size > PARTS_HELD && oldest !== undefined) held.delete(oldest)
  }

  function lose(id: number): void {
    for (const [key, row] of log.lost('pages', { id, keys: overlay.lines.keysIn(id) }))
      overlay.set(key, row, versionOf(id))
  }

  const take = (places: readonly { id: number; home: number }[]) =>
    readAtOnce(db, ['counter', 'pages'], async (tx) => {
      const homes = [...new Set(places.map(({ home }) => home))]
      const lookUp = (home: number) =>
        ask(tx.objectStore('pages').get(home)) as Promise<PagePart | PageParts | undefined>
      const [{ folded }, found] = await Promise.all([askStand(tx), Promise.all(homes.map(lookUp))])
      const parts = places.map(({ id, home }) => partIn(found[homes.indexOf(home)], id))
      return { folded, parts }
    })

  return {
    held: held as OpenedLines,
    hold,
    forgetUpTo(version: number): void {
      for (const id of held.keys()) if (versionOf(id) <= version) held.delete(id)
    },
    /** The lines of these parts, and of those that become wanted meanwhile. Null: some were folded by somebody else. */
    async open(wanted: () => readonly number[], found: Map<number, LineRows>): Promise<OpenedLines | null> {
      for (;;) {
        const missing = wanted().filter((id) => !found.has(id))
        if (missing.length === 0) return found
        for (const id of missing) if (held.has(id)) found.set(id, held.get(id) as LineRows)
        for (let at = 0, lying = missing.filter((id) => !found.has(id)); at < lying.length; at += OPENED_AT_ONCE) {
          const some = lying.slice(at, at + OPENED_AT_ONCE)
          // Before anything is waited for: what is written meanwhile may be newer than all of a part, which is forgotten then.
          const names = some.map(overlay.lines.namesOf)
          const { folded, parts } = await take(some.map((id, index) => ({ id, home: names[index]?.home ?? id })))
          if (some.some((id) => versionOf(id) <= folded)) return null
          const opened = await Promise.all(
            parts.map((part, index) => log.lines(part, names[index] as (typeof names)[0])),
          )
          for (const [index, id] of some.entries()) {
            const lines = opened[index]
            if (lines === undefined) lose(id)
            else {
              found.set(id, lines)
              hold(id, lines)
            }
          }
        }
      }
    },
  }
}
