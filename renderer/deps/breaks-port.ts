import type { KeyRefusal, OwedLine } from '../../domain/breaks/break-effect.ts'
import type { BreakKey } from '../../domain/breaks/break-event.ts'
import type { PauseKind } from '../../domain/breaks/break-policy.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { Live } from '../data/repository.ts'

/** The break of the plan that comes next, or goes on. All times are the server's clock. */
export type NextRest = {
  kind: 'break' | 'lunch'
  /**
   * coming: not due yet. soon: due within the warning time. due: it may begin now. kept: the queue needs everybody, it is
   * kept until `until`. postponed: by the agent, until `until`. armed: it begins when the contact in hand and its
   * wrap-up are over. resting: it goes on, until `until` in full.
   */
  state: 'coming' | 'soon' | 'due' | 'kept' | 'postponed' | 'armed' | 'resting'
  /** When the plan in force has it. */
  plannedAt: EpochMs
  /** From when it is offered: later than planned when a part was left over. */
  dueAt: EpochMs
  until: EpochMs | null
  /** Still owed of it. */
  owedMs: Ms
  /** How far it has moved since it was due, as of the last event; with a contact in hand it grows with the clock. */
  movedMs: Ms
  /** Of `movedMs`, what is not counted against the agent. */
  protectedMs: Ms
}

/** A rest that goes on. `endsAt` is null for a break by own wish, which has no length. */
export type RunningRest = {
  kind: 'break' | 'lunch' | 'reset' | PauseKind
  startedAt: EpochMs
  endsAt: EpochMs | null
}

/** What is offered or told, with all that a card needs. */
export type BreakCard =
  | {
      what: 'offer'
      kind: 'break' | 'lunch' | PauseKind
      lengthMs: Ms
      workedMs: Ms
      /** Not counted against the agent. */
      protectedMs: Ms
      since: EpochMs
    }
  | { what: 'keep'; kind: 'break' | 'lunch' | PauseKind; lengthMs: Ms; slotAt: EpochMs; resetsLeft: number }
  | { what: 'after-next'; kind: 'break' | 'lunch' | PauseKind; lengthMs: Ms }

export type BreaksView = {
  /** Null: no plan, or nothing is owed any more. */
  next: NextRest | null
  resting: RunningRest | null
  card: BreakCard | null
  /** Of the break on the card. */
  postponing: { used: number; allowed: number; byMs: Ms }
  /** Whether something begins as soon as what is in hand is over. */
  isArmed: boolean
  /** Nothing new is offered to this agent now. */
  areOffersHeld: boolean
  /** So long no source could tell whether the agent rested, and it waits for an answer. Null: nothing to ask. */
  askedUnknownMs: Ms | null
  /** After the end of the shift: what is still owed. Null: it is not over. */
  owedAtEnd: OwedLine[] | null
}

export type BreaksPort = {
  /** Null: nobody's breaks are kept here (an administrator). */
  view: Live<BreaksView | null>
  press(key: BreakKey): void
  /** A key went into a text: at most once a second is enough. */
  typed(): void
  answerUnknown(wasRest: boolean): void
  /** Why a key did nothing, as it happens in this window. Returns the way to stop. */
  hearRefusals(told: (key: BreakKey, refusal: KeyRefusal) => void): () => void
}

/** Why nothing new is offered: a break begins after what is in hand, one goes on, or one waits for an answer. */
export type HeldWhy = 'next' | 'rest' | 'answer'

/** Null: nothing is held back. */
export const heldWhy = ({ areOffersHeld, resting, isArmed }: BreaksView): HeldWhy | null =>
  !areOffersHeld ? null : resting !== null ? 'rest' : isArmed ? 'next' : 'answer'
