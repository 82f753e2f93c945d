import { caseIdOf } from './case-id-of.ts'
import type { Change, Shelf, StoredRow, TableName, TableOf, Watchers } from './store-port.ts'
import { idIn, TABLES } from './store-port.ts'

/** A shelf that dies with the process: for the simulation and for tests. `beforeCommit` may throw, as a full disk does. */
export function openMemoryShelf(faults: { beforeCommit?: () => void } = {}): Shelf {
  let tables = new Map<TableName, Map<string, unknown>>(TABLES.map((name) => [name, new Map()]))
  let version = 0
  const watchers: Watchers = new Map()
  const all = async <Name extends TableName>(table: Name) => [
    ...(tables.get(table) as Map<string, TableOf[Name]>).values(),
  ]
  return {
    version: async () => version,
    get: async (table, ids) => ids.map((id) => tables.get(table)?.get(id) as never),
    all,
    rows: async (filter) =>
      (await all('rows')).filter((row: StoredRow) =>
        'kind' in filter ? row.key.startsWith(`${filter.kind}:`) : caseIdOf(row) === filter.caseId,
      ),
    async write(changes, expected) {
      if (expected !== version) return 'conflict'
      const next = new Map([...tables].map(([name, values]) => [name, new Map(values)]))
      for (const change of changes) {
        const table = next.get(change.table) as Map<string, unknown>
        if ('remove' in change) table.delete(change.remove)
        else table.set(idIn[change.table](change.put as never), frozen(structuredClone(asRead(change).put)))
      }
      for (const coming of watchers.values()) coming?.(changes)
      faults.beforeCommit?.()
      tables = next
      version++
      for (const changed of watchers.keys()) changed(changes)
      return 'written'
    },
    watch(changed, coming) {
      watchers.set(changed, coming)
      return () => watchers.delete(changed)
    },
    damaged: () => [],
    close() {},
  }
}

/** A row whose record is read only when it is looked at is nothing that can be copied. */
function asRead(change: Extract<Change, { put: unknown }>): { put: unknown } {
  if (change.table !== 'rows') return change
  const { key, server, view } = change.put
  return { put: { key, server, view } }
}

/** What lies here is its own copy and cannot be changed from outside; so it can be handed out as it is. */
function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part)
    Object.freeze(value)
  }
  return value
}
