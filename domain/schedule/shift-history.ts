import type { ShiftId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { ShiftRecord } from './shift.ts'

/** One shift with everything it was ever planned as: this is how a shift is stored and travels. */
export type ShiftHistory = {
  id: ShiftId
  userId: UserId
  /** By version, from 1 on, without a gap; never empty. */
  versions: ShiftRecord[]
}

/** The plan that was in force at the moment: the newest version given by then. Null: none had been given yet. */
export const planInForce = (versions: readonly ShiftRecord[], at: EpochMs): ShiftRecord | null =>
  versions
    .filter((each) => each.knownFrom <= at)
    .reduce<ShiftRecord | null>((best, each) => (best === null || each.version > best.version ? each : best), null)
