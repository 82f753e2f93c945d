import type { CaseRecord } from '../../domain/cases/case.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { ContactId, MessageId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { QueueRecord } from '../../domain/people/person.ts'
import { replyDueAt } from '../../domain/sla/reply-due.ts'
import type { InboundAnswer, InboundContact, InboundMessage } from '../../protocol/connect.ts'
import type { Changes } from '../store/changes.ts'
import { openChanges } from '../store/changes.ts'
import type { Db, Tx } from '../store/database.ts'
import { caseScopes } from '../store/scopes.ts'
import type { CaseRow } from '../sync/lock-records.ts'
import type { Owner } from '../sync/write-effect.ts'
import { changeCase } from '../sync/write-effect.ts'
import { findCase } from './find-case.ts'

export type ConnectPorts = { db: Db; now(): EpochMs; newId(): string }

/** Something outside names what is not there: a queue, a chat. */
export class UnknownToUs extends Error {}

/** A customer's words. The clock of the case begins to run where it stood; a solved case opens again. */
export async function receiveMessage(ports: ConnectPorts, owner: Owner, given: InboundMessage): Promise<InboundAnswer> {
  return once(ports, owner, given.externalId, async (tx, changes) => {
    const row = await findCase(tx, changes, owner, given, ports.newId)
    const contact = given.contactId === null ? null : await lockContact(tx, owner, given.contactId)
    if (contact !== null && contact.caseId !== row.d.id) throw new UnknownToUs('This chat belongs to another case.')
    const queue = await queueOf(tx, owner, row.d.queueId)
    const now = ports.now()
    const waitingSince = row.d.waitingSince ?? now
    const kase: CaseRecord = {
      ...row.d,
      status: 'open',
      waitingSince,
      replyDueAt: replyDueAt({ channel: given.channel, waitingSince }, queue),
      lastCustomerMessageAt: now,
      publicCount: row.d.publicCount + 1,
    }
    const message: MessageRecord = {
      id: ports.newId() as MessageId,
      caseId: kase.id,
      contactId: contact?.id ?? null,
      author: { kind: 'customer', id: kase.customerId, name: given.from.name || given.from.address },
      visibility: 'public',
      channel: given.channel,
      body: given.body,
      html: given.html,
      links: [],
      writtenAt: now,
      receivedAt: now,
      publicOrdinal: kase.publicCount,
    }
    await changes.put('message', message, caseScopes(row.d), row.shard)
    await changeCase(tx, changes, owner, row, kase)
    return { row: { d: kase, shard: row.shard }, messageId: message.id, contactId: contact?.id ?? null }
  })
}

/** A chat is asked for, or a call rings: a contact that waits to be answered. */
export async function receiveContact(ports: ConnectPorts, owner: Owner, given: InboundContact): Promise<InboundAnswer> {
  return once(ports, owner, given.externalId, async (tx, changes) => {
    const row = await findCase(tx, changes, owner, given, ports.newId)
    const queue = await queueOf(tx, owner, row.d.queueId)
    const now = ports.now()
    const contact: ContactRecord = {
      id: ports.newId() as ContactId,
      caseId: row.d.id,
      channel: given.channel,
      direction: 'inbound',
      agentId: null,
      offeredAt: now,
      answeredAt: null,
      holds: [],
      endedAt: null,
      endedBy: null,
      wrappedUpAt: null,
      disposition: null,
      summary: '',
    }
    await changes.put('contact', contact, caseScopes(row.d), row.shard)
    const waitingSince = row.d.waitingSince ?? now
    const due = replyDueAt({ channel: given.channel, waitingSince }, queue)
    const kase: CaseRecord = { ...row.d, status: 'open', waitingSince, replyDueAt: due }
    await changeCase(tx, changes, owner, row, kase)
    return { row: { d: kase, shard: row.shard }, messageId: null, contactId: contact.id }
  })
}

/** The customer has left the chat or put the receiver down. Ending twice changes nothing. Returns whether it is known. */
export async function endContact(ports: ConnectPorts, owner: Owner, contactId: string): Promise<boolean> {
  return ports.db.transaction('write', async (tx) => {
    const found = await contactRow(tx, owner, contactId)
    if (found === null) return false
    const { contact, tags, shard } = found
    if (contact.endedAt !== null) return true
    const changes = openChanges(tx, owner.tenantId, ports.now())
    const now = ports.now()
    const holds = contact.holds.map((hold) => (hold.to === null ? { ...hold, to: now } : hold))
    await changes.put('contact', { ...contact, holds, endedAt: now, endedBy: 'customer' }, tags, shard)
    await changes.stamp()
    return true
  })
}

/** The case of a contact, and who may see it. Null: there is no such contact. */
export async function caseOfContact(
  db: Db,
  owner: Owner,
  contactId: string,
): Promise<{ kase: CaseRecord; scopes: string[] } | null> {
  const [row] = await db.query<{ d: CaseRecord }>(
    'select c.d from contacts x join cases c on c.tenant = x.tenant and c.id = x.case_id where x.tenant = $1 and x.id = $2',
    [owner.tenantId, contactId],
  )
  return row === undefined ? null : { kase: row.d, scopes: caseScopes(row.d) }
}

type Taken = { row: CaseRow; messageId: MessageId | null; contactId: ContactId | null }

/** Takes a piece from outside once, whatever happens to the answer. */
async function once(
  ports: ConnectPorts,
  owner: Owner,
  externalId: string,
  take: (tx: Tx, changes: Changes) => Promise<Taken>,
): Promise<InboundAnswer> {
  return ports.db.transaction('write', async (tx) => {
    // Two deliveries of the same piece at once take turns here.
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${owner.tenantId} ${externalId}`])
    const [seen] = await tx.query<{ case_id: string; message_id: string | null; contact_id: string | null }>(
      'select case_id, message_id, contact_id from inbound_seen where tenant = $1 and external_id = $2',
      [owner.tenantId, externalId],
    )
    if (seen !== undefined) {
      const [row] = await tx.query<{ d: CaseRecord }>('select d from cases where tenant = $1 and id = $2', [
        owner.tenantId,
        seen.case_id,
      ])
      if (row === undefined) throw new UnknownToUs('The case of this piece is gone.')
      return {
        ...named(row.d),
        messageId: seen.message_id as MessageId | null,
        contactId: seen.contact_id as ContactId | null,
        isKnown: true,
      }
    }
    const changes = openChanges(tx, owner.tenantId, ports.now())
    const { row, messageId, contactId } = await take(tx, changes)
    await tx.query(
      `insert into inbound_seen (tenant, external_id, case_id, message_id, contact_id, at)
       values ($1, $2, $3, $4, $5, $6)`,
      [owner.tenantId, externalId, row.d.id, messageId, contactId, ports.now()],
    )
    await changes.stamp()
    return { ...named(row.d), messageId, contactId, isKnown: false }
  })
}

const named = ({ id, number, customerId }: CaseRecord) => ({ caseId: id, caseNumber: number, customerId })

async function queueOf(tx: Tx, owner: Owner, queueId: string): Promise<QueueRecord> {
  const [row] = await tx.query<{ d: QueueRecord }>('select d from queues where tenant = $1 and id = $2', [
    owner.tenantId,
    queueId,
  ])
  if (row === undefined) throw new UnknownToUs(`There is no queue "${queueId}".`)
  return row.d
}

async function contactRow(tx: Tx, owner: Owner, id: string) {
  const [row] = await tx.query<{ d: ContactRecord; tags: string[]; shard: number }>(
    'select d, tags, shard from contacts where tenant = $1 and id = $2 for update',
    [owner.tenantId, id],
  )
  return row === undefined ? null : { contact: row.d, tags: row.tags, shard: row.shard }
}

async function lockContact(tx: Tx, owner: Owner, id: string): Promise<ContactRecord> {
  const found = await contactRow(tx, owner, id)
  if (found === null) throw new UnknownToUs('There is no such chat.')
  if (found.contact.endedAt !== null) throw new UnknownToUs('This chat is over: open a new one.')
  return found.contact
}
