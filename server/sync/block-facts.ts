import type { UrgentBlockRecord } from '../../domain/breaks/urgent-block.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Facts } from '../../domain/mutations/decide.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { ShiftHistory } from '../../domain/schedule/shift-history.ts'
import type { SignedIn } from '../auth/accounts.ts'
import type { Tx } from '../store/database.ts'

/** What taking work and keeping time for urgent cases are decided by: the person's own blocks, and their plan. */
export async function blockFacts(tx: Tx, who: SignedIn, mutation: Mutation): Promise<Pick<Facts, 'blocks' | 'shifts'>> {
  const { name } = mutation
  if (name === 'case.claim' || name === 'contact.start') return { blocks: await blocksOf(tx, who, mutation.stamp.at) }
  if (name !== 'urgentBlock.reserve') return {}
  const { startsAt, endsAt } = mutation.args.block
  // Two desks of one person take turns, so that no two blocks are put over each other.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${who.tenantId} block ${who.userId}`])
  const shifts = await tx.query<{ d: ShiftHistory }>(
    `select d from shifts where tenant = $1 and user_id = $2 and not deleted
     and jsonb_path_exists(d, '$.versions[*] ? (@.startsAt <= $at && @.endsAt >= $at)', jsonb_build_object('at', $3::bigint))`,
    [who.tenantId, who.userId, Math.round(startsAt)],
  )
  return {
    blocks: await blocksOf(tx, who, Math.min(startsAt, endsAt) as EpochMs),
    shifts: shifts.flatMap(({ d }) => d.versions),
  }
}

/** A device's clock may be wrong by hours; what ended longer ago than that concerns nobody. */
const LOOK_BACK_MS = 24 * 3_600_000

async function blocksOf(tx: Tx, who: SignedIn, since: EpochMs): Promise<UrgentBlockRecord[]> {
  const rows = await tx.query<{ d: UrgentBlockRecord }>(
    'select d from urgent_blocks where tenant = $1 and user_id = $2 and ends_at >= $3 and not deleted',
    [who.tenantId, who.userId, Math.round(since - LOOK_BACK_MS)],
  )
  return rows.map(({ d }) => d)
}
