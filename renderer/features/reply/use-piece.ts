import type { RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { Piece } from '../../deps/composer-port.ts'
import { useDeps } from '../../deps/deps.ts'
import type { DraftKeeper } from './draft-keeper.ts'
import { joinMore } from './draft-more.ts'
import type { Mode } from './draft-text.ts'
import { insertText } from './select-stretch.ts'

type Areas = Record<Mode, RefObject<HTMLTextAreaElement | null>>

/** Takes in what templates, guides and knowledge hand over. Returns the way in for those inside the composer. */
export function usePiece(caseId: CaseId, keeper: DraftKeeper, areas: Areas): (piece: Piece) => void {
  const { composer } = useDeps()
  /** Wait for their text area to be on the screen. */
  const waiting = useRef<Piece[]>([])
  const [, paint] = useState(0)
  const take = (piece: Piece) => {
    if (piece.mode !== undefined) keeper.setMode(piece.mode)
    waiting.current.push(piece)
    paint((count) => count + 1)
  }

  useEffect(() => composer.take(caseId, take))
  useEffect(() => {
    const area = areas[keeper.getState().mode].current
    if (area === null || waiting.current.length === 0) return
    const pieces = waiting.current.splice(0)
    // Once React has finished: inside its own work it would set the text area back, and the area's undo would be lost.
    queueMicrotask(() => {
      for (const piece of pieces) putIn(area, piece, keeper)
    })
  })

  return take
}

/** Puts the piece at the caret, or in place of nothing but white space. */
function putIn(area: HTMLTextAreaElement, piece: Piece, keeper: DraftKeeper): void {
  const { mode, texts } = keeper.getState()
  const text = texts[mode]
  const isBlank = text.trim() === ''
  const from = isBlank ? 0 : area.selectionStart
  const to = isBlank ? text.length : area.selectionEnd
  area.focus()
  if (piece.text !== '') {
    area.setSelectionRange(from, to)
    // Where the focus went elsewhere (another tab of the desk is in front), the words must not land there.
    const isHere = document.activeElement === area
    if (!isHere || !insertText(area, piece.text)) keeper.write(text.slice(0, from) + piece.text + text.slice(to))
  }
  const filled = (piece.filled ?? []).map((each) => ({ from: each.from + from, to: each.to + from }))
  const { actions = [], links = [], templateIds = [] } = piece
  const isMore = actions.length + links.length + templateIds.length + filled.length > 0
  if (isMore && mode === 'reply')
    keeper.setMore(joinMore(keeper.getState().more, { actions, links, templateIds, filled }))
}
