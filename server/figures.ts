import type { IntervalRecord } from '../domain/agent-time/interval.ts'
import type { ContactRecord } from '../domain/cases/contact.ts'
import type { ShiftId } from '../domain/kernel/ids.ts'
import type { EpochMs } from '../domain/kernel/time.ts'
import { agentFigures } from '../domain/metrics/agent-figures.ts'
import type { Figure } from '../domain/metrics/figure.ts'
import { USUAL_METRIC_POLICY } from '../domain/metrics/metric-policy.ts'
import { isAllowed } from '../domain/people/permissions.ts'
import type { ShiftHistory } from '../domain/schedule/shift-history.ts'
import type { SignedIn } from './auth/accounts.ts'
import type { Queryable } from './store/database.ts'

/** How much of a person's figures somebody may see. */
export type FigureSight = 'lines' | 'sums' | 'none' | 'nobody'

/** One's own and those of whom one leads with every line; as sums, for whoever may read anybody's. nobody: no such person. */
export async function figureSight(on: Queryable, { tenantId, actor }: SignedIn, userId: string): Promise<FigureSight> {
  const [account] = await on.query<{ team_ids: string[] }>(
    'select team_ids from accounts where tenant = $1 and id = $2',
    [tenantId, userId],
  )
  if (userId === actor.id) return 'lines'
  const isLed = account?.team_ids.some((team) => actor.teamIds.includes(team)) ?? false
  if (isLed && isAllowed(actor.role, 'time.readTeam')) return 'lines'
  if (!isAllowed(actor.role, 'figures.readAny')) return 'none'
  return account === undefined ? 'nobody' : 'sums'
}

/** Which shifts are asked for: one, or those that begin in a time, up to but not including its end. */
export type WantedShifts = { shiftId: string } | { from: number; to: number }

/** The figures of a person's time as the database has it. */
export async function computeFigures(
  on: Queryable,
  tenant: string,
  userId: string,
  wanted: WantedShifts,
  asOf: EpochMs,
): Promise<{ shiftIds: ShiftId[]; figures: Figure[] }> {
  const read = async <Record>(table: 'intervals' | 'shifts'): Promise<Record[]> =>
    (
      await on.query<{ d: Record }>(`select d from ${table} where tenant = $1 and user_id = $2 and not deleted`, [
        tenant,
        userId,
      ])
    ).map(({ d }) => d)
  const log = await read<IntervalRecord>('intervals')
  const histories = await read<ShiftHistory>('shifts')
  const named = [...new Set(log.flatMap(({ contactId }) => contactId ?? []))]
  const contacts = await on.query<{ d: ContactRecord }>(
    'select d from contacts where tenant = $1 and id = any($2) and not deleted',
    [tenant, named],
  )
  const begins = ({ versions }: ShiftHistory) => versions.at(-1)?.startsAt ?? Infinity
  const shiftIds = histories
    .filter((each) =>
      'shiftId' in wanted ? each.id === wanted.shiftId : begins(each) >= wanted.from && begins(each) < wanted.to,
    )
    .toSorted((a, b) => begins(a) - begins(b) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
  const shifts = histories.flatMap(({ versions }) => versions)
  const facts = { log, contacts: contacts.map(({ d }) => d), shifts, policy: USUAL_METRIC_POLICY, asOf }
  return { shiftIds, figures: agentFigures(facts, shiftIds) }
}
