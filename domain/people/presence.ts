import type { CaseId, UserId } from '../kernel/ids.ts'

export const PRESENCE_STATES = ['viewing', 'replying'] as const
export type PresenceState = (typeof PRESENCE_STATES)[number]

/** Somebody has the case open. A claim of their desk, not a fact: it ends by itself when the desk falls silent. */
export type PresenceEntry = { caseId: CaseId; userId: UserId; name: string; state: PresenceState }

/** What colleagues and customers are doing now. */
export type Presence = {
  entries: PresenceEntry[]
  /** Cases in which the customer is typing in a chat. */
  typing: CaseId[]
}
