import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { EntityKey } from '../../../domain/mutations/entities.ts'
import { entityKey } from '../../../domain/mutations/entities.ts'
import type { Mutation } from '../../../domain/mutations/mutation.ts'
import { caseOf } from '../../../domain/mutations/mutation.ts'
import { readKeys, touchedKeys } from '../../../domain/mutations/touched.ts'
import type { Actor } from '../../../domain/people/person.ts'
import { rebase } from '../rebase.ts'
import type { Change, OutboxItem, Shelf, StoredRow, StoreMeta } from '../store-port.ts'

const RETRIES = 20

/** What a verb wants written, and what it answers once that is written. */
export type Plan<Value> = { changes: Change[]; value: Value }
export type StoreBase = ReturnType<typeof openStoreBase>

export const putMeta = (value: StoreMeta): Change => ({ table: 'meta', put: value })
export const putItem = (item: OutboxItem): Change => ({ table: 'outbox', put: item })

/** What all verbs of the store stand on: one atomic write at a time, and the shown rows done again from both halves. */
export function openStoreBase(shelf: Shelf, actor: Actor, fresh: () => StoreMeta) {
  let queue: Promise<unknown> = Promise.resolve()

  /** One after the other inside a window; between windows the version decides. */
  function change<Value>(durability: 'strict' | 'relaxed', plan: () => Promise<Plan<Value>>): Promise<Value> {
    const run = queue.then(async () => {
      for (let attempt = 0; attempt < RETRIES; attempt++) {
        const version = await shelf.version()
        const { changes, value } = await plan()
        if (changes.length === 0 || (await shelf.write(changes, version, durability)) === 'written') return value
      }
      throw new Error('The local store is being written from too many windows. Close the other windows and try again.')
    })
    queue = run.catch(() => {})
    return run
  }

  const meta = async (): Promise<StoreMeta> => (await shelf.get('meta', ['meta']))[0] ?? fresh()
  const outbox = async (): Promise<OutboxItem[]> => (await shelf.all('outbox')).sort((a, b) => a.order - b.order)

  /** The rows after a change of server copies or of the overlay: views are done again from both. */
  async function reshow(
    pending: readonly OutboxItem[],
    also: readonly Mutation[],
    changed: ReadonlyMap<EntityKey, StoredRow>,
  ): Promise<Change[]> {
    const overlay = pending.filter((item) => item.state !== 'rejected').map((item) => item.mutation)
    const read = async (keys: readonly EntityKey[]): Promise<[EntityKey, StoredRow][]> => {
      const missing = [...new Set(keys)].filter((key) => !changed.has(key))
      const stored = await shelf.get('rows', missing)
      return missing.map((key, at) => [key, stored[at] ?? { key, server: null, view: null }])
    }
    const all = [...overlay, ...also]
    const first = new Map([...(await read(all.flatMap((mutation) => needs(mutation, actor)))), ...changed])
    const caseIn = (mutation: Mutation): CaseRecord | null => {
      const id = caseOf(mutation)
      const row = id === null ? undefined : first.get(entityKey('case', id))
      return ((row?.server?.record ?? row?.view) as CaseRecord | undefined) ?? null
    }
    const second = await read(all.flatMap((mutation) => readKeys(mutation, caseIn(mutation))))
    const rows = new Map<EntityKey, StoredRow>([...second, ...first])
    const server = new Map([...rows].flatMap(([key, row]) => (row.server ? [[key, row.server.record] as const] : [])))
    const accepted = new Set(pending.flatMap((item) => (item.state === 'acked' ? [item.mutation.id] : [])))
    const view = rebase(overlay, server, actor, accepted)
    return [...rows].flatMap(([key, row]): Change[] => {
      const shown = view.get(key) ?? null
      if (row.server === null && shown === null) {
        return changed.has(key) || row.view !== null ? [{ table: 'rows', remove: key }] : []
      }
      if (!changed.has(key) && JSON.stringify(shown) === JSON.stringify(row.view)) return []
      return [{ table: 'rows', put: { key, server: row.server, view: shown } }]
    })
  }

  return { shelf, change, meta, outbox, reshow }
}

/** The rows that deciding about an action reads or changes, as far as they can be named without reading any. */
function needs(mutation: Mutation, actor: Actor): EntityKey[] {
  const caseId = caseOf(mutation)
  const kase = caseId === null || mutation.name === 'interval.record' ? [] : [entityKey('case', caseId)]
  return [...kase, ...touchedKeys(mutation, actor.id)]
}
