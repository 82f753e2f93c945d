import type { EntityKey } from '../../../domain/mutations/entities.ts'
import { caseIdOf } from '../case-id-of.ts'
import type { StoredRow } from '../store-port.ts'
import type { LinePart, OpenedLines, Wanted } from './line-index.ts'
import { makeLineIndex } from './line-index.ts'

/** A row since the blocks were written. Null: removed. */
export type Written = { key: EntityKey; row: StoredRow | null; caseId: string | null; version: number }
export type Overlay = ReturnType<typeof makeOverlay>

/**
 * What the log holds and the blocks do not. It lies on top of whatever is read from blocks. In memory are the rows themselves, and
 * of pages of the feed only where each row lies.
 */
export function makeOverlay() {
  const entries = new Map<EntityKey, Written>()
  const byCase = new Map<string, Set<EntityKey>>()
  const lines = makeLineIndex()

  function letGo(key: EntityKey): void {
    lines.forget(key)
    const caseId = entries.get(key)?.caseId ?? null
    entries.delete(key)
    if (caseId === null) return
    const keys = byCase.get(caseId)
    keys?.delete(key)
    if (keys?.size === 0) byCase.delete(caseId)
  }

  return {
    lines,
    /** So many rows are in memory. */
    get size() {
      return entries.size
    },
    /** Whether blocks know nothing newer of it. */
    has: (key: EntityKey) => entries.has(key) || lines.has(key),
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
    setLines(part: LinePart): void {
      if (entries.size > 0) for (const key of part.keys) letGo(key)
      lines.add(part)
    },
    /** What was written up to this version lies in the blocks by now. */
    dropUpTo(version: number): void {
      for (const { key, version: at } of entries.values()) if (at <= version) letGo(key)
      lines.dropUpTo(version)
    },
    /** The first version by which so many rows, or more, were written after this one. Null: there are not that many. */
    versionBy(count: number, after: number): number | null {
      if (entries.size + lines.size <= count) return null
      const each = [...entries.values()].map(({ version }): [number, number] => [version, 1])
      const since = [...each, ...lines.sizes()].filter(([version]) => version > after).sort(([a], [b]) => a - b)
      const left = since.reduce((sum, [, rows]) => sum + rows, 0)
      if (left <= count) return null
      let sum = 0
      for (const [version, rows] of since) if ((sum += rows) >= count) return version
      return null
    },
    /** The rows of blocks as they are now, with what has come since; `isWanted` of what has come. */
    on(base: readonly StoredRow[], wanted: Wanted, opened: OpenedLines): StoredRow[] {
      const since =
        wanted !== 'all' && 'caseId' in wanted
          ? [...(byCase.get(wanted.caseId) ?? [])].flatMap((key) => entries.get(key)?.row ?? [])
          : [...entries.values()].flatMap(({ key, row }) =>
              row !== null && (wanted === 'all' || key.startsWith(`${wanted.kind}:`)) ? [row] : [],
            )
      const before = base.filter(({ key }) => !entries.has(key) && !lines.has(key))
      return [...before, ...since, ...lines.rows(wanted, opened)]
    },
  }
}
