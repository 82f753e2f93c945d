import type { Ms } from '../kernel/time.ts'

/** Short rests that come by work done, not by the plan. */
export const PAUSE_KINDS = ['eye-rest', 'stretch', 'pause'] as const
export type PauseKind = (typeof PAUSE_KINDS)[number]

/** A rest of `lengthMs` is due once `afterWorkMs` were worked without a rest at least that long. */
export type PauseRule = { kind: PauseKind; afterWorkMs: Ms; lengthMs: Ms }

/** What a house allows and asks for. Lengths in ms; counts are whole numbers from 0. */
export type BreakPolicy = {
  pauses: PauseRule[]
  /** How long before a planned break it is told that one comes. */
  warnBeforeMs: Ms
  /** So long no key must have been pressed before anything is shown. */
  typingPauseMs: Ms
  postponeMs: Ms
  postponementsPerBreak: number
  postponementsPerShift: number
  /** A break may be begun by key so long before its planned start. */
  earliestBeforeMs: Ms
  /** "After the next contact" waits so long for one; then the offer comes back. */
  nextContactWithinMs: Ms
  /** What the agent left unused by coming back early is offered again after so long. */
  againAfterMs: Ms
  /** When an offer comes, and when the last contact ends with one waiting, new contacts are held back so long for the agent to answer it. */
  holdForAnswerMs: Ms
  /** Less than this stays owed and is told so, but is not offered. */
  smallestOfferMs: Ms
  /** An offered pause that is not taken goes away after so long, and comes back after `pauseAgainMs`. */
  pauseOfferMs: Ms
  pauseAgainMs: Ms
  /** No pause is offered so shortly before a planned break. */
  noPauseBeforeBreakMs: Ms
  /** A pause of this length or longer asks whether somebody can be spared; shorter ones do not. */
  askQueueFromMs: Ms
  /** What was heard from the queue counts for so long; without word an offer is made. */
  queueWordForMs: Ms
  /** A queue that can spare nobody holds up one break for so long altogether, never longer. */
  longestHoldMs: Ms
  /** So much more than what is owed must be left of the shift for the queue to hold up a break, or for a postponement. */
  roomAtEndMs: Ms
  resetMs: Ms
  resetsPerShift: number
  /** A rest of this length ends "worked since" as it is told to the agent. */
  realRestMs: Ms
  /** Time that no source can tell is asked about from this length on. */
  askAboutUnknownMs: Ms
  /** Whether "break next" may start a break that nobody planned. */
  mayBreakUnplanned: boolean
}

const seconds = (count: number) => (count * 1_000) as Ms
const minutes = (count: number) => (count * 60_000) as Ms

/** What holds until a house says otherwise. */
export const DEFAULT_BREAK_POLICY: BreakPolicy = {
  pauses: [
    { kind: 'eye-rest', afterWorkMs: minutes(20), lengthMs: seconds(20) },
    { kind: 'stretch', afterWorkMs: minutes(40), lengthMs: minutes(1) },
    { kind: 'pause', afterWorkMs: minutes(60), lengthMs: minutes(5) },
  ],
  warnBeforeMs: minutes(2),
  typingPauseMs: seconds(3),
  postponeMs: minutes(5),
  postponementsPerBreak: 2,
  postponementsPerShift: 8,
  earliestBeforeMs: minutes(15),
  nextContactWithinMs: minutes(10),
  againAfterMs: minutes(30),
  holdForAnswerMs: seconds(20),
  smallestOfferMs: minutes(1),
  pauseOfferMs: seconds(90),
  pauseAgainMs: minutes(10),
  noPauseBeforeBreakMs: minutes(10),
  askQueueFromMs: minutes(2),
  queueWordForMs: minutes(10),
  longestHoldMs: minutes(30),
  roomAtEndMs: minutes(10),
  resetMs: minutes(1),
  resetsPerShift: 6,
  realRestMs: minutes(5),
  askAboutUnknownMs: minutes(5),
  mayBreakUnplanned: true,
}
