import { useEffect } from 'react'
import { create } from 'zustand'
import type { CaseId } from '../../../domain/kernel/ids.ts'

type Replying = { cases: ReadonlySet<CaseId>; set(caseId: CaseId, isReplying: boolean): void }

/** Cases in which this agent has written to the customer since the composer was opened. Dies with the window. */
const useReplying = create<Replying>()((set) => ({
  cases: new Set(),
  set: (caseId, isReplying) =>
    set(({ cases }) => {
      if (cases.has(caseId) === isReplying) return {}
      const next = new Set(cases)
      if (isReplying) next.add(caseId)
      else next.delete(caseId)
      return { cases: next }
    }),
}))

/** Whether this agent is writing to the customer of the case just now; colleagues see it. */
export const useIsReplying = (caseId: CaseId | null): boolean =>
  useReplying(({ cases }) => caseId !== null && cases.has(caseId))

/** Says so while `isWriting`, and takes it back when the composer goes. */
export function useSayReplying(caseId: CaseId, isWriting: boolean): void {
  const set = useReplying((state) => state.set)
  useEffect(() => {
    set(caseId, isWriting)
    return () => set(caseId, false)
  }, [set, caseId, isWriting])
}
