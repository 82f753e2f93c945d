import type { ContactId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { IntervalState } from './interval.ts'
import type { HeldState } from './kinds.ts'
import { isLiveState } from './kinds.ts'

/**
 * What the agent reads as their own state. "on-contact", "wrap-up", "reset", "offline-working" (available, and at work
 * without a connection) and "offline" (signed out) are set by the desk, never chosen.
 */
export type ShownState = HeldState | 'on-contact' | 'wrap-up' | 'offline-working' | 'offline'

export type MyState = {
  state: ShownState
  /** Since when, on the server's clock. */
  since: EpochMs
  /** What begins when the last contact and its wrap-up are over. Null: nothing. */
  next: HeldState | null
  /** The call that is on hold while the agent asks a colleague, and since when. Null: none. */
  consulting: { contactId: ContactId; since: EpochMs } | null
}

/** The one state that stands for all that goes on: a customer before a mail, a mail before wrap-up. Null: nothing goes on. */
export function shownState(
  running: readonly { state: IntervalState; startedAt: EpochMs; contactId?: ContactId | null }[],
  next: HeldState | null,
): MyState | null {
  const first = (isIt: (state: IntervalState) => boolean) =>
    running.filter((each) => isIt(each.state)).toSorted((a, b) => a.startedAt - b.startedAt)[0]
  const consult = first((state) => state === 'consult')
  const consulting = consult?.contactId ? { contactId: consult.contactId, since: consult.startedAt } : null
  const contact = first((state) => isLiveState(state) || state === 'email-edit')
  if (contact !== undefined) return { state: 'on-contact', since: contact.startedAt, next, consulting }
  const other = first((state) => state === 'wrap-up') ?? first(() => true)
  if (other === undefined) return null
  return { state: shown(other.state), since: other.startedAt, next, consulting }
}

function shown(state: IntervalState): ShownState {
  switch (state) {
    case 'wrap-up':
    case 'available':
    case 'break':
    case 'lunch':
    case 'reset':
    case 'training':
    case 'meeting':
    case 'coaching':
    case 'tech-issue':
    case 'offline-working':
      return state
    case 'logged-out':
      return 'offline'
    case 'ringing':
      return 'available'
    case 'talk':
    case 'chat':
    case 'email-edit':
    case 'hold':
    case 'consult':
      return 'on-contact'
  }
}
