import type { AuditId, RatingId, UserId } from '../../domain/kernel/ids.ts'
import type { AuditRecord } from '../../domain/metrics/audit.ts'
import type { RatingRecord } from '../../domain/metrics/rating.ts'
import { resolverAt } from '../../domain/metrics/resolution.ts'
import type { AuditAnswer, InboundAudit, InboundRating, RatingAnswer } from '../../protocol/connect.ts'
import { readCaseFiles } from '../case-files.ts'
import type { Changes } from '../store/changes.ts'
import { openChanges } from '../store/changes.ts'
import type { Tx } from '../store/database.ts'
import { leadScopes, planScopes } from '../store/scopes.ts'
import { shardOf } from '../store/shards.ts'
import type { CaseRow } from '../sync/lock-records.ts'
import type { Owner } from '../sync/write-effect.ts'
import { caseByNumber } from './find-case.ts'
import type { ConnectPorts } from './receive.ts'
import { UnknownToUs } from './receive.ts'

/** What a customer answered. It is credited to the last who had solved the case by then, and seen by them and their leads. */
export async function receiveRating(ports: ConnectPorts, owner: Owner, given: InboundRating): Promise<RatingAnswer> {
  const told = ({ id, caseId, agentId }: RatingRecord, isKnown: boolean) => ({ ratingId: id, caseId, agentId, isKnown })
  return once(ports, owner, 'rating', given.externalId, told, async (tx, changes) => {
    const row = await caseOf(tx, owner, given)
    const at = given.at ?? changes.now
    const [file] = await readCaseFiles(tx, owner.tenantId, [row.d])
    const agentId = file === undefined ? null : resolverAt(file.course, at)
    const { contactId, score, scale, about = 'agent' } = given
    const id = ports.newId() as RatingId
    const rating: RatingRecord = {
      id,
      caseId: row.d.id,
      contactId,
      agentId,
      score,
      scale,
      at,
      about,
      confirmedBy: null,
    }
    const tags =
      agentId === null
        ? leadScopes(await teamsOfQueue(tx, owner, row.d.queueId))
        : planScopes(agentId, await teamsOf(tx, owner, agentId))
    await changes.put('rating', rating, tags, shardOf(id, owner.shards))
    return rating
  })
}

/** What somebody found in a case about an agent's work; seen by the agent and their leads. */
export async function receiveAudit(ports: ConnectPorts, owner: Owner, given: InboundAudit): Promise<AuditAnswer> {
  const told = ({ id, caseId, agentId }: AuditRecord, isKnown: boolean) => ({ auditId: id, caseId, agentId, isKnown })
  return once(ports, owner, 'audit', given.externalId, told, async (tx, changes) => {
    const row = await caseOf(tx, owner, { caseNumber: given.caseNumber, contactId: null })
    const [account] = await tx.query<{ id: UserId }>('select id from accounts where tenant = $1 and login = $2', [
      owner.tenantId,
      given.login,
    ])
    if (account === undefined) throw new UnknownToUs(`Nobody signs in as "${given.login}".`)
    const id = ports.newId() as AuditId
    const at = given.at ?? changes.now
    const audit: AuditRecord = { id, caseId: row.d.id, agentId: account.id, at, items: given.items }
    const tags = planScopes(account.id, await teamsOf(tx, owner, account.id))
    await changes.put('audit', audit, tags, shardOf(id, owner.shards))
    return audit
  })
}

/** Takes a piece once, whatever happens to the answer. What is handed in again is answered with what was made of it then. */
async function once<Kind extends 'rating' | 'audit', Made extends { id: string }, Answer>(
  ports: ConnectPorts,
  owner: Owner,
  kind: Kind,
  externalId: string,
  told: (record: Made, isKnown: boolean) => Answer,
  take: (tx: Tx, changes: Changes) => Promise<Made>,
): Promise<Answer> {
  const { tenantId } = owner
  return ports.db.transaction('write', async (tx) => {
    // Two deliveries of the same piece at once take turns here.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${tenantId} ${kind} ${externalId}`])
    const [seen] = await tx.query<{ d: Made }>(
      `select r.d from feedback_seen s join ${kind}s r on r.tenant = s.tenant and r.id = s.id
       where s.tenant = $1 and s.kind = $2 and s.external_id = $3`,
      [tenantId, kind, externalId],
    )
    if (seen !== undefined) return told(seen.d, true)
    const changes = openChanges(tx, tenantId, ports.now())
    const made = await take(tx, changes)
    await tx.query('insert into feedback_seen (tenant, kind, external_id, id) values ($1, $2, $3, $4)', [
      tenantId,
      kind,
      externalId,
      made.id,
    ])
    await changes.stamp()
    return told(made, false)
  })
}

/** The case that is meant, by its number or by one of its contacts. */
async function caseOf(
  tx: Tx,
  owner: Owner,
  { caseNumber, contactId }: Pick<InboundRating, 'caseNumber' | 'contactId'>,
): Promise<CaseRow> {
  const named = caseNumber === null ? null : await caseByNumber(tx, owner.tenantId, caseNumber)
  if (caseNumber !== null && named === null) throw new UnknownToUs(`There is no case ${caseNumber}.`)
  if (contactId === null) return named!
  const [ofContact] = await tx.query<CaseRow & { number: number }>(
    `select c.d, c.shard, c.number from contacts x join cases c on c.tenant = x.tenant and c.id = x.case_id
     where x.tenant = $1 and x.id = $2`,
    [owner.tenantId, contactId],
  )
  if (ofContact === undefined) throw new UnknownToUs('There is no such contact.')
  const row = await caseByNumber(tx, owner.tenantId, Number(ofContact.number))
  if (named !== null && named.d.id !== row?.d.id) throw new UnknownToUs('This contact belongs to another case.')
  return row ?? ofContact
}

const teamsOf = async (tx: Tx, { tenantId }: Owner, userId: string): Promise<string[]> =>
  (
    await tx.query<{ team_ids: string[] }>('select team_ids from accounts where tenant = $1 and id = $2', [
      tenantId,
      userId,
    ])
  )[0]?.team_ids ?? []

const teamsOfQueue = async (tx: Tx, { tenantId }: Owner, queueId: string): Promise<string[]> =>
  (
    await tx.query<{ teams: string[] }>(`select d -> 'teamIds' as teams from queues where tenant = $1 and id = $2`, [
      tenantId,
      queueId,
    ])
  )[0]?.teams ?? []
