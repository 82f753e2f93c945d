import type { EntityKey } from '../../domain/mutations/entities.ts'
import type { AnyRecord } from './store-port.ts'

type Index = Map<unknown, EntityKey | Set<EntityKey>>
export type HeldRows = ReturnType<typeof holdRows>
export type ReadableRows = {
  get(key: EntityKey): AnyRecord | undefined
  values(): Iterable<AnyRecord>
  where(field: string, value: unknown): AnyRecord[]
}

/** Records in memory, found by their key and by what stands in one of their fields, however many there are. */
export function holdRows(entries: Iterable<readonly [EntityKey, AnyRecord]>) {
  const records = new Map(entries)
  /** For each field that was asked about: the keys of the records by what stands there. Most stand alone, and a set for each would be large. */
  const indexes = new Map<string, Index>()

  function enter(index: Index, value: unknown, key: EntityKey): void {
    // In most records nothing stands there, and hardly anybody asks for those.
    if (value === null || value === undefined) return
    const keys = index.get(value)
    if (keys === undefined) index.set(value, key)
    else if (typeof keys === 'string') index.set(value, new Set([keys, key]))
    else keys.add(key)
  }
  function leave(index: Index, value: unknown, key: EntityKey): void {
    const keys = index.get(value)
    if (keys === key) index.delete(value)
    else if (typeof keys === 'object') keys.delete(key)
  }
  function indexOn(field: string): Index {
    const known = indexes.get(field)
    if (known !== undefined) return known
    const index: Index = new Map()
    for (const [key, record] of records) enter(index, record[field], key)
    indexes.set(field, index)
    return index
  }

  function keysWhere(field: string, value: unknown): EntityKey[] {
    if (value === null || value === undefined)
      return [...records].flatMap(([key, record]) => (record[field] === value ? [key] : []))
    const keys = indexOn(field).get(value) ?? []
    return typeof keys === 'string' ? [keys] : [...keys]
  }

  return {
    entries: () => records.entries(),
    values: () => records.values(),
    get: (key: EntityKey) => records.get(key),
    set(key: EntityKey, record: AnyRecord): void {
      const before = records.get(key)
      records.set(key, record)
      for (const [field, index] of indexes) {
        // Most of what changes in a record is what nobody looks it up by.
        if (before !== undefined && before[field] === record[field]) continue
        if (before !== undefined) leave(index, before[field], key)
        enter(index, record[field], key)
      }
    },
    delete(key: EntityKey): void {
      const before = records.get(key)
      if (before === undefined) return
      records.delete(key)
      for (const [field, index] of indexes) leave(index, before[field], key)
    },
    where(field: string, value: unknown): AnyRecord[] {
      return keysWhere(field, value).map((key) => records.get(key) as AnyRecord)
    },
    keysWhere,
  }
}

/** The same records as they will be with these in their places, without touching them. Null: it will not be there. */
export function layOver(held: HeldRows, changed: ReadonlyMap<EntityKey, AnyRecord | null>): ReadableRows {
  if (changed.size === 0) return held
  const over = holdRows(
    [...changed].flatMap(([key, record]): [EntityKey, AnyRecord][] => (record === null ? [] : [[key, record]])),
  )
  return {
    get: (key) => (changed.has(key) ? over.get(key) : held.get(key)),
    *values() {
      for (const [key, record] of held.entries()) if (!changed.has(key)) yield record
      yield* over.values()
    },
    where(field, value) {
      const still = held.keysWhere(field, value).filter((key) => !changed.has(key))
      return [...still.map((key) => held.get(key) as AnyRecord), ...over.where(field, value)]
    },
  }
}
