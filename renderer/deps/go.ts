import { createContext, useContext } from 'react'
import type { ArticleId, CaseId, MessageId } from '../../domain/kernel/ids.ts'

/** The tools beside an open case. */
export const SIDE_TABS = ['customer', 'knowledge', 'guide', 'history'] as const
export type SideTab = (typeof SIDE_TABS)[number]

/** A form that stands over the desk until it is settled. */
export type Asking =
  | { form: 'skip'; caseId: CaseId }
  | { form: 'escalate'; caseId: CaseId }
  | { form: 'promise'; caseId: CaseId }
  | { form: 'merge'; caseId: CaseId }
  | { form: 'wrap-up'; caseId: CaseId }
  | { form: 'new-case' }
  | { form: 'urgent' }

/** Ways about the desk, for features that do not know each other. */
export type Go = {
  /** Opens it at a message, which takes the focus; absent: where the agent goes on writing. */
  openCase(id: CaseId, at?: MessageId): void
  closeCase(id: CaseId): void
  showSide(tab: SideTab): void
  /** Opens an article for reading beside the open case, or where none is open in its place. */
  readArticle(id: ArticleId): void
  showOutbox(): void
  showPromises(): void
  /** Opens a form; null closes it. */
  ask(asking: Asking | null): void
}

const GoContext = createContext<Go | null>(null)
export const GoProvider = GoContext.Provider

/** Throws outside the shell: that is a bug. */
export function useGo(): Go {
  const go = useContext(GoContext)
  if (go === null) throw new Error('useGo outside of GoProvider')
  return go
}
