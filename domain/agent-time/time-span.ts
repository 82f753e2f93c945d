import type { Channel } from '../cases/channel.ts'
import type { CaseId, ContactId, IntervalId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { IntervalSource, IntervalState } from './interval.ts'

/**
 * One stretch of an agent's time as the figures count it: on the server's clock, with corrections applied, from
 * `startsAt` up to, not including, `endsAt`. Spans of one agent may overlap where contacts do (two chats); one that
 * still goes on ends at the moment it is looked at.
 */
export type TimeSpan = {
  /** The entry of the log that it comes from; every figure can be followed back to these. */
  intervalId: IntervalId
  state: IntervalState
  source: IntervalSource
  startsAt: EpochMs
  endsAt: EpochMs
  /** The contact it was spent on. Null: none. */
  contactId: ContactId | null
  /** Null: on no contact, or not known. */
  channel: Channel | null
  /** The case it was spent on. Null: none. */
  caseId: CaseId | null
  /** Whether it was recorded while the desk had no connection; it counts all the same. */
  isOffline: boolean
  /** Whether the device itself recorded a fault behind it: a `tech-issue` of this kind is nobody's lateness. */
  isFaultSeen: boolean
}
