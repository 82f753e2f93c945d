import type { DeliveryRecord, DeliveryState } from '../domain/cases/delivery.ts'
import type { Attachment } from '../domain/cases/attachment.ts'
import type { EpochMs } from '../domain/kernel/time.ts'
import { readParts } from './files/read-parts.ts'
import { openChanges } from './store/changes.ts'
import type { Db } from './store/database.ts'

/** A file on its way out; read part by part, as often as it is asked for. */
export type OutgoingFile = Attachment & { read(): AsyncIterable<Uint8Array> }
/** A message on its way out. */
export type Outgoing = { messageId: string; recipient: string; subject: string; body: string; files: OutgoingFile[] }

/** The way to the outside world: a mail server, a chat provider, another help desk. */
export type Connector = {
  /** Hands the message over; `messageId` is the key by which the outside takes it at most once. */
  deliver(message: Outgoing): Promise<void>
  /** Whether the outside has it. Null: it cannot be asked. */
  probe(messageId: string): Promise<boolean | null>
}

type Due = Omit<Outgoing, 'files'> & { tenant: string; state: DeliveryState; attachments: Attachment[] | null }

/**
 * Takes every message that waits one step further. What was "sending" when the server stopped is asked for outside
 * before anything is sent: never twice, and unknown where nobody can tell (decision 0006). Returns how many moved.
 */
export async function deliverDue(db: Db, connector: Connector, now: () => EpochMs): Promise<number> {
  const due = await db.query<Due>(
    `select d.tenant, d.id as "messageId", d.state, coalesce(k.d ->> 'email', '') as recipient,
       c.d ->> 'subject' as subject, m.body,
       m.d -> 'attachments' as attachments
     from deliveries d join messages m using (tenant, id)
     join cases c on c.tenant = d.tenant and c.id = d.case_id
     left join customers k on k.tenant = c.tenant and k.id = c.customer_id
     where d.state in ('queued', 'sending') order by d.seq limit 50`,
  )
  for (const message of due) await deliverOne(db, connector, message, now)
  return due.length
}

const DAMAGED = 'A file that goes with it is damaged on the server. Attach it to a new reply and send that.'

async function deliverOne(db: Db, connector: Connector, message: Due, now: () => EpochMs): Promise<void> {
  if (message.state === 'sending') {
    const isOutside = await connector.probe(message.messageId)
    if (isOutside === null) {
      await change(
        db,
        message,
        'sending',
        { state: 'unknown', failure: 'The server stopped while this was being sent.' },
        now(),
      )
      return
    }
    if (isOutside) {
      await change(db, message, 'sending', { state: 'sent', sentAt: now() }, now())
      return
    }
  } else if (!(await areWhole(db, message))) {
    // A mail without what its agent attached must not leave, and holds up no other.
    await change(db, message, 'queued', { state: 'failed', failure: DAMAGED }, now())
    return
  } else if (!(await change(db, message, 'queued', { state: 'sending' }, now()))) return
  await connector.deliver({ ...message, files: filesOf(db, message) })
  await change(db, message, 'sending', { state: 'sent', sentAt: now() }, now())
}

const filesOf = (db: Db, { tenant, attachments }: Due): OutgoingFile[] =>
  (attachments ?? []).map((file) => ({ ...file, read: () => readParts(db, tenant, file.id) }))

async function areWhole(db: Db, { tenant, attachments }: Due): Promise<boolean> {
  for (const { id, sizeBytes } of attachments ?? []) {
    const [found] = await db.query<{ bytes: number }>(
      'select coalesce(sum(length(bytes)), 0)::int as bytes from file_parts where tenant = $1 and id = $2',
      [tenant, id],
    )
    if (found?.bytes !== sizeBytes) return false
  }
  return true
}

/** Changes the delivery if it still is in the state that was read. Returns whether it was. */
async function change(
  db: Db,
  { tenant, messageId }: Due,
  from: DeliveryState,
  to: Partial<DeliveryRecord>,
  now: EpochMs,
): Promise<boolean> {
  return db.transaction('write', async (tx) => {
    const [row] = await tx.query<{ d: DeliveryRecord; tags: string[]; shard: number }>(
      'select d, tags, shard from deliveries where tenant = $1 and id = $2 and state = $3 for update',
      [tenant, messageId, from],
    )
    if (row === undefined) return false
    const changes = openChanges(tx, tenant, now)
    await changes.put('delivery', { ...row.d, ...to }, row.tags, row.shard)
    await changes.stamp()
    return true
  })
}

/** The demo's outside world: a mailbox in a table of its own, written in its own transaction as a mail server would. */
export const mailbox = (db: Db, now: () => EpochMs): Connector => ({
  async deliver({ messageId, recipient, subject, body, files }) {
    const read = await Promise.all(files.map(async (file) => ({ ...file, bytes: await whole(file) })))
    await db.transaction('write', async (tx) => {
      const taken = await tx.query(
        `insert into outbound_mail (message_id, recipient, subject, body, taken_at) values ($1, $2, $3, $4, $5)
         on conflict (message_id) do nothing returning 1`,
        [messageId, recipient, subject, body, now()],
      )
      if (taken.length === 0) return
      for (const [place, { id, name, mediaType, bytes }] of read.entries())
        await tx.query(
          `insert into outbound_files (message_id, place, file_id, name, media_type, bytes)
           values ($1, $2, $3, $4, $5, $6)`,
          [messageId, place, id, name, mediaType, bytes],
        )
    })
  },
  probe: async (messageId) =>
    (await db.query('select 1 from outbound_mail where message_id = $1', [messageId])).length > 0,
})

async function whole(file: OutgoingFile): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of file.read()) parts.push(part)
  return new Uint8Array(Buffer.concat(parts))
}
