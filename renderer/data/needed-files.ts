import type { Attachment } from '../../domain/cases/attachment.ts'
import type { AttachmentId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { Store } from './store.ts'

/** The files that go with an action. */
export const filesOf = (mutation: Mutation): readonly Attachment[] =>
  mutation.name === 'reply.send' ? (mutation.args.attachments ?? []) : []

/** Somebody who types writes several times a second, and these reads take a few milliseconds. */
const TRIES = 5

/**
 * Every file that this desk still needs: of drafts, of what is in the outbox, and of what the server took since the moment
 * and may forget by a restore. Null: it cannot be told just now, because something kept here does not open or is being written.
 */
export async function neededFiles(store: Store, since: EpochMs): Promise<AttachmentId[] | null> {
  const { shelf } = store
  for (let tries = 0; tries < TRIES; tries++) {
    const version = await shelf.version()
    const [drafts, outbox, acked] = await Promise.all([store.drafts(), store.outbox(), shelf.all('acked')])
    // A reply that is taken back between two of these reads would be in neither.
    if ((await shelf.version()) !== version) continue
    if (shelf.damaged().some(({ table }) => table !== 'rows')) return null
    const waiting = outbox.filter(({ state }) => state !== 'acked')
    const lately = acked.filter(({ at }) => at >= since)
    const sent = [...waiting, ...lately].flatMap(({ mutation }) => filesOf(mutation).map(({ id }) => id))
    return [...new Set([...sent, ...drafts.flatMap(({ more }) => idsIn(more))])]
  }
  return null
}

/** What the composer keeps beside its texts is its own business; of it only this is known here. */
function idsIn(more: string | undefined): AttachmentId[] {
  if (more === undefined) return []
  const { attachments } = JSON.parse(more) as { attachments?: unknown }
  if (!Array.isArray(attachments)) return []
  return attachments.flatMap((each: { id?: unknown }) => (typeof each.id === 'string' ? [each.id as AttachmentId] : []))
}
