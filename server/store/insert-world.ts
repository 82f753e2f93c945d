import type { CaseRecord } from '../../domain/cases/case.ts'
import type { DeliveryRecord } from '../../domain/cases/delivery.ts'
import type { EntityKind, EntityOf } from '../../domain/mutations/entities.ts'
import type { Db, Tx } from './database.ts'
import { TABLES } from './entity-tables.ts'
import { caseScopes, planScopes, SHARED } from './scopes.ts'
import { shardOf } from './shards.ts'
import type { World } from './world.ts'

/** So many cases, or other records, share one sequence number: no page of the feed grows too large by it. */
const CASES_PER_NUMBER = 20
const RECORDS_PER_NUMBER = 20
const INTERVALS_PER_NUMBER = 200
const ROWS_PER_STATEMENT = 2_000

type Row = { kind: EntityKind; id: string; shard: number; seq: number; tags: readonly string[]; d: object }

/** Writes a new tenant with all it starts with, at once: whoever looks sees nothing of it or everything. */
export async function insertWorld(db: Db, world: World, options: { shards?: number } = {}): Promise<void> {
  const shards = options.shards ?? 1
  const { rows, heads } = rowsOf(world, shards)
  await db.transaction('write', async (tx) => {
    await insertTenant(tx, world, heads)
    for (const [kind, ofKind] of Map.groupBy(rows, (row) => row.kind)) {
      for (let at = 0; at < ofKind.length; at += ROWS_PER_STATEMENT)
        await insertRows(tx, world.tenant.id, kind, ofKind.slice(at, at + ROWS_PER_STATEMENT))
    }
  })
}

/** Every record with its place in the feed, and how far the feed of each shard then is. */
function rowsOf(world: World, shards: number): { rows: Row[]; heads: number[] } {
  const casesOf = Map.groupBy(world.cases, (kase) => kase.customerId)
  const ordersOf = Map.groupBy(world.orders, (order) => order.customerId)
  const customers = new Map(world.customers.map((customer) => [customer.id, customer]))
  const childrenOf = {
    contact: Map.groupBy(world.contacts, (each) => each.caseId),
    message: Map.groupBy(world.messages, (each) => each.caseId),
    promise: Map.groupBy(world.promises, (each) => each.caseId),
    event: Map.groupBy(world.events, (each) => each.caseId),
    guideRun: Map.groupBy(world.guideRuns, (each) => each.caseId),
  }
  const rows: Row[] = []
  const heads = Array.from({ length: shards }, () => 0)
  let batch: Omit<Row, 'seq'>[] = []
  const put = <Kind extends EntityKind>(kind: Kind, d: EntityOf[Kind], tags: readonly string[], shard?: number) =>
    void batch.push({ kind, id: d.id, shard: shard ?? shardOf(d.id, shards), tags, d })
  const number = () => {
    for (const shard of new Set(batch.map((row) => row.shard))) heads[shard] = (heads[shard] ?? 0) + 1
    for (const row of batch) rows.push({ ...row, seq: heads[row.shard] ?? 0 })
    batch = []
  }
  const putShared = <Kind extends EntityKind>(kind: Kind, records: readonly EntityOf[Kind][]) => {
    for (const record of records) {
      put(kind, record, [SHARED])
      if (batch.length >= RECORDS_PER_NUMBER) number()
    }
    number()
  }
  putShared(
    'person',
    world.people.map(({ id, name, role, teamIds }) => ({ id, name, role, teamIds })),
  )
  putShared('queue', world.queues)
  putShared('template', world.templates)
  putShared('guide', world.guides)
  const teamsOf = new Map<string, readonly string[]>(world.people.map(({ id, teamIds }) => [id, teamIds]))
  for (const shift of world.shifts ?? []) {
    put('shift', shift, planScopes(shift.userId, teamsOf.get(shift.userId) ?? []))
    if (batch.length >= RECORDS_PER_NUMBER) number()
  }
  number()
  for (const interval of world.intervals ?? []) {
    put('interval', interval, planScopes(interval.userId, teamsOf.get(interval.userId) ?? []))
    if (batch.length >= INTERVALS_PER_NUMBER) number()
  }
  number()
  for (const dispute of world.disputes ?? [])
    put('dispute', dispute, planScopes(dispute.userId, teamsOf.get(dispute.userId) ?? []))
  number()
  putShared('metricPolicy', world.metricPolicies ?? [])
  for (const rating of world.ratings ?? []) {
    const { agentId } = rating
    put('rating', rating, agentId === null ? [] : planScopes(agentId, teamsOf.get(agentId) ?? []))
    if (batch.length >= RECORDS_PER_NUMBER) number()
  }
  for (const audit of world.audits ?? []) {
    put('audit', audit, planScopes(audit.agentId, teamsOf.get(audit.agentId) ?? []))
    if (batch.length >= RECORDS_PER_NUMBER) number()
  }
  number()
  const written = new Set<string>()
  const putCustomer = (kase: CaseRecord) => {
    const customer = customers.get(kase.customerId)
    if (customer === undefined) throw new Error(`Case ${kase.number} names a customer who is not in the world.`)
    if (written.has(customer.id)) return
    written.add(customer.id)
    const seenBy = [...new Set((casesOf.get(customer.id) ?? []).flatMap(caseScopes))]
    put('customer', customer, seenBy)
    for (const order of ordersOf.get(customer.id) ?? []) put('order', order, seenBy)
  }
  for (const [at, kase] of world.cases.entries()) {
    const shard = shardOf(kase.id, shards)
    const tags = caseScopes(kase)
    putCustomer(kase)
    put('case', kase, tags, shard)
    for (const contact of childrenOf.contact.get(kase.id) ?? []) put('contact', contact, tags, shard)
    for (const promise of childrenOf.promise.get(kase.id) ?? []) put('promise', promise, tags, shard)
    for (const event of childrenOf.event.get(kase.id) ?? []) put('event', event, tags, shard)
    for (const run of childrenOf.guideRun.get(kase.id) ?? []) put('guideRun', run, tags, shard)
    for (const message of childrenOf.message.get(kase.id) ?? []) {
      put('message', message, tags, shard)
      if (message.author.kind !== 'agent' || message.visibility !== 'public') continue
      const sent = { state: 'sent', sentAt: message.receivedAt, failure: null } as const
      put('delivery', { id: message.id, caseId: kase.id, ...sent } satisfies DeliveryRecord, tags, shard)
    }
    if ((at + 1) % CASES_PER_NUMBER === 0) number()
  }
  number()
  // The largest part and the last that anybody looks for: the queue is on the screen before.
  putShared('article', world.articles)
  return { rows, heads }
}

async function insertRows(tx: Tx, tenant: string, kind: EntityKind, rows: readonly Row[]): Promise<void> {
  await tx.query(
    `insert into ${TABLES[kind]} (tenant, id, shard, seq, rev, tags, d)
     select $1, r.id, r.shard, r.seq, 1, array(select jsonb_array_elements_text(r.tags)), r.d
     from jsonb_to_recordset($2::jsonb) as r (id text, shard int, seq bigint, tags jsonb, d jsonb)`,
    [tenant, JSON.stringify(rows.map(({ id, shard, seq, tags, d }) => ({ id, shard, seq, tags, d })))],
  )
}

async function insertTenant(tx: Tx, world: World, heads: readonly number[]): Promise<void> {
  const tenant = world.tenant.id
  const nextNumber = Math.max(0, ...world.cases.map((kase) => kase.number)) + 1
  await tx.query('insert into tenants (id, name, shards, next_case_number) values ($1, $2, $3, $4)', [
    tenant,
    world.tenant.name,
    heads.length,
    nextNumber,
  ])
  for (const [shard, seq] of heads.entries())
    await tx.query('insert into sync_head (tenant, shard, seq) values ($1, $2, $3)', [tenant, shard, seq])
  for (const team of world.teams)
    await tx.query('insert into teams (tenant, id, name) values ($1, $2, $3)', [tenant, team.id, team.name])
  for (const { id, login, name, role, teamIds, queueIds, passwordHash } of world.people) {
    await tx.query(
      `insert into accounts (tenant, id, login, name, role, team_ids, queue_ids, password_hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [tenant, id, login, name, role, teamIds, queueIds, passwordHash],
    )
  }
}
