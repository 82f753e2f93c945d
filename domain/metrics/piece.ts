import type { TimeSpan } from '../agent-time/time-span.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { PlannedStretch } from '../schedule/plan-in-force.ts'
import type { ReasonCode } from './reason-codes.ts'

/** A stretch with one recorded state and one planned activity, and what comes of it. The pieces of an agent never overlap. */
export type Piece = {
  from: EpochMs
  to: EpochMs
  /** What was recorded, the winner by precedence. Null: nothing. */
  span: TimeSpan | null
  /** The plan in force. Null: nothing was planned. */
  plan: PlannedStretch | null
  /** Whether it belongs to a contact that was handled: handling, or the ringing before it. */
  isOnContact: boolean
  /** Whether it is paid, by the plan as the rests slid. */
  isPaid: boolean
  /** The plain comparison of record and plan. Null: there is nothing to compare. */
  isInPlan: boolean | null
  /** The same with owed rests and grace. */
  isProtected: boolean | null
  reason: ReasonCode
}
