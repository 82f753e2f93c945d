import type { RefObject } from 'react'
import { useEffect, useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { Doubt } from '../../../domain/replying/find-doubts.ts'
import { useCommand } from '../../kit/use-command.ts'
import { insertText, selectStretch } from './select-stretch.ts'
import { stretchFrom } from './stretches.ts'
import { useDoubts } from './use-doubts.ts'

type Writing = {
  caseId: CaseId
  text: string
  isReply: boolean
  isActive: boolean
  area: RefObject<HTMLTextAreaElement | null>
}

/** Holes and doubts of the reply, the ways between them, and the one that held up Send. */
export function useHoles({ caseId, text, isReply, isActive, area }: Writing) {
  const { doubts, look } = useDoubts(caseId, text, isReply)
  const [heldUp, setHeldUp] = useState<Doubt | null>(null)

  function jump(step: 1 | -1): boolean {
    const at = area.current
    if (!isReply || at === null) return false
    const next = stretchFrom(doubts, at.selectionStart, at.selectionEnd, step)
    if (next !== null) selectStretch(at, next)
    return next !== null
  }
  function takeMeant({ from, to, meant }: Doubt): void {
    if (area.current === null || meant === null) return
    selectStretch(area.current, { from, to })
    insertText(area.current, meant)
    setHeldUp(null)
  }
  // Only when the line that names it stands is it known how much of the text is in sight.
  useEffect(() => {
    if (heldUp !== null && area.current !== null) selectStretch(area.current, heldUp)
  }, [heldUp, area])
  useCommand('composer.nextHole', () => (isActive ? jump(1) : false))
  useCommand('composer.previousHole', () => (isActive ? jump(-1) : false))
  useCommand('composer.takeSuggestion', () => {
    const box = area.current
    if (!isActive || !isReply || box === null || document.activeElement !== box) return false
    const at = doubts.find(({ from, to }) => from <= box.selectionEnd && box.selectionStart <= to)
    if (at === undefined || at.meant === null) return false
    takeMeant(at)
  })

  return {
    doubts,
    look,
    jump,
    takeMeant,
    /** The one that Send named, for as long as it stands there. */
    heldUp: heldUp && (doubts.find((each) => each.text === heldUp.text && each.kind === heldUp.kind) ?? null),
    /** Null: Send is tried again. */
    holdUp: setHeldUp,
  }
}
