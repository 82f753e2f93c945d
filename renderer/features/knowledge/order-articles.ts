import type { ArticleId } from '../../../domain/kernel/ids.ts'
import type { ArticleRecord } from '../../../domain/knowledge/article.ts'
import type { ArticleHit } from '../../search/article-index.ts'
import { splitWords } from '../../search/split-words.ts'

/** Why an article stands in the list: it was searched for, it fits the case, or it was used lately. */
export type ShownArticle = { article: ArticleRecord; why: 'found' | 'case' | 'used'; terms: ReadonlySet<string> }

/** More than anyone reads through; one word more finds it sooner. */
export const MOST_SHOWN = 50
const MOST_FITTING = 6
const NO_TERMS: ReadonlySet<string> = new Set()

/** What was found, best first. */
export function orderFound(articles: readonly ArticleRecord[], hits: readonly ArticleHit[]): ShownArticle[] {
  const byId = new Map(articles.map((article) => [article.id, article]))
  return hits.flatMap(({ articleId, terms }) => {
    const article = byId.get(articleId)
    return article === undefined ? [] : [{ article, why: 'found' as const, terms }]
  })
}

/** Until the index has read everything: articles whose title begins each of the words, by title. */
export function findInTitles(articles: readonly ArticleRecord[], query: string): ShownArticle[] {
  const asked = splitWords(query).map((word) => word.term)
  return articles
    .flatMap((article) => {
      const terms = splitWords(article.title).map((word) => word.term)
      const matched = terms.filter((term) => asked.some((begun) => term.startsWith(begun)))
      const isAll = asked.length > 0 && asked.every((begun) => matched.some((term) => term.startsWith(begun)))
      return isAll ? [{ article, why: 'found' as const, terms: new Set(matched) }] : []
    })
    .sort((a, b) => a.article.title.localeCompare(b.article.title))
}

/**
 * What is shown before anything is typed: articles that carry the case's reason as a tag, then those that share words
 * with it, then what this agent used last.
 */
export function orderUnasked(
  articles: readonly ArticleRecord[],
  reason: string | null,
  hits: readonly ArticleHit[],
  usedIds: readonly string[],
): ShownArticle[] {
  const tagged = articles.filter((article) => reason !== null && article.tags.includes(reason))
  const fitting = [...tagged, ...orderFound(articles, hits).map((shown) => shown.article)]
  const byId = new Map<string, ArticleRecord>(articles.map((article) => [article.id, article]))
  const used = usedIds.flatMap((id) => byId.get(id) ?? [])
  const shown = new Map<ArticleId, ShownArticle>()
  for (const article of new Set(fitting)) {
    if (shown.size === MOST_FITTING) break
    shown.set(article.id, { article, why: 'case', terms: NO_TERMS })
  }
  for (const article of used)
    if (!shown.has(article.id)) shown.set(article.id, { article, why: 'used', terms: NO_TERMS })
  return [...shown.values()]
}

/** How many are remembered as used. */
const MOST_USED = 20
/** The setting that keeps them, newest first. */
export const USED_SETTING = 'knowledge.used'

/** The ids that the setting holds; what it cannot read counts as none. */
export function readUsed(setting: string | undefined): string[] {
  try {
    const ids: unknown = JSON.parse(setting ?? '[]')
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

/** The setting after one more use. */
export const addUsed = (usedIds: readonly string[], id: ArticleId): string =>
  JSON.stringify([id, ...usedIds.filter((each) => each !== id)].slice(0, MOST_USED))
