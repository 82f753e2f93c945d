import type { CaseRecord } from '../cases/case.ts'
import type { UserId } from '../kernel/ids.ts'
import type { EpochMs, Ms } from '../kernel/time.ts'
import { MINUTE_MS } from '../kernel/time.ts'
import type { Figure } from './figure.ts'

/** What an agent's own records say of the rest of the shift; nobody else's are needed. */
export type WhatIfFacts = {
  now: EpochMs
  shiftEndsAt: EpochMs
  /** Their mean response time so far. */
  response: Pick<Figure, 'numerator' | 'denominator'>
  targetMs: Ms
  /** Their own effort per contact. Null: nothing handled yet. */
  effortMs: Ms | null
  /** Since when each urgent case that they may take waits. */
  urgentSince: readonly EpochMs[]
}

/**
 * Since when the agent's own clock runs for each urgent case that they may take and that nobody has answered yet: from now for
 * what nobody holds, from when the customer began to wait for what is theirs.
 */
export const urgentSince = (
  cases: readonly Pick<CaseRecord, 'priority' | 'status' | 'assigneeId' | 'waitingSince' | 'openedAt'>[],
  me: UserId,
  now: EpochMs,
): EpochMs[] =>
  cases.flatMap(({ priority, status, assigneeId, waitingSince, openedAt }) => {
    // The clock stands where the case was opened until the first answer.
    const isFirst = waitingSince !== null && waitingSince === openedAt
    if (priority !== 'urgent' || status !== 'open' || !isFirst) return []
    if (assigneeId === null) return [now]
    return assigneeId === me ? [waitingSince] : []
  })

/** keep: the target is met, and stays so with these cases; reach: it is missed, and is met again after them. */
export type WhatIf =
  | { kind: 'keep' | 'reach'; cases: number; within: Ms }
  | { kind: 'nothing'; because: 'no-answers' | 'no-urgent' | 'out-of-reach' }

/**
 * "Two more urgent cases within 12 min keeps response time at target": how many of the longest waiting urgent cases must
 * be answered within how many whole minutes for the mean not to pass the target. If all of them are answered at the end
 * of that time, (sum so far + their waits) / (answers so far + their number) is still within it. Where the target is met,
 * the most cases that it bears; where it is missed, the fewest that bring it back. Only what can be done in the time, by
 * the agent's own effort per contact and before the shift ends.
 */
export function whatIf(facts: WhatIfFacts): WhatIf {
  const { now, response, targetMs, urgentSince } = facts
  const leftMs = facts.shiftEndsAt - now
  if (response.denominator === 0) return { kind: 'nothing', because: 'no-answers' }
  if (urgentSince.length === 0) return { kind: 'nothing', because: 'no-urgent' }
  const isMet = response.numerator <= targetMs * response.denominator
  let [waitedMs, found]: [number, WhatIf | null] = [0, null]
  for (const [at, since] of urgentSince.toSorted((a, b) => a - b).entries()) {
    const cases = at + 1
    waitedMs += Math.max(0, now - since)
    const spareMs = targetMs * (response.denominator + cases) - response.numerator - waitedMs
    const boundMs = Math.min(Math.floor(spareMs / cases), leftMs)
    const within = Math.floor(boundMs / MINUTE_MS) * MINUTE_MS
    if (within <= 0 || within < cases * (facts.effortMs ?? 0)) continue
    found = { kind: isMet ? 'keep' : 'reach', cases, within: within as Ms }
    if (!isMet) break
  }
  return found ?? { kind: 'nothing', because: 'out-of-reach' }
}
