import type { Attachment } from '../../domain/cases/attachment.ts'
import type { AttachmentId } from '../../domain/kernel/ids.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { SignedIn } from '../auth/accounts.ts'
import type { Tx } from '../store/database.ts'

const filesOf = (mutation: Mutation): readonly Attachment[] =>
  mutation.name === 'reply.send' ? (mutation.args.attachments ?? []) : []

/**
 * Which files of a reply are not here as it names them: whole, with that hash, brought by the same person. The rows are
 * held, so that nothing is swept before the reply is decided.
 */
export async function missingFiles(tx: Tx, who: SignedIn, mutation: Mutation): Promise<AttachmentId[]> {
  const files = filesOf(mutation)
  if (files.length === 0) return []
  const here = await tx.query<{ id: string; size_bytes: number; sha256: string }>(
    `select id, size_bytes, sha256 from files where tenant = $1 and id = any($2) and owner_id = $3 and is_complete
     order by id for update`,
    [who.tenantId, files.map(({ id }) => id), who.userId],
  )
  const isHere = (file: Attachment) =>
    here.some((row) => row.id === file.id && row.size_bytes === file.sizeBytes && row.sha256 === file.sha256)
  return files.filter((file) => !isHere(file)).map(({ id }) => id)
}

/** Gives the files to the message that takes them. False: another message has one of them, nothing was changed. */
export async function takeFiles(tx: Tx, who: SignedIn, mutation: Mutation): Promise<boolean> {
  const ids = [...new Set(filesOf(mutation).map(({ id }) => id))]
  if (mutation.name !== 'reply.send' || ids.length === 0) return true
  const { caseId, messageId } = mutation.args
  const key = [who.tenantId, ids, messageId]
  const [other] = await tx.query(
    'select 1 from files where tenant = $1 and id = any($2) and message_id <> $3 limit 1',
    key,
  )
  if (other !== undefined) return false
  await tx.query('update files set message_id = $3, case_id = $4 where tenant = $1 and id = any($2)', [...key, caseId])
  return true
}
