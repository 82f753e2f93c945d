import type { IntervalRecord } from '../agent-time/interval.ts'
import { isOfOtherDesk } from '../agent-time/session-name.ts'
import { spansOf } from '../agent-time/spans-of.ts'
import type { EpochMs, Ms } from '../kernel/time.ts'
import { correctedAt, HOUR_MS } from '../kernel/time.ts'
import type { ShiftRecord } from '../schedule/shift.ts'
import type { BreakPolicy } from './break-policy.ts'
import type { BreakState } from './break-state.ts'
import { workEndsAt } from './due.ts'
import type { OwedRest } from './owed-rest.ts'
import { NOT_WAITED, owedMsOf } from './owed-rest.ts'

/** A rest that was had at another desk, on the server's clock. */
export type RestElsewhere = { kind: 'break' | 'lunch' | 'reset'; from: EpochMs; to: EpochMs }

/** So far before a shift its sessions may have begun. */
const BEFORE_MS = 12 * HOUR_MS

/**
 * The rests of a shift that are over and were recorded at other desks of the same person: shared machines, a change of
 * place at noon. In order.
 * @param log the person's own, with what goes on here as entries without an end
 * @param deskId the desk that asks
 */
export function restsElsewhere(
  log: readonly IntervalRecord[],
  shift: ShiftRecord,
  deskId: string,
  now: EpochMs,
): RestElsewhere[] {
  const [from, to] = [shift.startsAt - BEFORE_MS, workEndsAt(shift)]
  const around = log.filter(({ startedAt }) => correctedAt(startedAt) >= from && correctedAt(startedAt) < to)
  const foreign = new Set(around.filter(({ session }) => isOfOtherDesk(session, deskId)).map(({ id }) => id))
  if (foreign.size === 0) return []
  return spansOf(around, now, []).flatMap(({ intervalId, state, startsAt, endsAt }) => {
    const isRest = state === 'break' || state === 'lunch' || state === 'reset'
    // What still goes on there is had when it is over.
    if (!isRest || !foreign.has(intervalId) || endsAt >= now || endsAt <= shift.startsAt) return []
    return [{ kind: state, from: startsAt, to: endsAt }]
  })
}

/** Takes in what was rested elsewhere, each moment once, however often it is told. */
export function creditElsewhere(before: BreakState, rests: readonly RestElsewhere[], policy: BreakPolicy): BreakState {
  if (before.plan === null) return before
  let state = before
  for (const rest of rests) {
    const fresh = without(rest, state.elsewhere)
    if (fresh.length === 0) continue
    const lengthMs = fresh.reduce((sum, part) => sum + part.to - part.from, 0) as Ms
    state = { ...creditOne(state, rest, lengthMs, policy), elsewhere: [...state.elsewhere, ...fresh] }
  }
  return state
}

function creditOne(state: BreakState, rest: RestElsewhere, lengthMs: Ms, policy: BreakPolicy): BreakState {
  const rested = restedUntil(state, rest, policy)
  if (rest.kind === 'reset') {
    // One whose end turned out to be later is the same one.
    const isNew = lengthMs === rest.to - rest.from
    return { ...rested, resets: state.resets + (isNew ? 1 : 0) }
  }
  const owed = state.rests
    .filter((each) => each.kind === rest.kind && owedMsOf(each) > 0)
    .filter(({ plannedStartsAt }) => plannedStartsAt - policy.earliestBeforeMs <= rest.from)
    .toSorted((a, b) => a.plannedStartsAt - b.plannedStartsAt)[0]
  if (owed === undefined) return rested
  const taken: OwedRest = {
    ...owed,
    takenMs: (owed.takenMs + Math.min(lengthMs, owedMsOf(owed))) as Ms,
    // As after coming back early here.
    dueAt: Math.max(owed.dueAt, rest.to + policy.againAfterMs) as EpochMs,
    waited: NOT_WAITED,
    heldBy: [],
    toldSlot: null,
    snoozedUntilMs: 0 as Ms,
  }
  return { ...rested, rests: rested.rests.map((each) => (each.id === owed.id ? taken : each)) }
}

/** No work is counted since before a rest that was long enough. */
function restedUntil(state: BreakState, { from, to }: RestElsewhere, policy: BreakPolicy): BreakState {
  const sinceMs = Math.max(0, state.clock.at - to)
  const less = (workedMs: Ms, lengthMs: Ms) => (to - from >= lengthMs ? (Math.min(workedMs, sinceMs) as Ms) : workedMs)
  return {
    ...state,
    workedMs: less(state.workedMs, policy.realRestMs),
    pauses: state.pauses.map((pause) => {
      const rule = policy.pauses.find(({ kind }) => kind === pause.kind)
      return rule === undefined ? pause : { ...pause, workedMs: less(pause.workedMs, rule.lengthMs) }
    }),
  }
}

/** The parts of it that are in none of the others. */
function without(rest: RestElsewhere, others: BreakState['elsewhere']): BreakState['elsewhere'] {
  let parts = [{ from: rest.from, to: rest.to }]
  for (const { from, to } of others) {
    parts = parts.flatMap((part) =>
      [
        { from: part.from, to: Math.min(part.to, from) as EpochMs },
        { from: Math.max(part.from, to) as EpochMs, to: part.to },
      ].filter((each) => each.to > each.from),
    )
  }
  return parts
}
