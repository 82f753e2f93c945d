import { useEffect, useState } from 'react'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { QueueRow } from '../data/repository.ts'
import { useDeps } from '../deps/deps.ts'

/** The first screen comes first. */
const READ_AFTER_MS = 2_500
/** By then it is read; where it is not, less is gained. */
const DRAW_AFTER_MS = 1_000

/**
 * A case whose window is drawn once out of sight, before any is opened: the first one that the agent opens must not be the
 * one for which all its code is read. Null: not yet, or not any more.
 */
export function useWarmCase(rows: readonly QueueRow[] | undefined, isAnyOpen: boolean): CaseId | null {
  const { repository, timers } = useDeps()
  const [drawn, setDrawn] = useState<CaseId | null>(null)
  const [chosen, setChosen] = useState<CaseId | null>(null)
  const [hasOpened, setOpened] = useState(false)
  if (isAnyOpen && !hasOpened) setOpened(true)
  const first = rows?.[0]?.case.id
  // The rows come and go while the desk catches up; any of them will do.
  if (chosen === null && first !== undefined) setChosen(first)
  useEffect(() => {
    if (chosen === null || hasOpened) return
    let stop = timers.after(READ_AFTER_MS, () => {
      repository.fetchAhead(chosen)
      stop = timers.after(DRAW_AFTER_MS, () => setDrawn(chosen))
    })
    return () => stop()
  }, [chosen, hasOpened, repository, timers])
  return hasOpened || isAnyOpen ? null : drawn
}
