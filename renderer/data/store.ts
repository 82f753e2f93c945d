import type { CaseRecord } from '../../domain/cases/case.ts'
import type { ClientId, MutationId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { RefusalCode } from '../../domain/mutations/decide.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import { entityKey } from '../../domain/mutations/entities.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { caseOf } from '../../domain/mutations/mutation.ts'
import { readKeys, touchedKeys } from '../../domain/mutations/touched.ts'
import type { Actor } from '../../domain/people/person.ts'
import type { DraftRecord, FormRecord } from '../../protocol/journal.ts'
import type { Cursor, PullPage } from '../../protocol/sync/pull.ts'
import { rebase } from './rebase.ts'
import type {
  AckedItem,
  AckVerdict,
  AnyRecord,
  BreakNote,
  Change,
  OutboxItem,
  Shelf,
  StoredRow,
  StoreMeta,
} from './store-port.ts'

const KEEP_ACKED_MS = 14 * 24 * 3_600_000
/** So long the list of one's own breaks goes back. */
export const KEEP_BREAKS_MS = 90 * 24 * 3_600_000
const RETRIES = 20

type Plan<Value> = { changes: Change[]; value: Value }
export type Store = ReturnType<typeof openStore>

/** The verbs of the local store. Each is one atomic write, planned from what was read and retried if that has moved. */
export function openStore(shelf: Shelf, actor: Actor, fresh: () => StoreMeta) {
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
  const putMeta = (value: StoreMeta): Change => ({ table: 'meta', put: value })
  const putItem = (item: OutboxItem): Change => ({ table: 'outbox', put: item })

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

  /** The actions that the server had taken and no longer knows, as far as can be told. */
  async function forgottenBy(to: NewEpoch): Promise<AckedItem[]> {
    if (to.isBehind) return []
    const { clientId, epoch } = await meta()
    // What was given under an earlier name may be forgotten too; the server knows its own actions by their ids.
    return (await shelf.all('acked')).filter((each) =>
      each.clientId === clientId ? each.n > to.lmid : to.epoch !== epoch,
    )
  }

  return {
    shelf,
    meta,
    outbox,
    forgottenBy,
    drafts: () => shelf.all('drafts'),
    forms: () => shelf.all('forms'),

    saveMeta: (edit: (meta: StoreMeta) => StoreMeta) =>
      change('strict', async () => ({ changes: [putMeta(edit(await meta()))], value: null })),

    /** Kept for the agent alone; what is older than `KEEP_BREAKS_MS` goes. */
    noteBreak: (note: BreakNote) =>
      change('relaxed', async () => {
        const old = (await shelf.all('breaks')).filter((each) => note.startedAt - each.startedAt > KEEP_BREAKS_MS)
        const gone = old.map(({ id }): Change => ({ table: 'breaks', remove: id }))
        return { changes: [...gone, { table: 'breaks', put: note }], value: null }
      }),

    /** Removes every one of them, those that cannot be opened too, and says how many there were. */
    eraseBreaks: () =>
      change('strict', async () => {
        const kept = (await shelf.all('breaks')).map(({ id }) => id)
        const damaged = shelf.damaged().flatMap(({ table, id }) => (table === 'breaks' ? [id] : []))
        const ids = [...new Set([...kept, ...damaged])]
        return { changes: ids.map((id): Change => ({ table: 'breaks', remove: id })), value: ids.length }
      }),

    /** Outbox row, shown rows, draft and forms together. An intent that is already here is not added twice. */
    commitIntents: (
      intents: readonly KeptIntent[],
      drafts: readonly { caseId: string; draft: DraftRecord | null }[] = [],
      edit: (meta: StoreMeta) => StoreMeta = (same) => same,
      gone: readonly MutationId[] = [],
      forms: readonly { key: string; form: FormRecord | null }[] = [],
    ) =>
      change('strict', async () => {
        const before = await outbox()
        const items = before.filter((item) => !gone.includes(item.mutation.id))
        const left = before.filter((item) => gone.includes(item.mutation.id))
        const held = new Set([
          ...items.map((item) => item.mutation.id),
          ...(await shelf.all('acked')).map((each) => each.mutation.id),
        ])
        const added = intents
          .filter((intent) => !held.has(intent.mutation.id))
          .map((intent): OutboxItem => {
            const n = intent.n ?? null
            const state = n === null ? 'waiting' : 'sealed'
            const { mutation, order, sentIn = null, notBefore = null } = intent
            const open = { ack: null, refusal: null, reference: null }
            return { mutation, order, n, state, sentIn, notBefore, replay: false, ...open }
          })
        const now = edit(await meta())
        const nextOrder = Math.max(now.nextOrder, ...added.map((item) => item.order + 1))
        const nextN = Math.max(now.nextN, ...added.map((item) => (item.n ?? 0) + 1))
        const all = [...items, ...added].sort((a, b) => a.order - b.order)
        const texts = drafts.map(
          ({ caseId, draft }): Change =>
            draft ? { table: 'drafts', put: draft } : { table: 'drafts', remove: caseId },
        )
        const filled = forms.map(formChange)
        const shown = await reshow(
          all,
          left.map((item) => item.mutation),
          new Map(),
        )
        const removed = left.map((item): Change => ({ table: 'outbox', remove: item.mutation.id }))
        return {
          changes: [
            ...removed,
            ...added.map(putItem),
            ...shown,
            ...texts,
            ...filled,
            putMeta({ ...now, nextOrder, nextN }),
          ],
          value: added.length,
        }
      }),

    saveDraft: (caseId: string, draft: DraftRecord | null) =>
      change('strict', async () => ({
        changes: [draft ? { table: 'drafts', put: draft } : { table: 'drafts', remove: caseId }],
        value: null,
      })),

    saveForm: (key: string, form: FormRecord | null) =>
      change('strict', async () => ({ changes: [formChange({ key, form })], value: null })),

    /**
     * Gives the next numbers to waiting items, durably, before anything is sent. `items`: what fits into one push.
     * `isReady`: whether all that an action needs beside itself is on the server.
     */
    seal: (limit: number, bytes: number, at: EpochMs, isReady: (mutation: Mutation) => boolean = () => true) =>
      change('strict', async (): Promise<Plan<SealedBatch>> => {
        const now = await meta()
        const before = await outbox()
        const { epoch } = now
        if (epoch === null) return { changes: [], value: { clientId: now.clientId, epoch, all: [], items: [] } }
        /** What an earlier epoch may have seen is sent as a replay, for ever. */
        const numbered = (item: OutboxItem, n: number | null): OutboxItem => {
          const sentIn = item.sentIn ?? epoch
          return { ...item, state: 'sealed', n, sentIn, replay: item.replay || sentIn !== epoch }
        }
        const sealed = before.filter((item) => item.state === 'sealed')
        let size = sealed.reduce((sum, item) => sum + sizeOf(item), 0)
        const fresh: OutboxItem[] = []
        // What waits for its moment holds up what comes after it in its lane, and nothing else.
        const held = new Set<string>()
        for (const item of before.filter((each) => each.state === 'waiting')) {
          if (isHeld(item, at) || held.has(item.mutation.lane) || !isReady(item.mutation)) {
            held.add(item.mutation.lane)
            continue
          }
          size += sizeOf(item)
          const count = sealed.length + fresh.length
          if (count >= limit || (count > 0 && size > bytes)) break
          fresh.push(numbered(item, now.nextN + fresh.length))
        }
        const again = sealed.map((item) => numbered(item, item.n))
        const moved = again.filter(
          (item, at) => item.replay !== sealed[at]?.replay || item.sentIn !== sealed[at]?.sentIn,
        )
        const changes = [...moved, ...fresh].map(putItem)
        if (fresh.length > 0) changes.push(putMeta({ ...now, nextN: now.nextN + fresh.length }))
        const all = [...again, ...fresh].sort((a, b) => (a.n ?? 0) - (b.n ?? 0))
        let room = bytes
        const items = all.filter((item, at) => {
          room -= sizeOf(item)
          return at === 0 || (at < limit && room >= 0)
        })
        return { changes, value: { clientId: now.clientId, epoch, all, items } }
      }),

    recordVerdicts: (verdicts: readonly AckVerdict[], at: EpochMs) =>
      change('strict', async () => {
        const now = await meta()
        const items = await outbox()
        const next = items.map((item): OutboxItem => {
          const verdict = verdicts.find((each) => each.id === item.mutation.id && each.n === item.n)
          if (!verdict || item.state !== 'sealed') return item
          return verdict.kind === 'done'
            ? { ...item, state: 'acked', ack: { shard: verdict.shard, seq: verdict.seq } }
            : { ...item, state: 'rejected', refusal: verdict.code, reference: verdict.reference }
        })
        const moved = next.filter((item, index) => item !== items[index])
        // What was refused is the agent's again: a restored server must never get it from here.
        const taken = moved.filter((item) => item.state === 'acked')
        const log = taken.map(({ mutation, order, n, sentIn }): Change => {
          return { table: 'acked', put: { mutation, order, n: n ?? 0, clientId: now.clientId, sentIn, at } }
        })
        const shown = await reshow(
          next,
          moved.map((item) => item.mutation),
          new Map(),
        )
        return { changes: [...moved.map(putItem), ...log, ...shown], value: moved }
      }),

    /** Rows, exits, scopes, cursor and settled actions together. 'stale': not the answer to where this store stands. */
    applyPage: (page: PullPage, at: EpochMs) =>
      change('relaxed', async (): Promise<Plan<'applied' | 'stale'>> => {
        const { header, footer } = page
        const now = await meta()
        const isForHere = sameCursor(header.base, now.cursor) && (now.epoch === null || now.epoch === header.epoch)
        if (!isForHere) return { changes: [], value: 'stale' }
        const keys = [...new Set(page.changes.map((each) => entityKey(each.e, each.id)))]
        const stored = await shelf.get('rows', keys)
        const rows = new Map(
          keys.map((key, index): [EntityKey, StoredRow] => [key, stored[index] ?? { key, server: null, view: null }]),
        )
        let needsSweep = now.needsSweep
        const allowed = new Set(header.scopes)
        const isShown = (scopes: readonly string[]) => scopes.some((scope) => allowed.has(scope))
        for (const each of page.changes) {
          const key = entityKey(each.e, each.id)
          const row = rows.get(key) as StoredRow
          if (each.t === 'exit') {
            if (!row.server || row.server.seq > each.seq) continue
            const scopes = row.server.scopes.filter((scope) => scope !== each.x)
            // Tags that this person may not see stay on the row, and show it to nobody here.
            rows.set(key, { ...row, server: isShown(scopes) ? { ...row.server, scopes } : null })
            needsSweep ||= !isShown(scopes) && each.e === 'case'
          } else if (!(each.b && row.server && row.server.seq >= each.seq)) {
            const { rev, shard, seq, s } = each
            rows.set(key, { ...row, server: each.d === null ? null : { record: each.d, rev, shard, seq, scopes: s } })
            needsSweep ||= each.d === null && each.e === 'case'
          }
        }
        const lostScopes = [...now.scopes, ...(now.backfill?.scopes ?? [])].some((scope) => !allowed.has(scope))
        if (lostScopes || (needsSweep && !footer.more)) {
          const everything = new Map((await shelf.all('rows')).map((row) => [row.key, row]))
          for (const [key, row] of rows) everything.set(key, row)
          const evict = (row: StoredRow) => rows.set(row.key, { ...row, server: null })
          for (const row of everything.values()) if (row.server && !isShown(row.server.scopes)) evict(row)
          needsSweep = true
          if (!footer.more) {
            for (const row of everything.values()) {
              const caseId = row.server?.record['caseId']
              if (typeof caseId !== 'string' || row.key.startsWith('interval:')) continue
              const parent = entityKey('case', caseId)
              if (!(rows.get(parent) ?? everything.get(parent))?.server) evict(row)
            }
            needsSweep = false
          }
        }
        const items = await outbox()
        const isSettled = (item: OutboxItem) =>
          !footer.more && item.ack !== null && (footer.cursor[item.ack.shard] ?? 0) >= item.ack.seq
        const settled = items.filter(isSettled)
        const kept = items.filter((item) => !isSettled(item))
        const shown = await reshow(
          kept,
          settled.map((item) => item.mutation),
          rows,
        )
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
        }
        return {
          changes: [
            ...shown,
            ...settled.map((item): Change => ({ table: 'outbox', remove: item.mutation.id })),
            ...old.map((each): Change => ({ table: 'acked', remove: each.mutation.id })),
            putMeta(next),
          ],
          value: 'applied',
        }
      }),

    /**
     * The server is another one than before. Nothing unsent is lost; what it has forgotten is sent again, marked. All
     * undecided actions get new numbers from where the server stands, so that a number whose action needs no sending
     * again (it was refused, or given under another name) leaves no gap.
     */
    adoptEpoch: (to: NewEpoch) =>
      change('strict', async () => {
        const now = await meta()
        const items = await outbox()
        const isAhead = to.isBehind || Object.entries(now.reach).some(([shard, seq]) => seq > (to.forkHead[shard] ?? 0))
        const lost = await forgottenBy(to)
        const lostIds = new Set(lost.map((each) => each.mutation.id))
        const freed = { state: 'waiting', n: null, ack: null } as const
        // Refused actions stay the agent's to decide; whether a sealed one is a replay is seen when it is sealed again.
        const again = items.map((item): OutboxItem => {
          if (item.state === 'sealed' && !to.isBehind) return { ...item, ...freed }
          return item.state === 'acked' && lostIds.has(item.mutation.id) ? { ...item, ...freed, replay: true } : item
        })
        const here = new Set(items.map((item) => item.mutation.id))
        const back = lost
          .filter((each) => !here.has(each.mutation.id))
          .map(({ mutation, order, sentIn }): OutboxItem => {
            const undecided = { notBefore: null, refusal: null, reference: null }
            return { mutation, order, sentIn, ...freed, replay: true, ...undecided }
          })
        const all = [...again, ...back].sort((a, b) => a.order - b.order)
        const emptied = new Map(
          isAhead ? (await shelf.all('rows')).map((row) => [row.key, { ...row, server: null }] as const) : [],
        )
        const shown = await reshow(all, [], emptied)
        const from = isAhead ? { cursor: {}, reach: {}, scopes: [], backfill: null, needsSweep: false } : {}
        const nextN = to.isBehind ? now.nextN : to.lmid + 1
        const gone = lost.map((each): Change => ({ table: 'acked', remove: each.mutation.id }))
        return {
          changes: [...shown, ...all.map(putItem), ...gone, putMeta({ ...now, ...from, nextN, epoch: to.epoch })],
          value: back.length,
        }
      }),

    /** Another desk uses this one's numbers: a new name, and numbers from 1. Order stays. */
    renumber: (clientId: ClientId) =>
      change('strict', async () => {
        const items = (await outbox()).filter((item) => item.state === 'sealed')
        const freed = items.map((item): Change => putItem({ ...item, state: 'waiting', n: null }))
        return { changes: [...freed, putMeta({ ...(await meta()), clientId, nextN: 1 })], value: null }
      }),

    /** Nothing the server said is held any more. What waits stays. */
    clearRows: () =>
      change('strict', async () => {
        const rows = (await shelf.all('rows')).map((row) => [row.key, { ...row, server: null }] as const)
        return { changes: await reshow(await outbox(), [], new Map(rows)), value: null }
      }),

    /** Every row of the held scopes is fetched again; those that cannot be opened any more make room. */
    fetchAnew: () =>
      change('strict', async () => {
        const now = await meta()
        const unreadable = shelf
          .damaged()
          .flatMap(({ table, id }): Change[] => (table === 'rows' ? [{ table, remove: id }] : []))
        // Named as a backfill that has not begun, so that one that is granted no longer is still seen to be lost.
        const scopes = [...new Set([...now.scopes, ...(now.backfill?.scopes ?? [])])]
        const next = { ...now, scopes: [], backfill: { scopes, after: {} }, needsSweep: true }
        return { changes: [...unreadable, putMeta(next)], value: null }
      }),

    /** The next action cannot be sent at all: it becomes the agent's to deal with, and its number is free. */
    setAside: () =>
      change('strict', async () => {
        const items = await outbox()
        const sealed = items.filter((item) => item.state === 'sealed').sort((a, b) => (a.n ?? 0) - (b.n ?? 0))
        const [first] = sealed
        if (!first) return { changes: [], value: null }
        const aside: OutboxItem = { ...first, state: 'rejected', n: null, refusal: 'validation' }
        const all = items.map((item) => (item === first ? aside : item))
        return { changes: [putItem(aside), ...(await reshow(all, [first.mutation], new Map()))], value: null }
      }),

    /** An action that was not numbered yet can never be sent as it is: it becomes the agent's to deal with. */
    refuse: (id: MutationId, refusal: RefusalCode) =>
      change('strict', async () => {
        const items = await outbox()
        const item = items.find((each) => each.mutation.id === id && each.state === 'waiting')
        if (item === undefined) return { changes: [], value: null }
        const refused: OutboxItem = { ...item, state: 'rejected', refusal }
        const all = items.map((each) => (each === item ? refused : each))
        return { changes: [putItem(refused), ...(await reshow(all, [item.mutation], new Map()))], value: null }
      }),

    /** Takes an action out of the outbox, if it may still go. */
    remove: (id: MutationId, from: readonly OutboxItem['state'][], draft: DraftRecord | null) =>
      change('strict', async (): Promise<Plan<'removed' | 'other-state' | 'gone'>> => {
        const items = await outbox()
        const item = items.find((each) => each.mutation.id === id)
        if (!item) return { changes: [], value: 'gone' }
        // One that waits for a new number may have been sent under its old one.
        const mayBeSent = item.state === 'waiting' && item.sentIn !== null
        if (!from.includes(item.state) || mayBeSent) return { changes: [], value: 'other-state' }
        const shown = await reshow(
          items.filter((each) => each !== item),
          [item.mutation],
          new Map(),
        )
        const text: Change[] = draft ? [{ table: 'drafts', put: draft }] : []
        return { changes: [{ table: 'outbox', remove: id }, ...shown, ...text], value: 'removed' }
      }),
  }
}

/** What the server says of its new epoch. `isBehind`: only that it knows less than this desk. */
export type NewEpoch = { epoch: string | null; forkHead: Cursor; lmid: number; isBehind?: boolean }

/** `all`: everything numbered and undecided. `items`: what of it goes with one push. */
type SealedBatch = { clientId: ClientId; epoch: string | null; all: OutboxItem[]; items: OutboxItem[] }

/** An intent as it comes into the outbox; from the journal with its number and the epoch it was numbered in. */
export type KeptIntent = {
  mutation: Mutation
  order: number
  n?: number | null
  sentIn?: string | null
  notBefore?: EpochMs | null
}

/** Whether the action still waits for its moment: for as long it can be taken back. */
export const isHeld = (item: Pick<OutboxItem, 'notBefore'>, at: EpochMs): boolean =>
  item.notBefore !== null && item.notBefore !== undefined && item.notBefore > at

const formChange = ({ key, form }: { key: string; form: FormRecord | null }): Change =>
  form ? { table: 'forms', put: form } : { table: 'forms', remove: key }

const sizeOf = (item: OutboxItem) => JSON.stringify(item.mutation).length * 3 + 100

/** The rows that deciding about an action reads or changes, as far as they can be named without reading any. */
function needs(mutation: Mutation, actor: Actor): EntityKey[] {
  const caseId = caseOf(mutation)
  const kase = caseId === null || mutation.name === 'interval.record' ? [] : [entityKey('case', caseId)]
  return [...kase, ...touchedKeys(mutation, actor.id)]
}

function sameCursor(a: Cursor, b: Cursor): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((shard) => (a[shard] ?? 0) === (b[shard] ?? 0))
}
export type { AnyRecord }
