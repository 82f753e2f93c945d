import { useEffect, useState, useSyncExternalStore } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { useDeps } from '../../deps/deps.ts'
import type { DraftKeeper, DraftState } from './draft-keeper.ts'
import { keepDraft } from './draft-keeper.ts'

/**
 * The draft of one case for as long as its composer is shown; the composer is keyed by the case. `storeMark` changes
 * whenever text may have come back to the stored draft.
 */
export function useDraft(caseId: CaseId, storeMark: string): [DraftKeeper, DraftState] {
  const { repository, timers, now } = useDeps()
  const [keeper] = useState(() => keepDraft({ caseId, repository, timers, now }))
  const state = useSyncExternalStore(keeper.subscribe, keeper.getState)

  useEffect(() => {
    void keeper.reload()
  }, [keeper, storeMark])

  useEffect(() => {
    const save = () => void keeper.flush()
    document.addEventListener('visibilitychange', save)
    window.addEventListener('pagehide', save)
    return () => {
      document.removeEventListener('visibilitychange', save)
      window.removeEventListener('pagehide', save)
      // The agent went to another case: the 300 ms are not waited for.
      save()
    }
  }, [keeper])

  return [keeper, state]
}
