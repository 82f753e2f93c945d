import type { UserId } from '../../domain/kernel/ids.ts'
import { decide } from '../../domain/mutations/decide.ts'
import type { MutationOf } from '../../domain/mutations/mutation.ts'
import type { SignedIn } from '../auth/accounts.ts'
import type { Changes } from '../store/changes.ts'
import type { Tx } from '../store/database.ts'
import { planScopes } from '../store/scopes.ts'
import { shardOf } from '../store/shards.ts'
import type { Applied } from './apply-mutation.ts'
import { lockOthers } from './lock-records.ts'
import { isInTeams, teamsOf } from './team-facts.ts'

type AboutDispute = MutationOf<'interval.contest'> | MutationOf<'interval.decide'>

/** An agent contests a stretch of their time, or a lead decides about it. Seen by the agent and whoever leads them. */
export async function applyDispute(tx: Tx, changes: Changes, who: SignedIn, mutation: AboutDispute): Promise<Applied> {
  const nothing = { caseId: null, messageId: null, reference: null }
  const find = await lockOthers(tx, who, mutation, null)
  const owner = ownerOf(mutation, find)
  const teams = owner === null ? [] : await teamsOf(tx, who.tenantId, owner)
  const outcome = decide(mutation, {
    actor: who.actor,
    case: null,
    unseenPublic: false,
    unseenFromCustomer: false,
    find,
    contested: mutation.name === 'interval.contest' ? await contestedFacts(tx, who.tenantId, mutation) : undefined,
    isLeadOf: (userId) => userId === owner && isInTeams(who, teams),
  })
  if (!outcome.ok) return { status: 'rejected', code: outcome.refusal, shard: null, ...nothing }
  // One shard for all of it: the decision and what it changes arrive together.
  const shard = await shardOfDispute(tx, who, mutation)
  if (outcome.value.noop !== undefined) return { status: 'noop', code: outcome.value.noop, shard, ...nothing }
  const tags = planScopes(owner ?? who.userId, teams)
  for (const put of outcome.value.also ?? []) await changes.put(put.kind, put.record as never, tags, shard)
  return { status: 'applied', code: null, shard, ...nothing }
}

type Find = Awaited<ReturnType<typeof lockOthers>>

/** Whose time it is. Null: there is no such dispute. */
const ownerOf = (mutation: AboutDispute, find: Find): UserId | null =>
  mutation.name === 'interval.contest'
    ? mutation.args.dispute.userId
    : (find('dispute', mutation.args.disputeId)?.userId ?? null)

async function contestedFacts(tx: Tx, tenant: string, { args }: MutationOf<'interval.contest'>) {
  const [row] = await tx.query<{ open: boolean; corrected: boolean }>(
    `select exists (select 1 from disputes where tenant = $1 and interval_id = $2 and d -> 'decision' = 'null') as open,
     exists (select 1 from intervals where tenant = $1 and d ->> 'replaces' = $2) as corrected`,
    [tenant, args.dispute.intervalId],
  )
  return { isOpen: row?.open ?? false, isCorrected: row?.corrected ?? false }
}

async function shardOfDispute(tx: Tx, who: SignedIn, mutation: AboutDispute): Promise<number> {
  const id = mutation.name === 'interval.contest' ? mutation.args.dispute.id : mutation.args.disputeId
  const [row] = await tx.query<{ shard: number }>('select shard from disputes where tenant = $1 and id = $2', [
    who.tenantId,
    id,
  ])
  return row?.shard ?? shardOf(id, who.shards)
}
