import type { CaseId, TemplateId } from '../../domain/kernel/ids.ts'
import type { ArticleLink } from '../../domain/knowledge/article.ts'
import type { StagedAction } from '../../domain/replying/staged-action.ts'

/** What another part of the desk hands to the composer of a case. */
export type Piece = {
  /** Goes in at the caret, or is the whole text where nothing was written yet. Empty: nothing. */
  text: string
  /** reply or note. Absent: whichever the agent writes now. */
  mode?: 'reply' | 'note'
  actions?: StagedAction[]
  links?: ArticleLink[]
  templateIds?: TemplateId[]
  /** Where the text holds what placeholders brought. Offsets in UTF-16 code units. */
  filled?: { from: number; to: number }[]
}

/** The way from templates, guides and knowledge into the composer, which is a feature of its own. */
export type ComposerPort = {
  /** Hands it over and gives the composer the focus. False: the case has no composer on the screen. */
  insert(caseId: CaseId, piece: Piece): boolean
  /** The composer of the case takes pieces from now on. Returns the way to stop. */
  take(caseId: CaseId, taker: (piece: Piece) => void): () => void
}

export function makeComposerPort(): ComposerPort {
  const takers = new Map<CaseId, ((piece: Piece) => void)[]>()
  return {
    insert(caseId, piece) {
      const taker = takers.get(caseId)?.[0]
      taker?.(piece)
      return taker !== undefined
    },
    take(caseId, taker) {
      const list = takers.get(caseId) ?? []
      takers.set(caseId, list)
      list.unshift(taker)
      return () => void list.splice(list.indexOf(taker), 1)
    },
  }
}
