import type { CaseId, ContactId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { Channel } from './channel.ts'

/** One handled interaction on one channel (Amazon Connect's sense), with the moments that handling time is made of. */
export type ContactRecord = {
  id: ContactId
  caseId: CaseId
  channel: Channel
  /** Who handled it. Null: nobody took it. */
  agentId: UserId | null
  offeredAt: EpochMs
  /** Null: not answered (yet). */
  answeredAt: EpochMs | null
  /** When the customer left. Null: still going on. */
  endedAt: EpochMs | null
  /** When wrap-up was finished. Null: not yet. */
  wrappedUpAt: EpochMs | null
  /** Outcome code chosen in wrap-up. Null: none chosen (yet). */
  disposition: string | null
}
