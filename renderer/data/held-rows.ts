import type { EntityKey } from '../../domain/mutations/entities.ts'
import type { AnyRecord } from './store-port.ts'

type Index = Map<unknown, EntityKey | Set<EntityKey>>
export type HeldRows = ReturnType<typeof holdRows>

/** Records in memory, found by their key and by what stands in one of their fields, however many there are. */
export function holdRows(entries: Iterable<readonly [EntityKey, AnyRecord]>) {
  const records = new Map(entries)
  /** For each field that was asked about: the keys of the records by what stands there. Most stand alone, and a set for each would be large. */
  const indexes = new Map<string, Index>()

  function enter(index: Index, value: unknown, key: EntityKey): void {
    const keys = index.get(value)
    if (keys === undefined) index.set(value, key)
    else if (typeof keys === 'string') index.set(value, new Set([keys, key]))
    else keys.add(key)
  }
  function leave(key: EntityKey): void {
    const before = records.get(key)
    if (before === undefined) return
    for (const [field, index] of indexes) {
      const keys = index.get(before[field])
      if (keys === key) index.delete(before[field])
      else if (typeof keys === 'object') keys.delete(key)
    }
  }
  function indexOn(field: string): Index {
    const known = indexes.get(field)
    if (known !== undefined) return known
    const index: Index = new Map()
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
    where(field: string, value: unknown): AnyRecord[] {
      const keys = indexOn(field).get(value) ?? []
      return (typeof keys === 'string' ? [keys] : [...keys]).map((key) => records.get(key) as AnyRecord)
    },
  }
}
