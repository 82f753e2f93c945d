import { useObservable } from 'dexie-react-hooks'
import { useEffect, useMemo, useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { CaseView, DeskRepository, Live } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import type { ArticleIndex } from '../../search/article-index.ts'
import { makeArticleIndex } from '../../search/article-index.ts'
import type { ShownArticle } from './order-articles.ts'
import { findInTitles, orderFound, orderUnasked, readUsed, USED_SETTING } from './order-articles.ts'

/** One index for each signed-in desk; it goes when the desk goes. */
const indices = new WeakMap<DeskRepository, { index: ArticleIndex; isRead: boolean }>()

const NO_CASE: Live<CaseView | null> = { subscribe: () => ({ unsubscribe: () => undefined }), getValue: () => null }

function indexOf(repository: DeskRepository) {
  let known = indices.get(repository)
  if (known === undefined) {
    known = { index: makeArticleIndex(), isRead: false }
    indices.set(repository, known)
  }
  return known
}

/** What the list shows for these words. Undefined: the first frame, before anything was read from the disk. */
export function useArticles(caseId: CaseId | null, query: string) {
  const { repository } = useDeps()
  const articles = useObservable(() => repository.articles(), [repository])
  const settings = useObservable(() => repository.settings(), [repository])
  const view = useObservable(() => (caseId === null ? NO_CASE : repository.case(caseId)), [repository, caseId])
  const known = indexOf(repository)
  const [reads, setReads] = useState(0)
  useEffect(() => {
    if (articles === undefined) return
    let isWanted = true
    void known.index.take(articles).then(() => {
      known.isRead = true
      if (isWanted) setReads((count) => count + 1)
    })
    return () => {
      isWanted = false
    }
  }, [articles, known])
  const usedIds = useMemo(() => readUsed(settings?.[USED_SETTING]), [settings])
  const reason = view?.case.reason ?? null
  const about = `${reason ?? ''} ${view?.case.subject ?? ''}`
  const shown = useMemo((): ShownArticle[] | undefined => {
    // `reads` says that the index holds something else than it did.
    void reads
    if (articles === undefined) return undefined
    if (query.trim() === '') return orderUnasked(articles, reason, known.index.suggest(about), usedIds)
    return known.isRead ? orderFound(articles, known.index.find(query)) : findInTitles(articles, query)
  }, [articles, query, reason, about, usedIds, known, reads])
  return { articles, shown, usedIds }
}
