import type { BreakEffect } from '../../domain/breaks/break-effect.ts'
import type { BreakEvent, BreakKey } from '../../domain/breaks/break-event.ts'
import type { BreakPolicy } from '../../domain/breaks/break-policy.ts'
import { DEFAULT_BREAK_POLICY } from '../../domain/breaks/break-policy.ts'
import type { BreakState } from '../../domain/breaks/break-state.ts'
import { openBreakState } from '../../domain/breaks/break-state.ts'
import { step } from '../../domain/breaks/step.ts'
import type { ActivityId, ContactId, ShiftId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { ActivityKind, ShiftActivity, ShiftRecord } from '../../domain/schedule/shift.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
/** 8 o'clock in Berlin on a Tuesday in winter. */
export const EIGHT = Date.UTC(2026, 2, 10, 7)

/** "12:07:30" of that day. */
export const clock = (time: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return EIGHT + (hours - 8) * HOUR + minutes * MINUTE + seconds * 1_000
}

type Planned = [id: string, kind: ActivityKind, from: string, to: string]

/** A shift from 8 to 16 with these stretches, and contacts between them. */
export function shiftOf(planned: Planned[], version = 1, knownFrom = '07:00', ends = '16:00'): ShiftRecord {
  const activities: ShiftActivity[] = []
  const add = (id: string, kind: ActivityKind, from: number, to: number) => {
    if (to > from)
      activities.push({ id: id as ActivityId, kind, startsAt: from as EpochMs, endsAt: to as EpochMs, isPaid: true })
  }
  let upTo = EIGHT
  for (const [id, kind, from, to] of planned) {
    add(`work-${from}`, 'contacts', upTo, clock(from))
    add(id, kind, clock(from), clock(to))
    upTo = clock(to)
  }
  add('work-last', 'contacts', upTo, clock(ends))
  return {
    id: 'shift-1' as ShiftId,
    userId: 'ana' as UserId,
    zone: 'Europe/Berlin',
    day: '2026-03-10',
    startsAt: EIGHT as EpochMs,
    endsAt: clock(ends) as EpochMs,
    activities,
    version,
    knownFrom: clock(knownFrom) as EpochMs,
  }
}

export const LUNCH_ONLY: Planned[] = [['lunch', 'lunch', '12:00', '12:30']]

type Body = BreakEvent extends infer Event ? (Event extends BreakEvent ? Omit<Event, 'stamp'> : never) : never

/** No short pauses, so that a table looks at the breaks of the plan alone. */
export const PLAN_ONLY: BreakPolicy = { ...DEFAULT_BREAK_POLICY, pauses: [] }

/** A desk whose clock the test turns, with ticks as close as wanted. */
export function openDesk(policy: BreakPolicy = PLAN_ONLY, shift: ShiftRecord | null = shiftOf(LUNCH_ONLY)) {
  let state: BreakState = openBreakState(policy)
  const told: { at: number; effect: BreakEffect }[] = []
  let now = EIGHT
  let wallJumpMs = 0
  let processBeganAt = EIGHT
  const send = (body: Body): BreakEffect[] => {
    const stamp = {
      at: (now + wallJumpMs) as EpochMs,
      offsetMs: 0 as Ms,
      monotonicMs: (now - processBeganAt) as Ms,
    }
    const result = step(state, { ...body, stamp } as BreakEvent, policy)
    state = result.state
    told.push(...result.effects.map((effect) => ({ at: now, effect })))
    return result.effects
  }
  const desk = {
    get state() {
      return state
    },
    told,
    send,
    /** Lets time pass to a moment, with a tick at each whole second on the way. */
    until(time: string | number, everyMs = 1_000) {
      const end = typeof time === 'number' ? time : clock(time)
      while (now + everyMs < end) {
        now += everyMs
        send({ type: 'tick' })
      }
      now = end
      return send({ type: 'tick' })
    },
    /** Lets time pass to a moment with nothing heard on the way. */
    jumpTo(time: string) {
      now = clock(time)
    },
    key: (key: BreakKey) => send({ type: 'key', key }),
    answer: (id = 'call', channel: 'phone' | 'chat' | 'email' = 'phone') =>
      send({ type: 'contact-answered', contactId: id as ContactId, channel }),
    hangUp: (id = 'call', needsWrapUp = true) =>
      send({ type: 'contact-ended', contactId: id as ContactId, needsWrapUp }),
    wrapUp: (id = 'call') => send({ type: 'wrap-up-ended', contactId: id as ContactId }),
    turnWallClock(byMs: number) {
      wallJumpMs += byMs
    },
    restart() {
      state = JSON.parse(JSON.stringify(state)) as BreakState
      processBeganAt = now
    },
    /** The effects of a kind, with the time at which they came. */
    all: <Type extends BreakEffect['type']>(type: Type) =>
      told.flatMap(({ at, effect }) =>
        effect.type === type ? [{ at, ...(effect as Extract<BreakEffect, { type: Type }>) }] : [],
      ),
  }
  send({ type: 'desk-started' })
  send({ type: 'idle-read', reading: { state: 'active', idleForMs: 0 as Ms, isReliable: true } })
  if (shift !== null) send({ type: 'plan', shift })
  return desk
}
