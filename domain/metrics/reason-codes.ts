import type { ActivityKind } from '../schedule/shift.ts'

/** Where one second of an agent goes. Each second of a shift is in exactly one of them. */
export const TIME_BUCKETS = [
  'handling',
  'available', // also while a contact is ringing
  'offline-working',
  'break',
  'lunch',
  'unplanned-break', // a rest where none was planned or owed
  'reset', // the minute after a hard contact, within policy
  'training',
  'meeting',
  'coaching',
  'tech-issue',
  'absent', // planned, but logged out or without any record
  'time-off', // voluntary, by the plan
  'outside', // worked outside of the plan
] as const
export type TimeBucket = (typeof TIME_BUCKETS)[number]

/** What a line is counted under: a bucket of time, or what it is about. */
export const LINE_BUCKETS = [...TIME_BUCKETS, 'contact', 'wait', 'case', 'audit', 'rating'] as const
export type LineBucket = (typeof LINE_BUCKETS)[number]

/** Why a line gives what it gives. Each has its words in the catalogue (`metrics.reason.*`). */
export const REASON_CODES = [
  'counts',
  'counts-not', // of a kind that this figure leaves on both sides
  'covered', // another state had this time
  'shared', // spent on this contact while another one had the agent too
  'contact', // the contact itself, counted once
  'not-connected', // rang and was missed, or nobody was ever connected
  'no-contact', // handling without a contact or case it belongs to
  'in-plan',
  'out-of-plan',
  'fault-seen',
  'offline-working',
  'contact-in-rest', // a contact that ate into a planned rest
  'moved-rest', // the rest that was owed for it
  'reset', // allowed by the policy of breaks; no plan has it
  'grace',
  'no-record',
  'logged-out',
  'time-off',
  'outside-plan',
  'unpaid',
  'over-plan', // more of an activity than was planned: capped
  'answered',
  'open-wait',
  'not-delivered',
  'resolved',
  'reopened',
  'thank-you',
  'merged',
  'open',
  'not-settled',
  'came-back',
  'not-resolved',
  'not-first',
  'could-not-be',
  'scored',
  'critical-fail',
  'good',
  'bad',
  'not-the-agents',
  'kept',
  'late',
  'running',
] as const
export type ReasonCode = (typeof REASON_CODES)[number]

/** What of the plan is work on contacts. */
export const isContactWork = (kind: ActivityKind): boolean => kind === 'contacts' || kind === 'urgent-block'
