import type { IntervalRecord, IntervalState } from '../../../domain/agent-time/interval.ts'

export const READERS = ['you', 'lead', 'analyst', 'it'] as const
export type Reader = (typeof READERS)[number]

/** How much of it somebody may see. once: that it happened, and nothing about why. now: only while it lasts. */
export type Sight = 'each' | 'sums' | 'once' | 'all' | 'now' | 'none'

type RecordedRow = {
  id: string
  /** The states of an agent's time that it stands for. Empty: it is not made of such stretches. */
  states: readonly IntervalState[]
  place: 'server' | 'memory' | 'desk'
  seenBy: Readonly<Record<Reader, Sight>>
}

const STRETCHES = { you: 'each', lead: 'each', analyst: 'sums', it: 'none' } as const

/**
 * All that is recorded about an agent's time, breaks and resets. The page is made of this table alone; a test holds it
 * against the states that exist, and a state or field that is missing here does not get through.
 */
export const RECORDED = [
  { id: 'ready', states: ['available', 'ringing'], place: 'server', seenBy: STRETCHES },
  {
    id: 'contacts',
    states: ['talk', 'chat', 'email-edit', 'hold', 'wrap-up', 'consult'],
    place: 'server',
    seenBy: STRETCHES,
  },
  { id: 'breaks', states: ['break', 'lunch'], place: 'server', seenBy: STRETCHES },
  {
    id: 'resets',
    states: ['reset'],
    place: 'server',
    seenBy: { you: 'each', lead: 'once', analyst: 'none', it: 'none' },
  },
  { id: 'away', states: ['training', 'meeting', 'coaching'], place: 'server', seenBy: STRETCHES },
  { id: 'faults', states: ['tech-issue', 'offline-working'], place: 'server', seenBy: STRETCHES },
  { id: 'signedOut', states: ['logged-out'], place: 'server', seenBy: STRETCHES },
  { id: 'plan', states: [], place: 'server', seenBy: { you: 'all', lead: 'all', analyst: 'sums', it: 'none' } },
  { id: 'disputes', states: [], place: 'server', seenBy: { you: 'all', lead: 'all', analyst: 'none', it: 'none' } },
  { id: 'urgent', states: [], place: 'server', seenBy: { you: 'all', lead: 'all', analyst: 'none', it: 'none' } },
  { id: 'ratings', states: [], place: 'server', seenBy: { you: 'all', lead: 'all', analyst: 'sums', it: 'none' } },
  { id: 'presence', states: [], place: 'memory', seenBy: { you: 'now', lead: 'now', analyst: 'now', it: 'none' } },
  { id: 'settings', states: [], place: 'server', seenBy: { you: 'all', lead: 'none', analyst: 'none', it: 'none' } },
  { id: 'history', states: [], place: 'desk', seenBy: { you: 'all', lead: 'none', analyst: 'none', it: 'none' } },
] as const satisfies readonly RecordedRow[]

export const FIELDS = ['key', 'what', 'when', 'case', 'source', 'line', 'run', 'correction'] as const
type Field = (typeof FIELDS)[number]

/** Under which words each part of such a record is explained. A part that is new does not compile before it is here. */
export const EXPLAINED_BY = {
  id: 'key',
  userId: 'key',
  state: 'what',
  source: 'source',
  startedAt: 'when',
  endedAt: 'when',
  caseId: 'case',
  contactId: 'case',
  channel: 'case',
  zone: 'when',
  isOffline: 'line',
  isFaultSeen: 'line',
  session: 'run',
  endSession: 'run',
  isCutShort: 'run',
  replaces: 'correction',
} as const satisfies Record<keyof IntervalRecord, Field>

/** What is recorded nowhere. */
export const NEVER = ['mood', 'reason', 'keys', 'help', 'exercise'] as const
