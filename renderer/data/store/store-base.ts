import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { EntityKey } from '../../../domain/mutations/entities.ts'
import { entityKey } from '../../../domain/mutations/entities.ts'
import type { Mutation } from '../../../domain/mutations/mutation.ts'
import { caseOf } from '../../../domain/mutations/mutation.ts'
import { readKeys } from '../../../domain/mutations/touched.ts'
import type { Actor } from '../../../domain/people/person.ts'
import { rebase } from '../rebase.ts'
import type { Change, OutboxItem, RowLines, Shelf, StoredRow, StoreMeta, TableName } from '../store-port.ts'
import { concernedBy, keysOf, namedKeys } from './concerned-by.ts'

const RETRIES = 20

/** What a verb wants written, and what it answers once that is written. */
export type Plan<Value> = { changes: Change[]; value: Value; lines?: RowLines | undefined }
export type StoreBase = ReturnType<typeof openStoreBase>

export const putMeta = (value: StoreMeta): Change => ({ table: 'meta', put: value })
export const putItem = (item: OutboxItem): Change => ({ table: 'outbox', put: item })

/** A row that nothing waits on. */
const asOnServer = ({ key, server }: StoredRow): Change =>
  server === null ? { table: 'rows', remove: key } : { table: 'rows', put: { key, server, view: server.record } }

/** What all verbs of the store stand on: one atomic write at a time, and the shown rows done again from both halves. */
export function openStoreBase(shelf: Shelf, actor: Actor, fresh: () => StoreMeta) {
  let queue: Promise<unknown> = Promise.resolve()
  /** What a plan is made from: at first what is in memory, and where somebody else has written meanwhile, the disk. */
  let source: Pick<Shelf, 'version' | 'get' | 'all'> = shelf

  /** One after the other inside a window; between windows the version decides. */
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const run = queue.then(work).finally(() => {
      source = shelf
    })
    queue = run.catch(() => {})
    return run
  }

  async function planFrom<Value>(from: typeof source, plan: () => Promise<Plan<Value>>) {
    source = from
    isShowingAll = false
    const version = await source.version()
    return { version, ...(await plan()), isShowingAll }
  }

  const change = <Value>(durability: 'strict' | 'relaxed', plan: () => Promise<Plan<Value>>): Promise<Value> =>
    inTurn(async () => {
      for (let attempt = 0; attempt < RETRIES; attempt++) {
        const planned = await planFrom(attempt === 0 ? (shelf.remembered ?? shelf) : shelf, plan)
        const { changes, version, lines, value } = planned
        // That there is nothing to do is said by the disk alone.
        if (changes.length === 0 && source !== shelf) continue
        if (changes.length > 0 && (await shelf.write(changes, version, durability, lines)) === 'conflict') continue
        isShownByRules ||= planned.isShowingAll
        return value
      }
      throw new Error('The local store is being written from too many windows. Close the other windows and try again.')
    })

  /**
   * Plans and seals a change now, from memory, and writes nothing: what it gives does that, if it is called. That answers null,
   * having written nothing, where anything else was written meanwhile. Null: it is to be done by `change`.
   */
  async function changeLater<Value>(
    plan: () => Promise<Plan<Value>>,
  ): Promise<((durability: 'strict' | 'relaxed') => Promise<Value | null>) | null> {
    const { ready } = shelf
    if (ready === undefined) return null
    const made = await inTurn(async () => {
      const planned = await planFrom(shelf.remembered ?? shelf, plan)
      return planned.changes.length === 0 ? null : { ...planned, write: await ready(planned.changes, planned.version) }
    })
    if (made === null) return null
    return (durability) =>
      inTurn(async () => {
        if ((await made.write(durability)) === 'conflict') return null
        isShownByRules ||= made.isShowingAll
        return made.value
      })
  }

  const readMeta = async (from: Pick<Shelf, 'get'>): Promise<StoreMeta> =>
    (await from.get('meta', ['meta']))[0] ?? fresh()
  const readOutbox = async (from: Pick<Shelf, 'all'>): Promise<OutboxItem[]> =>
    (await from.all('outbox')).sort((a, b) => a.order - b.order)

  /** What an earlier version of the rules showed is shown anew once: with the first write that shows anything. */
  let isShownByRules = false
  let isShowingAll = false

  /**
   * The rows after a change of server copies or of the overlay: views are done again from both. `also`: actions that have
   * come, have gone or became something else.
   */
  async function reshow(
    pending: readonly OutboxItem[],
    also: readonly Mutation[],
    changed: ReadonlyMap<EntityKey, StoredRow>,
  ): Promise<Change[]> {
    const waiting = pending.filter((item) => item.state !== 'rejected').map((item) => item.mutation)
    const affected = [...changed.keys(), ...also.flatMap((mutation) => keysOf(mutation, actor.id))]
    const overlay = isShownByRules ? concernedBy(waiting, affected, actor.id) : waiting
    isShowingAll = true
    const read = async (keys: readonly EntityKey[]): Promise<[EntityKey, StoredRow][]> => {
      const missing = [...new Set(keys)].filter((key) => !changed.has(key))
      if (missing.length === 0) return []
      const stored = await source.get('rows', missing)
      return missing.map((key, at) => [key, stored[at] ?? { key, server: null, view: null }])
    }
    const all = [...overlay, ...also]
    if (all.length === 0) return [...changed.values()].map(asOnServer)
    const first = new Map([...(await read(all.flatMap((mutation) => namedKeys(mutation, actor.id)))), ...changed])
    const caseIn = (mutation: Mutation): CaseRecord | null => {
      const id = caseOf(mutation)
      const row = id === null ? undefined : first.get(entityKey('case', id))
      return ((row?.server?.record ?? row?.view) as CaseRecord | undefined) ?? null
    }
    const others = all.flatMap((mutation) => readKeys(mutation, caseIn(mutation)))
    const second = await read(others.filter((key) => !first.has(key)))
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

  return {
    change,
    changeLater,
    reshow,
    /** As the disk has it, for whoever looks from outside. */
    now: { shelf, meta: () => readMeta(shelf), outbox: () => readOutbox(shelf) },
    /** As this window last read or wrote it: for whoever has just asked the disk for something else, or was told of every write. */
    recent: {
      outbox: () => readOutbox(shelf.remembered ?? shelf),
      drafts: () => (shelf.remembered ?? shelf).all('drafts'),
    },
    /** For plans: what they are made from is checked as they are written. */
    shelf: {
      ...shelf,
      version: () => source.version(),
      get: <Name extends TableName>(table: Name, ids: readonly string[]) => source.get(table, ids),
      all: <Name extends TableName>(table: Name) => source.all(table),
    },
    meta: () => readMeta(source),
    outbox: () => readOutbox(source),
  }
}
