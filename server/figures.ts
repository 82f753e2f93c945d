import type { IntervalRecord } from '../domain/agent-time/interval.ts'
import type { ContactRecord } from '../domain/cases/contact.ts'
import type { ShiftId, UserId } from '../domain/kernel/ids.ts'
import type { EpochMs } from '../domain/kernel/time.ts'
import type { AuditRecord } from '../domain/metrics/audit.ts'
import type { Figure } from '../domain/metrics/figure.ts'
import type { MetricPolicyRecord } from '../domain/metrics/metric-policy.ts'
import { policyInForce } from '../domain/metrics/metric-policy.ts'
import { agentFigures } from '../domain/metrics/period-figures.ts'
import type { RatingRecord } from '../domain/metrics/rating.ts'
import type { QueueRecord } from '../domain/people/person.ts'
import { isAllowed } from '../domain/people/permissions.ts'
import type { ShiftHistory } from '../domain/schedule/shift-history.ts'
import type { SignedIn } from './auth/accounts.ts'
import { readOwnCases } from './case-files.ts'
import type { Queryable } from './store/database.ts'

/** Cases are read from so long before the first shift that is asked for, as a desk does. */
const CASES_BEFORE_MS = 29 * 24 * 3_600_000

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

/** The figures of a person as the database has it. */
export async function computeFigures(
  on: Queryable,
  tenant: string,
  userId: string,
  wanted: WantedShifts,
  asOf: EpochMs,
): Promise<{ shiftIds: ShiftId[]; figures: Figure[] }> {
  const read = async <Record>(table: 'intervals' | 'shifts' | 'ratings' | 'audits'): Promise<Record[]> =>
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
  const asked = histories
    .filter((each) =>
      'shiftId' in wanted ? each.id === wanted.shiftId : begins(each) >= wanted.from && begins(each) < wanted.to,
    )
    .toSorted((a, b) => begins(a) - begins(b) || (a.id < b.id ? -1 : 1))
  const [first] = asked
  const since = first === undefined ? asOf : begins(first) - CASES_BEFORE_MS
  const facts = {
    of: userId as UserId,
    log,
    contacts: contacts.map(({ d }) => d),
    shifts: histories.flatMap(({ versions }) => versions),
    files: await readOwnCases(on, tenant, userId, since),
    queues: await readAll<QueueRecord>(on, tenant, 'queues'),
    ratings: await read<RatingRecord>('ratings'),
    audits: await read<AuditRecord>('audits'),
    policy: policyInForce(await readAll<MetricPolicyRecord>(on, tenant, 'metric_policies')),
    asOf,
  }
  const shiftIds = asked.map(({ id }) => id)
  return { shiftIds, figures: Object.values(agentFigures(facts, shiftIds)) }
}

const readAll = async <Record>(on: Queryable, tenant: string, table: 'queues' | 'metric_policies'): Promise<Record[]> =>
  (await on.query<{ d: Record }>(`select d from ${table} where tenant = $1 and not deleted`, [tenant])).map(
    ({ d }) => d,
  )
