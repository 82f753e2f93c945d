import type { TimeSpan } from '../agent-time/time-span.ts'
import type { IntervalState } from '../agent-time/interval.ts'

/**
 * The one precedence: of all that was recorded for a second, the earliest in this list has it. Contacts win over
 * everything that the agent only said (decision 0021); a ringing contact is not one yet. Of two of the same state a
 * fault that the device saw wins, then the earlier one.
 */
export const PRECEDENCE = [
  'hold',
  'consult',
  'talk',
  'chat',
  'email-edit',
  'wrap-up',
  'break',
  'lunch',
  'reset',
  'training',
  'meeting',
  'coaching',
  'tech-issue',
  'ringing',
  'offline-working',
  'available',
  'logged-out',
] as const satisfies readonly IntervalState[]

const HANDLING = new Set<IntervalState>(['hold', 'consult', 'talk', 'chat', 'email-edit', 'wrap-up'])
const CONNECTED = new Set<IntervalState>(['hold', 'talk', 'chat', 'email-edit'])

/** Time spent on a contact, with or without the customer there. */
export const isHandling = (state: IntervalState): boolean => HANDLING.has(state)

/** Time in which agent and customer were connected, or a mail was written: what makes a contact a handled one. */
export const isConnected = (state: IntervalState): boolean => CONNECTED.has(state)

/** Break or lunch. A reset is neither: no plan owes it. */
export const isRest = (state: IntervalState): state is 'break' | 'lunch' => state === 'break' || state === 'lunch'

/** Ready for the next contact. */
export const isReady = (state: IntervalState): boolean => state === 'available' || state === 'ringing'

/** What a span is handled for: its contact, or else its case (a mail has no contact of its own). Null: neither is known. */
export const contactKeyOf = (span: Pick<TimeSpan, 'contactId' | 'caseId'>): string | null =>
  span.contactId ?? (span.caseId === null ? null : `case:${span.caseId}`)
