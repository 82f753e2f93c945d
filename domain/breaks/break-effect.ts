import type { ActivityId, ContactId } from '../kernel/ids.ts'
import type { EpochMs, Ms } from '../kernel/time.ts'
import type { BreakKey } from './break-event.ts'
import type { PauseKind } from './break-policy.ts'
import type { Waited } from './owed-rest.ts'

/** A rest by what it is owed to: the plan, work done, the agent's key for a reset, or nobody's plan. */
export type RestTarget =
  | { of: 'plan'; restId: ActivityId; kind: 'break' | 'lunch' }
  | { of: 'pause'; kind: PauseKind }
  | { of: 'reset' }
  | { of: 'own-wish' }

/**
 * One stretch of a planned break as it was taken, with all that raw and protected adherence need. The raw figure compares
 * planned and taken; the protected one leaves out what `waited.contactMs` and `waited.queueMs` moved.
 */
export type BreakFact = {
  restId: ActivityId
  activityId: ActivityId | null
  kind: 'break' | 'lunch'
  planVersion: number
  plannedFrom: EpochMs
  plannedTo: EpochMs
  takenFrom: EpochMs
  takenTo: EpochMs
  /** Of it, rest that was owed; what lies beyond is `overstayedMs`. */
  takenMs: Ms
  overstayedMs: Ms
  /** Still owed after it. */
  owedMs: Ms
  /** Since it was due, or since the stretch before. */
  waited: Waited
  heldBy: ContactId[]
}

/** One line of what is still owed. A pause is owed once, however often it was due. */
export type OwedLine =
  | { kind: 'break' | 'lunch'; restId: ActivityId; owedMs: Ms; heldBy: ContactId[] }
  | { kind: PauseKind; restId: null; owedMs: Ms; heldBy: ContactId[] }

/** Why a key does nothing. */
export type KeyRefusal =
  /** No break is owed now; the next may be begun from `from`. Null: there is none any more. */
  | { code: 'nothing-due'; from: EpochMs | null }
  | { code: 'postponements-spent' }
  | { code: 'resets-spent' }
  /** The shift would end before it was taken in full. */
  | { code: 'no-room-left' }
  | { code: 'resting' }
  | { code: 'not-resting' }
  | { code: 'break-is-next' }
  | { code: 'nothing-to-cancel' }
  | { code: 'shift-over' }

/** What shall be done or shown. Nothing here is done by the engine itself. */
export type BreakEffect =
  /** Told in the shift strip, without sound or focus. */
  | { type: 'warn'; restId: ActivityId; kind: 'break' | 'lunch'; startsAt: EpochMs }
  | {
      type: 'offer'
      target: RestTarget
      lengthMs: Ms
      workedMs: Ms
      movedMs: Ms
      /** Of `movedMs`, what is not counted against the agent. */
      protectedMs: Ms
      postponementsLeft: number
    }
  /** Nobody can be spared: the break is kept at full length until `nextSlotAt`. Null: no good moment is known. */
  | { type: 'keep'; target: RestTarget; keptMs: Ms; nextSlotAt: EpochMs | null; resetMs: Ms; resetsLeft: number }
  | { type: 'withdraw'; because: 'contact' | 'ignored' | 'not-due' | 'answered' | 'away' }
  | { type: 'stop-offers' }
  | { type: 'resume-offers' }
  | {
      type: 'rest-started'
      target: RestTarget
      lengthMs: Ms
      movedMs: Ms
      protectedMs: Ms
      heldBy: ContactId[]
    }
  /** The full length is rested; a break of the plan waits for the key. */
  | { type: 'rest-full'; target: RestTarget }
  | { type: 'rest-ended'; target: RestTarget; restedMs: Ms; because: 'full' | 'returned' | 'contact' | 'shift-over' }
  | { type: 'record'; fact: BreakFact }
  /** All that the lead's board learns. A reset carries neither reason nor contact. */
  | { type: 'lead-sees'; state: 'break' | 'lunch' | 'pause' | 'reset' | 'back' }
  /** For so long no source could tell whether the agent rested. */
  | { type: 'ask-about-unknown'; forMs: Ms }
  | { type: 'refused'; key: BreakKey; refusal: KeyRefusal }
  | { type: 'owed-at-end'; lines: OwedLine[]; totalMs: Ms }
