import type { EntityKey } from '../../../domain/mutations/entities.ts'
import type { Sealer } from '../seal.ts'
import type { StoredRow } from '../store-port.ts'
import type { LogPart } from './connect.ts'
import { versionOf } from './connect.ts'
import type { Damage } from './damage.ts'
import { linesPlace, readRowLines } from './log-lines.ts'
import type { PackedRow } from './pack-row.ts'
import { unpackRow } from './pack-row.ts'

/** What one write wrote. Null: it has gone. */
export type OpenedPart = { version: number; rows: [EntityKey, StoredRow | null][] }

/** Opens parts of the log. */
export function openLog(sealer: Sealer, damage: Damage) {
  function lost(part: LogPart): OpenedPart['rows'] {
    // What lies below it is older than what the server was told to be held: it counts as absent, too.
    damage.notePlace({ table: 'log', id: part.id }, part.id)
    for (const key of part.keys) damage.note('rows', key, part.id)
    return part.keys.map((key) => [key as EntityKey, null])
  }
  async function rowsOf(part: LogPart): Promise<OpenedPart['rows']> {
    if (part.lines === true) {
      const bytes = await sealer.openBytes(linesPlace(part.id), part.box)
      return bytes === undefined ? lost(part) : readRowLines(bytes)
    }
    const packed = (await sealer.open(`log|${part.id}`, part.box)) as (PackedRow | EntityKey)[] | undefined
    if (packed === undefined) return lost(part)
    return packed.map((each) => (typeof each === 'string' ? [each, null] : [each[0], unpackRow(each)]))
  }
  return async (part: LogPart): Promise<OpenedPart> => ({ version: versionOf(part.id), rows: await rowsOf(part) })
}
