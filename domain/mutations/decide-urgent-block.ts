import type { UrgentBlockRecord } from '../breaks/urgent-block.ts'
import {
  DEFAULT_URGENT_BLOCK_POLICY,
  mayOfferInBlocks,
  planUrgentBlock,
  urgentBlockPhase,
} from '../breaks/urgent-block.ts'
import type { CaseRecord } from '../cases/case.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import { correctedAt } from '../kernel/time.ts'
import { isAllowed } from '../people/permissions.ts'
import { isUrgentCase } from '../routing/urgency.ts'
import { shiftOver } from '../schedule/shift-over.ts'
import type { Effect, Facts, RefusalCode } from './decide.ts'
import type { Mutation, MutationOf } from './mutation.ts'

/** What becomes of keeping time for urgent cases, and of ending it early. */
export function decideUrgentBlock(
  mutation: MutationOf<'urgentBlock.reserve'> | MutationOf<'urgentBlock.end'>,
  facts: Facts,
): Result<Effect, RefusalCode> {
  return mutation.name === 'urgentBlock.reserve' ? reserve(mutation, facts) : end(mutation, facts)
}

/**
 * Whether the agent keeps the time in which they did this for urgent cases, and the case is none. Judged by the moment
 * at which it was done, so that what was taken offline before a block still counts when it arrives during it.
 */
export const isKeptForUrgent = (
  mutation: Mutation,
  kase: Pick<CaseRecord, 'priority'>,
  { blocks = [] }: Pick<Facts, 'blocks'>,
): boolean => !mayOfferInBlocks(blocks, isUrgentCase(kase), correctedAt(mutation.stamp))

function reserve(
  { args: { block }, stamp }: MutationOf<'urgentBlock.reserve'>,
  { actor, find, blocks = [], shifts }: Facts,
): Result<Effect, RefusalCode> {
  if (block.userId !== actor.id) return refuse('forbidden')
  const known = find?.('urgentBlock', block.id) ?? null
  if (known !== null) return known.userId === actor.id ? ok({ noop: 'already_so' }) : refuse('forbidden')
  const at = correctedAt(stamp)
  const shift = shifts === undefined ? null : shiftOver(shifts, block.startsAt, at)
  if (shifts !== undefined && !planUrgentBlock(block, shift, blocks, at, DEFAULT_URGENT_BLOCK_POLICY).ok)
    return refuse('block_time')
  const zone = shift?.zone ?? block.zone
  const record: UrgentBlockRecord = {
    ...block,
    zone,
    reservedAt: at,
    endedAt: null,
    endedBecause: null,
    endedBy: null,
  }
  return ok({ also: [{ kind: 'urgentBlock', record }] })
}

function end(
  { args, stamp }: MutationOf<'urgentBlock.end'>,
  { actor, find, isLeadOf }: Facts,
): Result<Effect, RefusalCode> {
  const block = find?.('urgentBlock', args.blockId) ?? null
  // Its reservation was taken back or refused: there is nothing left to end.
  if (block === null) return ok({ noop: 'already_so' })
  const isOwn = block.userId === actor.id
  if (!isOwn && !isAllowed(actor.role, 'urgentBlock.endTeam')) return refuse('forbidden')
  if (!isOwn && isLeadOf?.(block.userId) === false) return refuse('forbidden')
  const at = correctedAt(stamp)
  if (urgentBlockPhase(block, at) === 'over') return ok({ noop: 'already_so' })
  const record: UrgentBlockRecord = {
    ...block,
    endedAt: at,
    endedBecause: isOwn ? args.because : 'lead',
    endedBy: { id: actor.id, name: actor.name },
  }
  return ok({ also: [{ kind: 'urgentBlock', record }] })
}
