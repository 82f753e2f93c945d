import { createHash } from 'node:crypto'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { isAllowed } from '../../domain/people/permissions.ts'
import { isProgramStart } from '../../domain/replying/plan-attachment.ts'
import type { FileFacts, UploadAnswer } from '../../protocol/attachment.ts'
import type { SignedIn } from '../auth/accounts.ts'
import type { Db, Tx } from '../store/database.ts'
import { SyncRefusal } from '../sync/refusal.ts'
import { readParts } from './read-parts.ts'

/** So much may lie here of one person without a reply that names it. */
export const LOOSE_LIMIT_BYTES = 512 * 1_024 * 1_024

type FileRow = { owner_id: string; size_bytes: number; sha256: string; received: number; is_complete: boolean }

/**
 * Takes the next part of a file, or none: an empty one asks how far it has come. A part that is there already, or comes
 * too early, changes nothing, so an answer that was lost costs no more than asking again. Throws `SyncRefusal`.
 */
export function receivePart(
  db: Db,
  who: SignedIn,
  file: FileFacts,
  at: number,
  bytes: Uint8Array,
  now: EpochMs,
): Promise<UploadAnswer> {
  if (!isAllowed(who.actor.role, 'reply.send'))
    throw new SyncRefusal('forbidden', 'Only those who may answer customers may bring files.')
  if (at === 0 && isProgramStart(bytes))
    throw new SyncRefusal('malformed', 'The file is a program, whatever its name: it is not taken.')
  return db.transaction('write', async (tx) => {
    const row = await findOrBegin(tx, who, file, now)
    if (row.is_complete || bytes.length === 0 || at !== row.received)
      return { received: row.received, isComplete: row.is_complete }
    const received = at + bytes.length
    if (received > row.size_bytes)
      throw new SyncRefusal('too_large', `The file was announced with ${row.size_bytes} bytes; more came.`)
    const key = [who.tenantId, file.id]
    await tx.query('insert into file_parts (tenant, id, at, bytes) values ($1, $2, $3, $4)', [...key, at, bytes])
    const isComplete = received === row.size_bytes
    if (isComplete && (await hashOf(tx, who.tenantId, file.id)) !== row.sha256) {
      // Damaged on its way or on the desk's disk: the desk begins again, and finds out which.
      await tx.query('delete from file_parts where tenant = $1 and id = $2', key)
      await tx.query('update files set received = 0 where tenant = $1 and id = $2', key)
      return { received: 0, isComplete: false }
    }
    await tx.query('update files set received = $3, is_complete = $4, touched_at = $5 where tenant = $1 and id = $2', [
      ...key,
      received,
      isComplete,
      now,
    ])
    return { received, isComplete }
  })
}

async function findOrBegin(tx: Tx, who: SignedIn, file: FileFacts, now: EpochMs): Promise<FileRow> {
  const key = [who.tenantId, file.id]
  const find = 'select * from files where tenant = $1 and id = $2 for update'
  const [known] = await tx.query<FileRow>(find, key)
  if (known !== undefined) {
    const isSame = known.size_bytes === file.sizeBytes && known.sha256 === file.sha256
    if (known.owner_id !== who.userId || !isSame)
      throw new SyncRefusal('forbidden', 'Under this id there is another file: attach it anew.')
    return known
  }
  const [loose] = await tx.query<{ bytes: number }>(
    'select coalesce(sum(size_bytes), 0)::bigint as bytes from files where tenant = $1 and owner_id = $2 and message_id is null',
    [who.tenantId, who.userId],
  )
  if ((loose?.bytes ?? 0) + file.sizeBytes > LOOSE_LIMIT_BYTES)
    throw new SyncRefusal('too_large', 'Too many files lie here that no reply names: they are swept within a week.')
  await tx.query(
    `insert into files (tenant, id, owner_id, size_bytes, sha256, touched_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant, id) do nothing`,
    [...key, who.userId, file.sizeBytes, file.sha256, now],
  )
  const [begun] = await tx.query<FileRow>(find, key)
  if (begun === undefined) throw new Error(`The file ${file.id} was swept while it began.`)
  return begun
}

async function hashOf(tx: Tx, tenant: string, id: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of readParts(tx, tenant, id)) hash.update(part)
  return hash.digest('hex')
}
