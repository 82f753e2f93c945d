import { createHash } from 'node:crypto'
import type { ActivityId, ShiftId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { ShiftHistory } from '../../domain/schedule/shift-history.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'
import { openChanges } from '../store/changes.ts'
import type { Db } from '../store/database.ts'
import { planScopes } from '../store/scopes.ts'
import { shardOf } from '../store/shards.ts'
import type { PlannedShift } from './lay-out-shifts.ts'

export type PlanOutcome = { added: number; changed: number; unchanged: number; unknown: string[] }

type Account = { tenant: string; id: UserId; login: string; team_ids: string[]; shards: number }

/**
 * Writes the plan, all of it or, where a login is unknown, nothing. A shift of the same person and day that is planned
 * otherwise than before gets a new version, known from now; one that is no longer in the file stays as it was.
 */
export async function writePlan(db: Db, planned: readonly PlannedShift[], now: EpochMs): Promise<PlanOutcome> {
  const logins = [...new Set(planned.map(({ login }) => login))]
  const accounts = await db.query<Account>(
    `select a.tenant, a.id, a.login, a.team_ids, t.shards from accounts a join tenants t on t.id = a.tenant
     where a.login = any($1)`,
    [logins],
  )
  const byLogin = new Map(accounts.map((account) => [account.login, account]))
  const unknown = logins.filter((login) => !byLogin.has(login))
  const outcome: PlanOutcome = { added: 0, changed: 0, unchanged: 0, unknown }
  if (unknown.length > 0) return outcome
  await db.transaction('write', async (tx) => {
    for (const tenant of new Set(accounts.map((account) => account.tenant))) {
      const changes = openChanges(tx, tenant, now)
      for (const { shift, owner } of inTurn(planned, byLogin, tenant)) {
        const id = shiftIdOf(owner.id, shift.day, shift.index)
        const [row] = await tx.query<{ d: ShiftHistory }>(
          'select d from shifts where tenant = $1 and id = $2 for update',
          [tenant, id],
        )
        const versions = row?.d.versions ?? []
        const last = versions.at(-1)
        if (last !== undefined && isSamePlan(last, shift)) {
          outcome.unchanged++
          continue
        }
        const version = versionOf(id, owner.id, shift, (last?.version ?? 0) + 1, now)
        const history: ShiftHistory = { id, userId: owner.id, versions: [...versions, version] }
        await changes.put('shift', history, planScopes(owner.id, owner.team_ids), shardOf(id, owner.shards))
        if (last === undefined) outcome.added++
        else outcome.changed++
      }
      await changes.stamp()
    }
  })
  return outcome
}

/** Each shift with its place among those that the person begins on the same day. */
function* inTurn(planned: readonly PlannedShift[], byLogin: ReadonlyMap<string, Account>, tenant: string) {
  const ofDay = new Map<string, number>()
  for (const shift of planned.toSorted((a, b) => a.startsAt - b.startsAt)) {
    const owner = byLogin.get(shift.login)
    if (owner === undefined || owner.tenant !== tenant) continue
    const key = `${shift.login} ${shift.day}`
    const index = ofDay.get(key) ?? 0
    ofDay.set(key, index + 1)
    yield { shift: { ...shift, index }, owner }
  }
}

/** The same for the same person, day and place in it, so that a plan that is read again finds its shifts. */
export const shiftIdOf = (userId: string, day: string, index: number): ShiftId =>
  `sh-${createHash('sha256').update(`${userId} ${day} ${index}`).digest('hex').slice(0, 24)}` as ShiftId

/** One version of a planned shift. */
export const versionOf = (
  id: ShiftId,
  userId: UserId,
  { zone, day, startsAt, endsAt, activities }: PlannedShift,
  version: number,
  knownFrom: EpochMs,
): ShiftRecord => ({
  id,
  userId,
  zone,
  day,
  startsAt,
  endsAt,
  activities: activities.map((each, at) => ({ id: `${id}-${version}-${at + 1}` as ActivityId, ...each })),
  version,
  knownFrom,
})

function isSamePlan(known: ShiftRecord, planned: PlannedShift): boolean {
  const bare = ({
    zone,
    startsAt,
    endsAt,
    activities,
  }: Pick<PlannedShift, 'zone' | 'startsAt' | 'endsAt' | 'activities'>) =>
    JSON.stringify([
      zone,
      startsAt,
      endsAt,
      activities.map((each) => [each.kind, each.startsAt, each.endsAt, each.isPaid]),
    ])
  return bare(known) === bare(planned)
}
