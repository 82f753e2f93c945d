import { useEffect, useMemo, useRef, useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { Doubt } from '../../../domain/replying/find-doubts.ts'
import { findDoubts } from '../../../domain/replying/find-doubts.ts'
import { useDeps } from '../../deps/deps.ts'
import { afterEdit } from './stretches.ts'

/** Length of a pause in typing after which the text is looked through. */
export const LOOK_AFTER_MS = 300

export type Looked = {
  /** In order of place, and where they stand in the text as it is now. */
  doubts: readonly Doubt[]
  /** Looks through the text now. */
  look(text: string): Promise<Doubt[]>
}

/** Holes and doubts of a reply: found at each pause in typing, carried along with the text in between. */
export function useDoubts(caseId: CaseId, text: string, isReply: boolean): Looked {
  const { repository, timers } = useDeps()
  const [found, setFound] = useState<{ text: string; doubts: Doubt[] }>({ text: '', doubts: [] })
  const newest = useRef(text)
  useEffect(() => {
    newest.current = text
  }, [text])

  const look = useMemo(
    () => async (of: string) => {
      const doubts = of.trim() === '' ? [] : findDoubts(of, await repository.replyFacts(caseId, of))
      // An answer about a text that is gone would mark the wrong words.
      if (newest.current === of) setFound({ text: of, doubts })
      return doubts
    },
    [repository, caseId],
  )

  useEffect(() => {
    if (!isReply) return
    // Where the local store does not answer, the desk says so; Send looks again.
    return timers.after(LOOK_AFTER_MS, () => void look(text).catch(() => undefined))
  }, [text, isReply, look, timers])

  const doubts = useMemo(() => (isReply ? afterEdit(found.doubts, found.text, text) : []), [found, text, isReply])
  return { doubts, look }
}
