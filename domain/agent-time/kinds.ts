import type { IntervalState } from './interval.ts'

/** What an agent says of themselves; all else the desk sees. */
export const CHOSEN_STATES = ['available', 'break', 'lunch', 'training', 'meeting', 'coaching', 'tech-issue'] as const
export type ChosenState = (typeof CHOSEN_STATES)[number]

/** What the desk takes the agent to be in beside contacts: what they chose, or the reset that a key of theirs began. */
export type HeldState = ChosenState | 'reset'

/** States with a customer, or at work for one; these may overlap each other. */
const CONTACT_STATES: ReadonlySet<IntervalState> = new Set([
  'ringing',
  'talk',
  'chat',
  'email-edit',
  'hold',
  'wrap-up',
  'consult',
])
const LIVE_STATES: ReadonlySet<IntervalState> = new Set(['talk', 'chat', 'hold', 'consult'])
const AWAY_STATES: ReadonlySet<IntervalState> = new Set([
  'break',
  'lunch',
  'reset',
  'training',
  'meeting',
  'coaching',
  'tech-issue',
])

/** Whether it is spent on a contact or a mail. */
export const isContactState = (state: IntervalState): boolean => CONTACT_STATES.has(state)
/** Whether a customer is there: on the line, in the chat, on hold, also while a colleague is asked. Nobody is while it rings. */
export const isLiveState = (state: IntervalState): boolean => LIVE_STATES.has(state)
/** Whether the agent has said that they are not there for contacts. */
export const isAwayState = (state: IntervalState): boolean => AWAY_STATES.has(state)
