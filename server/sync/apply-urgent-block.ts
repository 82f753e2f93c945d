import { decide } from '../../domain/mutations/decide.ts'
import type { MutationOf } from '../../domain/mutations/mutation.ts'
import type { SignedIn } from '../auth/accounts.ts'
import type { Changes } from '../store/changes.ts'
import type { Tx } from '../store/database.ts'
import { planScopes } from '../store/scopes.ts'
import { shardOf } from '../store/shards.ts'
import type { Applied } from './apply-mutation.ts'
import { blockFacts } from './block-facts.ts'
import { lockOthers } from './lock-records.ts'
import { isInTeams, teamsOf } from './team-facts.ts'

type AboutBlock = MutationOf<'urgentBlock.reserve'> | MutationOf<'urgentBlock.end'>

/** An agent keeps time for urgent cases, or it is ended early. Seen by the agent and whoever leads them. */
export async function applyUrgentBlock(
  tx: Tx,
  changes: Changes,
  who: SignedIn,
  mutation: AboutBlock,
): Promise<Applied> {
  const nothing = { caseId: null, messageId: null, reference: null }
  const own = await blockFacts(tx, who, mutation)
  const find = await lockOthers(tx, who, mutation, null)
  const id = mutation.name === 'urgentBlock.reserve' ? mutation.args.block.id : mutation.args.blockId
  const owner = find('urgentBlock', id)?.userId ?? who.actor.id
  const teams = await teamsOf(tx, who.tenantId, owner)
  const outcome = decide(mutation, {
    actor: who.actor,
    case: null,
    unseenPublic: false,
    unseenFromCustomer: false,
    find,
    ...own,
    isLeadOf: (userId) => userId === owner && isInTeams(who, teams),
  })
  if (!outcome.ok) return { status: 'rejected', code: outcome.refusal, shard: null, ...nothing }
  const shard = shardOf(id, who.shards)
  if (outcome.value.noop !== undefined) return { status: 'noop', code: outcome.value.noop, shard, ...nothing }
  for (const put of outcome.value.also ?? [])
    if (put.kind === 'urgentBlock') await changes.put(put.kind, put.record, planScopes(owner, teams), shard)
  return { status: 'applied', code: null, shard, ...nothing }
}
