import type { ContactRecord } from '../cases/contact.ts'
import type { EpochMs } from '../kernel/time.ts'
import { type Cover, takeFree } from './cover.ts'
import { clockOf } from './device-clock.ts'
import { entriesInForce } from './in-force.ts'
import type { IntervalRecord, IntervalState } from './interval.ts'
import { isAwayState, isContactState, isLiveState } from './kinds.ts'
import type { TimeSpan } from './time-span.ts'

/**
 * The log as the figures count it, up to `now` (server's clock). Corrections stand in for what they correct; moments are
 * those of `clockOf`; an entry that was never ended ends when its contact did, when the next entry of the same person
 * begins, or at `now`. Time on contacts overlaps as it did; wrap-up ends where a break begins; outside of contacts no
 * second counts twice (metrics.md 2.1, 2.4: contact wins). Total, and the same for any order of the log. Spans are in
 * order of `startsAt`, never empty. `contacts`: those the log names, as far as known; others only lack their channel.
 */
export function spansOf(log: readonly IntervalRecord[], now: EpochMs, contacts: readonly ContactRecord[]): TimeSpan[] {
  const clock = clockOf(log)
  const byId = new Map(contacts.map((contact) => [contact.id, contact]))
  const entries = entriesInForce(log).map((entry) => ({ entry, startsAt: clock.startOf(entry) }))
  const spans = entries.map(({ entry, startsAt }): Owned => {
    const contact = byId.get(entry.contactId ?? ('' as ContactRecord['id'])) ?? null
    const ended = clock.endOf(entry)
    const endsAt = ended === null ? endOfOpen(entry, startsAt, contact, entries) : Math.max(startsAt, ended)
    return {
      userId: entry.userId,
      intervalId: entry.id,
      state: entry.state,
      source: entry.source,
      startsAt,
      endsAt: Math.min(now, endsAt ?? now) as EpochMs,
      contactId: entry.contactId ?? null,
      channel: entry.channel ?? contact?.channel ?? null,
      caseId: entry.caseId ?? contact?.caseId ?? null,
      isOffline: entry.isOffline ?? false,
      isFaultSeen: entry.isFaultSeen ?? false,
    }
  })
  return untangle(spans.filter(isLong))
    .map(({ userId: _owner, ...span }): TimeSpan => span)
    .toSorted((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt || compare(a.intervalId, b.intervalId))
}

type Owned = TimeSpan & { userId: IntervalRecord['userId'] }

const isLong = (span: Owned): boolean => span.endsAt > span.startsAt
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Null: it still goes on. */
function endOfOpen(
  entry: IntervalRecord,
  startsAt: EpochMs,
  contact: ContactRecord | null,
  entries: readonly { entry: IntervalRecord; startsAt: EpochMs }[],
): EpochMs | null {
  if (isContactState(entry.state)) {
    const answeredAt = entry.state === 'ringing' ? contact?.answeredAt : null
    const over = answeredAt ?? (entry.state === 'wrap-up' ? contact?.wrappedUpAt : contact?.endedAt)
    return over === null || over === undefined ? null : (Math.max(startsAt, over) as EpochMs)
  }
  // Whoever went on to something else has ended what they were in, even if nobody lived to write it down.
  const later = entries.filter(
    (each) => each.entry.userId === entry.userId && each.entry !== entry && each.startsAt > startsAt,
  )
  return later.length === 0 ? null : (Math.min(...later.map((each) => each.startsAt)) as EpochMs)
}

/** Contacts keep their time; of everything else each second goes to one span, the surest first. */
function untangle(spans: readonly Owned[]): Owned[] {
  const isOf = (one: Owned) => (other: Owned) => other.userId === one.userId
  const away = spans.filter(({ state }) => isAwayState(state))
  const live = spans.filter(({ state }) => isLiveState(state))
  // While a customer is there no break begins, whatever was typed.
  const begins = away.filter((span) => !live.some((each) => isOf(span)(each) && holds(each, span.startsAt)))
  const onContacts = spans
    .filter(({ state }) => isContactState(state))
    .map((span): Owned => {
      if (span.state !== 'wrap-up') return span
      const cuts = begins.filter((each) => isOf(span)(each) && each.startsAt >= span.startsAt)
      return { ...span, endsAt: Math.min(span.endsAt, ...cuts.map((each) => each.startsAt)) as EpochMs }
    })
    .filter(isLong)
  const others = spans
    .filter(({ state }) => !isContactState(state))
    .toSorted((a, b) => rank(a) - rank(b) || b.startsAt - a.startsAt || compare(b.intervalId, a.intervalId))
  const covers = new Map<string, Cover>()
  const free = ({ userId, startsAt, endsAt }: Owned): Cover => {
    const cover = covers.get(userId) ?? []
    covers.set(userId, cover)
    return takeFree(cover, startsAt, endsAt)
  }
  for (const span of onContacts) free(span)
  const kept = others.flatMap((span) => free(span).map((part): Owned => ({ ...span, ...(part as Stretch) })))
  return [...onContacts, ...kept]
}
type Stretch = Pick<Owned, 'startsAt' | 'endsAt'>

const holds = (span: TimeSpan, at: EpochMs): boolean => span.startsAt <= at && at < span.endsAt

/** A lead's word first; what was said before what was only not contradicted. */
function rank({ state, source }: TimeSpan): number {
  if (source === 'lead') return 0
  return isAwayState(state) ? 1 : (LOW[state] ?? 2)
}
const LOW: Partial<Record<IntervalState, number>> = { 'offline-working': 2, available: 3, 'logged-out': 4 }
