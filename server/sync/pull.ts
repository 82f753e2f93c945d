import { ENTITY_KINDS, type EntityKind } from '../../domain/mutations/entities.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Backfill, Cursor, PullFooter, PullHeader, PullRequest } from '../../protocol/sync/pull.ts'
import { SCHEMA_VERSION } from '../../protocol/version.ts'
import type { Db, Tx } from '../store/database.ts'
import { TABLES } from '../store/entity-tables.ts'
import { maySeeCase, ownScopes } from '../store/scopes.ts'
import type { SignedIn } from '../auth/accounts.ts'
import { SyncRefusal } from './refusal.ts'
import { forkHeadFor, readHeads } from './heads.ts'

/** Exits are kept this long; a desk that was away for longer fetches everything anew. */
export const EXITS_KEPT_MS = 45 * 86_400_000

/** One change as it is written on a page. `is_plain`: a row that is there, and no older one; `case_id`: of this case. */
type Line = { seq: number; line: string; entity: EntityKind; id: string; case_id: string | null; is_plain: boolean }
/** What a page is written from (`write-page.ts`). */
export type FeedPage = { header: PullHeader; lines: Line[]; footer: Omit<PullFooter, 't' | 'count' | 'crc'> }

// The document goes to the wire as PostgreSQL wrote it: nothing is parsed and written again here (performance.md).
const asLine = `
  case when place = 0
    then json_build_object('t', 'exit', 'x', scope, 'e', entity, 'id', id, 'shard', shard::text, 'seq', seq)
    else json_build_object('t', 'row', 'e', entity, 'id', id, 'shard', shard::text, 'seq', seq, 'rev', rev, 's', tags, 'd', d)
  end::text as line`
const CASE_ID = `case when entity = 'case' then id when jsonb_typeof(d -> 'caseId') = 'string' then d ->> 'caseId' end`
const exitRows = `
  select seq, 0 as place, id, shard, entity, scope, 0 as rev, null::text[] as tags, null::jsonb as d
  from sync_exit where tenant = $1 and shard = $2 and seq > $3 and seq <= $4 and scope = any($5)`
const entityRows = ENTITY_KINDS.map(
  (kind, at) => `
  select seq, ${at + 1} as place, id, shard, '${kind}' as entity, null as scope, rev, tags, case when deleted then null else d end as d
  from ${TABLES[kind]} where tenant = $1 and shard = $2 and seq > $3 and seq <= $4 and tags && $5`,
)

/**
 * The first lines of several selections; a limit of null means all. Each selection gives up its own first ones and only what stays
 * is written as text, so that a page costs what is on it and not all that is still to come.
 */
function firstOf(selections: string[], limit: number | null): string {
  const few = `limit ${limit ?? 'all'}`
  const each = selections.map((selection) => `(${selection} order by seq, id ${few})`)
  return `select seq, entity, id, d is not null as is_plain, ${CASE_ID} as case_id, ${asLine} from (select * from (${each.join(' union all ')}) changes order by seq, place, id ${few}) page
    order by seq, place, id`
}
const feed = (limit: number | null) => firstOf([exitRows, ...entityRows], limit)
const older = (limit: number | null) => firstOf(entityRows, limit)

/** One page of the feed, read in one snapshot. Throws `SyncRefusal`. */
export async function readFeed(
  db: Db,
  who: SignedIn,
  request: PullRequest,
  at: { epoch: string; now: EpochMs },
): Promise<FeedPage> {
  if (request.schema !== SCHEMA_VERSION)
    throw new SyncRefusal('upgrade_required', 'This app is too old for the server: install the update.')
  return db.transaction('snapshot', async (tx) => {
    const { heads, aclVersion } = await readHeads(tx, who.tenantId)
    const [client] = await tx.query<{ lmid: number; user_id: string }>(
      'select lmid, user_id from sync_client where tenant = $1 and client_id = $2',
      [who.tenantId, request.clientId],
    )
    if (client !== undefined && client.user_id !== who.userId) {
      throw new SyncRefusal('forbidden', 'This client id belongs to another person.')
    }
    const lmid = client?.lmid ?? 0
    if (request.epoch !== null && request.epoch !== at.epoch) {
      throw new SyncRefusal('epoch', 'The server was restored or failed over: fetch anew from the fork.', {
        epoch: { epoch: at.epoch, forkHead: await forkHeadFor(tx, who.tenantId, request.epoch), lmid },
      })
    }
    await refuseBadCursor(tx, who.tenantId, request.cursor, heads, at.now)
    const granted = [...ownScopes(who.actor), ...(await allowedPins(tx, who, request.pins))]
    const header: PullHeader = {
      t: 'header',
      reqId: request.reqId,
      epoch: at.epoch,
      base: request.cursor,
      head: heads,
      aclVersion,
      scopes: granted,
      lmid,
      now: at.now,
      minIntervalMs: 0,
    }
    const held = request.scopes.filter((scope) => granted.includes(scope))
    const fresh = granted.filter((scope) => !held.includes(scope))
    // A desk that stands at the very beginning has no older rows to fetch: the feed itself brings them.
    const needed = Object.values(request.cursor).some((seq) => seq > 0) ? fresh : []
    const page =
      needed.length > 0
        ? await backfillPage(tx, who.tenantId, request, needed, held)
        : await feedPage(tx, who.tenantId, request, heads, granted)
    return { header, ...page }
  })
}

type Page = Omit<FeedPage, 'header'>

async function feedPage(tx: Tx, tenant: string, request: PullRequest, heads: Cursor, granted: string[]): Promise<Page> {
  const lines: Line[] = []
  const cursor: Cursor = { ...request.cursor }
  let more = false
  for (const [shard, head] of sortedShards(heads)) {
    const from = cursor[shard] ?? 0
    const space = remaining(request, lines)
    if (space.rows === 0) {
      more ||= head > from
      continue
    }
    const part = await readWhole(tx, feed, tenant, shard, from, head, granted, space)
    lines.push(...part.lines)
    cursor[shard] = part.cutAt ?? head
    more ||= part.cutAt !== null
  }
  return { lines, footer: { cursor, scopes: granted, backfill: null, more } }
}

/** Older rows of newly granted scopes. The cursor stands still meanwhile, so whatever changes comes with the feed later. */
async function backfillPage(
  tx: Tx,
  tenant: string,
  request: PullRequest,
  needed: string[],
  held: string[],
): Promise<Page> {
  const going = request.backfill
  const continues =
    going !== null && going.scopes.length === needed.length && going.scopes.every((scope) => needed.includes(scope))
  const after: Cursor = continues ? { ...going.after } : {}
  const lines: Line[] = []
  let done = true
  for (const [shard, upTo] of sortedShards(request.cursor)) {
    const from = after[shard] ?? 0
    if (from >= upTo) continue
    const space = remaining(request, lines)
    if (space.rows === 0) {
      done = false
      continue
    }
    const part = await readWhole(tx, older, tenant, shard, from, upTo, needed, space)
    lines.push(
      ...part.lines.map((each) => ({ ...each, line: `${each.line.slice(0, -1)}, "b" : true}`, is_plain: false })),
    )
    after[shard] = part.cutAt ?? upTo
    done &&= part.cutAt === null
  }
  const backfill: Backfill | null = done ? null : { scopes: needed, after }
  return {
    lines,
    footer: { cursor: request.cursor, scopes: done ? [...held, ...needed].sort() : held, backfill, more: true },
  }
}

/** Up to the limits, but never a part of a sequence number: `cutAt` is the last whole one, null when nothing is left. */
async function readWhole(
  tx: Tx,
  sql: typeof feed,
  tenant: string,
  shard: string,
  from: number,
  upTo: number,
  scopes: string[],
  space: { rows: number; bytes: number },
): Promise<{ lines: Line[]; cutAt: number | null }> {
  const ask = (low: number, high: number, limit: number | null) =>
    tx.query<Line>(sql(limit), [tenant, Number(shard), low, high, scopes])
  const read = await ask(from, upTo, space.rows + 1)
  let bytes = 0
  let fit = read.findIndex(({ line }) => (bytes += line.length) > space.bytes)
  if (fit === -1) fit = read.length
  fit = Math.min(fit, space.rows)
  if (fit === read.length) return { lines: read, cutAt: null }
  const first = read[0]?.seq ?? 0
  const boundary = read[fit]?.seq ?? 0
  if (boundary > first) {
    const lines = read.slice(0, fit).filter(({ seq }) => seq < boundary)
    return { lines, cutAt: lines.at(-1)?.seq ?? from }
  }
  // One number alone is larger than a page: it comes whole all the same.
  return { lines: await ask(first - 1, first, null), cutAt: first }
}

async function refuseBadCursor(tx: Tx, tenant: string, cursor: Cursor, heads: Cursor, now: EpochMs): Promise<void> {
  for (const [shard, seq] of Object.entries(cursor)) {
    if (seq > (heads[shard] ?? 0))
      throw new SyncRefusal('cursor_ahead', 'The desk has seen more than the server has: fetch anew.')
  }
  const [expired] = await tx.query(
    `select 1 from sync_exit where tenant = $1 and at < $2 and seq > coalesce(($3::jsonb ->> shard::text)::bigint, 0) and $3::jsonb <> '{}'::jsonb limit 1`,
    [tenant, now - EXITS_KEPT_MS, JSON.stringify(cursor)],
  )
  if (expired !== undefined)
    throw new SyncRefusal('cursor_expired', 'The desk was away for more than 45 days: fetch anew.')
}

async function allowedPins(tx: Tx, who: SignedIn, pins: readonly string[]): Promise<string[]> {
  if (pins.length === 0) return []
  const rows = await tx.query<{ id: string; queue_id: string; assignee_id: string | null }>(
    'select id, queue_id, assignee_id from cases where tenant = $1 and id = any($2) and not deleted order by id',
    [who.tenantId, pins],
  )
  return rows
    .filter((row) =>
      maySeeCase(who.actor, { queueId: row.queue_id, assigneeId: row.assignee_id } as Parameters<typeof maySeeCase>[1]),
    )
    .map((row) => `case:${row.id}`)
}

const sortedShards = (cursor: Cursor) => Object.entries(cursor).sort(([a], [b]) => Number(a) - Number(b))
const remaining = (request: PullRequest, lines: readonly Line[]) => ({
  rows: Math.max(0, request.limits.rows - lines.length),
  bytes: Math.max(0, request.limits.bytes - lines.reduce((sum, { line }) => sum + line.length, 0)),
})
