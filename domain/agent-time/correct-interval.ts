import type { IntervalId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Ms, Stamp } from '../kernel/time.ts'
import { clockOf } from './device-clock.ts'
import type { IntervalRecord, IntervalState } from './interval.ts'

/** Why entries do not correct the contested one. */
export const CORRECTION_FAULTS = [
  'none', // there is not one entry
  'still-on', // the contested stretch has not ended
  'wrong-entry', // one names another entry, another person, or is no lead's
  'wrong-mark', // one is spent on another case or contact, or says other things of the device than was recorded
  'outside', // it begins before or ends after the contested stretch, or has no length
  'gap', // they leave a part of it without an entry, or cover a part twice
] as const
export type CorrectionFault = (typeof CORRECTION_FAULTS)[number]

/** One stretch of a correction: what was done, and for how long. */
export type CorrectedPart = { state: IntervalState; lengthMs: Ms }

/** How long the entry was, in ms, as its own stamps say. Null: it has not ended. */
export function lengthOfInterval(entry: IntervalRecord): Ms | null {
  const clock = clockOf([entry])
  const endsAt = clock.endOf(entry)
  return endsAt === null ? null : (Math.max(0, endsAt - clock.startOf(entry)) as Ms)
}

/** The moment so much later, by the same run of the same clocks. */
const later = (stamp: Stamp, byMs: number): Stamp => ({
  at: (stamp.at + byMs) as Stamp['at'],
  offsetMs: stamp.offsetMs,
  monotonicMs: (stamp.monotonicMs + byMs) as Ms,
})

/**
 * The entries that put these parts, one after the other, in place of the contested one; whatever is left of it goes to
 * the last part. Cuts are told by the clock that its beginning was read from, so that they lie where they lay on the device.
 * A fault that a lead accepts counts as seen: they answer for it with their name. The case and contact stay with
 * the parts that have the state it was recorded in. Empty: the stretch has not ended.
 * @param ids one for each part
 */
export function layOutCorrection(
  contested: IntervalRecord,
  parts: readonly CorrectedPart[],
  ids: readonly IntervalId[],
): IntervalRecord[] {
  const { endedAt } = contested
  if (endedAt === null) return []
  const { endSession, isCutShort: _cut, isFaultSeen: _seen, ...kept } = contested
  let sinceMs = 0
  return parts.map(({ state, lengthMs }, at): IntervalRecord => {
    const from = at === 0 ? contested.startedAt : later(contested.startedAt, sinceMs)
    sinceMs += lengthMs
    const isLast = at === parts.length - 1
    const isSame = state === contested.state
    return {
      ...kept,
      ...(isSame ? {} : { caseId: null, contactId: null, channel: null }),
      id: ids[at]!,
      state,
      source: 'lead',
      replaces: contested.id,
      startedAt: from,
      endedAt: isLast ? endedAt : later(contested.startedAt, sinceMs),
      ...(isLast && endSession !== undefined ? { endSession } : {}),
      ...(state === 'tech-issue' ? { isFaultSeen: true } : {}),
    }
  })
}

const isSameStamp = (one: Stamp, other: Stamp): boolean =>
  one.at === other.at && one.offsetMs === other.offsetMs && one.monotonicMs === other.monotonicMs

const isSameOrNone = <Value>(value: Value | null | undefined, recorded: Value | null | undefined): boolean =>
  (value ?? null) === null || value === recorded

/**
 * Whether the entries correct the contested one: a lead's, of the same person, in its place, inside its bounds and
 * together covering all of it once. Their cuts are moments of the clock that its beginning was read from.
 */
export function checkCorrection(
  contested: IntervalRecord,
  corrections: readonly IntervalRecord[],
): Result<null, CorrectionFault> {
  const wholeMs = lengthOfInterval(contested)
  if (wholeMs === null || contested.endedAt === null) return refuse('still-on')
  if (corrections.length === 0) return refuse('none')
  const ids = new Set(corrections.map(({ id }) => id))
  if (ids.size !== corrections.length || ids.has(contested.id)) return refuse('wrong-entry')
  const sinceMs = (stamp: Stamp): number => stamp.monotonicMs - contested.startedAt.monotonicMs
  let reached: Stamp = contested.startedAt
  for (const [at, entry] of corrections.entries()) {
    const { userId, replaces, source, endedAt } = entry
    if (userId !== contested.userId || replaces !== contested.id || source !== 'lead') return refuse('wrong-entry')
    if (!isOfSameRecord(contested, entry)) return refuse('wrong-mark')
    if (endedAt === null) return refuse('outside')
    if (!isSameStamp(entry.startedAt, reached)) return refuse(at === 0 ? 'outside' : 'gap')
    reached = endedAt
    const isLast = at === corrections.length - 1
    if (entry.endSession !== (isLast ? contested.endSession : undefined)) return refuse('wrong-mark')
    if (isLast) continue
    const cutMs = sinceMs(endedAt)
    const isOfItsClock = isSameStamp(endedAt, later(contested.startedAt, cutMs))
    if (!isOfItsClock || cutMs <= sinceMs(entry.startedAt) || cutMs >= wholeMs) return refuse('outside')
  }
  return isSameStamp(reached, contested.endedAt) ? ok(null) : refuse('gap')
}

function isOfSameRecord(contested: IntervalRecord, entry: IntervalRecord): boolean {
  const isFaultTold = entry.isFaultSeen !== true || entry.state === 'tech-issue'
  return (
    isSameOrNone(entry.caseId, contested.caseId) &&
    isSameOrNone(entry.contactId, contested.contactId) &&
    isSameOrNone(entry.channel, contested.channel) &&
    entry.session === contested.session &&
    entry.isOffline === contested.isOffline &&
    entry.zone === contested.zone &&
    entry.isCutShort === undefined &&
    isFaultTold
  )
}
