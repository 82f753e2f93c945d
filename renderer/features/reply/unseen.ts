import type { MessageId, MutationId, UserId } from '../../../domain/kernel/ids.ts'
import type { OutboxEntry, ThreadEntry } from '../../data/repository.ts'
import type { More } from './draft-more.ts'

/** Ordinal of the newest public message on the screen; 0: none. */
export const newestOrdinal = (thread: readonly ThreadEntry[]): number =>
  Math.max(0, ...thread.map((entry) => entry.message.publicOrdinal ?? 0))

/** What anybody but this agent wrote to or for the customer after the given message. Oldest first. */
export function unseenPublic(thread: readonly ThreadEntry[], afterOrdinal: number, me: UserId): ThreadEntry[] {
  return thread.filter(({ message }) => {
    // Notes have no ordinal, nor has what has not reached the server.
    if ((message.publicOrdinal ?? 0) <= afterOrdinal) return false
    return !(message.author.kind === 'agent' && message.author.id === me)
  })
}

/** A reply of this desk that the server refused because somebody wrote in between. */
export type OvertakenReply = {
  mutationId: MutationId
  messageId: MessageId
  body: string
  afterOrdinal: number
  more: Partial<More>
}

/** The first overtaken reply of a case. Null: none. */
export function overtakenReply(outbox: readonly OutboxEntry[], caseId: string): OvertakenReply | null {
  for (const { mutation, state, refusal } of outbox) {
    if (mutation.name !== 'reply.send' || mutation.args.caseId !== caseId) continue
    if (state !== 'needs-you' || refusal !== 'stale_context') continue
    return {
      mutationId: mutation.id,
      messageId: mutation.args.messageId,
      body: mutation.args.body,
      more: {
        actions: mutation.args.actions ?? [],
        links: mutation.args.links ?? [],
        templateIds: mutation.args.templateIds ?? [],
        attachments: mutation.args.attachments ?? [],
      },
      afterOrdinal: mutation.pre?.lastPublicOrdinal ?? 0,
    }
  }
  return null
}
