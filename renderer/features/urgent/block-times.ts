import type { EpochMs } from '../../../domain/kernel/time.ts'
import { HOUR_MS } from '../../../domain/kernel/time.ts'
import { localDay, momentOf } from '../../../domain/sla/zone-time.ts'
import { plansAt } from '../../../domain/schedule/shift-over.ts'
import type { ShiftRecord } from '../../../domain/schedule/shift.ts'

/** A shift is looked forward to from so long before it begins, as the breaks have it. */
const AHEAD_MS = 12 * HOUR_MS

/** The shift that goes on, else the next one that is near, as planned now. Null: none. */
export const shiftNear = (versions: readonly ShiftRecord[], now: EpochMs): ShiftRecord | null =>
  plansAt(versions, now).find(({ startsAt, endsAt }) => endsAt > now && startsAt - now <= AHEAD_MS) ?? null

/** Minutes since midnight that a text names: "14:05", "14.05", "1405", "14". Null: it names no time. */
export function readTime(text: string): number | null {
  const [, hours = '', minutes = '0'] = /^\s*(\d{1,2})(?:[:.h]?(\d{2}))?\s*$/.exec(text) ?? []
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) return null
  return Number(hours) * 60 + Number(minutes)
}

/**
 * When the clocks of the shift's zone show a time, on the day on which the shift begins or on the next: the first that
 * is not before `notBefore`, else the last there is.
 */
export function momentInShift(shift: ShiftRecord, minute: number, notBefore: EpochMs): EpochMs {
  const day = localDay(shift.zone, shift.startsAt)
  const first = momentOf(shift.zone, day, minute)
  return first >= notBefore ? first : momentOf(shift.zone, day + 1, minute)
}
