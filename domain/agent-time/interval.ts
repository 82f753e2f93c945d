import type { Channel } from '../cases/channel.ts'
import type { CaseId, ContactId, IntervalId, UserId } from '../kernel/ids.ts'
import type { Stamp } from '../kernel/time.ts'

/** What an agent's time went into. */
export const INTERVAL_STATES = [
  'available',
  'ringing',
  'talk',
  'chat',
  'email-edit',
  'hold',
  'wrap-up',
  'consult',
  'break',
  'lunch',
  'reset',
  'training',
  'meeting',
  'coaching',
  'tech-issue',
  'offline-working',
  'logged-out',
] as const
export type IntervalState = (typeof INTERVAL_STATES)[number]

/** How it is known: said by the agent, seen by the desk, or corrected by a lead. */
export const INTERVAL_SOURCES = ['agent', 'desk', 'lead'] as const
export type IntervalSource = (typeof INTERVAL_SOURCES)[number]

/** One stretch of an agent's time. Append-only: a correction is a new entry that names the one it replaces. */
export type IntervalRecord = {
  id: IntervalId
  userId: UserId
  state: IntervalState
  source: IntervalSource
  startedAt: Stamp
  /** Null: still going on when it was recorded. */
  endedAt: Stamp | null
  /** The case it was spent on. Null: none. */
  caseId: CaseId | null
  /** The earlier entry that this one corrects. Null: it corrects none. */
  replaces: IntervalId | null
  // What follows may be absent: entries written before it was thought of lie in outboxes and stay as they are.
  /** The contact it was spent on. Absent or null: none. */
  contactId?: ContactId | null | undefined
  /** Absent or null: on no contact, or not known. */
  channel?: Channel | null | undefined
  /** IANA zone of the device when it began; for showing only, nothing is computed from it. */
  zone?: string | undefined
  /** Whether the desk had no connection meanwhile. Absent: not known to be so. */
  isOffline?: boolean | undefined
  /** Whether the device itself recorded a fault behind it. Absent: not known to be so. */
  isFaultSeen?: boolean | undefined
  /**
   * Names the unbroken run of the device's monotonic clock that both stamps are read from; a restart or a suspend begins
   * another. Absent: the two stamps may be of different runs, and only their wall clocks say how long it was.
   */
  session?: string | undefined
  /** The run that `endedAt` is read from, where that is another one: between the two the desk did not run. */
  endSession?: string | undefined
  /** The desk ended without a word; `endedAt` is its last sign of life. */
  isCutShort?: boolean | undefined
}
