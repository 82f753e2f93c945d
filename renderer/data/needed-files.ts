import type { Attachment } from '../../domain/cases/attachment.ts'
import type { AttachmentId } from '../../domain/kernel/ids.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { Store } from './store.ts'

/** The files that go with an action. */
export const filesOf = (mutation: Mutation): readonly Attachment[] =>
  mutation.name === 'reply.send' ? (mutation.args.attachments ?? []) : []

/**
 * Every file that this desk may still need: of drafts, of what is in the outbox, and of what the server took lately and
 * may forget by a restore. Null: it cannot be told, because something kept here does not open.
 */
export async function neededFiles(store: Store): Promise<AttachmentId[] | null> {
  const [drafts, outbox, acked] = await Promise.all([store.drafts(), store.outbox(), store.shelf.all('acked')])
  if (store.shelf.damaged().some(({ table }) => table !== 'rows')) return null
  const sent = [...outbox, ...acked].flatMap(({ mutation }) => filesOf(mutation).map(({ id }) => id))
  return [...new Set([...sent, ...drafts.flatMap(({ more }) => idsIn(more))])]
}

/** What the composer keeps beside its texts is its own business; of it only this is known here. */
function idsIn(more: string | undefined): AttachmentId[] {
  if (more === undefined) return []
  const { attachments } = JSON.parse(more) as { attachments?: unknown }
  if (!Array.isArray(attachments)) return []
  return attachments.flatMap((each: { id?: unknown }) => (typeof each.id === 'string' ? [each.id as AttachmentId] : []))
}
