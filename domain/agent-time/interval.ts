import type { CaseId, IntervalId, UserId } from '../kernel/ids.ts'
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
}
