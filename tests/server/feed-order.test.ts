import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseId, ClientId, MessageId } from '../../domain/kernel/ids.ts'
import type { PullRequest } from '../../protocol/sync/pull.ts'
import { readPage } from '../../protocol/sync/read-page.ts'
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '../../protocol/version.ts'
import { findAccount, type SignedIn } from '../../server/auth/accounts.ts'
import { type Changes, openChanges } from '../../server/store/changes.ts'
import type { Db } from '../../server/store/database.ts'
import { insertWorld } from '../../server/store/insert-world.ts'
import { migrate } from '../../server/store/migrate.ts'
import { caseScopes } from '../../server/store/scopes.ts'
import { shardOf } from '../../server/store/shards.ts'
import { currentEpoch, readHeads } from '../../server/sync/heads.ts'
import { readFeed } from '../../server/sync/pull.ts'
import { writeLines } from '../../server/sync/write-page.ts'
import { type RealPostgres, startRealPostgres } from '../support/real-postgres.ts'
import { NOON, someMessage } from '../support/records.ts'
import { smallWorld } from '../support/small-world.ts'

const TENANT = 'small'
const SHARDS = 2
const WRITERS = 16
const READERS = 4
const SEED = 20_260
/** What anything may take of it, with room for a slow machine: the writers themselves stop after their time. */
const LIMIT_MS = 120_000

let postgres: RealPostgres
let db: Db
let ana: SignedIn
let epoch: string
beforeEach(async () => {
  postgres = await startRealPostgres({ connections: WRITERS + READERS + 2 })
  db = postgres.db
  await migrate(db)
  await insertWorld(db, await smallWorld(async () => 'no password'), { shards: SHARDS })
  epoch = await currentEpoch(db, NOON)
  const found = await findAccount(db, TENANT, 'u-ana')
  if (found === null || found === 'disabled') throw new Error('Ana is not in the small world.')
  ana = found
})
afterEach(() => postgres.stop())

/** The same row of chances for the same seed (mulberry32). */
function chancesFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** How the rows of a transaction get their numbers, as its last step. */
type Numbering = (changes: Changes) => Promise<Map<number, number>>

class GivenUp extends Error {}

type Written = { ids: Set<string>; aborted: Set<string>; seqs: { shard: number; seq: number }[] }

/** One writer: transactions of one to three notes, new or changed, with small waits around every statement. */
async function write(writer: number, untilMs: number, number: Numbering, written: Written): Promise<void> {
  const chance = chancesFrom(SEED + writer)
  const dither = async () => void (chance() < 0.6 && (await pause(chance() * 4)))
  const own: string[] = []
  for (let turn = 0; performance.now() < untilMs; turn++) {
    const ids = Array.from({ length: 1 + Math.floor(chance() * 3) }, (_, at) =>
      own.length > 0 && chance() < 0.2
        ? (own[Math.floor(chance() * own.length)] as string)
        : `note-${writer}-${turn}-${at}`,
    )
    try {
      const seqs = await db.transaction('write', async (tx) => {
        const changes = openChanges(tx, TENANT, NOON)
        for (const id of ids) {
          await dither()
          const kase = { id: `c-orders-${id.length % 5}` as CaseId, queueId: 'orders', assigneeId: null }
          const note = someMessage({
            id: id as MessageId,
            caseId: kase.id,
            visibility: 'note',
            publicOrdinal: null,
            body: `Turn ${turn}`,
          })
          await changes.put('message', note, caseScopes(kase as Parameters<typeof caseScopes>[0]), shardOf(id, SHARDS))
        }
        await dither()
        const given = await number(changes)
        await dither()
        if (chance() < 0.1) throw new GivenUp()
        return given
      })
      for (const id of ids) {
        if (!written.ids.has(id)) own.push(id)
        written.ids.add(id)
      }
      for (const [shard, seq] of seqs) written.seqs.push({ shard, seq })
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error
      for (const id of ids) if (!written.ids.has(id)) written.aborted.add(id)
    }
  }
}

/** One desk: pages through the feed as the product serves it, and on to its end once the writers are done. */
async function read(reader: number, areWritersDone: () => boolean): Promise<Map<string, number>> {
  const chance = chancesFrom(SEED - 1 - reader)
  const seen = new Map<string, number>()
  let request: PullRequest = {
    proto: PROTOCOL_VERSION,
    schema: SCHEMA_VERSION,
    epoch,
    reqId: 'r',
    clientId: `reader-${reader}` as ClientId,
    cursor: {},
    scopes: [],
    pins: [],
    backfill: null,
    limits: { rows: 50, bytes: 65_536 },
  }
  for (;;) {
    const isLast = areWritersDone()
    const page = readPage(writeLines(await readFeed(db, ana, request, { epoch, now: NOON })))
    if (!page.ok) throw new Error(`A page that a desk throws away: ${page.refusal}`)
    const { changes, footer } = page.value
    for (const change of changes) if (change.e === 'message') seen.set(change.id, change.seq)
    request = { ...request, cursor: footer.cursor, scopes: footer.scopes, backfill: footer.backfill }
    if (isLast && !footer.more) return seen
    await pause(chance() * 5)
  }
}

/** All writers and readers at once. A row counts as lost for a reader who does not hold it as it finally stands. */
async function race(forMs: number, number: Numbering) {
  const written: Written = { ids: new Set(), aborted: new Set(), seqs: [] }
  const untilMs = performance.now() + forMs
  let isOver = false
  const readers = Promise.all(Array.from({ length: READERS }, (_, at) => read(at, () => isOver)))
  const writers = Promise.all(Array.from({ length: WRITERS }, (_, at) => write(at, untilMs, number, written)))
  const [seen] = await Promise.all([readers, writers.finally(() => (isOver = true))])
  const rows = await db.query<{ id: string; seq: number }>(`select id, seq from messages where id like 'note-%'`)
  const lost = seen.map((held) => rows.filter(({ id, seq }) => held.get(id) !== seq).length)
  return { written, rows, seen, lost }
}

describe('what 16 writers commit while 4 desks read', () => {
  it('reaches every desk, under numbers without a gap', { timeout: LIMIT_MS }, async () => {
    const { heads: before } = await readHeads(db, TENANT)
    const { written, rows, seen, lost } = await race(20_000, (changes) => changes.stamp())
    console.log(
      `Counter: ${rows.length} rows in ${written.seqs.length} numbers, ${written.aborted.size} rolled back; lost by each desk: ${lost.join(', ')} (seed ${SEED})`,
    )
    expect(rows.length).toBeGreaterThan(500)
    expect(written.aborted.size).toBeGreaterThan(10)
    expect(new Set(rows.map(({ id }) => id))).toEqual(written.ids)
    expect(lost).toEqual(Array.from({ length: READERS }, () => 0))
    for (const held of seen) for (const id of held.keys()) expect(written.aborted.has(id), id).toBe(false)
    const { heads } = await readHeads(db, TENANT)
    for (let shard = 0; shard < SHARDS; shard++) {
      const given = written.seqs.filter((each) => each.shard === shard).map(({ seq }) => seq)
      const [first, last] = [before[shard] ?? 0, heads[shard] ?? 0]
      expect(given.sort((a, b) => a - b)).toEqual(Array.from({ length: last - first }, (_, at) => first + 1 + at))
    }
  })

  it('would be lost in part with numbers of a plain sequence', { timeout: LIMIT_MS }, async () => {
    // The same writers and readers; only that a row takes its number when it is written, and the newest visible one
    // is where the feed ends.
    await db.query('alter table sync_head rename to counter')
    await db.query('create sequence plain start 1000')
    await db.query(`create view sync_head as select tenant, shard, greatest(seq,
      (select max(seq) from messages m where m.tenant = c.tenant and m.shard = c.shard)) as seq from counter c`)
    await db.query(`create function take_number() returns trigger language plpgsql as
      $$ begin new.seq := nextval('plain'); new.rev := new.rev + 1; return new; end $$`)
    await db.query(
      'create trigger numbered before insert or update on messages for each row execute function take_number()',
    )
    const { written, rows, lost } = await race(5_000, async () => new Map())
    console.log(`Plain sequence: ${rows.length} rows; lost by each desk: ${lost.join(', ')} (seed ${SEED})`)
    expect(new Set(rows.map(({ id }) => id))).toEqual(written.ids)
    for (const each of lost) expect(each).toBeGreaterThan(0)
  })
})
