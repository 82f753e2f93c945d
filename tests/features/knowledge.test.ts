import { describe, expect, it } from 'vitest'
import type { ArticleId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { ArticleRecord } from '../../domain/knowledge/article.ts'
import { makeArticleIndex } from '../../renderer/search/article-index.ts'
import { markWords, snippetOf } from '../../renderer/search/mark-words.ts'
import {
  addUsed,
  findInTitles,
  orderFound,
  orderUnasked,
  readUsed,
} from '../../renderer/features/knowledge/order-articles.ts'
import { plainText } from '../../renderer/search/plain-text.ts'

const article = (id: string, more: Partial<ArticleRecord> = {}): ArticleRecord => ({
  id: id as ArticleId,
  title: id,
  body: '',
  version: 1,
  changedAt: 0 as EpochMs,
  changedBy: 'Returns policy',
  isInternal: false,
  url: `https://help.example/${id}`,
  tags: [],
  ...more,
})
const articles = [
  article('late', {
    title: 'Late parcel: when to search, when to refund',
    body: 'No scan for **3 working days**.',
    version: 14,
  }),
  article('lost', { title: 'Lost card', body: 'A parcel may hold a gift card.', tags: ['late-parcel'] }),
  article('wash', { title: 'Washing cushions', body: 'Café colours fade. Größe 40.' }),
  article('ja', { title: '返品の手続き', body: '商品を三十日以内に返品できます。' }),
]
const found = async (query: string, all = articles) => {
  const index = makeArticleIndex()
  await index.take(all)
  return orderFound(all, index.find(query)).map((shown) => shown.article.id)
}

describe('an agent who searches the knowledge', () => {
  it('finds by a begun word, and titles before texts', async () => {
    expect(await found('parc')).toEqual(['late', 'lost'])
  })
  it('finds in spite of a mistyped letter [C33]', async () => {
    expect(await found('refnud')).toEqual(['late'])
    expect(await found('parcle search')).toEqual(['late'])
  })
  it('finds whatever the accents and capitals', async () => {
    expect(await found('CAFE')).toEqual(['wash'])
    expect(await found('grösse')).toEqual(['wash'])
  })
  it('finds words of a script without spaces', async () => {
    expect(await found('返品')).toEqual(['ja'])
    expect(await found('三十')).toEqual(['ja'])
  })
  it('asks for all words, and for any only where none holds all', async () => {
    expect(await found('parcel card')).toEqual(['lost'])
    expect(await found('cushions refund')).toEqual(expect.arrayContaining(['wash', 'late']))
  })
  it('finds a changed article by what it says now, and no longer by what it said', async () => {
    const index = makeArticleIndex()
    await index.take(articles)
    await index.take([...articles.slice(0, 2), article('wash', { title: 'Drying cushions', body: '', version: 2 })])
    expect(index.find('drying').map((hit) => hit.articleId)).toEqual(['wash'])
    expect(index.find('washing')).toEqual([])
    expect(index.find('返品')).toEqual([])
  })
  it('is offered titles and tags that share a telling word with the case', async () => {
    const index = makeArticleIndex()
    await index.take(articles)
    const offered = (about: string) => index.suggest(about).map((hit) => hit.articleId)
    expect(offered('card Where is it to be')).toEqual(['lost'])
    // "parcel" and "late" stand in both, but "refund" makes one of them twice as near.
    expect(offered('late-parcel, when refund and search')).toEqual(['late'])
    expect(offered('No scan, to be had')).toEqual([])
    expect(offered('返品')).toEqual(['ja'])
  })
  it('sees titles before the index has read a word', () => {
    expect(findInTitles(articles, 'sea par').map((shown) => shown.article.id)).toEqual(['late'])
    expect(findInTitles(articles, 'lost par')).toEqual([])
    expect(findInTitles(articles, ' ')).toEqual([])
  })
})

describe('an agent who has typed nothing', () => {
  it('sees what carries the reason, then what its words find, then what was used, each once', () => {
    const hits = [{ articleId: 'late' as ArticleId, terms: new Set<string>() }]
    const shown = orderUnasked(articles, 'late-parcel', hits, ['late', 'wash', 'gone'])
    expect(shown.map(({ article: { id }, why }) => `${id} ${why}`)).toEqual(['lost case', 'late case', 'wash used'])
  })
  it('has the last used first', () => {
    expect(readUsed(addUsed(['late', 'wash'], 'wash' as ArticleId))).toEqual(['wash', 'late'])
    expect(readUsed(undefined)).toEqual([])
    expect(readUsed('{')).toEqual([])
  })
})

describe('the words that were found', () => {
  const marked = (text: string, ...terms: string[]) =>
    markWords(text, new Set(terms))
      .map((part) => (part.isHit ? `<${part.text}>` : part.text))
      .join('')
  it('are marked as they stand there', () => {
    expect(marked('Late parcel: Größe', 'late', 'parcel', 'grosse')).toBe('<Late parcel>: <Größe>')
    expect(marked('手続きと返品', '返品')).toBe('手続きと<返品>')
    expect(marked('None', 'late')).toBe('None')
  })
  it('stand in the lines under the title, cut between words', () => {
    const text = `${'Before it. '.repeat(30)}The refund goes out. ${'After it. '.repeat(40)}`
    const snippet = snippetOf(text, new Set(['refund']))
    expect(snippet).toMatch(/^… (Before|it)\b.*The refund goes out\..*(After|it) …$/)
    expect(snippet.length).toBeLessThan(200)
    expect(snippetOf('Short.', new Set())).toBe('Short.')
  })
  it('are read without the signs of Markdown', () => {
    expect(
      plainText('# Late\n\n- **3 days**, see [search](https://x.example/a)\n\n| A | B |\n|---|:-:|\n| 1 | 2 |'),
    ).toBe('Late 3 days , see search A B 1 2')
  })
})
