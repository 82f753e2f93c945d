import { useEffect, useRef, useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { SensitiveField } from '../../../domain/mutations/mutation.ts'
import { useDeps } from '../../deps/deps.ts'
import { useCommit } from './use-commit.ts'

/** So long something covered can be read before it covers itself again. */
export const REVEAL_MS = 30_000

/** What of a customer is uncovered now. Each look is written down first; without that nothing is shown. */
export function useReveal(caseId: CaseId) {
  const { timers } = useDeps()
  const { commit, refusal } = useCommit()
  const [shown, setShown] = useState<ReadonlySet<SensitiveField>>(new Set())
  const stops = useRef(new Map<SensitiveField, () => void>())
  useEffect(() => {
    const running = stops.current
    return () => {
      for (const stop of running.values()) stop()
      running.clear()
      // Whoever looks at another case and comes back finds it covered.
      setShown(new Set())
    }
  }, [caseId])

  async function reveal(field: SensitiveField): Promise<boolean> {
    if (!(await commit('case.reveal', { caseId, field }))) return false
    stops.current.get(field)?.()
    stops.current.set(
      field,
      timers.after(REVEAL_MS, () => setShown((known) => new Set([...known].filter((each) => each !== field)))),
    )
    setShown((known) => new Set([...known, field]))
    return true
  }
  return { shown, reveal, refusal }
}
