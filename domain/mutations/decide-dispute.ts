import type { DisputeRecord } from '../agent-time/dispute.ts'
import { checkCorrection } from '../agent-time/correct-interval.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import { correctedAt } from '../kernel/time.ts'
import type { Effect, Facts, RefusalCode } from './decide.ts'
import type { MutationOf } from './mutation.ts'

/** What becomes of contesting a stretch of one's own time, and of a lead's word about it. */
export function decideDispute(
  mutation: MutationOf<'interval.contest'> | MutationOf<'interval.decide'>,
  facts: Facts,
): Result<Effect, RefusalCode> {
  return mutation.name === 'interval.contest' ? contest(mutation, facts) : settle(mutation, facts)
}

function contest(
  { args }: MutationOf<'interval.contest'>,
  { actor, find, contested }: Facts,
): Result<Effect, RefusalCode> {
  const dispute: DisputeRecord = { ...args.dispute, decision: null }
  if (dispute.userId !== actor.id) return refuse('forbidden')
  if (dispute.words.trim() === '') return refuse('validation')
  const known = find?.('dispute', dispute.id) ?? null
  if (known !== null) return known.userId === actor.id ? ok({ noop: 'already_so' }) : refuse('forbidden')
  const interval = find?.('interval', dispute.intervalId) ?? null
  // The entry travels before it in the same lane; without it there is nothing to contest.
  if (interval === null) return refuse('dependency')
  if (interval.userId !== actor.id) return refuse('forbidden')
  if (interval.endedAt === null || contested?.isCorrected === true) return refuse('validation')
  return contested?.isOpen === true ? refuse('contested') : ok({ also: [{ kind: 'dispute', record: dispute }] })
}

function settle(
  { args, stamp }: MutationOf<'interval.decide'>,
  { actor, find, isLeadOf }: Facts,
): Result<Effect, RefusalCode> {
  const { disputeId, isAccepted, words, corrections } = args
  const dispute = find?.('dispute', disputeId) ?? null
  // Nobody decides about their own time, not even a lead.
  if (dispute === null || dispute.userId === actor.id) return refuse('forbidden')
  if (isLeadOf?.(dispute.userId) === false) return refuse('forbidden')
  if (dispute.decision !== null) return refuse('decided')
  if (words.trim() === '') return refuse('validation')
  if (!isAccepted && corrections.length > 0) return refuse('validation')
  if (isAccepted) {
    // Asked first: without it the entry may not even have been looked up.
    if (corrections.length === 0 || corrections.some(({ replaces }) => replaces !== dispute.intervalId))
      return refuse('validation')
    const interval = find?.('interval', dispute.intervalId) ?? null
    if (interval === null) return refuse('dependency')
    if (!checkCorrection(interval, corrections).ok) return refuse('validation')
    if (corrections.some(({ id }) => (find?.('interval', id) ?? null) !== null)) return refuse('validation')
  }
  const decision: DisputeRecord['decision'] = {
    by: { id: actor.id, name: actor.name },
    at: correctedAt(stamp),
    isAccepted,
    words,
    correctionIds: corrections.map(({ id }) => id),
  }
  return ok({
    also: [
      { kind: 'dispute', record: { ...dispute, decision } },
      ...corrections.map((record) => ({ kind: 'interval' as const, record })),
    ],
  })
}
