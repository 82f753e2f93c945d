import type { CaseRecord } from '../../domain/cases/case.ts'
import type { DeliveryRecord } from '../../domain/cases/delivery.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Effect, Facts } from '../../domain/mutations/decide.ts'
import { decide } from '../../domain/mutations/decide.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { caseOf } from '../../domain/mutations/mutation.ts'
import type { NumberedMutation } from '../../protocol/sync/mutations.ts'
import type { SignedIn } from '../auth/accounts.ts'
import type { Changes } from '../store/changes.ts'
import type { Tx } from '../store/database.ts'
import { CASE_CHILDREN, TABLES } from '../store/entity-tables.ts'
import { caseScopes, maySeeCase } from '../store/scopes.ts'
import { shardOf } from '../store/shards.ts'

/** What became of one mutation; its sequence number comes at the end of the transaction. */
export type Applied = {
  status: 'applied' | 'noop' | 'rejected'
  code: string | null
  reference: string | null
  /** Null: nothing of any shard changed. */
  shard: number | null
  caseId: string | null
  messageId: string | null
}

type CaseRow = { d: CaseRecord; shard: number }

/** Decides one mutation with the locked rows and writes what follows. Nothing but SQL failing throws. */
export async function applyMutation(
  tx: Tx,
  changes: Changes,
  who: SignedIn,
  clientId: string,
  { mutation, replay }: NumberedMutation,
  now: EpochMs,
): Promise<Applied> {
  const about = { caseId: caseOf(mutation), messageId: messageOf(mutation) }
  const shards = who.shards
  if (mutation.name === 'interval.record') {
    const outcome = decide(mutation, { actor: who.actor, case: null, unseenPublic: false, unseenFromCustomer: false })
    if (!outcome.ok) return { status: 'rejected', code: outcome.refusal, reference: null, shard: null, ...about }
    const shard = shardOf(mutation.args.interval.id, shards)
    const [existing] = await tx.query('select 1 from intervals where tenant = $1 and id = $2', [
      who.tenantId,
      mutation.args.interval.id,
    ])
    if (existing !== undefined) return { status: 'noop', code: 'already_so', reference: null, shard, ...about }
    await changes.put('interval', mutation.args.interval, [`me:${who.userId}`], shard)
    return { status: 'applied', code: null, reference: null, shard, ...about }
  }
  const row = await lockCase(tx, who, mutation.args.caseId)
  if (row === null && (await buildsOnRefused(tx, who.tenantId, clientId, mutation))) {
    return { status: 'rejected', code: 'dependency', reference: null, shard: null, ...about }
  }
  const unseen = row === null ? NOTHING_UNSEEN : await unseenSince(tx, who.tenantId, clientId, mutation)
  const outcome = decide(mutation, { actor: who.actor, case: row?.d ?? null, ...unseen })
  if (!outcome.ok)
    return { status: 'rejected', code: outcome.refusal, reference: null, shard: row?.shard ?? null, ...about }
  const shard = row?.shard ?? 0
  if (outcome.value.noop !== undefined)
    return { status: 'noop', code: outcome.value.noop, reference: null, shard, ...about }
  if (row !== null)
    await write(tx, changes, who, row, outcome.value, { mutationId: mutation.id, clientId }, replay, now)
  return { status: 'applied', code: null, reference: null, shard, ...about }
}

const messageOf = (mutation: Mutation): string | null => ('messageId' in mutation.args ? mutation.args.messageId : null)

async function lockCase(tx: Tx, who: SignedIn, caseId: string): Promise<CaseRow | null> {
  const [row] = await tx.query<CaseRow>(
    'select d, shard from cases where tenant = $1 and id = $2 and not deleted for update',
    [who.tenantId, caseId],
  )
  return row !== undefined && maySeeCase(who.actor, row.d) ? row : null
}

/** The case was to be created by an action of this client that was refused. (No v1 action creates cases; older desks may.) */
async function buildsOnRefused(tx: Tx, tenant: string, clientId: string, mutation: Mutation): Promise<boolean> {
  const caseId = caseOf(mutation)
  const [row] = await tx.query(
    `select 1 from sync_result r where tenant = $1 and client_id = $2 and case_id = $3 and status = 'rejected'
     and not exists (select 1 from cases c where c.tenant = r.tenant and c.id = r.case_id) limit 1`,
    [tenant, clientId, caseId],
  )
  return row !== undefined
}

const NOTHING_UNSEEN: Pick<Facts, 'unseenPublic' | 'unseenFromCustomer'> = {
  unseenPublic: false,
  unseenFromCustomer: false,
}

/** What came after the message the agent last saw; their own desk's earlier replies do not count (decision 0005). */
async function unseenSince(
  tx: Tx,
  tenant: string,
  clientId: string,
  mutation: Mutation,
): Promise<typeof NOTHING_UNSEEN> {
  if (mutation.pre === null) return NOTHING_UNSEEN
  const [found] = await tx.query<{ any: boolean; customer: boolean }>(
    `select count(*) > 0 as any, coalesce(bool_or(author_kind = 'customer'), false) as customer from messages
     where tenant = $1 and case_id = $2 and public_ordinal > $3 and client_id is distinct from $4`,
    [tenant, caseOf(mutation), mutation.pre.lastPublicOrdinal, clientId],
  )
  return { unseenPublic: found?.any ?? false, unseenFromCustomer: found?.customer ?? false }
}

async function write(
  tx: Tx,
  changes: Changes,
  who: SignedIn,
  row: CaseRow,
  effect: Effect,
  origin: { mutationId: string; clientId: string },
  replay: boolean,
  now: EpochMs,
): Promise<void> {
  let kase = effect.case ?? row.d
  if (effect.message !== undefined) {
    const publicOrdinal = effect.message.visibility === 'public' ? row.d.publicCount + 1 : null
    if (publicOrdinal !== null) kase = { ...kase, publicCount: publicOrdinal }
    const message: MessageRecord = { ...effect.message, receivedAt: now, publicOrdinal }
    await changes.put('message', message, caseScopes(row.d), row.shard, origin)
  }
  if (effect.delivery !== undefined) {
    // Sent again after a restore: an earlier life of the server may have let it out already. A person decides.
    const delivery: DeliveryRecord = replay
      ? {
          ...effect.delivery,
          state: 'unknown',
          failure: 'The server was restored after this was sent; it may have left before.',
        }
      : effect.delivery
    await changes.put('delivery', delivery, caseScopes(row.d), row.shard)
  }
  if (kase !== row.d) await changeCase(tx, changes, who, row, kase)
}

/** Writes the case; where it leaves a scope, everything that belongs to it leaves too and is numbered anew (rule R5). */
async function changeCase(tx: Tx, changes: Changes, who: SignedIn, row: CaseRow, kase: CaseRecord): Promise<void> {
  const before = caseScopes(row.d)
  const after = caseScopes(kase)
  await changes.put('case', kase, after, row.shard)
  if (before.join() === after.join()) return
  const left = before.filter((scope) => !after.includes(scope))
  for (const scope of left) await changes.exit('case', kase.id, scope, row.shard)
  for (const kind of CASE_CHILDREN) {
    const children = await tx.query<{ id: string }>(
      `update ${TABLES[kind]} set tags = $3 where tenant = $1 and case_id = $2 returning id`,
      [who.tenantId, kase.id, after],
    )
    changes.touch(
      kind,
      children.map(({ id }) => id),
      row.shard,
    )
    for (const { id } of children) for (const scope of left) await changes.exit(kind, id, scope, row.shard)
  }
  await followCases(tx, changes, who, 'customer', [kase.customerId])
  const orders = await tx.query<{ id: string }>('select id from orders where tenant = $1 and customer_id = $2', [
    who.tenantId,
    kase.customerId,
  ])
  await followCases(
    tx,
    changes,
    who,
    'order',
    orders.map(({ id }) => id),
  )
}

/** Customers and orders are seen by whoever sees one of the customer's cases. */
async function followCases(
  tx: Tx,
  changes: Changes,
  who: SignedIn,
  kind: 'customer' | 'order',
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    const [row] = await tx.query<{ shard: number; tags: string[]; now: string[] }>(
      `select e.shard, e.tags, array(
         select distinct unnest(c.tags) from cases c where c.tenant = e.tenant and not c.deleted
         and c.customer_id = ${kind === 'customer' ? 'e.id' : 'e.customer_id'} order by 1) as now
       from ${TABLES[kind]} e where e.tenant = $1 and e.id = $2 for update of e`,
      [who.tenantId, id],
    )
    if (row === undefined || [...row.tags].sort().join() === row.now.join()) continue
    await tx.query(`update ${TABLES[kind]} set tags = $3 where tenant = $1 and id = $2`, [who.tenantId, id, row.now])
    changes.touch(kind, [id], row.shard)
    for (const scope of row.tags.filter((each) => !row.now.includes(each)))
      await changes.exit(kind, id, scope, row.shard)
  }
}
