import MiniSearch from 'minisearch'
import type { TemplateId } from '../../../domain/kernel/ids.ts'
import type { TemplateRecord } from '../../../domain/templates/template.ts'
import { splitWords } from '../../search/split-words.ts'

/** What of a template was found, by which of its words. */
export type Found = { id: TemplateId; score: number; titleTerms: string[]; tagTerms: string[]; bodyTerms: string[] }

export type TemplateIndex = {
  /** All that hold each word of the query, or its beginning, or one a slip away; best first. */
  find(query: string): Found[]
  /** Those that share most with a query that finds nothing. */
  nearest(query: string): Found[]
}

const LIQUID = /\{\{[^}]*\}\}|\{%[^%]*%\}/g
/** What a text says without its placeholders. */
export const proseOf = (body: string): string => body.replace(LIQUID, ' ').replace(/\s+/g, ' ').trim()

const inField = (match: Record<string, string[]>, field: string): string[] =>
  Object.keys(match).filter((term) => match[term]?.includes(field))

/** Looks at its words only when it is asked for them: a common word finds a thousand templates, of which few are shown. */
class FoundBy implements Found {
  readonly id: TemplateId
  readonly score: number
  private readonly match: Record<string, string[]>
  constructor(id: TemplateId, score: number, match: Record<string, string[]>) {
    this.id = id
    this.score = score
    this.match = match
  }
  get titleTerms() {
    return inField(this.match, 'title')
  }
  get tagTerms() {
    return inField(this.match, 'tags')
  }
  get bodyTerms() {
    return inField(this.match, 'body')
  }
}

const terms = (text: string): string[] => splitWords(text).map(({ term }) => term)
const FIELDS = ['title', 'tags', 'body']

/** A search over templates that takes them in piece by piece: 2,000 at once would hold up a key press. */
export function indexTemplates(
  templates: readonly TemplateRecord[],
): TemplateIndex & { takeIn(count: number): boolean } {
  const index = new MiniSearch<TemplateRecord>({
    fields: FIELDS,
    tokenize: terms,
    processTerm: (term) => term,
    extractField: (template, field) => {
      if (field === 'id') return template.id
      if (field === 'title') return template.title
      if (field === 'tags') return template.tags.join(' ')
      return template.variants.map(({ body }) => proseOf(body)).join(' ')
    },
    searchOptions: { boost: { title: 4, tags: 3 }, prefix: true },
  })
  let taken = 0
  const takeIn = (count: number): boolean => {
    index.addAll(templates.slice(taken, taken + count))
    taken = Math.min(taken + count, templates.length)
    return taken < templates.length
  }
  const search = (query: string, fuzzy: number, combineWith: 'AND' | 'OR'): Found[] => {
    // Whoever asks before the last piece waits for the rest rather than miss one.
    takeIn(templates.length)
    return index
      .search(query, { fuzzy: (term) => (term.length > 3 ? fuzzy : false), combineWith, maxFuzzy: 3 })
      .map(({ id, score, match }) => new FoundBy(id, score, match))
  }
  return {
    takeIn,
    find: (query) => search(query, 0.25, 'AND'),
    nearest: (query) => search(query, 0.5, 'OR'),
  }
}

const built = new WeakMap<readonly TemplateRecord[], ReturnType<typeof indexTemplates>>()

/** The index of a list that stays the same object until a template changes. */
export function indexOf(templates: readonly TemplateRecord[]): ReturnType<typeof indexTemplates> {
  const index = built.get(templates) ?? indexTemplates(templates)
  built.set(templates, index)
  return index
}
