import type { Actor } from '../../domain/people/person.ts'
import type { Outcome } from '../../protocol/bridge-kit.ts'
import type { Backfill, Cursor, PullExit, PullPage, PullRequest, PullRow } from '../../protocol/sync/pull.ts'
import { ownScopes } from '../../server/store/scopes.ts'
import type { ModelRow, ModelServer } from './model-server.ts'
import { placeOf } from './model-server.ts'

/** Small, so that a handful of rows already takes several pages. */
const PAGE_ROWS = 4

/** Answers a pull as the real server does: `server/sync/pull.ts`, in memory. */
export function modelPull(server: ModelServer, actor: Actor, request: PullRequest): Outcome<PullPage> {
  const { heads } = server.world()
  const { clientId, cursor: base } = request
  if (request.epoch !== null && request.epoch !== server.epoch())
    return { ok: false, failure: server.epochFailure(request.epoch, clientId) }
  if (Object.entries(base).some(([shard, seq]) => seq > (heads[shard] ?? 0)) && !server.mistakes.has('noEpoch'))
    return { ok: false, failure: { kind: 'cursor-ahead' } }
  const granted = ownScopes({ ...actor, teamIds: [] })
  const held = request.scopes.filter((scope) => granted.includes(scope))
  const fresh = granted.filter((scope) => !held.includes(scope))
  const isAtStart = Object.values(base).every((seq) => seq === 0)
  const needed = isAtStart || server.mistakes.has('noBackfill') ? [] : fresh
  const page = needed.length > 0 ? backfill(server, request, needed, held) : feed(server, base, heads, granted)
  return {
    ok: true,
    value: {
      header: {
        t: 'header',
        reqId: request.reqId,
        epoch: server.epoch(),
        base,
        head: { ...heads },
        aclVersion: '1',
        scopes: granted,
        lmid: server.lmid(clientId),
        now: server.now(),
        minIntervalMs: 0,
      },
      changes: page.changes,
      footer: { t: 'footer', ...page.footer, count: page.changes.length, crc: '00000000' },
    },
  }
}

type Change = PullRow | PullExit
type Page = {
  changes: Change[]
  footer: { cursor: Cursor; scopes: string[]; backfill: Backfill | null; more: boolean }
}

function feed(server: ModelServer, base: Cursor, heads: Cursor, granted: string[]): Page {
  const { rows, exits } = server.world()
  const wanted = new Set(granted)
  const isSeen = (tags: readonly string[]) => server.mistakes.has('wideFeed') || tags.some((tag) => wanted.has(tag))
  const changes: Change[] = []
  const cursor: Cursor = { ...base }
  let more = false
  for (const shard of Object.keys(heads).sort()) {
    const from = cursor[shard] ?? 0
    if (changes.length >= PAGE_ROWS) {
      more ||= (heads[shard] ?? 0) > from
      continue
    }
    const left = exits
      .filter((exit) => exit.shard === shard && exit.seq > from && wanted.has(exit.scope))
      .filter((exit) => !(server.mistakes.has('exitElided') && isSeen(rows.get(`${exit.kind}:${exit.id}`)?.tags ?? [])))
      .map((exit): Change => ({ t: 'exit', x: exit.scope, e: exit.kind, id: exit.id, shard, seq: exit.seq }))
    const changed = [...rows.values()].filter((row) => row.shard === shard && row.seq > from && isSeen(row.tags))
    const part = cut([...left, ...changed.map(toRow)].sort(inOrder), PAGE_ROWS - changes.length, server)
    changes.push(...part.changes)
    cursor[shard] = part.cutAt ?? heads[shard] ?? 0
    more ||= part.cutAt !== null
  }
  return { changes, footer: { cursor, scopes: granted, backfill: null, more } }
}

function backfill(server: ModelServer, request: PullRequest, needed: string[], held: string[]): Page {
  const going = request.backfill
  const continues = going !== null && [...going.scopes].sort().join() === [...needed].sort().join()
  const after: Cursor = continues ? { ...going.after } : {}
  const wanted = new Set(needed)
  const changes: Change[] = []
  let isDone = true
  for (const [shard, upTo] of Object.entries(request.cursor).sort(([a], [b]) => Number(a) - Number(b))) {
    const from = after[shard] ?? 0
    if (from >= upTo) continue
    if (changes.length >= PAGE_ROWS) {
      isDone = false
      continue
    }
    const older = [...server.world().rows.values()].filter(
      (row) => row.shard === shard && row.seq > from && row.seq <= upTo && row.tags.some((tag) => wanted.has(tag)),
    )
    const part = cut(older.map(toRow).sort(inOrder), PAGE_ROWS - changes.length, server)
    changes.push(...part.changes.map((change) => ({ ...change, b: true }) as Change))
    after[shard] = part.cutAt ?? upTo
    isDone &&= part.cutAt === null
  }
  const scopes = isDone ? [...held, ...needed].sort() : held
  const next = isDone ? null : { scopes: needed, after }
  return { changes, footer: { cursor: request.cursor, scopes, backfill: next, more: true } }
}

const toRow = (row: ModelRow): PullRow => ({
  t: 'row',
  e: row.kind,
  id: row.id,
  shard: row.shard,
  seq: row.seq,
  rev: row.rev,
  s: row.tags,
  d: row.record,
})
const inOrder = (a: Change, b: Change) =>
  a.seq - b.seq || placeIn(a) - placeIn(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
const placeIn = (change: Change) => (change.t === 'exit' ? 0 : placeOf(change.e))

/** At most so many, but a sequence number is never split. */
function cut(changes: Change[], limit: number, server: ModelServer): { changes: Change[]; cutAt: number | null } {
  if (changes.length <= limit) return { changes, cutAt: null }
  const at = changes[limit - 1] as Change
  let end = limit
  while (!server.mistakes.has('splitSeq') && end < changes.length && changes[end]?.seq === at.seq) end++
  return end === changes.length ? { changes, cutAt: null } : { changes: changes.slice(0, end), cutAt: at.seq }
}
