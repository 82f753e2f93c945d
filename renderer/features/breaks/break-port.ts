import type { PauseKind } from '../../../domain/breaks/break-policy.ts'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'

export type RestKind = 'break' | 'lunch'

/** What the prompt says of the next break. Every length is the full one that is owed. */
export type BreakOffer =
  /** It may begin now. `workedMs`: without a break so far. */
  | { state: 'due'; kind: RestKind | PauseKind; lengthMs: Ms; workedMs: Ms }
  /** The queue needs everyone until `until`; the break is kept for `slotAt`. */
  | {
      state: 'not-spared'
      kind: RestKind | PauseKind
      lengthMs: Ms
      until: EpochMs
      slotAt: EpochMs
      /** Whether a reset may still be had in this shift. */
      mayReset: boolean
    }
  /** A contact went `movedMs` into it; the whole of it is kept for `slotAt`. */
  | { state: 'moved'; kind: RestKind; lengthMs: Ms; movedMs: Ms; slotAt: EpochMs }
  /** The agent moved it themself. */
  | { state: 'postponed'; kind: RestKind; lengthMs: Ms; slotAt: EpochMs }
  /** It begins when the contact in hand and its wrap-up are over. */
  | { state: 'after-next'; kind: RestKind | PauseKind; lengthMs: Ms }

/** How often a break may still be put off, and by how much. */
export type Postponing = { used: number; allowed: number; byMs: Ms }

/** What the agent may answer. Each takes effect at once, here, without waiting for the server. */
export type BreakWays = {
  start(): void
  postpone(): void
  afterNext(): void
  /** 60 seconds now; the break that is owed stays owed. */
  reset(): void
  /** Takes back "after the next contact". */
  cancel(): void
  /** Ends the break or reset that is running. */
  endBreak(): void
}

/**
 * What the screen is shown for. A break or a reset is the agent's recorded time; an exercise by hand is not: it changes
 * no state and is told to nobody.
 */
export type Rest =
  | { kind: RestKind | 'reset' | PauseKind; endsAt: EpochMs }
  /** One by own wish, which has no length. */
  | { kind: 'break'; endsAt: null; startedAt: EpochMs }
  /** `isRinging`: a call or chat that this agent may answer is waiting. */
  | { kind: 'exercise'; isRinging: boolean }

/** What waits while the agent is away from the screen. All of it is kept already. */
export type KeptWork = { unsent: number; drafts: number }
