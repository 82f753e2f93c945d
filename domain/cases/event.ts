import type { CaseId, EventId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'

/** What can stand in a case's history. `detail` of each: see `EventDetail`. */
export const EVENT_KINDS = [
  'opened',
  'status',
  'claimed',
  'assigned',
  'moved',
  'skipped',
  'revealed',
  'edited',
  'escalated',
  'escalated-from',
  'merged',
  'merged-from',
  'unmerged',
  'customer-merged',
  'customer-unmerged',
  'promised',
  'promise-moved',
  'promise-settled',
  'guide-finished',
  'guide-left',
  'refund-requested',
  'article-given',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** One line of a case's history: who did what, when. Written once, never changed. */
export type EventRecord = {
  id: EventId
  caseId: CaseId
  kind: EventKind
  by: { id: UserId; name: string }
  at: EpochMs
  /** Values to be shown, by name; which ones follows from the kind. */
  detail: Record<string, string>
}
