import type { CaseId, MessageId, PromiseId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'

export const PROMISE_KINDS = ['call-back', 'update', 'refund', 'other'] as const
export type PromiseKind = (typeof PROMISE_KINDS)[number]

/** What an agent has promised a customer, until it is kept, given up with a reason, or handed to somebody else. */
export type PromiseRecord = {
  id: PromiseId
  caseId: CaseId
  kind: PromiseKind
  /** What was promised, in words. */
  words: string
  dueAt: EpochMs
  madeAt: EpochMs
  madeBy: { id: UserId; name: string }
  /** Who has to keep it now. */
  ownerId: UserId
  /** The message that made it. Null: made by phone or by hand. */
  messageId: MessageId | null
  state: 'open' | 'kept' | 'dropped'
  /** When it was kept or dropped. Null while open. */
  settledAt: EpochMs | null
}
