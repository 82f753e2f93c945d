import type { CaseRecord } from '../../domain/cases/case.ts'
import type { DeliveryRecord } from '../../domain/cases/delivery.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Changes } from './changes.ts'
import { openChanges } from './changes.ts'
import type { Db, Tx } from './database.ts'
import { caseScopes, SHARED } from './scopes.ts'
import { shardOf } from './shards.ts'
import type { World } from './world.ts'

const CASES_PER_TRANSACTION = 20

/** Writes a new tenant with all it starts with. A few cases a transaction, so that no page of the feed grows too large. */
export async function insertWorld(db: Db, world: World, options: { now: EpochMs; shards?: number }): Promise<void> {
  const tenant = world.tenant.id
  const shards = options.shards ?? 1
  const casesOf = Map.groupBy(world.cases, (kase) => kase.customerId)
  const messagesOf = Map.groupBy(world.messages, (message) => message.caseId)
  const contactsOf = Map.groupBy(world.contacts, (contact) => contact.caseId)
  const ordersOf = Map.groupBy(world.orders, (order) => order.customerId)
  const customers = new Map(world.customers.map((customer) => [customer.id, customer]))
  const inChanges = (work: (put: Changes['put']) => Promise<void>) =>
    db.transaction('write', async (tx) => {
      const changes = openChanges(tx, tenant, options.now)
      await work(changes.put)
      await changes.stamp()
    })
  await db.transaction('write', (tx) => insertAccounts(tx, world, shards))
  await inChanges(async (put) => {
    for (const { id, name, role, teamIds } of world.people)
      await put('person', { id, name, role, teamIds }, [SHARED], shardOf(id, shards))
    for (const queue of world.queues) await put('queue', queue, [SHARED], shardOf(queue.id, shards))
  })
  const written = new Set<string>()
  const putCustomer = async (put: Changes['put'], kase: CaseRecord) => {
    const customer = customers.get(kase.customerId)
    if (customer === undefined) throw new Error(`Case ${kase.number} names a customer who is not in the world.`)
    if (written.has(customer.id)) return
    written.add(customer.id)
    const seenBy = [...new Set((casesOf.get(customer.id) ?? []).flatMap(caseScopes))]
    await put('customer', customer, seenBy, shardOf(customer.id, shards))
    for (const order of ordersOf.get(customer.id) ?? []) await put('order', order, seenBy, shardOf(order.id, shards))
  }
  for (let at = 0; at < world.cases.length; at += CASES_PER_TRANSACTION) {
    await inChanges(async (put) => {
      for (const kase of world.cases.slice(at, at + CASES_PER_TRANSACTION)) {
        const shard = shardOf(kase.id, shards)
        const tags = caseScopes(kase)
        await putCustomer(put, kase)
        await put('case', kase, tags, shard)
        for (const contact of contactsOf.get(kase.id) ?? []) await put('contact', contact, tags, shard)
        for (const message of messagesOf.get(kase.id) ?? []) {
          await put('message', message, tags, shard)
          if (message.author.kind !== 'agent' || message.visibility !== 'public') continue
          const sent = { state: 'sent', sentAt: message.receivedAt, failure: null } as const
          const delivery: DeliveryRecord = { id: message.id, caseId: kase.id, ...sent }
          await put('delivery', delivery, tags, shard)
        }
      }
    })
  }
}

async function insertAccounts(tx: Tx, world: World, shards: number): Promise<void> {
  const tenant = world.tenant.id
  await tx.query('insert into tenants (id, name, shards) values ($1, $2, $3)', [tenant, world.tenant.name, shards])
  for (let shard = 0; shard < shards; shard++)
    await tx.query('insert into sync_head (tenant, shard) values ($1, $2)', [tenant, shard])
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
