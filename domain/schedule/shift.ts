import type { ActivityId, ShiftId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'

/** What a stretch of a shift is planned for. */
export const ACTIVITY_KINDS = [
  'contacts',
  'urgent-block', // contacts, urgent ones only
  'break',
  'lunch',
  'training',
  'meeting',
  'coaching',
  'time-off', // voluntary: its minutes leave the schedule, they are not an absence
] as const
export type ActivityKind = (typeof ACTIVITY_KINDS)[number]

/** One planned stretch: from `startsAt` up to, not including, `endsAt`. */
export type ShiftActivity = {
  id: ActivityId
  kind: ActivityKind
  startsAt: EpochMs
  endsAt: EpochMs
  isPaid: boolean
}

/**
 * One version of one agent's shift. A change during the day is a new version with the same id: the plan in force at a
 * moment is the newest version whose `knownFrom` is not after it, so that nobody is judged by a plan they had not been given.
 */
export type ShiftRecord = {
  id: ShiftId
  userId: UserId
  /** IANA zone in which it was planned; its days and hours are told in this zone to every viewer. */
  zone: string
  /** The local date on which it begins, "2026-03-28"; a night shift counts on this day as a whole. */
  day: string
  startsAt: EpochMs
  endsAt: EpochMs
  /** By start, without overlap, from `startsAt` to `endsAt` without a gap. */
  activities: ShiftActivity[]
  /** 1 for the first plan of this shift, 2 for its first change... */
  version: number
  /** When this version was given to the agent. */
  knownFrom: EpochMs
}
