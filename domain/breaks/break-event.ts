import type { Channel } from '../cases/channel.ts'
import type { ContactId } from '../kernel/ids.ts'
import type { EpochMs, Ms, Stamp } from '../kernel/time.ts'
import type { ShiftRecord } from '../schedule/shift.ts'
import type { RestElsewhere } from './rests-elsewhere.ts'

/** What an agent may choose as their state. Handling follows from contacts and cannot be chosen. */
export const CHOSEN_STATES = ['available', 'break', 'lunch', 'training', 'meeting', 'coaching', 'offline'] as const
export type ChosenState = (typeof CHOSEN_STATES)[number]

/** What the machine says about the person. unknown: the source cannot tell (Wayland, a remote desktop). */
export type IdleReading = {
  state: 'active' | 'idle' | 'locked' | 'unknown'
  /** How long there has been no input when it was read. Null: not told. */
  idleForMs: Ms | null
  /** Only a reliable source proves a rest; a guess never does. */
  isReliable: boolean
}

/** The agent's keys. */
export type BreakKey =
  /** Take the break that is offered or due; on a contact the same as break-next. */
  | 'start'
  /** Finish what goes on, then break: no new offers from now on. */
  | 'break-next'
  | 'cancel'
  | 'postpone'
  | 'after-next-contact'
  /** A short reset, after a hard contact or instead of a break that must wait. Nobody is told why. */
  | 'reset'
  | 'return'

/** Something that happened, stamped by the device when it did. */
export type BreakEvent = {
  stamp: Stamp
} /** A process begins, the first event of each: what was counted goes on, the time between is known by the wall clock alone. */ & (
  | { type: 'desk-started' }
  /** The machine slept and says so: nobody worked on it meanwhile. */
  | { type: 'desk-resumed' }
  | { type: 'tick' }
  | { type: 'plan'; shift: ShiftRecord }
  | { type: 'contact-offered' | 'contact-answered'; contactId: ContactId; channel: Channel }
  /** The offer is over without an answer: missed, taken by another, withdrawn. */
  | { type: 'offer-gone' | 'hold-begun' | 'hold-ended'; contactId: ContactId }
  /** With wrap-up to do it goes on being work until `wrap-up-ended`. */
  | { type: 'contact-ended'; contactId: ContactId; needsWrapUp: boolean }
  | { type: 'wrap-up-begun'; contactId: ContactId; channel: Channel }
  | { type: 'wrap-up-ended'; contactId: ContactId }
  /** A key was pressed in a text; once a second is enough. */
  | { type: 'typed' }
  | { type: 'state-chosen'; state: ChosenState }
  | { type: 'idle-read'; reading: IdleReading }
  /** The agent's answer to what no source could tell. */
  | { type: 'unknown-answered'; wasRest: boolean }
  /** What the queue can do without; `nextSlotAt` is null where no good moment is known. */
  | { type: 'queue-read'; canSpare: boolean; nextSlotAt: EpochMs | null }
  /** What is known by now of this shift's rests at other desks; told again whenever more is known. */
  | { type: 'rested-elsewhere'; rests: RestElsewhere[] }
  | { type: 'key'; key: BreakKey }
)
