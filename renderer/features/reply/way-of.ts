import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { ContactRecord } from '../../../domain/cases/contact.ts'
import type { UserId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { Way } from './use-send.ts'

const isLive = (contact: ContactRecord): boolean => contact.answeredAt !== null && contact.endedAt === null

/** The agent's contact that is going on in a case, the chat before the call. Null: none. */
export function liveContact(contacts: readonly ContactRecord[], me: UserId): ContactRecord | null {
  const live = contacts.filter((contact) => contact.agentId === me && isLive(contact))
  return live.find(({ channel }) => channel === 'chat') ?? live[0] ?? null
}

/** When the case's chat was over. Null: one goes on or waits, or there was none. */
export function chatEndedAt(contacts: readonly ContactRecord[]): EpochMs | null {
  const chats = contacts.filter(({ channel }) => channel === 'chat')
  const ends = chats.map(({ endedAt }) => endedAt)
  if (chats.length === 0 || ends.includes(null)) return null
  return Math.max(...ends.map(Number)) as EpochMs
}

/**
 * Which way a reply goes: into the chat that is going on, else on the case's channel. Nobody sits in a chat that is
 * over any more, so there it goes by e-mail.
 */
export function wayOf(kase: Pick<CaseRecord, 'channel'>, contacts: readonly ContactRecord[], me: UserId): Way {
  const live = liveContact(contacts, me)
  const contactId = live?.id ?? null
  if (live?.channel === 'chat') return { channel: 'chat', contactId, isLive: true }
  if (kase.channel === 'chat' && chatEndedAt(contacts) !== null) return { channel: 'email', contactId, isLive: false }
  return { channel: kase.channel, contactId, isLive: false }
}

/** Why the customer cannot be answered in a case. role: it is not this person's part. Null: they can. */
export type NoReply = 'role' | 'escalated' | 'merged'

/** What the case itself has against it. */
export function noReplyIn(kase: Pick<CaseRecord, 'parentId' | 'mergedIntoId'>): NoReply | null {
  if (kase.mergedIntoId !== null) return 'merged'
  return kase.parentId === null ? null : 'escalated'
}
