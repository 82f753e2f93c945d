import type { DisputeId, IntervalId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'

/** What a lead decided about a contested stretch. The correction itself is an entry of the log (`replaces`). */
export type DisputeDecision = {
  by: { id: UserId; name: string }
  at: EpochMs
  isAccepted: boolean
  /** Why, as the agent reads it. */
  words: string
  /** The entries of the log that correct the contested one. Empty: it was not accepted. */
  correctionIds: IntervalId[]
}

/** An agent says that one stretch of their time is recorded wrongly. It stays attached to the figure with its decision. */
export type DisputeRecord = {
  id: DisputeId
  /** Whose time it is; only they contest it. */
  userId: UserId
  /** The entry of the log that is contested. */
  intervalId: IntervalId
  /** The figure it was found in, by its definition id ("adherence"). */
  metric: string
  /** What the agent says. */
  words: string
  /** What the device's own log says about that time, as text the agent chose to send along. Empty: nothing. */
  evidence: string
  contestedAt: EpochMs
  /** Null: not decided yet. */
  decision: DisputeDecision | null
}
