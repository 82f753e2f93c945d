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

  type Found = ReadonlyMap<TableName, Map<string, unknown>>
  /** Tables that are asked for at the same moment, by many who heard of one write, are read together. */
  let together: { names: Set<TableName>; found: Promise<Found> } | null = null

  const readTogether = (names: readonly TableName[]): Promise<Found> =>
    rows().read(
      names,
      async (tx, at) => {
        const isSame = (await at).value === rows().stand.value
        return Promise.all(
          names.map(
            async (name) =>
              (isSame ? held.get(name) : undefined) ?? ((await ask(tx.objectStore(name).getAll())) as SealedValue[]),
          ),
        )
      },
      async (taken) => {
        const opened = taken.map(async (values, at): Promise<[TableName, Map<string, unknown>]> => {
          const name = names[at] as TableName
          if (values instanceof Map) return [name, values]
          return [name, new Map((await Promise.all(values.map((each) => open(name, each)))).flat())]
        })
        return new Map(await Promise.all(opened))
      },
      (found, isNewest) => {
        if (isNewest) for (const [name, values] of found) held.set(name, values)
        return found
      },
    )

  return {
    async read<Name extends Exclude<TableName, 'rows'>>(name: Name): Promise<ReadonlyMap<string, TableOf[Name]>> {
      if (together === null) {
        const names = new Set<TableName>()
        const found = Promise.resolve().then(() => {
          together = null
          return readTogether([...names])
        })
        together = { names, found }
      }
      const { names, found } = together
      names.add(name)
      return (await found).get(name) as ReadonlyMap<string, TableOf[Name]>
    },
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
