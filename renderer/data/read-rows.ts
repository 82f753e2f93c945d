import type { CaseId } from '../../domain/kernel/ids.ts'
import type { EntityKey, EntityKind, EntityOf } from '../../domain/mutations/entities.ts'
import { splitKey } from '../../domain/mutations/entities.ts'
import { isRecordedByDesk } from '../../domain/mutations/mutation.ts'
import { caseIdOf } from './case-id-of.ts'
import { holdRows, type HeldRows, layOver, type ReadableRows } from './held-rows.ts'
import type { Listing } from './listing.ts'
import type { AnyRecord, Change, Shelf, StoredRow, Told } from './store-port.ts'

export type HeldKind<Record> = {
  of(id: string | null): Record | undefined
  values(): Iterable<Record>
  where<Field extends keyof Record & string>(field: Field, value: Record[Field]): Record[]
}

/** The shown records, typed by their kind. */
export type Rows = {
  one<Kind extends EntityKind>(kind: Kind, id: string | null): Promise<EntityOf[Kind] | null>
  /** In no order. Of kinds of which there are many to a case, only those that the desk keeps a list of. */
  every<Kind extends EntityKind>(kind: Kind): Promise<EntityOf[Kind][]>
  /** The same as they lie in memory, without a copy of the list: it goes on changing. */
  held<Kind extends EntityKind>(kind: Kind): Promise<HeldKind<EntityOf[Kind]>>
  /** The same as it will lie there when these are written. Null: not all of this kind is in memory. */
  ahead(changes: readonly Change[]): <Kind extends EntityKind>(kind: Kind) => HeldKind<EntityOf[Kind]> | null
  /** Those of them in whose field this stands, without looking at the others. In no order. */
  where<Kind extends EntityKind, Field extends keyof EntityOf[Kind] & string>(
    kind: Kind,
    field: Field,
    value: EntityOf[Kind][Field],
  ): Promise<EntityOf[Kind][]>
  /** All records of a case of this kind. In no order. */
  ofCase<Kind extends EntityKind>(id: CaseId, kind: Kind): Promise<EntityOf[Kind][]>
  stop(): void
}

const typed = <Kind extends EntityKind>(kind: Kind, rows: ReadableRows): HeldKind<EntityOf[Kind]> => ({
  of: (id) => (id === null ? undefined : rows.get(`${kind}:${id}` as EntityKey)) as never,
  values: () => rows.values() as never,
  where: (field, value) => rows.where(field, value) as never,
})

/** So many threads stay in memory; lists of whole kinds always do, once they were asked for. */
const CASES_HELD = 60

/**
 * Reads each kind, and each case, once from the shelf and from then on keeps it in memory, changed as the shelf tells.
 * Records that did not change stay the very same objects, so that whoever compares them is done at once.
 */
export function readRows(shelf: Pick<Shelf, 'get' | 'rows' | 'watch'>, listing: Listing = {}): Rows {
  const kinds = new Map<EntityKind, Promise<HeldRows>>()
  /** Those of them that are there. */
  const loaded = new Map<EntityKind, HeldRows>()
  const cases = new Map<CaseId, Promise<HeldRows>>()

  const isKept = (kind: EntityKind, view: AnyRecord) => listing[kind]?.(view as never) ?? true
  const listed = (kind: EntityKind, view: StoredRow['view']) => (view !== null && isKept(kind, view) ? view : null)

  async function load(filter: { kind: EntityKind; isListed: boolean } | { caseId: string }): Promise<HeldRows> {
    const found = (await shelf.rows(filter)).flatMap(({ key, view }): [EntityKey, AnyRecord][] =>
      view !== null && (!('kind' in filter) || isKept(filter.kind, view)) ? [[key, view]] : [],
    )
    return holdRows(found)
  }

  function hear(told: Told): void {
    if (told === null) {
      kinds.clear()
      loaded.clear()
      cases.clear()
      return
    }
    for (const change of told) {
      if (change.table !== 'rows') continue
      if ('remove' in change) put({ key: change.remove as EntityKey, server: null, view: null })
      else put(change.put)
    }
  }

  /**
   * Into what is loaded, or as soon as it is: the write may or may not have been seen by a load under way. The record is looked at
   * only where somebody holds it: of a page of the feed it is not even read yet.
   */
  function put(row: StoredRow): void {
    const { key } = row
    const set = (rows: HeldRows, shown: StoredRow['view']) => (shown === null ? rows.delete(key) : rows.set(key, shown))
    const into = (held: Promise<HeldRows>, shown: StoredRow['view']) =>
      void held.then(
        (rows) => set(rows, shown),
        () => {},
      )
    const { kind } = splitKey(key)
    const [ready, ofKind] = [loaded.get(kind), kinds.get(kind)]
    if (ready !== undefined) set(ready, listed(kind, row.view))
    else if (ofKind !== undefined) into(ofKind, listed(kind, row.view))
    if (cases.size === 0) return
    const caseId = caseIdOf(row)
    // Without its record nothing says which case it belonged to; what has one and names none lies in no case.
    if (caseId === null) {
      if (row.view === null) for (const held of cases.values()) into(held, null)
    } else {
      const held = cases.get(caseId as CaseId)
      if (held !== undefined) into(held, row.view)
    }
  }

  const ofKind = (kind: EntityKind): Promise<HeldRows> => {
    const held = kinds.get(kind) ?? load({ kind, isListed: listing[kind] !== undefined })
    if (kinds.get(kind) === held) return held
    kinds.set(kind, held)
    held.then(
      (rows) => void (kinds.get(kind) === held && loaded.set(kind, rows)),
      () => kinds.delete(kind),
    )
    return held
  }
  const ofOneCase = (id: CaseId): Promise<HeldRows> => {
    const held = cases.get(id) ?? load({ caseId: id })
    // Taken out and put in again: the one asked for longest ago stands first.
    cases.delete(id)
    cases.set(id, held)
    held.catch(() => cases.delete(id))
    const [oldest] = cases.keys()
    if (cases.size > CASES_HELD && oldest !== undefined) cases.delete(oldest)
    return held
  }
  const stop = shelf.watch(hear)

  return {
    async one(kind, id) {
      if (id === null) return null
      const key = `${kind}:${id}` as EntityKey
      const held = listing[kind] === undefined ? kinds.get(kind) : undefined
      if (held !== undefined) return ((await held).get(key) as never) ?? null
      return ((await shelf.get('rows', [key]))[0]?.view as never) ?? null
    },
    every: async (kind) => [...(await ofKind(kind)).values()] as never,
    held: async (kind) => typed(kind, await ofKind(kind)),
    ahead(changes) {
      const changed = new Map<EntityKind, Map<EntityKey, AnyRecord | null>>()
      for (const change of changes) {
        if (change.table !== 'rows') continue
        const key = ('put' in change ? change.put.key : change.remove) as EntityKey
        const { kind } = splitKey(key)
        if (!loaded.has(kind)) continue
        const ofKind = changed.get(kind) ?? new Map()
        changed.set(kind, ofKind.set(key, 'put' in change ? listed(kind, change.put.view) : null))
      }
      return (kind) => {
        const held = loaded.get(kind)
        return held === undefined ? null : typed(kind, layOver(held, changed.get(kind) ?? new Map()))
      }
    },
    where: async (kind, field, value) => (await ofKind(kind)).where(field, value) as never,
    async ofCase(id, kind) {
      const held = await ofOneCase(id)
      return [...held.entries()].flatMap(([key, view]) => (key.startsWith(`${kind}:`) ? [view as never] : []))
    },
    stop,
  }
}

/** What a value is read from. A write to anything else does not concern it. */
export type ReadsFrom = {
  kinds?: readonly EntityKind[]
  tables?: readonly ('outbox' | 'acked' | 'drafts' | 'forms' | 'breaks' | 'meta')[]
}

/**
 * Whether what was written concerns it. Null: nobody knows what was written, so it does. `begun`: the cases that have a
 * draft; of a draft only its coming and going counts. What the desk records by itself is listed nowhere while it travels.
 */
export function concerns(told: Told, from: ReadsFrom, begun: ReadonlySet<string>): boolean {
  if (told === null) return true
  return told.some((change) => {
    if (change.table === 'drafts') {
      const isNews = 'remove' in change ? begun.has(change.remove) : !begun.has(change.put.caseId)
      return isNews && (from.tables?.includes('drafts') ?? false)
    }
    if (change.table === 'outbox' && 'put' in change) {
      const isListed = change.put.state === 'rejected' || !isRecordedByDesk(change.put.mutation)
      return isListed && (from.tables?.includes('outbox') ?? false)
    }
    if (change.table !== 'rows') return from.tables?.includes(change.table) ?? false
    const key = ('remove' in change ? change.remove : change.put.key) as EntityKey
    return from.kinds?.includes(splitKey(key).kind) ?? false
  })
}
