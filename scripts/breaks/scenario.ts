import type { Channel } from '../../domain/cases/channel.ts'
import type { ActivityId, ShiftId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { ActivityKind, ShiftActivity, ShiftRecord } from '../../domain/schedule/shift.ts'
import { dice } from './dice.ts'

const MINUTE = 60_000
/** How finely the story is told. */
export const TICK_MS = 5_000
export const SHIFT_MS = 480 * MINUTE

/** One contact as it would go, whoever is asked to take it. */
export type ComingContact = {
  channel: Channel
  /** How long after the agent is free it is offered. */
  gapMs: number
  ringMs: number
  isMissed: boolean
  talkMs: number
  /** Null: never on hold. From the answer on. */
  hold: { fromMs: number; toMs: number } | null
  wrapUpMs: number
  /** Whether it comes while another chat goes on. */
  isBeside: boolean
}

/** A shift before anybody works it. */
export type Scenario = {
  seed: number
  startsAt: number
  /** By version; `knownFrom` says when each is given. */
  plans: ShiftRecord[]
  peaks: { fromMs: number; toMs: number }[]
  /** Whether the machine can tell idleness at all. */
  canTellIdle: boolean
}

type Stretch = { id: string; kind: ActivityKind; fromMs: number; toMs: number }

/** Fills the time between the stretches with contacts. */
function planOf(seed: number, startsAt: number, version: number, knownMs: number, stretches: Stretch[]): ShiftRecord {
  const activities: ShiftActivity[] = []
  const add = (id: string, kind: ActivityKind, fromMs: number, toMs: number) => {
    if (toMs > fromMs)
      activities.push({
        id: id as ActivityId,
        kind,
        startsAt: (startsAt + fromMs) as EpochMs,
        endsAt: (startsAt + toMs) as EpochMs,
        isPaid: kind !== 'lunch',
      })
  }
  let upTo = 0
  for (const each of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    add(`work-${upTo}`, 'contacts', upTo, each.fromMs)
    add(each.id, each.kind, each.fromMs, each.toMs)
    upTo = each.toMs
  }
  add(`work-${upTo}`, 'contacts', upTo, SHIFT_MS)
  return {
    id: `shift-${seed}` as ShiftId,
    userId: 'ana' as UserId,
    zone: 'Europe/Berlin',
    day: '2026-03-10',
    startsAt: startsAt as EpochMs,
    endsAt: (startsAt + SHIFT_MS) as EpochMs,
    activities,
    version,
    knownFrom: (startsAt + knownMs) as EpochMs,
  }
}

/** The shift of a seed: two breaks and a lunch, up to two changes of plan, peaks, and a machine that may not tell idleness. */
export function makeScenario(seed: number): Scenario {
  const roll = (place: number) => dice(seed, 1, place)
  const startsAt = Date.UTC(2026, 2, 10, 7)
  const quarter = (place: number, from: number, count: number) => (from + Math.floor(roll(place) * count) * 15) * MINUTE
  const lengths = [15, 30, 15].map((minutes) => minutes * MINUTE)
  const starts = [quarter(1, 90, 4), quarter(2, 210, 5), quarter(3, 330, 5)]
  const ids = ['break-1', 'lunch', 'break-2']
  const stretch = (at: number, fromMs: number): Stretch => ({
    id: ids[at] ?? '',
    kind: at === 1 ? 'lunch' : 'break',
    fromMs,
    toMs: fromMs + (lengths[at] ?? 0),
  })
  let stretches = starts.map((fromMs, at) => stretch(at, fromMs))
  const plans = [planOf(seed, startsAt, 1, -60 * MINUTE, stretches)]
  if (roll(4) < 0.3) {
    // Lunch is moved at an hour's notice.
    const lunch = starts[1] ?? 0
    const moved = lunch + (roll(5) < 0.5 ? 30 : -30) * MINUTE
    stretches = stretches.map((each, at) => (at === 1 ? stretch(1, moved) : each))
    plans.push(planOf(seed, startsAt, 2, Math.min(lunch, moved) - 60 * MINUTE, stretches))
  }
  if (roll(6) < 0.1) {
    // Voluntary time off for the last hour.
    const off: Stretch = { id: 'off', kind: 'time-off', fromMs: SHIFT_MS - 60 * MINUTE, toMs: SHIFT_MS }
    stretches = [...stretches.filter((each) => each.toMs <= off.fromMs), off]
    plans.push(planOf(seed, startsAt, plans.length + 1, SHIFT_MS - 150 * MINUTE, stretches))
  } else if (roll(7) < 0.05) {
    plans.push(planOf(seed, startsAt, plans.length + 1, SHIFT_MS - 200 * MINUTE, stretches.slice(0, 2)))
  }
  const peak = (place: number, from: number) => {
    const fromMs = (from + roll(place) * 90) * MINUTE
    return { fromMs, toMs: fromMs + (40 + roll(place + 1) * 60) * MINUTE }
  }
  return { seed, startsAt, plans, peaks: [peak(8, 30), peak(10, 200), peak(12, 330)], canTellIdle: roll(14) >= 0.12 }
}

export const isPeak = (scenario: Scenario, ms: number): boolean =>
  scenario.peaks.some((peak) => peak.fromMs <= ms && ms < peak.toMs)

const ticks = (ms: number) => Math.max(1, Math.round(ms / TICK_MS)) * TICK_MS

/** The contact number `index` of the shift, as it comes at `ms`. */
export function comingContact(scenario: Scenario, index: number, ms: number): ComingContact {
  const roll = (place: number) => dice(scenario.seed, 2, index * 16 + place)
  const which = roll(0)
  const channel: Channel = which < 0.55 ? 'phone' : which < 0.85 ? 'chat' : 'email'
  // Mostly short, now and then very long.
  const stretchedBy = 0.4 - Math.log(1 - roll(1) * 0.98)
  const mean = channel === 'phone' ? 4 : channel === 'chat' ? 6 : 5
  const isLong = roll(2) < 0.04
  const talkMs = ticks(isLong ? (18 + roll(3) * 25) * MINUTE : mean * stretchedBy * MINUTE)
  const holdFrom = ticks(talkMs * 0.4)
  return {
    channel,
    gapMs: ticks(isPeak(scenario, ms) ? roll(4) * 15_000 : roll(4) * roll(5) * 9 * MINUTE),
    ringMs: ticks(5_000 + roll(6) * 10_000),
    isMissed: roll(7) < 0.04,
    talkMs,
    hold:
      channel === 'phone' && roll(8) < 0.2 ? { fromMs: holdFrom, toMs: holdFrom + ticks(roll(9) * 3 * MINUTE) } : null,
    wrapUpMs: channel === 'email' ? 0 : ticks(15_000 + roll(10) * 90_000),
    isBeside: channel === 'chat' && roll(11) < 0.4,
  }
}
