import type { EpochMs, Ms, Stamp } from '../kernel/time.ts'

/** The engine's own time: it never runs backwards and a wall clock put forward or back does not move it. */
export type BreakClock = {
  /** The server's clock as well as this device knows it: what the plan is compared with. */
  at: EpochMs
  /** All time that has passed since the state was opened; lengths and waits are measured on it. */
  ranMs: Ms
  monotonicMs: Ms
  offsetMs: Ms | null
  isSet: boolean
}

/**
 * The clock at a stamp, and what has passed. Within one process the monotonic clock says it. Where that says nothing (a
 * process begins, the machine slept) the wall clock does, and a wall clock that went back says 0.
 */
export function readClock(clock: BreakClock, stamp: Stamp, isAfterGap: boolean): { clock: BreakClock; passedMs: Ms } {
  const { monotonicMs } = stamp
  // An offset once measured holds until the next one, also for a process that has not measured yet.
  const offsetMs = stamp.offsetMs ?? clock.offsetMs
  const wall = (stamp.at + (offsetMs ?? 0)) as EpochMs
  if (!clock.isSet)
    return { clock: { at: wall, ranMs: clock.ranMs, monotonicMs, offsetMs, isSet: true }, passedMs: 0 as Ms }
  const isGap = isAfterGap || monotonicMs < clock.monotonicMs
  const passedMs = Math.max(0, isGap ? wall - clock.at : monotonicMs - clock.monotonicMs) as Ms
  // A newly measured offset tells the true time; a wall clock that jumps under an old one does not.
  const at = (offsetMs === clock.offsetMs ? clock.at + passedMs : wall) as EpochMs
  return { clock: { at, ranMs: (clock.ranMs + passedMs) as Ms, monotonicMs, offsetMs, isSet: true }, passedMs }
}
