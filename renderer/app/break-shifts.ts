import type { BreakPolicy } from '../../domain/breaks/break-policy.ts'
import type { BreakState } from '../../domain/breaks/break-state.ts'
import { openBreakState } from '../../domain/breaks/break-state.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { HOUR_MS } from '../../domain/kernel/time.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'

/** A shift is looked forward to from so long before it begins. */
const AHEAD_MS = 12 * HOUR_MS

/** The shift that goes on, else the next one that is near. Null: none. */
export function shiftAt(shifts: readonly ShiftRecord[], now: EpochMs): ShiftRecord | null {
  const latest = new Map<string, ShiftRecord>()
  for (const shift of shifts) {
    const other = latest.get(shift.id)
    if (other === undefined || other.version < shift.version) latest.set(shift.id, shift)
  }
  return (
    [...latest.values()]
      .filter(({ startsAt, endsAt }) => endsAt > now && startsAt - now <= AHEAD_MS)
      .toSorted((a, b) => a.startsAt - b.startsAt)[0] ?? null
  )
}

/** Each shift has a state of its own; what the agent does just now goes on into the next. */
export function nextShift(state: BreakState, policy: BreakPolicy): BreakState {
  const { clock, contacts, chosen, idle, workedMs, pauses, restRunMs, busyMs, typedMs, queue, resting } = state
  const carried = { clock, contacts, chosen, idle, workedMs, pauses, restRunMs, busyMs, typedMs, queue, resting }
  return { ...openBreakState(policy), ...carried, areOffersStopped: state.areOffersStopped }
}
