import type { Sealer } from '../seal.ts'
import type { Change, TableName, TableOf } from '../store-port.ts'
import { idIn } from '../store-port.ts'
import type { SealedValue } from './connect.ts'
import type { Damage } from './damage.ts'
import type { PackedRows } from './packed-rows.ts'
import { ask } from './raw.ts'

/** Every table but the rows: few values, each sealed by itself. Kept in memory once read, for as long as only this window writes. */
export function openSingleValues(rows: () => PackedRows, sealer: Sealer, damage: Damage) {
  const held = new Map<TableName, Map<string, unknown>>()

  async function open(name: TableName, { id, ver, box }: SealedValue): Promise<[string, unknown][]> {
    const value = await sealer.open(`${name}|${id}`, box)
    if (value !== undefined) return [[id, value]]
    damage.note(name, id, ver)
    return []
  }

  return {
    read: <Name extends Exclude<TableName, 'rows'>>(name: Name): Promise<ReadonlyMap<string, TableOf[Name]>> =>
      rows().read(
        [name],
        async (tx, { value }) => {
          const known = value === rows().stand.value ? held.get(name) : undefined
          return known ?? ((await ask(tx.objectStore(name).getAll())) as SealedValue[])
        },
        async (taken) =>
          taken instanceof Map ? taken : new Map((await Promise.all(taken.map((each) => open(name, each)))).flat()),
        (found, isNewest) => {
          if (isNewest) held.set(name, found)
          return found as ReadonlyMap<string, TableOf[Name]>
        },
      ),
    /** As they were when this window last read or wrote. Undefined: only the disk knows. */
    recall: <Name extends TableName>(name: Name) => held.get(name) as ReadonlyMap<string, TableOf[Name]> | undefined,
    async seal(change: Change, ver: number): Promise<SealedValue | string> {
      if ('remove' in change) return change.remove
      const id = idIn[change.table](change.put as never)
      return { id, ver, box: await sealer.seal(`${change.table}|${id}`, change.put) }
    },
    /** What was just written by this window. */
    wrote(changes: readonly Change[]): void {
      for (const change of changes) {
        const values = held.get(change.table)
        if (values === undefined) continue
        if ('remove' in change) values.delete(change.remove)
        else values.set(idIn[change.table](change.put as never), change.put)
      }
    },
    forget: () => held.clear(),
  }
}
