import type { UrgentBlockId, UserId } from '../kernel/ids.ts'
import type { EpochMs, Ms } from '../kernel/time.ts'
import { MINUTE_MS } from '../kernel/time.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { ActivityKind, ShiftRecord } from '../schedule/shift.ts'

/**
 * Why a block is over before its time. list-empty: no urgent case was left; plan: a new plan has something else there;
 * agent: whose it is; lead: somebody who leads them.
 */
export const BLOCK_END_REASONS = ['list-empty', 'plan', 'agent', 'lead'] as const
export type BlockEndReason = (typeof BLOCK_END_REASONS)[number]

/** A stretch kept for urgent cases, as far as it matters whether it runs. */
export type KeptStretch = {
  startsAt: EpochMs
  endsAt: EpochMs
  /** When it was over before its time; before `startsAt` where it was called off. Null: it was not. */
  endedAt: EpochMs | null
}

/** A stretch that an agent keeps for urgent cases: routing offers nothing else meanwhile. */
export type UrgentBlock = KeptStretch & {
  /** Why it was over before its time. Null: it was not. */
  endedBecause: BlockEndReason | null
  /** Since when no urgent case has been waiting or in hand while it ran. Null: there is one, or it has not begun. */
  emptySince: EpochMs | null
}

/** A block as agent, lead and server share it. */
export type UrgentBlockRecord = Omit<UrgentBlock, 'emptySince'> & {
  id: UrgentBlockId
  /** Whose time it is; only they reserve it. */
  userId: UserId
  /** IANA zone of the shift it lies in; its hours are told in this zone to every viewer. */
  zone: string
  reservedAt: EpochMs
  /** Who ended it before its time; the agent themself where their desk did. Null: nobody has. */
  endedBy: { id: UserId; name: string } | null
}

/** How long a block may be, and how long its list must be empty to end it. */
export type UrgentBlockPolicy = { shortestMs: Ms; longestMs: Ms; emptyForMs: Ms }

export const DEFAULT_URGENT_BLOCK_POLICY: UrgentBlockPolicy = {
  shortestMs: (10 * MINUTE_MS) as Ms,
  longestMs: (60 * MINUTE_MS) as Ms,
  emptyForMs: MINUTE_MS,
}

/** Why a block cannot be kept. */
export type UrgentBlockRefusal =
  | { code: 'past' }
  | { code: 'too-short'; shortestMs: Ms }
  | { code: 'too-long'; longestMs: Ms }
  | { code: 'outside-shift' }
  /** The plan has something else there, from when to when. */
  | { code: 'planned'; kind: ActivityKind; startsAt: EpochMs; endsAt: EpochMs }
  | { code: 'overlaps-block'; startsAt: EpochMs; endsAt: EpochMs }

/**
 * Whether an agent may keep a stretch for urgent cases: in time for contacts of the plan in force, clear of other blocks.
 * The minute that goes on is not past: whoever says "from now" says it in whole minutes.
 * @param shift the plan in force of the shift in which the stretch begins. Null: there is none.
 */
export function planUrgentBlock(
  asked: { startsAt: EpochMs; endsAt: EpochMs },
  shift: ShiftRecord | null,
  others: readonly KeptStretch[],
  now: EpochMs,
  policy: UrgentBlockPolicy,
): Result<UrgentBlock, UrgentBlockRefusal> {
  const { startsAt, endsAt } = asked
  if (endsAt - startsAt < policy.shortestMs) return refuse({ code: 'too-short', shortestMs: policy.shortestMs })
  if (endsAt - startsAt > policy.longestMs) return refuse({ code: 'too-long', longestMs: policy.longestMs })
  if (startsAt <= now - MINUTE_MS) return refuse({ code: 'past' })
  if (shift === null || startsAt < shift.startsAt || endsAt > shift.endsAt) return refuse({ code: 'outside-shift' })
  const meets = (other: { startsAt: EpochMs; endsAt: EpochMs }) => other.startsAt < endsAt && startsAt < other.endsAt
  const planned = shift.activities.find((activity) => activity.kind !== 'contacts' && meets(activity))
  if (planned !== undefined) {
    const { kind, startsAt: from, endsAt: to } = planned
    return refuse({ code: 'planned', kind, startsAt: from, endsAt: to })
  }
  // What is over takes no room, not even in the minute in which it was ended.
  const other = others.find((block) => urgentBlockPhase(block, now) !== 'over' && meets(block))
  if (other !== undefined) return refuse({ code: 'overlaps-block', startsAt: other.startsAt, endsAt: other.endsAt })
  return ok({ startsAt, endsAt, endedAt: null, endedBecause: null, emptySince: null })
}

/** ahead: not begun; running: only urgent cases are offered; over: everything is offered again. */
export function urgentBlockPhase(block: KeptStretch, now: EpochMs): 'ahead' | 'running' | 'over' {
  if (block.endedAt !== null || now >= block.endsAt) return 'over'
  return now < block.startsAt ? 'ahead' : 'running'
}

/** What a block may learn. The count holds urgent cases that wait and those in the agent's hand. */
export type UrgentBlockEvent =
  | { type: 'urgent-counted'; count: number }
  | { type: 'tick' }
  | { type: 'ended-by-agent' }
  | { type: 'plan'; shift: ShiftRecord }

/** The block after an event at `now`. It ends early once its list has been empty for the policy's time, not at a blink. */
export function stepUrgentBlock(
  block: UrgentBlock,
  event: UrgentBlockEvent,
  now: EpochMs,
  policy: UrgentBlockPolicy,
): UrgentBlock {
  if (urgentBlockPhase(block, now) === 'over') return block
  const ended = (endedBecause: UrgentBlock['endedBecause']) => ({ ...block, endedAt: now, endedBecause })
  switch (event.type) {
    case 'ended-by-agent':
      return ended('agent')
    case 'plan': {
      const isKept = event.shift.activities.every(
        (each) =>
          each.kind === 'contacts' ||
          each.kind === 'urgent-block' ||
          each.endsAt <= Math.max(now, block.startsAt) ||
          each.startsAt >= block.endsAt,
      )
      return isKept && block.endsAt <= event.shift.endsAt ? block : ended('plan')
    }
    case 'urgent-counted': {
      if (event.count > 0) return { ...block, emptySince: null }
      // What was empty before the block began is empty from its beginning on.
      const emptySince = block.emptySince ?? (Math.max(now, block.startsAt) as EpochMs)
      return endIfEmpty({ ...block, emptySince }, now, policy)
    }
    case 'tick':
      return endIfEmpty(block, now, policy)
  }
}

function endIfEmpty(block: UrgentBlock, now: EpochMs, policy: UrgentBlockPolicy): UrgentBlock {
  if (block.emptySince === null || now - block.emptySince < policy.emptyForMs) return block
  return { ...block, endedAt: now, endedBecause: 'list-empty' }
}

/** Whether it held other work back at a moment, which may lie in the past. */
export const ranAt = (block: KeptStretch, at: EpochMs): boolean =>
  block.startsAt <= at && at < Math.min(block.endsAt, block.endedAt ?? Infinity)

/** Whether routing may offer a case to the agent at a moment, as far as their blocks are concerned. */
export const mayOfferInBlocks = (blocks: readonly KeptStretch[], isUrgent: boolean, at: EpochMs): boolean =>
  isUrgent || !blocks.some((block) => ranAt(block, at))
