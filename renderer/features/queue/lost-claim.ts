import type { CaseId, MutationId } from '../../../domain/kernel/ids.ts'
import type { OutboxEntry } from '../../data/repository.ts'

/** Whether this is a claim of Next case that somebody else was faster with. */
export const isOwnClaim = (
  { mutation, state, refusal }: Pick<OutboxEntry, 'mutation' | 'state' | 'refusal'>,
  claims: ReadonlyMap<MutationId, CaseId>,
): boolean =>
  mutation.name === 'case.claim' && state === 'needs-you' && refusal === 'claimed' && claims.has(mutation.id)

/**
 * What becomes of it. next: the agent stands before it with nothing written, so the next case comes by itself. tell: they
 * have gone on to another one. leave: they have begun to write, so nothing is taken from under their hands.
 */
export function afterLostClaim({
  isOpen,
  hasBegun,
}: {
  isOpen: boolean
  hasBegun: boolean
}): 'next' | 'tell' | 'leave' {
  if (hasBegun) return 'leave'
  return isOpen ? 'next' : 'tell'
}
