import type { TimeSpan } from '../agent-time/time-span.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { PlannedStretch } from '../schedule/plan-in-force.ts'
import type { ShiftDay } from '../schedule/shift-days.ts'
import { shiftDays } from '../schedule/shift-days.ts'
import type { ActivityKind, ShiftRecord } from '../schedule/shift.ts'
import { clipSpans } from './clip-spans.ts'
import { forgiveGrace } from './grace.ts'
import { contactKeyOf, isConnected, isHandling, isReady, isRest } from './precedence.ts'
import type { ReasonCode, TimeBucket } from './reason-codes.ts'
import { isContactWork } from './reason-codes.ts'
import type { Piece } from './piece.ts'
import { slideRests } from './slide-rests.ts'
import type { Slice } from './timeline.ts'
import { timelineOf } from './timeline.ts'
import { usableSpans } from './usable-spans.ts'

/** All that the figures of time read, of one agent over any number of shifts. */
export type Workdays = { days: { day: ShiftDay | null; pieces: Piece[] }[]; covered: Slice[] }

/** Whether what was recorded is what was planned, and why. What the device proves counts as planned. */
function fit(span: TimeSpan | null, kind: ActivityKind): { isInPlan: boolean; reason: ReasonCode } {
  if (span === null) return { isInPlan: false, reason: 'no-record' }
  const { state } = span
  if (state === 'logged-out') return { isInPlan: false, reason: 'logged-out' }
  if (state === 'tech-issue' && span.isFaultSeen) return { isInPlan: true, reason: 'fault-seen' }
  if (state === 'reset') return { isInPlan: false, reason: 'reset' }
  if (state === 'offline-working' && kind !== 'break' && kind !== 'lunch')
    return { isInPlan: true, reason: 'offline-working' }
  const isSame = isContactWork(kind) ? isHandling(state) || isReady(state) : state === kind
  return { isInPlan: isSame, reason: isSame ? 'in-plan' : 'out-of-plan' }
}

function pieceOf(
  from: number,
  to: number,
  span: TimeSpan | null,
  plan: PlannedStretch | null,
  handled: Set<string>,
): Piece {
  const key = span === null ? null : contactKeyOf(span)
  const isOnContact =
    span !== null && (isHandling(span.state) || (span.state === 'ringing' && key !== null && handled.has(key)))
  const isOff = plan === null || plan.kind === 'time-off'
  const told = plan === null ? null : isOff ? null : fit(span, plan.kind)
  return {
    from: from as EpochMs,
    to: to as EpochMs,
    span,
    plan,
    isOnContact,
    isPaid: plan?.isPaid ?? true,
    isInPlan: told?.isInPlan ?? null,
    // A reset is the agent's by policy, whenever a hard contact comes.
    isProtected: told === null ? null : told.isInPlan || told.reason === 'reset',
    reason: told?.reason ?? (plan === null ? 'outside-plan' : 'time-off'),
  }
}

/** Lays what was recorded over what was planned. Time with neither, or only logged out, is in no piece. */
function layOver(won: readonly Slice[], plan: readonly PlannedStretch[], handled: Set<string>): Piece[] {
  const pieces: Piece[] = []
  const moments = [...won, ...plan].flatMap(({ from, to }) => [from, to]).sort((a, b) => a - b)
  let [atWon, atPlan] = [0, 0]
  for (let n = 0; n < moments.length - 1; n++) {
    const [from, to] = [moments[n]!, moments[n + 1]!]
    if (from === to) continue
    while (atWon < won.length && won[atWon]!.to <= from) atWon++
    while (atPlan < plan.length && plan[atPlan]!.to <= from) atPlan++
    const [slice, stretch] = [won[atWon], plan[atPlan]]
    const span = slice !== undefined && slice.from <= from ? slice.span : null
    const planned = stretch !== undefined && stretch.from <= from ? stretch : null
    if (planned === null && (span === null || span.state === 'logged-out')) continue
    pieces.push(pieceOf(from, to, span, planned, handled))
  }
  return pieces
}

const planUpTo = ({ plan }: ShiftDay, asOf: EpochMs | null): PlannedStretch[] =>
  asOf === null
    ? plan
    : plan.filter(({ from }) => from < asOf).map((each) => ({ ...each, to: Math.min(each.to, asOf) as EpochMs }))

/**
 * Lays the recorded time of one day over the plan in force. All figures of time read what comes of it.
 * @param spans of that day (`clipSpans`), in any order
 * @param day Null: nothing was planned
 * @param asOf up to when: what is planned after it has not happened yet and is nobody's absence. Null: all of it is past
 */
export function oneWorkday(
  spans: readonly TimeSpan[],
  day: ShiftDay | null,
  policy: { graceMs: number },
  asOf: EpochMs | null = null,
): Workdays {
  const usable = usableSpans(asOf === null ? spans : clipSpans(spans, { from: -Infinity, to: asOf }))
  const { won, covered } = timelineOf(usable)
  const handled = new Set(usable.filter((span) => isConnected(span.state)).map((span) => contactKeyOf(span) ?? ''))
  if (day === null) return { days: [{ day, pieces: layOver(won, [], handled) }], covered }
  const pieces = layOver(won, planUpTo(day, asOf), handled)
  return { days: [{ day, pieces: forgiveGrace(slideRests(pieces), policy.graceMs) }], covered }
}

/**
 * The same of several days, each for itself.
 * @param spans of one agent, in any order
 * @param versions all versions of the agent's shifts, in any order. None: nothing was planned
 */
export function workdaysOf(
  spans: readonly TimeSpan[],
  versions: readonly ShiftRecord[],
  policy: { graceMs: number },
  asOf: EpochMs | null = null,
): Workdays {
  const days = shiftDays(versions)
  if (days.length === 0) return oneWorkday(spans, null, policy, asOf)
  const each = days.map((day) => oneWorkday(clipSpans(spans, day), day, policy, asOf))
  return { days: each.flatMap((one) => one.days), covered: each.flatMap((one) => one.covered) }
}

/** The one bucket of a piece. */
export function bucketOf({ span, plan, reason }: Piece): TimeBucket {
  if (plan?.kind === 'time-off') return 'time-off'
  if (plan === null) return 'outside'
  if (span === null || span.state === 'logged-out') return 'absent'
  const { state } = span
  if (isHandling(state)) return 'handling'
  if (isReady(state)) return 'available'
  if (isRest(state)) {
    const isOwed = reason === 'moved-rest' || reason === 'grace' || plan.kind === 'break' || plan.kind === 'lunch'
    return isOwed ? state : 'unplanned-break'
  }
  return state as Exclude<typeof state, 'ringing' | 'logged-out'> & TimeBucket
}

/** What became of one shift: ms per bucket. The parts add up to the planned time of the shift; `outside` lies beyond it. */
export function partitionOf(pieces: readonly Piece[]): Partial<Record<TimeBucket, number>> {
  const parts: Partial<Record<TimeBucket, number>> = {}
  for (const piece of pieces) {
    const bucket = bucketOf(piece)
    parts[bucket] = (parts[bucket] ?? 0) + (piece.to - piece.from)
  }
  return parts
}
