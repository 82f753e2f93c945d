import type { EpochMs } from '../kernel/time.ts'
import { MINUTE_MS } from '../kernel/time.ts'
import type { ShiftRecord } from '../schedule/shift.ts'
import type { KeptStretch, UrgentBlockPolicy } from './urgent-block.ts'
import { urgentBlockPhase } from './urgent-block.ts'

const USUAL_MS = 30 * MINUTE_MS
/** Ends are rounded up to this, as people say times. */
const ROUND_MS = 5 * MINUTE_MS

/**
 * What an agent is offered first: half an hour from now, or from where the plan next has room for it. Shorter where a break,
 * another block or the end of the shift comes before. Null: the rest of the shift has no room.
 */
export function suggestUrgentBlock(
  shift: ShiftRecord,
  blocks: readonly KeptStretch[],
  now: EpochMs,
  policy: UrgentBlockPolicy,
): { startsAt: EpochMs; endsAt: EpochMs } | null {
  const taken = [
    ...shift.activities.filter(({ kind }) => kind !== 'contacts'),
    ...blocks.filter((block) => urgentBlockPhase(block, now) !== 'over'),
  ]
    .filter(({ endsAt }) => endsAt > now)
    .sort((a, b) => a.startsAt - b.startsAt)
  let from = Math.max(now - (now % MINUTE_MS), shift.startsAt)
  for (const next of [...taken, { startsAt: shift.endsAt, endsAt: shift.endsAt }]) {
    const usual = Math.ceil((from + USUAL_MS) / ROUND_MS) * ROUND_MS
    const to = Math.min(usual, next.startsAt, shift.endsAt)
    if (to - from >= policy.shortestMs) return { startsAt: from as EpochMs, endsAt: to as EpochMs }
    from = Math.max(from, next.endsAt)
  }
  return null
}
