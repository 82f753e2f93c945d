import type { CaseRecord } from '../cases/case.ts'
import type { ContactRecord } from '../cases/contact.ts'
import { contactState } from '../cases/contact.ts'
import type { EpochMs } from '../kernel/time.ts'
import { HOUR_MS } from '../kernel/time.ts'
import type { SlaPolicy } from '../sla/sla-policy.ts'
import type { SlaReading } from '../sla/sla-reading.ts'
import { slaReading, slaStep } from '../sla/sla-reading.ts'

/** What of a waiting case says how pressing it is. */
export type Waiting = {
  case: Pick<
    CaseRecord,
    'number' | 'status' | 'priority' | 'replyDueAt' | 'waitingSince' | 'openedAt' | 'lastCustomerMessageAt'
  >
  /** What its queue promises. Null: not known here. */
  sla: SlaPolicy | null
  /** A contact that is going on or waits to be answered. Null: none. */
  live: ContactRecord | null
  /** When the next promise in it is due. Null: none is open. */
  promiseDueAt: EpochMs | null
}

/**
 * What decides first, most pressing first. live: somebody waits on the line or in a chat; promise: a promise of ours is
 * overdue; late, risk: by the clock of the reply; running: the clock runs; resting: nobody waits for us.
 */
export const URGENCY_BANDS = ['live', 'promise', 'late', 'risk', 'running', 'resting'] as const
export type UrgencyBand = (typeof URGENCY_BANDS)[number]

/** One reason why a case stands where it stands. */
export type UrgencyReason =
  | { because: 'live'; channel: ContactRecord['channel']; since: EpochMs }
  | { because: 'promise-overdue' | 'promise-due'; dueAt: EpochMs }
  | { because: 'reply'; reading: SlaReading }
  | { because: 'urgent' }
  | { because: 'waits'; since: EpochMs }

/** A case's place, worked out once for a moment: compare with `compareUrgency`. */
export type Urgency = { band: UrgencyBand; isUrgent: boolean; dueAt: number; since: EpochMs; number: number }

/** Whether the case is one of those that time is kept for. Nothing but its priority says so, whoever set it. */
export const isUrgentCase = ({ priority }: Pick<CaseRecord, 'priority'>): boolean => priority === 'urgent'

/** Since when somebody waits on the line or in the chat for a first or for the next word. Null: nobody does. */
export function liveSince({ case: kase, live }: Pick<Waiting, 'case' | 'live'>): EpochMs | null {
  if (live === null || !isLive(live)) return null
  if (contactState(live) === 'offered') return live.offeredAt
  return live.channel === 'chat' ? kase.waitingSince : null
}

/** Whether it is a call or chat that rings or goes on. An e-mail is a contact too, and nobody sits before it waiting. */
export function isLive(contact: ContactRecord): boolean {
  const state = contactState(contact)
  return contact.channel !== 'email' && (state === 'offered' || state === 'talking' || state === 'on-hold')
}

/** How pressing a case is. Nothing but what `explainUrgency` tells goes into it. */
export function urgencyOf(row: Waiting, now: EpochMs): Urgency {
  const { case: kase, sla, promiseDueAt } = row
  const callSince = liveSince(row)
  const isOverdue = promiseDueAt !== null && promiseDueAt <= now
  const step = slaStep(kase.replyDueAt, now, sla)
  const band: UrgencyBand =
    callSince !== null
      ? 'live'
      : isOverdue
        ? 'promise'
        : step === 'late' || step === 'risk'
          ? step
          : kase.replyDueAt !== null
            ? 'running'
            : 'resting'
  // The moment on the wall, not the working time left: what is due tonight comes before what is due at tomorrow's opening.
  const dueAt =
    band === 'live' ? callSince : band === 'promise' ? promiseDueAt : (kase.replyDueAt ?? promiseDueAt ?? Infinity)
  const since = kase.waitingSince ?? kase.openedAt
  return { band, isUrgent: isUrgentCase(kase), dueAt: dueAt ?? Infinity, since, number: kase.number }
}

/** Most pressing first: band, then priority, then what is due first, then who waits longest; numbers break ties. */
export function compareUrgency(a: Urgency, b: Urgency): number {
  if (a.band !== b.band) return URGENCY_BANDS.indexOf(a.band) - URGENCY_BANDS.indexOf(b.band)
  if (a.isUrgent !== b.isUrgent) return a.isUrgent ? -1 : 1
  if (a.dueAt !== b.dueAt) return a.dueAt - b.dueAt
  return a.since - b.since || a.number - b.number
}

/** A row that says what it said before is the same object, and is placed once for a moment. */
const placedAt = new WeakMap<Waiting, { now: EpochMs; urgency: Urgency }>()

function placeOf(row: Waiting, now: EpochMs): Urgency {
  const known = placedAt.get(row)
  if (known?.now === now) return known.urgency
  const urgency = urgencyOf(row, now)
  placedAt.set(row, { now, urgency })
  return urgency
}

/** As `compareUrgency`, of two rows. */
export const comparePressing = (a: Waiting, b: Waiting, now: EpochMs): number =>
  compareUrgency(placeOf(a, now), placeOf(b, now))

/** Most pressing first; the rows given stay as they are, and must not be changed afterwards. */
export function byUrgency<Row extends Waiting>(rows: readonly Row[], now: EpochMs): Row[] {
  const placed = rows.map((row) => ({ row, urgency: placeOf(row, now) }))
  return placed.sort((a, b) => compareUrgency(a.urgency, b.urgency)).map(({ row }) => row)
}

/** Why a case stands where it stands, weightiest first. A promise is told from an hour before it is due. */
export function explainUrgency(row: Waiting, now: EpochMs): UrgencyReason[] {
  const { case: kase, sla, live, promiseDueAt } = row
  const reasons: UrgencyReason[] = []
  const callSince = liveSince(row)
  if (callSince !== null && live !== null) reasons.push({ because: 'live', channel: live.channel, since: callSince })
  const reading = slaReading(kase.replyDueAt, now, sla)
  if (promiseDueAt !== null && promiseDueAt <= now) reasons.push({ because: 'promise-overdue', dueAt: promiseDueAt })
  reasons.push({ because: 'reply', reading })
  if (promiseDueAt !== null && promiseDueAt > now && promiseDueAt - now <= HOUR_MS)
    reasons.push({ because: 'promise-due', dueAt: promiseDueAt })
  if (isUrgentCase(kase)) reasons.push({ because: 'urgent' })
  if (kase.waitingSince !== null && callSince === null) reasons.push({ because: 'waits', since: kase.waitingSince })
  return reasons
}
