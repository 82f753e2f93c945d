import type { CaseRecord } from '../../domain/cases/case.ts'
import type { Channel } from '../../domain/cases/channel.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import { newCustomerRecord } from '../../domain/cases/new-customer.ts'
import type { CaseId, CustomerId, QueueId } from '../../domain/kernel/ids.ts'
import type { Changes } from '../store/changes.ts'
import type { Tx } from '../store/database.ts'
import { caseScopes } from '../store/scopes.ts'
import { shardOf } from '../store/shards.ts'
import type { CaseRow } from '../sync/lock-records.ts'
import type { Owner } from '../sync/write-effect.ts'
import { followCustomer, lockNewcomers, nextCaseNumber } from '../sync/write-effect.ts'

export type Sender = { address: string; name: string; language?: string | undefined }
export type Wanted = {
  caseNumber: number | null
  channel: Channel
  queueId: QueueId
  from: Sender
  subject: string
}

/** The case that something from outside belongs to, locked; a new one, with a new customer if need be, where there is none. */
export async function findCase(
  tx: Tx,
  changes: Changes,
  owner: Owner,
  wanted: Wanted,
  newId: () => string,
): Promise<CaseRow> {
  const known = wanted.caseNumber === null ? null : await caseByNumber(tx, owner.tenantId, wanted.caseNumber)
  // What is closed stays closed: whoever writes again has a new problem, or the old one once more.
  if (known !== null && known.d.status !== 'closed') return known
  const customer = await customerOf(tx, changes, owner, wanted.from, newId)
  const kase: CaseRecord = {
    id: newId() as CaseId,
    number: await nextCaseNumber(tx, owner.tenantId),
    subject: wanted.subject.trim() === '' ? wanted.from.name || wanted.from.address : wanted.subject.trim(),
    status: 'open',
    priority: 'normal',
    queueId: wanted.queueId,
    assigneeId: null,
    customerId: customer.id,
    orderId: known?.d.orderId ?? null,
    channel: wanted.channel,
    tags: [],
    reason: known?.d.reason ?? null,
    waitingSince: null,
    parentId: null,
    escalations: [],
    mergedIntoId: null,
    openedAt: changes.now,
    replyDueAt: null,
    lastCustomerMessageAt: null,
    publicCount: 0,
  }
  const shard = shardOf(kase.id, owner.shards)
  await changes.put('case', kase, caseScopes(kase), shard)
  await followCustomer(tx, changes, owner, customer.id)
  return { d: kase, shard }
}

/** Follows a merge to the case that now stands for it. */
export async function caseByNumber(tx: Tx, tenant: string, number: number): Promise<CaseRow | null> {
  const [row] = await tx.query<CaseRow>(
    'select d, shard from cases where tenant = $1 and number = $2 and not deleted for update',
    [tenant, number],
  )
  if (row === undefined || row.d.mergedIntoId === null) return row ?? null
  const [into] = await tx.query<CaseRow>('select d, shard from cases where tenant = $1 and id = $2 for update', [
    tenant,
    row.d.mergedIntoId,
  ])
  return into ?? row
}

async function customerOf(
  tx: Tx,
  changes: Changes,
  owner: Owner,
  from: Sender,
  newId: () => string,
): Promise<CustomerRecord> {
  await lockNewcomers(tx, owner.tenantId)
  const [known] = await tx.query<{ d: CustomerRecord }>(
    `select d from customers where tenant = $1 and not deleted and d ->> 'mergedIntoId' is null
     and (lower(d ->> 'email') = lower($2)
       or ($2 ~ '^\\+?[0-9][0-9 ().-]*$'
         and translate(d ->> 'phone', ' ().-', '') = translate($2, ' ().-', '')))
     order by id limit 1`,
    [owner.tenantId, from.address],
  )
  if (known !== undefined) return known.d
  const isMail = from.address.includes('@')
  const [givenName = '', ...rest] = from.name.trim().split(/\s+/)
  const given = {
    givenName: givenName === '' ? from.address : givenName,
    familyName: rest.join(' '),
    email: isMail ? from.address : '',
    phone: isMail ? null : from.address,
    language: from.language ?? 'en',
  }
  const customer = newCustomerRecord(newId() as CustomerId, given, changes.now)
  await changes.put('customer', customer, [], shardOf(customer.id, owner.shards))
  return customer
}
