import type { EntityKey } from '../../../domain/mutations/entities.ts'
import { caseIdOf } from '../case-id-of.ts'
import type { StoredRow } from '../store-port.ts'

/** A row since the blocks were written. Null: removed. */
export type Written = { key: EntityKey; row: StoredRow | null; caseId: string | null; version: number }
export type Overlay = ReturnType<typeof makeOverlay>

/** What the log holds and the blocks do not, in memory. It lies on top of whatever is read from blocks. */
export function makeOverlay() {
  const entries = new Map<EntityKey, Written>()
  const byCase = new Map<string, Set<EntityKey>>()

  function letGo(key: EntityKey): void {
    const caseId = entries.get(key)?.caseId ?? null
    entries.delete(key)
    if (caseId === null) return
    const keys = byCase.get(caseId)
    keys?.delete(key)
    if (keys?.size === 0) byCase.delete(caseId)
  }

  return {
    get size() {
      return entries.size
    },
    get: (key: EntityKey) => entries.get(key),
    all: () => [...entries.values()],
    set(key: EntityKey, row: StoredRow | null, version: number): void {
      letGo(key)
      const caseId = row === null ? null : caseIdOf(row)
      entries.set(key, { key, row, caseId, version })
      if (caseId === null) return
      const keys = byCase.get(caseId) ?? new Set()
      byCase.set(caseId, keys.add(key))
    },
    /** What was written up to this version lies in the blocks by now. */
    dropUpTo(version: number): void {
      for (const { key, version: at } of entries.values()) if (at <= version) letGo(key)
    },
    clear(): void {
      entries.clear()
      byCase.clear()
    },
    /** The rows of blocks as they are now, with what has come since; `isWanted` of what has come. */
    on(base: readonly StoredRow[], wanted: { caseId: string } | { kind: string } | 'all'): StoredRow[] {
      const since =
        wanted !== 'all' && 'caseId' in wanted
          ? [...(byCase.get(wanted.caseId) ?? [])].flatMap((key) => entries.get(key)?.row ?? [])
          : [...entries.values()].flatMap(({ key, row }) =>
              row !== null && (wanted === 'all' || key.startsWith(`${wanted.kind}:`)) ? [row] : [],
            )
      return [...base.filter(({ key }) => !entries.has(key)), ...since]
    },
  }
}
