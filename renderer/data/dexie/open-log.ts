import type { EntityKey } from '../../../domain/mutations/entities.ts'
import type { LinesAbout } from '../../../protocol/sync/read-lines.ts'
import { readNames, rowReader } from '../../../protocol/sync/read-lines.ts'
import type { ReadRow } from '../../../protocol/sync/read-page.ts'
import { inflateLines } from '../deflate.ts'
import type { Sealer } from '../seal.ts'
import type { StoredRow } from '../store-port.ts'
import type { LogPart, NamedParts, PagePart, SealedPart } from './connect.ts'
import { versionOf } from './connect.ts'
import type { Damage } from './damage.ts'
import type { LinePart, LineRows } from './line-index.ts'
import { linesPlace, lineRows, pagePlace, readRowLines } from './log-lines.ts'
import type { PackedRow } from './pack-row.ts'
import { unpackRow } from './pack-row.ts'

/** What one write wrote: rows (null: it has gone), or which lines it brought. */
export type OpenedPart = { version: number } & ({ rows: [EntityKey, StoredRow | null][] } | { lines: LinePart[] })

/** Whether they lie in one record. */
export const isShared = (parts: readonly LinePart[]): boolean => parts.some(({ id, home }) => id !== home)

/** One name to a line, as a page has them. */
export const namesOf = (id: number, parts: readonly LinePart[]): NamedParts => ({
  id,
  parts: parts.map(({ keys, cases, ends, chunks }) => ({
    keys: keys.join('\n'),
    cases: cases.map((caseId) => caseId ?? '').join('\n'),
    ends,
    chunks,
  })),
  ...(isShared(parts) ? { isOne: true } : {}),
})
const partsNamed = ({ id, parts, isOne }: NamedParts): LinePart[] =>
  parts.map((part, at) => {
    const { ends, chunks = new Uint32Array() } = part
    return { id: id + at, home: isOne === true ? id : id + at, ...readNames(part), ends, chunks }
  })

/** Opens parts of the log. */
export function openLog(sealer: Sealer, damage: Damage, reader: () => Promise<ReadRow>) {
  /** What lies below it is older than what the server was told to be held: it counts as absent, too. */
  function lost(table: 'log' | 'pages', { id, keys }: { id: number; keys: readonly string[] }): [EntityKey, null][] {
    damage.notePlace({ table, id }, id)
    for (const key of keys) damage.note('rows', key, id)
    return keys.map((key) => [key as EntityKey, null])
  }
  async function rowsOf(part: SealedPart): Promise<[EntityKey, StoredRow | null][]> {
    if (part.lines === true) {
      const bytes = await sealer.openBytes(linesPlace(part.id), part.box)
      return bytes === undefined ? lost('log', part) : readRowLines(bytes)
    }
    const packed = (await sealer.open(`log|${part.id}`, part.box)) as (PackedRow | EntityKey)[] | undefined
    if (packed === undefined) return lost('log', part)
    return packed.map((each) => (typeof each === 'string' ? [each, null] : [each[0], unpackRow(each)]))
  }
  return {
    lost,
    async part(part: LogPart): Promise<OpenedPart> {
      const version = versionOf(part.id)
      if ('parts' in part) return { version, lines: partsNamed(part) }
      return { version, rows: await rowsOf(part) }
    },
    /** Undefined: they are damaged, or not there. */
    async lines(part: PagePart | undefined, about: LinesAbout): Promise<LineRows | undefined> {
      const small = part && (await sealer.openBytes(pagePlace(part.id), part.box))
      if (part === undefined || small === undefined) return undefined
      const row = rowReader(about, small, inflateLines, await reader())
      return lineRows(about.keys, row, (key) => damage.note('rows', key, part.id))
    },
  }
}
