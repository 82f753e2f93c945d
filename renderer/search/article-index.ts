import MiniSearch from 'minisearch'
import type { ArticleId } from '../../domain/kernel/ids.ts'
import type { ArticleRecord } from '../../domain/knowledge/article.ts'
import { plainText } from './plain-text.ts'
import { splitWords } from './split-words.ts'

/** An article that was found. `terms`: what of it matches, as `splitWords` writes terms. */
export type ArticleHit = { articleId: ArticleId; terms: ReadonlySet<string> }

export type ArticleIndex = {
  /** Makes the index hold these articles. Reads only what is new or changed, a few at a time, so that no key waits. */
  take(articles: readonly ArticleRecord[]): Promise<void>
  /**
   * Best first. A word may be only begun; where nothing has the words as written, they may be mistyped. Where nothing has
   * all of them either, any will do, unless `wants` is "all".
   */
  find(query: string, wants?: 'all' | 'any'): ArticleHit[]
  /** Titles and tags that share words with what is said about a case, best first. Short words count for nothing. */
  suggest(about: string): ArticleHit[]
}

/** Articles that are read without a pause between them. */
const AT_ONCE = 20

/** How many letters of a word may be wrong. Two that changed places count as two. */
const mistyped = (term: string) => (term.length > 5 ? 2 : term.length > 3 ? 1 : false)

/** How near to the best suggestion another one has to come. */
const ENOUGH = 0.5

type Entry = { id: ArticleId; title: string; tags: string; text: string }

const hitOf = ({ id, terms }: { id: ArticleId; terms: string[] }): ArticleHit => ({
  articleId: id,
  terms: new Set(terms),
})

const entryOf = ({ id, title, tags, body }: ArticleRecord): Entry => ({
  id,
  title,
  tags: tags.join(' '),
  text: plainText(body),
})

export function makeArticleIndex(): ArticleIndex {
  const index = new MiniSearch<Entry>({
    fields: ['title', 'tags', 'text'],
    tokenize: (text) => splitWords(text).map((word) => word.term),
    processTerm: (term) => term,
    searchOptions: {
      boost: { title: 4, tags: 2 },
      prefix: (term) => term.length > 1 || term.codePointAt(0)! > 0x2e80,
      // A word as it was written counts for more than one that it only begins or resembles.
      weights: { prefix: 0.5, fuzzy: 0.25 },
    },
  })
  let held = new Map<ArticleId, ArticleRecord>()
  let taken = Promise.resolve()

  async function change(articles: readonly ArticleRecord[]): Promise<void> {
    const wanted = new Map(articles.map((article) => [article.id, article]))
    const isHeld = ({ id, version }: ArticleRecord) => held.get(id)?.version === version
    for (const [id, article] of held) if (!wanted.has(id) || !isHeld(wanted.get(id) ?? article)) index.discard(id)
    const added = articles.filter((article) => !isHeld(article))
    held = wanted
    await index.addAllAsync(added.map(entryOf), { chunkSize: AT_ONCE })
  }

  return {
    take: (articles) => (taken = taken.then(() => change(articles))),
    find(query, wants = 'any') {
      const asWritten = index.search(query, { combineWith: 'AND' })
      const resembling = asWritten.length > 0 ? asWritten : index.search(query, { combineWith: 'AND', fuzzy: mistyped })
      const isEnough = resembling.length > 0 || wants === 'all'
      const found = isEnough ? resembling : index.search(query, { fuzzy: mistyped })
      return found.map(hitOf)
    },
    suggest(about) {
      const telling = splitWords(about).filter(({ term }) => term.length > 3 || term.codePointAt(0)! > 0x2e80)
      if (telling.length === 0) return []
      const query = telling.map(({ term }) => term).join(' ')
      const found = index.search(query, { fields: ['title', 'tags'], prefix: false })
      // One word of many in common says little: only what comes near the best is worth a line.
      const best = found[0]?.score ?? 0
      return found.filter(({ score }) => score >= best * ENOUGH).map(hitOf)
    },
  }
}
