import type { CaseId } from '../../domain/kernel/ids.ts'
import type { EntityKey, EntityKind, EntityOf } from '../../domain/mutations/entities.ts'
import { splitKey } from '../../domain/mutations/entities.ts'
import { isRecordedByDesk } from '../../domain/mutations/mutation.ts'
import { caseIdOf } from './case-id-of.ts'
import { holdRows, type HeldRows } from './held-rows.ts'
import type { Listing } from './listing.ts'
import type { AnyRecord, Shelf, StoredRow, Told } from './store-port.ts'

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

/** So many threads stay in memory; lists of whole kinds always do, once they were asked for. */
const CASES_HELD = 60

/**
 * Reads each kind, and each case, once from the shelf and from then on keeps it in memory, changed as the shelf tells.
 * Records that did not change stay the very same objects, so that whoever compares them is done at once.
 */
export function readRows(shelf: Pick<Shelf, 'get' | 'rows' | 'watch'>, listing: Listing = {}): Rows {
  const kinds = new Map<EntityKind, Promise<HeldRows>>()
  const cases = new Map<CaseId, Promise<HeldRows>>()

  const isKept = (kind: EntityKind, view: AnyRecord) => listing[kind]?.(view as never) ?? true

  async function load(filter: { kind: EntityKind; isListed: boolean } | { caseId: string }): Promise<HeldRows> {
    const found = (await shelf.rows(filter)).flatMap(({ key, view }): [EntityKey, AnyRecord][] =>
      view !== null && (!('kind' in filter) || isKept(filter.kind, view)) ? [[key, view]] : [],
    )
    return holdRows(found)
  }

  function hear(told: Told): void {
    if (told === null) {
      kinds.clear()
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
    const into = (held: Promise<HeldRows>, shown: StoredRow['view']) =>
      void held.then(
        (rows) => (shown === null ? rows.delete(key) : rows.set(key, shown)),
        () => {},
      )
    const { kind } = splitKey(key)
    const ofKind = kinds.get(kind)
    if (ofKind !== undefined) into(ofKind, row.view !== null && isKept(kind, row.view) ? row.view : null)
    if (cases.size === 0) return
    const caseId = caseIdOf(row)
    // Without its record nothing says which case it belonged to.
    if (caseId === null) for (const held of cases.values()) into(held, row.view)
    else {
      const held = cases.get(caseId as CaseId)
      if (held !== undefined) into(held, row.view)
    }
  }

  const ofKind = (kind: EntityKind): Promise<HeldRows> => {
    const held = kinds.get(kind) ?? load({ kind, isListed: listing[kind] !== undefined })
    kinds.set(kind, held)
    held.catch(() => kinds.delete(kind))
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
    async held(kind) {
      const held = await ofKind(kind)
      return {
        of: (id) => (id === null ? undefined : held.get(`${kind}:${id}` as EntityKey)) as never,
        values: () => held.values() as never,
        where: (field, value) => held.where(field, value) as never,
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
