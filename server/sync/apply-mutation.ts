import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Facts, RefusalCode } from '../../domain/mutations/decide.ts'
import { decide } from '../../domain/mutations/decide.ts'
import type { Mutation, MutationOf } from '../../domain/mutations/mutation.ts'
import { caseOf, isAboutDispute, isAboutUrgentBlock } from '../../domain/mutations/mutation.ts'
import type { NumberedMutation } from '../../protocol/sync/mutations.ts'
import type { SignedIn } from '../auth/accounts.ts'
import { takeFiles } from '../files/files-of-reply.ts'
import type { Changes } from '../store/changes.ts'
import type { Tx } from '../store/database.ts'
import { caseScopes, planScopes } from '../store/scopes.ts'
import { shardOf } from '../store/shards.ts'
import { caseRow, customerByEmail, lockCase, lockOthers, maySeeCustomer } from './lock-records.ts'
import { applyDispute } from './apply-dispute.ts'
import { applyUrgentBlock } from './apply-urgent-block.ts'
import { blockFacts } from './block-facts.ts'
import { replyFacts } from './reply-facts.ts'
import { followCustomer, lockNewcomers, nextCaseNumber, writeEffect } from './write-effect.ts'

/** Stands where a desk's own name stands in what a telephone system's connector sends. */
export const CONNECTOR = 'connector'

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
  if (mutation.name === 'settings.set') return setSetting(tx, changes, who, mutation)
  if (mutation.name === 'case.open') return openCase(tx, changes, who, clientId, mutation)
  if (mutation.name === 'interval.record') return recordInterval(tx, changes, who, mutation)
  if (isAboutDispute(mutation)) return applyDispute(tx, changes, who, mutation)
  if (isAboutUrgentBlock(mutation)) return applyUrgentBlock(tx, changes, who, mutation)
  const row = await lockCase(tx, who, mutation.args.caseId)
  if (row === null && (await buildsOnRefused(tx, who.tenantId, clientId, mutation))) {
    return { status: 'rejected', code: 'dependency', reference: null, shard: null, ...about }
  }
  // Sent again after a restore it may have left before: it enters as "delivery unknown", and no guard may keep it out.
  const isUnguarded = row === null || (replay && mutation.name === 'reply.send')
  const unseen = isUnguarded ? NOTHING_UNSEEN : await unseenSince(tx, who.tenantId, clientId, mutation)
  const find = await lockOthers(tx, who, mutation, row?.d ?? null)
  const reply =
    mutation.name === 'reply.send' && row !== null && !replay
      ? await replyFacts(tx, who.tenantId, row.d, mutation.args.body)
      : undefined
  // Whoever picked up on the telephone itself speaks already: what has happened is not refused.
  const own = clientId === CONNECTOR ? {} : await blockFacts(tx, who, mutation)
  const outcome = decide(mutation, { actor: who.actor, case: row?.d ?? null, ...unseen, find, reply, ...own })
  if (!outcome.ok)
    return { status: 'rejected', code: outcome.refusal, reference: null, shard: row?.shard ?? null, ...about }
  const shard = row?.shard ?? 0
  if (outcome.value.noop !== undefined)
    return { status: 'noop', code: outcome.value.noop, reference: null, shard, ...about }
  if (!(await takeFiles(tx, who, mutation)))
    return { status: 'rejected', code: 'attachment', reference: null, shard, ...about }
  if (row !== null)
    await writeEffect(tx, changes, who, row, outcome.value, { mutationId: mutation.id, clientId }, replay, now)
  return { status: 'applied', code: null, reference: null, shard, ...about }
}

const messageOf = (mutation: Mutation): string | null => ('messageId' in mutation.args ? mutation.args.messageId : null)

/** The case was to be created by an action of this client that was refused. */
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

/** An entry of one's own time. Written once: the log is only added to, and nobody writes into another's. */
async function recordInterval(
  tx: Tx,
  changes: Changes,
  who: SignedIn,
  mutation: MutationOf<'interval.record'>,
): Promise<Applied> {
  const { interval } = mutation.args
  const about = { caseId: caseOf(mutation), messageId: null, reference: null }
  const refused = (code: RefusalCode): Applied => ({ status: 'rejected', code, shard: null, ...about })
  const outcome = decide(mutation, { actor: who.actor, case: null, ...NOTHING_UNSEEN })
  if (!outcome.ok) return refused(outcome.refusal)
  const named = await tx.query<{ id: string; user_id: string; source: string }>(
    "select id, user_id, d ->> 'source' as source from intervals where tenant = $1 and id = any($2)",
    [who.tenantId, [interval.id, interval.replaces ?? interval.id]],
  )
  if (named.some(({ user_id }) => user_id !== who.userId)) return refused('forbidden')
  const shard = shardOf(interval.id, who.shards)
  if (named.some(({ id }) => id === interval.id)) return { status: 'noop', code: 'already_so', shard, ...about }
  // What a lead has decided stands; who sees it otherwise contests it again.
  if (named.some(({ id, source }) => id === interval.replaces && source === 'lead')) return refused('forbidden')
  await changes.put('interval', interval, planScopes(who.userId, who.actor.teamIds), shard)
  return { status: 'applied', code: null, shard, ...about }
}

/** One's own settings: seen by nobody else. */
async function setSetting(
  tx: Tx,
  changes: Changes,
  who: SignedIn,
  mutation: MutationOf<'settings.set'>,
): Promise<Applied> {
  const nothing = { caseId: null, messageId: null, reference: null }
  const find = await lockOthers(tx, who, mutation, null)
  const outcome = decide(mutation, { actor: who.actor, case: null, ...NOTHING_UNSEEN, find })
  if (!outcome.ok) return { status: 'rejected', code: outcome.refusal, shard: null, ...nothing }
  const shard = shardOf(who.userId, who.shards)
  for (const put of outcome.value.also ?? [])
    if (put.kind === 'settings') await changes.put('settings', put.record, [`me:${who.userId}`], shard)
  return { status: 'applied', code: null, shard, ...nothing }
}

const isTaken = async (tx: Tx, tenant: string, customerId: string): Promise<boolean> =>
  (await tx.query('select 1 from customers where tenant = $1 and id = $2', [tenant, customerId])).length > 0

/** A new case, for a customer whom the agent may see or somebody new, in a queue of theirs. */
async function openCase(
  tx: Tx,
  changes: Changes,
  who: SignedIn,
  clientId: string,
  mutation: MutationOf<'case.open'>,
): Promise<Applied> {
  const about = { caseId: mutation.args.caseId, messageId: null, reference: null }
  const refused = (code: RefusalCode): Applied => ({ status: 'rejected', code, shard: null, ...about })
  const { customer, customerId } = mutation.args
  if (customer !== undefined) await lockNewcomers(tx, who.tenantId)
  const known = await caseRow(tx, who.tenantId, mutation.args.caseId)
  const find = await lockOthers(tx, who, mutation, known?.d ?? null)
  const knownCustomer = customer === undefined ? null : await customerByEmail(tx, who, customer.email)
  const outcome = decide(mutation, { actor: who.actor, case: known?.d ?? null, ...NOTHING_UNSEEN, find, knownCustomer })
  if (!outcome.ok) return refused(outcome.refusal)
  const shard = shardOf(mutation.args.caseId, who.shards)
  if (outcome.value.noop !== undefined || outcome.value.case === undefined)
    return { status: 'noop', code: 'already_so', shard, ...about }
  const made = (outcome.value.also ?? []).find((put) => put.kind === 'customer')?.record
  // A name for somebody new must not be that of somebody else, in sight or not.
  if (made !== undefined && (await isTaken(tx, who.tenantId, customerId))) return refused('forbidden')
  if (made === undefined && !(await maySeeCustomer(tx, who, outcome.value.case.customerId))) return refused('forbidden')
  if (find('queue', mutation.args.queueId) === null) return refused('validation')
  if (made !== undefined) await changes.put('customer', made, [], shardOf(made.id, who.shards))
  const kase = { ...outcome.value.case, number: await nextCaseNumber(tx, who.tenantId) }
  await changes.put('case', kase, caseScopes(kase), shard)
  const origin = { mutationId: mutation.id, clientId }
  for (const put of outcome.value.also ?? []) {
    if (put.kind === 'customer') continue
    await changes.put(put.kind, put.record as never, caseScopes(kase), shard, origin)
  }
  await followCustomer(tx, changes, who, kase.customerId)
  return { status: 'applied', code: null, shard, ...about }
}
