import type { IntervalState } from '../../domain/agent-time/interval.ts'
import { INTERVAL_STATES } from '../../domain/agent-time/interval.ts'
import type { TimeSpan } from '../../domain/agent-time/time-span.ts'
import type { Channel } from '../../domain/cases/channel.ts'
import type { ActivityId, CaseId, ContactId, IntervalId, ShiftId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { layOutShift } from '../../domain/schedule/lay-out-shift.ts'
import type { ActivityKind, ShiftActivity, ShiftRecord } from '../../domain/schedule/shift.ts'
import type { Rng } from '../simulation/rng.ts'
import { seededRng } from '../simulation/rng.ts'

const MINUTE = 60_000

/** Zones and the days on which their clocks change in 2026, with plain days between; two of them are off by half an hour. */
const PLACES: readonly { zone: string; days: readonly string[] }[] = [
  { zone: 'America/New_York', days: ['2026-03-07', '2026-03-08', '2026-10-31', '2026-11-01', '2026-06-10'] },
  { zone: 'Europe/Berlin', days: ['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25', '2026-06-10'] },
  { zone: 'Asia/Kolkata', days: ['2026-03-28', '2026-06-10'] },
  { zone: 'Australia/Lord_Howe', days: ['2026-04-04', '2026-10-03', '2026-06-10'] },
]

export type RandomShift = { seed: number; shifts: ShiftRecord[]; spans: TimeSpan[] }

/** Cuts a shift into planned stretches of whole minutes. */
function planOf(rng: Rng, startsAt: EpochMs, endsAt: EpochMs): ShiftActivity[] {
  const kinds: ActivityKind[] = ['urgent-block', 'break', 'lunch', 'training', 'meeting', 'coaching', 'time-off']
  const activities: ShiftActivity[] = []
  for (let at: number = startsAt; at < endsAt; ) {
    const isContacts = activities.length % 2 === 0
    const to = Math.min(endsAt, at + (isContacts ? 30 + rng.below(150) : 5 + rng.below(40)) * MINUTE)
    const kind = isContacts ? 'contacts' : rng.pick(kinds)
    activities.push({
      id: `a-${activities.length}` as ActivityId,
      kind,
      startsAt: at as EpochMs,
      endsAt: to as EpochMs,
      isPaid: kind !== 'lunch',
    })
    at = to
  }
  return activities
}

const CHANNEL_OF: Partial<Record<IntervalState, Channel>> = { chat: 'chat', talk: 'phone', 'email-edit': 'email' }
const WITH_CONTACT = new Set<IntervalState>(['ringing', 'talk', 'chat', 'email-edit', 'hold', 'wrap-up', 'consult'])

function spanOf(rng: Rng, n: number, from: number, to: number): TimeSpan {
  const state = rng.pick(INTERVAL_STATES)
  const isWith = WITH_CONTACT.has(state)
  const contact = rng.below(9)
  return {
    intervalId: `i-${n}` as IntervalId,
    state,
    source: rng.pick(['agent', 'desk', 'lead']),
    startsAt: from as EpochMs,
    endsAt: to as EpochMs,
    contactId: isWith && rng.chance(0.8) ? (`k-${contact}` as ContactId) : null,
    channel: CHANNEL_OF[state] ?? null,
    caseId: isWith && rng.chance(0.9) ? (`c-${contact}` as CaseId) : null,
    isOffline: rng.chance(0.2),
    isFaultSeen: state === 'tech-issue' && rng.chance(0.5),
  }
}

/**
 * One shift of one agent as chance has it, the same for the same seed: by day or by night, on days on which the clocks
 * change, with up to three versions of the plan, spans that follow on each other, overlap, leave gaps, run over the ends
 * of the shift, and now and then one that a clock set back has turned around.
 */
export function randomShift(seed: number): RandomShift {
  const rng = seededRng(seed)
  const { zone, days } = rng.pick(PLACES)
  const day = rng.pick(days)
  const isNight = rng.chance(0.5)
  const keeps = rng.pick(['local-end', 'duration'] as const)
  const roster = isNight ? { fromMinute: 22 * 60, toMinute: 6 * 60 } : { fromMinute: 8 * 60, toMinute: 16 * 60 + 30 }
  const { startsAt, endsAt } = layOutShift({ zone, day, keeps, ...roster })
  const shifts: ShiftRecord[] = Array.from({ length: 1 + rng.below(3) }, (_, n) => {
    const ends = (n === 0 ? endsAt : endsAt + (rng.below(5) - 2) * 30 * MINUTE) as EpochMs
    return {
      id: 's-1' as ShiftId,
      userId: 'u-ana' as UserId,
      zone,
      day,
      startsAt,
      endsAt: ends,
      activities: planOf(rng, startsAt, ends),
      version: n + 1,
      knownFrom: (n === 0 ? startsAt - 86_400_000 : startsAt + rng.below(8 * 60) * MINUTE) as EpochMs,
    }
  })
  const spans: TimeSpan[] = []
  let at = startsAt - 20 * MINUTE + rng.below(30 * MINUTE)
  while (at < endsAt + 20 * MINUTE && spans.length < 60) {
    const length = 1 + rng.below(50 * MINUTE)
    spans.push(spanOf(rng, spans.length, at, rng.chance(0.03) ? at - length : at + length))
    // Mostly one after the other, sometimes a gap, often an overlap.
    at += rng.chance(0.6) ? length : rng.chance(0.3) ? length + rng.below(10 * MINUTE) : rng.below(length)
  }
  return { seed, shifts, spans }
}

/** The same time in other pieces: some spans are cut in two, with a new interval id for the second half or the same. */
export function splitSpans(spans: readonly TimeSpan[], seed: number): TimeSpan[] {
  const rng = seededRng(seed)
  return spans.flatMap((span) => {
    const length = span.endsAt - span.startsAt
    if (length < 2 || rng.chance(0.4)) return [span]
    const cut = (span.startsAt + 1 + rng.below(length - 1)) as EpochMs
    const id = (rng.chance(0.5) ? `${span.intervalId}-b` : span.intervalId) as IntervalId
    return [
      { ...span, endsAt: cut },
      { ...span, startsAt: cut, intervalId: id },
    ]
  })
}

/** The same items in an order that chance has made. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const rng = seededRng(seed)
  return items
    .map((item) => ({ item, place: rng.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
