import type { CaseId, MutationId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { DeskRepository } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'

/** What Next case remembers for as long as this desk is open. Nothing is drawn from it, so it is plain maps. */
type NextMemory = {
  /** When it last showed which case. */
  shownAt: Map<CaseId, EpochMs>
  /** The claims it made and has not heard of yet. */
  claims: Map<MutationId, CaseId>
  /** Cases that somebody else was faster to take. */
  lost: Set<CaseId>
}

// One for each open desk: whoever signs in next begins anew.
const memories = new WeakMap<DeskRepository, NextMemory>()

export function useNextMemory(): NextMemory {
  const { repository } = useDeps()
  const known = memories.get(repository) ?? { shownAt: new Map(), claims: new Map(), lost: new Set() }
  memories.set(repository, known)
  return known
}
