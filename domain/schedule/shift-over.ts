import { groupBy } from '../kernel/group-by.ts'
import type { EpochMs } from '../kernel/time.ts'
import { planInForce } from './shift-history.ts'
import type { ShiftRecord } from './shift.ts'

/**
 * The shift in which the moment `at` lies, as it was planned at the moment `known`. Null: there is none.
 * @param versions all versions of all shifts of one agent, in any order
 */
export const shiftOver = (versions: readonly ShiftRecord[], at: EpochMs, known: EpochMs): ShiftRecord | null =>
  plansAt(versions, known).find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt) ?? null

/** The plan of each shift in force at a moment, by beginning. */
export const plansAt = (versions: readonly ShiftRecord[], known: EpochMs): ShiftRecord[] =>
  [...groupBy(versions, ({ id }) => id).values()]
    .flatMap((ofShift) => planInForce(ofShift, known) ?? [])
    .sort((a, b) => a.startsAt - b.startsAt)
