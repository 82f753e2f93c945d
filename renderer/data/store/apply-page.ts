import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { EntityKey } from '../../../domain/mutations/entities.ts'
import { entityKey, isOfCase } from '../../../domain/mutations/entities.ts'
import type { Cursor, PullPage, PullRow } from '../../../protocol/sync/pull.ts'
import type { LinesKept, ReadPage } from '../../../protocol/sync/read-lines.ts'
import { UnreadableLine } from '../../../protocol/sync/read-lines.ts'
import type { AnyRecord, Change, OutboxItem, ServerCopy, Shelf, StoredRow, StoreMeta } from '../store-port.ts'
import { type Plan, putMeta, type StoreBase } from './store-base.ts'

const KEEP_ACKED_MS = 14 * 24 * 3_600_000
/** The server takes so many at once. */
const MOST_WANTED = 500
/** So many of the first rows and of the newest are looked for at the next opening. */
const WITNESSES_EACH = 12

/** The server copies: as its pages bring them, emptied, and asked for anew. */
export const applyPages = ({ shelf, change, meta, outbox, reshow }: StoreBase) => ({
  /** Rows, exits, scopes, cursor and settled actions together. 'stale': not the answer to where this store stands. */
  applyPage: (page: ReadPage, at: EpochMs) =>
    change('relaxed', async (): Promise<Plan<'applied' | 'stale'>> => {
      const { header, footer } = page
      const now = await meta()
      const isForHere = sameCursor(header.base, now.cursor) && (now.epoch === null || now.epoch === header.epoch)
      if (!isForHere) return { changes: [], value: 'stale' }
      const back = await comingBack(page, now, shelf)
      const items = await outbox()
      const allowed = new Set(header.scopes)
      const lostScopes = [...now.scopes, ...(now.backfill?.scopes ?? [])].some((scope) => !allowed.has(scope))
      const mayLeave = lostScopes || (now.needsSweep && !footer.more)
      // Nothing waits on any of these rows, and none leaves: nobody needs to have read them.
      const unread = page.parts !== undefined && items.length === 0 && !mayLeave ? page.parts : null
      const rows = unread === null ? await heldFor(page, shelf) : new Map<EntityKey, StoredRow>()
      let needsSweep = now.needsSweep
      /** Cases that leave with this very page. */
      const left = new Set<CaseId>()
      const isShown = (scopes: readonly string[]) => scopes.some((scope) => allowed.has(scope))
      for (const each of unread === null ? page.changes : []) {
        const key = entityKey(each.e, each.id)
        const row = rows.get(key) as StoredRow
        if (each.t === 'exit') {
          if (!row.server || row.server.seq > each.seq) continue
          const scopes = row.server.scopes.filter((scope) => scope !== each.x)
          // Tags that this person may not see stay on the row, and show it to nobody here.
          rows.set(key, { ...row, server: isShown(scopes) ? { ...row.server, scopes } : null })
          if (!isShown(scopes) && each.e === 'case') left.add(each.id as CaseId)
        } else if (!(each.b && row.server && row.server.seq >= each.seq)) {
          const { rev, shard, seq, s } = each
          rows.set(key, { ...row, server: each.d === null ? null : { record: each.d, rev, shard, seq, scopes: s } })
          if (each.d === null && each.e === 'case') left.add(each.id as CaseId)
        }
      }
      const evict = (row: StoredRow) => rows.set(row.key, { ...row, server: null })
      if (mayLeave) {
        const everything = await withChanged(shelf.all('rows'), rows)
        for (const row of everything.values()) if (row.server && !isShown(row.server.scopes)) evict(row)
        if (!footer.more) for (const row of everything.values()) if (isOrphan(row, rows, everything)) evict(row)
        needsSweep = footer.more
      } else if (left.size > 0 && !footer.more) {
        // Nothing was left over from earlier pages: only what lies in these cases can have lost its case.
        for (const caseId of left) {
          const ofCase = await withChanged(shelf.rows({ caseId }), rows)
          for (const row of ofCase.values())
            if (row.server?.record['caseId'] === caseId && isOrphan(row, rows, ofCase)) evict(row)
        }
      } else needsSweep ||= left.size > 0
      const isSettled = (item: OutboxItem) =>
        !footer.more && item.ack !== null && (footer.cursor[item.ack.shard] ?? 0) >= item.ack.seq
      const settled = items.filter(isSettled)
      const kept = items.filter((item) => !isSettled(item))
      const shown =
        unread === null
          ? await reshow(
              kept,
              settled.map((item) => item.mutation),
              rows,
            )
          : putsOf(page, unread)
      const old = footer.more ? [] : (await shelf.all('acked')).filter((each) => at - each.at > KEEP_ACKED_MS)
      const next: StoreMeta = {
        ...now,
        epoch: header.epoch,
        cursor: footer.cursor,
        reach: header.head,
        scopes: footer.scopes,
        backfill: footer.backfill,
        needsSweep,
        // After a reset the server knows best which numbers are used.
        nextN: Math.max(now.nextN, header.lmid + 1),
        lastChangeAt: page.changes.length ? at : now.lastChangeAt,
        currentAt: footer.more ? now.currentAt : at,
        witnesses: witnessesAfter(now.witnesses ?? [], rows, unread?.flatMap(({ keys }) => keys) ?? []),
        wanted: [...new Set([...(now.wanted ?? []).filter((id) => isOnItsWay(id, page)), ...back])].slice(
          0,
          MOST_WANTED,
        ),
      }
      return {
        changes: [
          ...shown,
          ...settled.map((item): Change => ({ table: 'outbox', remove: item.mutation.id })),
          ...old.map((each): Change => ({ table: 'acked', remove: each.mutation.id })),
          putMeta(next),
        ],
        value: 'applied',
        lines: unread !== null || isAsItCame(page, shown) ? page.parts : undefined,
      }
    }),

  /** Nothing the server said is held any more, and all of it is asked for. What waits stays. */
  clearRows: () =>
    change('strict', async () => {
      const rows = (await shelf.all('rows')).map((row) => [row.key, { ...row, server: null }] as const)
      const shown = await reshow(await outbox(), [], new Map(rows))
      return { changes: [...shown, putMeta({ ...(await meta()), ...NOTHING_HELD })], value: null }
    }),

  /** Rows of the server that lay here and do not any more, of those that are looked for. */
  missingWitnesses: async (): Promise<EntityKey[]> => {
    const { witnesses = [] } = await meta()
    const rows = await shelf.get('rows', witnesses)
    // What is here and cannot be opened is known, and fetched again by itself.
    const unreadable = new Set(shelf.damaged().map(({ id }) => id))
    return witnesses.filter((key, at) => !rows[at]?.server && !unreadable.has(key))
  },

  /** Every row of the held scopes is fetched again; those that cannot be opened any more make room. */
  fetchAnew: () =>
    change('strict', async () => {
      const now = await meta()
      const unreadable = shelf
        .damaged()
        .flatMap(({ table, id }): Change[] => (table === 'rows' ? [{ table, remove: id }] : []))
      // Named as a backfill that has not begun, so that one that is granted no longer is still seen to be lost.
      const scopes = [...new Set([...now.scopes, ...(now.backfill?.scopes ?? [])])]
      const gone = new Set(unreadable.map((each) => ('remove' in each ? each.remove : '')))
      const witnesses = (now.witnesses ?? []).filter((key) => !gone.has(key))
      const next = { ...now, scopes: [], backfill: { scopes, after: {} }, needsSweep: true, witnesses }
      return { changes: [...unreadable, putMeta(next)], value: null }
    }),
})

/** What the store knows of the server when it holds none of its rows. */
export const NOTHING_HELD = {
  cursor: {},
  reach: {},
  scopes: [],
  backfill: null,
  needsSweep: false,
  currentAt: undefined,
  witnesses: [],
  wanted: [],
} satisfies Partial<StoreMeta>

/** `unread`: keys of rows that have come. */
function witnessesAfter(
  before: readonly EntityKey[],
  rows: ReadonlyMap<EntityKey, StoredRow>,
  unread: readonly EntityKey[],
): EntityKey[] {
  const still = before.filter((key) => !rows.has(key) || rows.get(key)?.server)
  const read = [...rows.values()].flatMap((row) => (row.server === null ? [] : [row.key]))
  const brought = [...read.slice(-2), ...unread.slice(-2)]
  const all = [...new Set([...still, ...brought])]
  return [...all.slice(0, WITNESSES_EACH), ...all.slice(WITNESSES_EACH).slice(-WITNESSES_EACH)]
}

/** A row as the server has it, of a line that is read only when it is looked at. */
class UnreadRow implements StoredRow {
  readonly key: EntityKey
  readonly caseId: string | null
  readonly #change: PullRow
  constructor(key: EntityKey, caseId: string | null, change: PullRow) {
    this.key = key
    this.caseId = caseId
    this.#change = change
  }
  get server(): ServerCopy | null {
    try {
      const { d, rev, shard, seq, s } = this.#change
      return { record: d as AnyRecord, rev, shard, seq, scopes: s }
    } catch (error) {
      // Whoever folds it tells of it; until then it is not there.
      if (error instanceof UnreadableLine) return null
      throw error
    }
  }
  get view(): AnyRecord | null {
    return this.server?.record ?? null
  }
}

function putsOf({ changes }: PullPage, parts: readonly LinesKept[]): Change[] {
  const cases = parts.flatMap((part) => part.cases)
  return changes.map((change, at) => ({
    table: 'rows',
    put: new UnreadRow(entityKey(change.e, change.id), cases[at] ?? null, change as PullRow),
  }))
}

/** Whether these say just what the lines of the page say: nothing stayed as it was, waits on it, or left. */
const isAsItCame = ({ changes }: PullPage, shown: readonly Change[]): boolean =>
  shown.length === changes.length &&
  shown.every((change, at) => {
    const each = changes[at]
    if (each?.t !== 'row' || change.table !== 'rows' || !('put' in change)) return false
    const { server, view } = change.put
    return server !== null && server.record === each.d && view === each.d && server.seq === each.seq
  })

function sameCursor(a: Cursor, b: Cursor): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((shard) => (a[shard] ?? 0) === (b[shard] ?? 0))
}

/**
 * The rows that a page names, as they are held. A newer row stands for itself; only for one that leaves a scope, or that
 * may be older than what is here, must be looked.
 */
async function heldFor({ changes }: PullPage, shelf: Pick<Shelf, 'get'>): Promise<Map<EntityKey, StoredRow>> {
  const keyOf = (each: (typeof changes)[number]) => entityKey(each.e, each.id)
  const sought = [...new Set(changes.flatMap((each) => (each.t === 'exit' || each.b ? [keyOf(each)] : [])))]
  const stored = await shelf.get('rows', sought)
  const held = new Map(sought.map((key, index) => [key, stored[index]]))
  return new Map(changes.map(keyOf).map((key) => [key, held.get(key) ?? { key, server: null, view: null }]))
}

async function withChanged(
  stored: Promise<StoredRow[]>,
  changed: ReadonlyMap<EntityKey, StoredRow>,
): Promise<Map<EntityKey, StoredRow>> {
  const all = new Map((await stored).map((row) => [row.key, row]))
  for (const [key, row] of changed) all.set(key, row)
  return all
}

/**
 * Cases that were let go of and have changed: only what is new in them comes with the feed. One that was opened before something
 * was last let go of and is not here is one of them, or new to this agent, and then comes twice.
 */
async function comingBack({ changes }: PullPage, now: StoreMeta, shelf: Pick<Shelf, 'get'>): Promise<CaseId[]> {
  const { letGoAt, currentAt } = now
  if (letGoAt === undefined || currentAt === undefined) return []
  const ids = changes.flatMap((each) =>
    each.t === 'row' && each.e === 'case' && !each.b && Number(each.d?.['openedAt'] ?? letGoAt) < letGoAt
      ? [each.id as CaseId]
      : [],
  )
  const held = await shelf.get(
    'rows',
    ids.map((id) => entityKey('case', id)),
  )
  return ids.filter((_, at) => !held[at]?.server)
}

/** Whether the server brings what was asked for, and has not brought all of it. */
function isOnItsWay(id: CaseId, { header, footer }: PullPage): boolean {
  const scope = `case:${id}`
  return header.scopes.includes(scope) && !footer.scopes.includes(scope)
}

/** Whether its case is held no longer. What is the agent's own beside the case (time, ratings, audits) stays without it. */
function isOrphan(
  row: StoredRow,
  changed: ReadonlyMap<EntityKey, StoredRow>,
  held: ReadonlyMap<EntityKey, StoredRow>,
): boolean {
  const caseId = row.server?.record['caseId']
  if (typeof caseId !== 'string' || !isOfCase(row.key)) return false
  const parent = entityKey('case', caseId)
  return !(changed.get(parent) ?? held.get(parent))?.server
}
