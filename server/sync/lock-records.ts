import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { Facts } from '../../domain/mutations/decide.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import { entityKey, splitKey } from '../../domain/mutations/entities.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { readKeys, touchedKeys } from '../../domain/mutations/touched.ts'
import { isAllowed } from '../../domain/people/permissions.ts'
import type { SignedIn } from '../auth/accounts.ts'
import type { Tx } from '../store/database.ts'
import { TABLES } from '../store/entity-tables.ts'
import { maySeeCase, ownScopes } from '../store/scopes.ts'

export type CaseRow = { d: CaseRecord; shard: number }

/** The case, locked until the transaction ends. Null: there is none, or none in the person's sight. */
export async function lockCase(tx: Tx, who: SignedIn, caseId: string): Promise<CaseRow | null> {
  const [row] = await tx.query<CaseRow>(
    'select d, shard from cases where tenant = $1 and id = $2 and not deleted for update',
    [who.tenantId, caseId],
  )
  return row !== undefined && maySeeCase(who.actor, row.d) ? row : null
}

/** The case whoever may see it, not locked. */
export const caseRow = async (tx: Tx, tenant: string, id: string): Promise<CaseRow | null> =>
  (await tx.query<CaseRow>('select d, shard from cases where tenant = $1 and id = $2', [tenant, id]))[0] ?? null

/** Whether one of the person's own cases is about this customer. */
export async function maySeeCustomer(tx: Tx, who: SignedIn, customerId: string): Promise<boolean> {
  const [row] = await tx.query<{ tags: string[] }>('select tags from customers where tenant = $1 and id = $2', [
    who.tenantId,
    customerId,
  ])
  if (row === undefined) return false
  const own = ownScopes(who.actor)
  return isAllowed(who.actor.role, 'case.readAny') || row.tags.some((tag) => own.includes(tag))
}

/** Who has this e-mail address; hidden: somebody out of the person's sight. Null: nobody, or no address. */
export async function customerByEmail(tx: Tx, who: SignedIn, email: string): Promise<CustomerRecord | 'hidden' | null> {
  if (email === '') return null
  const found = await tx.query<{ d: CustomerRecord }>(
    `select d from customers where tenant = $1 and not deleted and d ->> 'mergedIntoId' is null
     and lower(d ->> 'email') = lower($2) order by id`,
    [who.tenantId, email],
  )
  for (const { d } of found) if (await maySeeCustomer(tx, who, d.id)) return d
  return found.length === 0 ? null : 'hidden'
}

/** Locks what the decision reads beside the case, and answers from that. Records out of the person's sight are absent. */
export async function lockOthers(
  tx: Tx,
  who: SignedIn,
  mutation: Mutation,
  kase: CaseRecord | null,
): Promise<NonNullable<Facts['find']>> {
  const own = kase === null ? null : entityKey('case', kase.id)
  const keys = [...new Set([...touchedKeys(mutation, who.actor.id), ...readKeys(mutation, kase)])].filter(
    (key) => key !== own,
  )
  const found = new Map<EntityKey, unknown>()
  for (const key of keys.sort()) {
    const { kind, id } = splitKey(key)
    // Written once and never changed: they cannot be there yet.
    if (kind === 'event' || kind === 'message' || kind === 'delivery') continue
    const isRead = kind === 'queue' || kind === 'guide' || kind === 'case'
    const [row] = await tx.query<{ d: Record<string, unknown> }>(
      `select d from ${TABLES[kind]} where tenant = $1 and id = $2 and not deleted${isRead ? '' : ' for update'}`,
      [who.tenantId, id],
    )
    if (row === undefined) continue
    if (kind === 'case' && !maySeeCase(who.actor, row.d as unknown as CaseRecord)) continue
    // A record of another case must not be reached through this one.
    if (kase !== null && typeof row.d['caseId'] === 'string' && row.d['caseId'] !== kase.id) continue
    if (kase !== null && kind === 'order' && row.d['customerId'] !== kase.customerId) continue
    if (kind === 'customer' && !(await maySeeCustomer(tx, who, id))) continue
    found.set(key, row.d)
  }
  return (kind, id) => (id === null ? null : ((found.get(entityKey(kind, id)) as never) ?? null))
}
