import type { Channel } from '../cases/channel.ts'
import type { ContactId } from '../kernel/ids.ts'
import type { EpochMs, Ms } from '../kernel/time.ts'
import type { ShiftRecord } from '../schedule/shift.ts'
import type { BreakClock } from './break-clock.ts'
import type { RestTarget } from './break-effect.ts'
import type { ChosenState, IdleReading } from './break-event.ts'
import type { BreakPolicy, PauseKind } from './break-policy.ts'
import type { OwedRest } from './owed-rest.ts'

/** A contact in hand, by the last thing heard of it. */
export type OpenContact = {
  id: ContactId
  channel: Channel
  phase: 'offered' | 'live' | 'hold' | 'wrap-up'
}

/** Work since the last rest of a pause's length. */
export type PauseClock = { kind: PauseKind; workedMs: Ms; snoozedUntilMs: Ms; toldSlot: { at: EpochMs | null } | null }

/** A rest that goes on. */
export type Resting = {
  target: RestTarget
  startedAt: EpochMs
  /** Null for a break of the plan, which has what it is owed, and for one by own wish, which has no length. */
  lengthMs: Ms | null
  restedMs: Ms
  /** Of a planned break: what of `restedMs` was owed. */
  takenMs: Ms
  isFullTold: boolean
}

/** A rest that begins by itself as soon as nothing is in hand. */
export type Armed =
  | { form: 'after-these'; target: RestTarget }
  /** One more contact is let in first. */
  | { form: 'after-next'; target: RestTarget; sinceMs: Ms }

/** Everything the engine knows: plain JSON, so that it can be kept after every event and taken up by another process. */
export type BreakState = {
  clock: BreakClock
  /** The plan in force. Null: none was given yet. */
  plan: ShiftRecord | null
  /** Given already, not in force yet. */
  comingPlans: ShiftRecord[]
  /** By planned start. */
  rests: OwedRest[]
  pauses: PauseClock[]
  contacts: OpenContact[]
  chosen: ChosenState
  idle: IdleReading
  /** Since the last rest of the policy's `realRestMs`. */
  workedMs: Ms
  /** How long the rest that goes on, of whatever kind, has lasted. 0: working. */
  restRunMs: Ms
  /** Running time at the last contact, key press or rest: no idleness reaches further back. */
  busyMs: Ms
  /** Running time of the last key in a text. Null: none yet. */
  typedMs: Ms | null
  /** How long no source could tell, up to now. */
  unknownMs: Ms
  /** An unknown stretch that is over and not asked about yet, or asked and not answered. Null: none. */
  askedUnknown: { forMs: Ms; endedMs: Ms; isAsked: boolean } | null
  /** What was last heard from the queue, at which running time. Null: nothing yet. */
  queue: { canSpare: boolean; nextSlotAt: EpochMs | null; heardMs: Ms } | null
  resting: Resting | null
  armed: Armed | null
  /** What is on the screen. keep: the word that the break must wait. */
  shown: { what: 'offer' | 'keep'; target: RestTarget; sinceMs: Ms } | null
  /** Running time up to which new contacts are held back for an offer to be seen and answered. */
  heldForAnswerMs: Ms
  areOffersStopped: boolean
  postponements: number
  resets: number
  /** What was rested at other desks and is counted already, on the server's clock. */
  elsewhere: { from: EpochMs; to: EpochMs }[]
  isOver: boolean
}

/** The state at the beginning of a shift, before its first event. */
export function openBreakState(policy: BreakPolicy): BreakState {
  const none = 0 as Ms
  return {
    clock: { at: 0 as EpochMs, ranMs: none, monotonicMs: none, offsetMs: null, isSet: false },
    plan: null,
    comingPlans: [],
    rests: [],
    pauses: policy.pauses.map(({ kind }) => ({ kind, workedMs: none, snoozedUntilMs: none, toldSlot: null })),
    contacts: [],
    chosen: 'available',
    idle: { state: 'unknown', idleForMs: null, isReliable: false },
    workedMs: none,
    restRunMs: none,
    busyMs: none,
    typedMs: null,
    unknownMs: none,
    askedUnknown: null,
    queue: null,
    resting: null,
    armed: null,
    shown: null,
    heldForAnswerMs: none,
    areOffersStopped: false,
    postponements: 0,
    resets: 0,
    elsewhere: [],
    isOver: false,
  }
}
