import type { ActivityId, ContactId } from '../kernel/ids.ts'
import type { EpochMs, Ms } from '../kernel/time.ts'

/** Why a break that was due has not begun yet, in ms. Only `own` is the agent's: postponed, left for later, or not pressed. */
export type Waited = { contactMs: Ms; queueMs: Ms; ownMs: Ms }

export const NOT_WAITED: Waited = { contactMs: 0 as Ms, queueMs: 0 as Ms, ownMs: 0 as Ms }

/** A break or lunch of the plan, from the first plan that had it to the end of the shift. It is never taken off the list. */
export type OwedRest = {
  /** The activity under which it was planned first; stays when a later plan gives it another. */
  id: ActivityId
  /** The activity in the plan in force. Null: that plan does not have it any more. */
  activityId: ActivityId | null
  kind: 'break' | 'lunch'
  isPaid: boolean
  plannedStartsAt: EpochMs
  plannedEndsAt: EpochMs
  /** The most that any plan gave it. */
  plannedMs: Ms
  /** What the plan in force gives it; 0 when that has removed it. */
  entitledMs: Ms
  takenMs: Ms
  /** From when it is offered: its planned start, later when a part was left unused. */
  dueAt: EpochMs
  waited: Waited
  /** The contacts that went on while it was due. */
  heldBy: ContactId[]
  postponements: number
  /** On the running time of the state; not offered before. */
  snoozedUntilMs: Ms
  isWarned: boolean
  /** Whether the agent knows that it waits for the queue, and until when as it was told. Null: not told. */
  toldSlot: { at: EpochMs | null } | null
}

/** What is still owed of it, never below 0. */
export const owedMsOf = (rest: OwedRest): Ms => Math.max(0, rest.entitledMs - rest.takenMs) as Ms

/** What is not counted against the agent of how far a break moved. */
export const protectedMsOf = (waited: Waited): Ms => (waited.contactMs + waited.queueMs) as Ms

/** How far a break moved, in ms. */
export const movedMsOf = (waited: Waited): Ms => (waited.contactMs + waited.queueMs + waited.ownMs) as Ms
