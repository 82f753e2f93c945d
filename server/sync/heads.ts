import type { Cursor } from '../../protocol/sync/pull.ts'
import type { Db, Queryable } from '../store/database.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'

/** Where each shard of the tenant stands, and the version of its access rules. */
export async function readHeads(on: Queryable, tenant: string): Promise<{ heads: Cursor; aclVersion: string }> {
  const rows = await on.query<{ shard: number; seq: number; acl_version: number }>(
    'select shard, seq, acl_version from sync_head h join tenants t on t.id = h.tenant where tenant = $1 order by shard',
    [tenant],
  )
  return {
    heads: Object.fromEntries(rows.map((row) => [String(row.shard), row.seq])),
    aclVersion: String(rows[0]?.acl_version ?? 0),
  }
}

/**
 * The epoch of this database: a restore or failover changes PostgreSQL's own system identifier or timeline, and
 * `bumpEpoch` does so by hand. On a new epoch the heads at the fork are kept, so that desks know what they may keep.
 */
export async function currentEpoch(db: Db, now: EpochMs): Promise<string> {
  const [own] = await db.query<{ id: string; timeline: number }>(
    'select system_identifier::text as id, timeline_id as timeline from pg_control_system(), pg_control_checkpoint()',
  )
  const [last] = await db.query<{ epoch: string }>('select epoch from sync_epoch order by id desc limit 1')
  const stem = `${own?.id}.${own?.timeline}`
  if (last !== undefined && (last.epoch === stem || last.epoch.startsWith(`${stem}.`))) return last.epoch
  return writeEpoch(db, stem, now)
}

/** Starts a new epoch, as after restoring a backup that PostgreSQL itself cannot notice. Returns it. */
export async function bumpEpoch(db: Db, now: EpochMs): Promise<string> {
  const before = await currentEpoch(db, now)
  const [stem, bumps] = [before.split('.').slice(0, 2).join('.'), Number(before.split('.')[2] ?? 0)]
  return writeEpoch(db, `${stem}.${bumps + 1}`, now)
}

async function writeEpoch(db: Db, epoch: string, now: EpochMs): Promise<string> {
  // Heads of all tenants in one document; a desk reads only its own.
  const rows = await db.query<{ tenant: string; shard: number; seq: number }>(
    'select tenant, shard, seq from sync_head',
  )
  const heads: Record<string, Cursor> = {}
  for (const row of rows) heads[row.tenant] = { ...heads[row.tenant], [String(row.shard)]: row.seq }
  await db.query('insert into sync_epoch (epoch, fork_head, at) values ($1, $2, $3) on conflict (epoch) do nothing', [
    epoch,
    JSON.stringify(heads),
    now,
  ])
  return epoch
}

/** The lowest heads of the tenant at any fork after the desk's epoch: all it holds up to there is still true. Unknown epoch: nothing is. */
export async function forkHeadFor(on: Queryable, tenant: string, epochOfDesk: string): Promise<Cursor> {
  const forks = await on.query<{ fork_head: Record<string, Cursor> }>(
    'select fork_head from sync_epoch where id > (select id from sync_epoch where epoch = $1) order by id',
    [epochOfDesk],
  )
  const heads: Cursor = {}
  for (const { fork_head } of forks) {
    for (const [shard, seq] of Object.entries(fork_head[tenant] ?? {}))
      heads[shard] = Math.min(heads[shard] ?? seq, seq)
  }
  return heads
}
