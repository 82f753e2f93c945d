import { createHash } from 'node:crypto'
import type { DisputeRecord } from '../../domain/agent-time/dispute.ts'
import type { IntervalRecord, IntervalState } from '../../domain/agent-time/interval.ts'
import type { Channel } from '../../domain/cases/channel.ts'
import type { CaseId, ContactId, DisputeId, IntervalId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms, Stamp } from '../../domain/kernel/time.ts'
import { MINUTE_MS, SECOND_MS } from '../../domain/kernel/time.ts'
import type { ShiftHistory } from '../../domain/schedule/shift-history.ts'
import type { ShiftActivity, ShiftRecord } from '../../domain/schedule/shift.ts'

/** Throws the same dice for the same words on every machine. */
export function diceOf(words: string): { below(count: number): number; between(from: number, to: number): number } {
  let state = createHash('sha256').update(words).digest().readUInt32LE(0)
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (count: number) => Math.floor(next() * count)
  return { below, between: (from, to) => from + below(Math.max(1, to - from)) }
}

/**
 * What the demo's people did in the shifts that are past, up to `now`: contacts that overlap, eat into breaks and move
 * them, breaks that run over, an hour without a line. Only whoever has past shifts has any.
 * @param casesOf cases that the person has worked on, for the mails they wrote
 */
export function demoHistory(
  shifts: readonly ShiftHistory[],
  casesOf: (userId: UserId) => readonly CaseId[],
  has: (userId: UserId) => boolean,
  now: EpochMs,
): IntervalRecord[] {
  return shifts
    .filter(({ userId }) => has(userId))
    .flatMap(({ versions }) => {
      const shift = versions.at(-1)
      return shift === undefined || shift.startsAt >= now ? [] : workThrough(shift, casesOf(shift.userId), now)
    })
}

type About = Partial<Pick<IntervalRecord, 'contactId' | 'caseId' | 'channel' | 'source' | 'isOffline'>>

function workThrough(shift: ShiftRecord, cases: readonly CaseId[], now: EpochMs): IntervalRecord[] {
  const dice = diceOf(`${shift.userId} ${shift.day}`)
  const session = `s-${shift.id.slice(3, 19)}`
  const entries: IntervalRecord[] = []
  const end = Math.min(shift.endsAt, now)
  // Every fourth day or so an hour has no line.
  const cut = dice.below(4) === 0 ? shift.startsAt + dice.between(60, 300) * MINUTE_MS : null
  const stamp = (at: number): Stamp => ({
    at: at as EpochMs,
    offsetMs: 0 as Ms,
    monotonicMs: (at - shift.startsAt + MINUTE_MS * 10) as Ms,
  })
  const write = (state: IntervalState, from: number, to: number, about: About = {}): void => {
    const until = Math.min(to, end)
    if (until <= from) return
    entries.push({
      id: idOf('i', shift.id, entries.length) as IntervalId,
      userId: shift.userId,
      state,
      source: 'desk',
      startedAt: stamp(from),
      endedAt: stamp(until),
      caseId: null,
      replaces: null,
      zone: shift.zone,
      session,
      isOffline: cut !== null && from >= cut && from < cut + 60 * MINUTE_MS,
      ...about,
    })
  }

  // Most days begin on time, some a few minutes late.
  let at = shift.startsAt + (dice.below(5) === 0 ? dice.between(90, 420) : dice.between(-40, 30)) * SECOND_MS
  let contacts = 0
  const contact = (channel: Channel): About => ({
    contactId: idOf('k', shift.id, contacts++) as ContactId,
    caseId: cases[dice.below(Math.max(1, cases.length))] ?? null,
    channel,
  })

  const handleOne = (): void => {
    const kind = dice.below(10)
    if (kind < 5) {
      const call = contact('phone')
      const talked = at + dice.between(110, 480) * SECOND_MS
      write('talk', at, talked, call)
      at = talked
      if (dice.below(5) === 0) {
        const held = at + dice.between(30, 140) * SECOND_MS
        write('hold', at, held, call)
        const again = held + dice.between(40, 120) * SECOND_MS
        write('talk', held, again, call)
        at = again
      }
      const wrapped = at + dice.between(35, 110) * SECOND_MS
      write('wrap-up', at, wrapped, call)
      at = wrapped
    } else if (kind < 8) {
      const first = contact('chat')
      const ends = at + dice.between(420, 800) * SECOND_MS
      write('chat', at, ends, first)
      let last = ends + dice.between(20, 70) * SECOND_MS
      write('wrap-up', ends, last, first)
      if (dice.below(2) === 0) {
        // A second chat while the first goes on.
        const second = contact('chat')
        const begins = at + dice.between(90, 300) * SECOND_MS
        const over = Math.max(ends, begins) + dice.between(60, 240) * SECOND_MS
        write('chat', begins, over, second)
        write('wrap-up', over, over + 40 * SECOND_MS, second)
        last = Math.max(last, over + 40 * SECOND_MS)
      }
      at = last
    } else {
      const written = at + dice.between(150, 420) * SECOND_MS
      const caseId = cases[dice.below(Math.max(1, cases.length))] ?? null
      write('email-edit', at, written, { caseId, channel: 'email' })
      at = written
    }
  }

  const activities = shift.activities.toSorted((a, b) => a.startsAt - b.startsAt)
  for (const [place, activity] of activities.entries()) {
    const next = activities[place + 1]
    if (activity.kind === 'contacts' || activity.kind === 'urgent-block') {
      while (at < activity.endsAt && at < end) {
        const ready = Math.min(at + dice.between(20, 260) * SECOND_MS, activity.endsAt)
        write('available', at, ready)
        at = ready
        if (at < activity.endsAt) handleOne()
      }
      continue
    }
    at = rest(activity, at, next)
  }
  return entries

  /** As long as planned, from when the contact is over; now and then some minutes longer. */
  function rest(activity: ShiftActivity, from: number, next: ShiftActivity | undefined): number {
    const begins = Math.max(from, activity.startsAt)
    const isRest = activity.kind === 'break' || activity.kind === 'lunch'
    const over = isRest && dice.below(4) === 0 ? dice.between(70, 300) : dice.between(-30, 40)
    const planned = activity.endsAt - activity.startsAt
    const ends = isRest || next === undefined ? begins + planned + over * SECOND_MS : activity.endsAt
    if (activity.kind === 'time-off') return ends
    write(activity.kind as IntervalState, begins, ends, { source: 'agent' })
    return ends
  }
}

const idOf = (kind: string, shiftId: string, at: number): string => `${kind}-${shiftId.slice(3)}-${at}`

/** In the last shift that is over each of them contests the longest break: something to look at, and to decide. */
export function demoDisputes(
  intervals: readonly IntervalRecord[],
  shifts: readonly ShiftHistory[],
  now: EpochMs,
): DisputeRecord[] {
  return [...Map.groupBy(intervals, ({ userId }) => userId)].flatMap(([userId, own]): DisputeRecord[] => {
    const over = shifts
      .filter((shift) => shift.userId === userId)
      .flatMap(({ versions }) => versions)
      .filter(({ endsAt }) => endsAt < now)
    const last = over.toSorted((a, b) => b.startsAt - a.startsAt)[0]
    if (last === undefined) return []
    const isInIt = ({ startedAt }: IntervalRecord) => startedAt.at >= last.startsAt && startedAt.at < last.endsAt
    const breaks = own.filter((entry) => entry.state === 'break' && isInIt(entry))
    const longest = breaks.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0]
    if (longest === undefined) return []
    return [
      {
        id: idOf('d', last.id, 0) as DisputeId,
        userId,
        intervalId: longest.id,
        metric: 'adherence-protected',
        words: 'I was back at my desk before this ended and helped a colleague with a return.',
        evidence: '',
        contestedAt: (last.endsAt - 10 * MINUTE_MS) as EpochMs,
        decision: null,
      },
    ]
  })
}

const lengthOf = ({ startedAt, endedAt }: IntervalRecord): number => (endedAt === null ? 0 : endedAt.at - startedAt.at)
