import type { CaseId, ContactId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { Channel } from './channel.ts'

/** One handled interaction on one channel (Amazon Connect's sense), with the moments that handling time is made of. */
export type ContactRecord = {
  id: ContactId
  caseId: CaseId
  channel: Channel
  /** inbound: the customer came; outbound: we called or wrote first. */
  direction: 'inbound' | 'outbound'
  /** Who handled it. Null: nobody took it. */
  agentId: UserId | null
  offeredAt: EpochMs
  /** Null: not answered (yet). */
  answeredAt: EpochMs | null
  /** Stretches on hold, in order; the last one's end is null while it goes on. */
  holds: { from: EpochMs; to: EpochMs | null }[]
  /** When it was over. Null: still going on. */
  endedAt: EpochMs | null
  /** Who ended it. Null: still going on, or not known. */
  endedBy: 'customer' | 'agent' | null
  /** When wrap-up was finished. Null: not yet. */
  wrappedUpAt: EpochMs | null
  /** Outcome code chosen in wrap-up. Null: none chosen (yet). */
  disposition: string | null
  /** What was said and agreed, in the agent's words. Empty: nothing written. */
  summary: string
}

/** Where a contact stands. */
export type ContactState = 'offered' | 'talking' | 'on-hold' | 'wrap-up' | 'done' | 'missed'

/** The state that the moments say. */
export function contactState(contact: ContactRecord): ContactState {
  if (contact.endedAt !== null) {
    if (contact.answeredAt === null) return 'missed'
    return contact.wrappedUpAt === null ? 'wrap-up' : 'done'
  }
  if (contact.answeredAt === null) return 'offered'
  return contact.holds.at(-1)?.to === null ? 'on-hold' : 'talking'
}
