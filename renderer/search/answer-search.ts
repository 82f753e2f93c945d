import type { ArticleId, CaseId } from '../../domain/kernel/ids.ts'
import type { ArticleRecord } from '../../domain/knowledge/article.ts'
import type { SealedBox } from '../data/sealed-box.ts'
import { makeArticleIndex } from './article-index.ts'
import type { ConversationHit, SaidText } from './conversation-index.ts'
import { openConversations, readConversations } from './conversation-index.ts'

/** The key of the local store: the worker seals what it keeps as the store does. */
export type SearchKey = { profileId: string; keyId: string; key: Uint8Array<ArrayBuffer> }

/** What the page asks of the worker that holds the words of the desk. `open` comes first. */
export type SearchAsked = { id: number } & (
  | { what: 'open'; key: SearchKey }
  | { what: 'hold'; caseId: CaseId; messages: readonly SaidText[] }
  /** Everything but these cases has left the desk. */
  | { what: 'retain'; caseIds: readonly CaseId[] }
  | { what: 'drop'; caseId: CaseId }
  | { what: 'articles'; articles: readonly ArticleRecord[] }
  | { what: 'find'; query: string; most: { cases: number; articles: number } }
  | { what: 'save' }
)
export type SearchFound = {
  hits: ConversationHit[]
  /** Cases in all. */
  total: number
  articles: { articleId: ArticleId; terms: string[] }[]
  articleTotal: number
}
/** Of each question its answer. open: how many cases were kept; null: nothing of use. Absent: it was done. */
export type SearchAnswered = { id: number; kept?: number | null; found?: SearchFound; isFailed?: true }

/** Answers what is asked, one after the other. */
export function makeSearchAnswerer(
  openBox: (key: SearchKey) => Promise<SealedBox>,
  failed: (error: unknown) => void,
): (asked: SearchAsked) => Promise<SearchAnswered> {
  let conversations = openConversations()
  const articles = makeArticleIndex()
  let box: SealedBox | null = null
  let isSaved = false
  let turn: Promise<unknown> = Promise.resolve()

  async function answer(asked: SearchAsked): Promise<Omit<SearchAnswered, 'id'>> {
    switch (asked.what) {
      case 'open': {
        box = await openBox(asked.key)
        const kept = readConversations(await box.read())
        if (kept === null) return { kept: null }
        conversations = kept
        isSaved = true
        return { kept: kept.caseIds().length }
      }
      case 'hold':
        if (conversations.hold(asked.caseId, asked.messages)) isSaved = false
        return {}
      case 'retain': {
        const wanted = new Set(asked.caseIds)
        for (const caseId of conversations.caseIds())
          if (!wanted.has(caseId) && conversations.drop(caseId)) isSaved = false
        return {}
      }
      case 'drop':
        if (conversations.drop(asked.caseId)) isSaved = false
        return {}
      case 'articles':
        // Reads a few at a time; whoever asks meanwhile does not wait for the rest.
        articles.take(asked.articles).catch(failed)
        return {}
      case 'find': {
        const said = conversations.find(asked.query, asked.most.cases)
        const read = articles.find(asked.query, 'all')
        const most = read.slice(0, asked.most.articles)
        return {
          found: {
            ...said,
            articles: most.map(({ articleId, terms }) => ({ articleId, terms: [...terms] })),
            articleTotal: read.length,
          },
        }
      }
      case 'save':
        if (!isSaved && box !== null) isSaved = await box.write(conversations.toKept())
        return {}
    }
  }

  return (asked) => {
    const answered = turn
      .then(() => answer(asked))
      .then(
        (value): SearchAnswered => ({ ...value, id: asked.id }),
        (error): SearchAnswered => {
          failed(error)
          return { id: asked.id, isFailed: true }
        },
      )
    turn = answered
    return answered
  }
}
