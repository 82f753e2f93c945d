import type { ActivityKind } from '../../domain/schedule/shift.ts'
import { ACTIVITY_KINDS } from '../../domain/schedule/shift.ts'

/** What other planning programs call it. */
const ALIASES: Record<string, ActivityKind> = {
  shift: 'contacts',
  work: 'contacts',
  urgent: 'urgent-block',
  rest: 'break',
  'lunch-break': 'lunch',
  'time-off': 'time-off',
  vto: 'time-off',
}

/** The kind of activity that the word names. Null: none. */
export function activityOf(word: string): ActivityKind | null {
  const name = word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')
  return ACTIVITY_KINDS.find((kind) => kind === name) ?? ALIASES[name] ?? null
}

/** Lunch is the agent's own time, and so is what they were let off; all else is paid unless the file says otherwise. */
export const isPaidByCustom = (kind: ActivityKind): boolean => kind !== 'lunch' && kind !== 'time-off'

export const KNOWN_ACTIVITIES = `shift, ${ACTIVITY_KINDS.join(', ')}`
