import type { SignedIn } from '../auth/accounts.ts'
import type { Tx } from '../store/database.ts'

/** The teams of a person; none where there is no such person. */
export async function teamsOf(tx: Tx, tenant: string, userId: string): Promise<readonly string[]> {
  const [row] = await tx.query<{ team_ids: string[] }>('select team_ids from accounts where tenant = $1 and id = $2', [
    tenant,
    userId,
  ])
  return row?.team_ids ?? []
}

/** Whether whoever acts is in one of these teams; only who leads one is ever asked about. */
export const isInTeams = (who: SignedIn, teams: readonly string[]): boolean =>
  teams.some((team) => who.actor.teamIds.includes(team))
