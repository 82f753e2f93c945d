import type { EntityKey } from '../../domain/mutations/entities.ts'
import type { AnyRecord } from './store-port.ts'

export type HeldRows = ReturnType<typeof holdRows>

/** Records in memory, found by their key and by what stands in one of their fields, however many there are. */
export function holdRows(entries: Iterable<readonly [EntityKey, AnyRecord]>) {
  const records = new Map(entries)
  /** For each field that was asked about: the keys of the records by what stands there. */
  const indexes = new Map<string, Map<unknown, Set<EntityKey>>>()

  function enter(index: Map<unknown, Set<EntityKey>>, value: unknown, key: EntityKey): void {
    const keys = index.get(value) ?? new Set()
    index.set(value, keys.add(key))
  }
  function leave(key: EntityKey): void {
    const before = records.get(key)
    if (before === undefined) return
    for (const [field, index] of indexes) {
      const keys = index.get(before[field])
      keys?.delete(key)
      if (keys?.size === 0) index.delete(before[field])
    }
  }
  function indexOn(field: string): Map<unknown, Set<EntityKey>> {
    const known = indexes.get(field)
    if (known !== undefined) return known
    const index = new Map<unknown, Set<EntityKey>>()
    for (const [key, record] of records) enter(index, record[field], key)
    indexes.set(field, index)
    return index
  }

  return {
    entries: () => records.entries(),
    values: () => records.values(),
    get: (key: EntityKey) => records.get(key),
    set(key: EntityKey, record: AnyRecord): void {
      leave(key)
      records.set(key, record)
      for (const [field, index] of indexes) enter(index, record[field], key)
    },
    delete(key: EntityKey): void {
      leave(key)
      records.delete(key)
    },
    where: (field: string, value: unknown): AnyRecord[] =>
      [...(indexOn(field).get(value) ?? [])].map((key) => records.get(key) as AnyRecord),
  }
}
