import type { CaseRecord } from '../../domain/cases/case.ts'
import type { DeliveryRecord } from '../../domain/cases/delivery.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Effect } from '../../domain/mutations/decide.ts'
import type { Put } from '../../domain/mutations/entities.ts'
import { CASE_CHILDREN } from '../../domain/mutations/entities.ts'
import type { Changes } from '../store/changes.ts'
import type { Tx } from '../store/database.ts'
import { TABLES } from '../store/entity-tables.ts'
import { caseScopes } from '../store/scopes.ts'
import { shardOf } from '../store/shards.ts'
import type { CaseRow } from './lock-records.ts'
import { caseRow } from './lock-records.ts'

/** Whose records they are, and over how many shards they lie. */
export type Owner = { tenantId: string; shards: number }

/** Writes all that a decision changes. */
export async function writeEffect(
  tx: Tx,
  changes: Changes,
  who: Owner,
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
  for (const put of effect.also ?? []) await writeOther(tx, changes, who, row, put)
  if (kase !== row.d) await changeCase(tx, changes, who, row, kase)
}

/** Writes a record beside the case. What belongs to a case is seen by whoever sees that case. */
async function writeOther(tx: Tx, changes: Changes, who: Owner, row: CaseRow, put: Put): Promise<void> {
  if (put.kind === 'case') {
    const child = { ...put.record, number: put.record.number || (await nextCaseNumber(tx, who.tenantId)) }
    const shard = shardOf(child.id, who.shards)
    await changes.put('case', child, caseScopes(child), shard)
    await followCustomer(tx, changes, who, child.customerId)
    return
  }
  const { kind, record } = put
  if ('caseId' in record && typeof record.caseId === 'string') {
    const isOfRow = record.caseId === row.d.id
    const kase = isOfRow ? row : await caseRow(tx, who.tenantId, record.caseId)
    if (kase === null) return
    const isNew = kind === 'message' ? { ...record, receivedAt: changes.now } : record
    await changes.put(kind, isNew as never, caseScopes(kase.d), kase.shard)
    return
  }
  // Customers and orders keep the tags that their cases have given them.
  const [held] = await tx.query<{ tags: string[]; shard: number }>(
    `select tags, shard from ${TABLES[kind]} where tenant = $1 and id = $2`,
    [who.tenantId, record.id],
  )
  if (held !== undefined) await changes.put(kind, record as never, held.tags, held.shard)
}

/** Customer and orders are seen by whoever sees one of the customer's cases, and by nobody else. */
export async function followCustomer(tx: Tx, changes: Changes, who: Owner, customerId: string): Promise<void> {
  await followCases(tx, changes, who, 'customer', [customerId])
  const orders = await tx.query<{ id: string }>('select id from orders where tenant = $1 and customer_id = $2', [
    who.tenantId,
    customerId,
  ])
  await followCases(
    tx,
    changes,
    who,
    'order',
    orders.map(({ id }) => id),
  )
}

/** Whoever makes a case or a customer waits here for whoever is at it: nobody is made twice. */
export const lockNewcomers = (tx: Tx, tenant: string) =>
  tx.query('select 1 from tenants where id = $1 for update', [tenant])

/** The next number people say aloud; taken under the tenant's row lock, so that two never share one. */
export async function nextCaseNumber(tx: Tx, tenant: string): Promise<number> {
  const [row] = await tx.query<{ number: number }>(
    'update tenants set next_case_number = next_case_number + 1 where id = $1 returning next_case_number - 1 as number',
    [tenant],
  )
  return Number(row?.number)
}

/** Writes the case; where it leaves a scope, everything that belongs to it leaves too and is numbered anew (rule R5). */
export async function changeCase(tx: Tx, changes: Changes, who: Owner, row: CaseRow, kase: CaseRecord): Promise<void> {
  const before = caseScopes(row.d)
  const after = caseScopes(kase)
  await changes.put('case', kase, after, row.shard)
  if (kase.parentId !== null) await tellParent(tx, changes, who, kase)
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
  await followCustomer(tx, changes, who, kase.customerId)
}

/** The case that a part was escalated from shows who has that part now, and by when they owe an answer. */
async function tellParent(tx: Tx, changes: Changes, who: Owner, child: CaseRecord): Promise<void> {
  const [parent] = await tx.query<CaseRow>('select d, shard from cases where tenant = $1 and id = $2 for update', [
    who.tenantId,
    child.parentId,
  ])
  if (parent === undefined) return
  const escalations = parent.d.escalations.map((each) =>
    each.caseId === child.id
      ? {
          caseId: child.id,
          queueId: child.queueId,
          assigneeId: child.assigneeId,
          status: child.status,
          replyDueAt: child.replyDueAt,
        }
      : each,
  )
  await changes.put('case', { ...parent.d, escalations }, caseScopes(parent.d), parent.shard)
}

/** Customers and orders are seen by whoever sees one of the customer's cases. */
async function followCases(
  tx: Tx,
  changes: Changes,
  who: Owner,
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
