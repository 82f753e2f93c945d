import MiniSearch from 'minisearch'
import type { TemplateRecord } from '../../../domain/templates/template.ts'
import type { Finder } from './open-picker.ts'

const segmenter = new Intl.Segmenter('ja', { granularity: 'word' })
const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff]/
const words = (text: string): string[] => {
  const lower = text.toLowerCase()
  if (!UNSPACED.test(lower)) return lower.match(/[\p{L}\p{N}]+/gu) ?? []
  return [...segmenter.segment(lower)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []))
}

/** MiniSearch as its manual shows it, with a tokenizer that knows Chinese and Japanese. */
export const findByMiniSearch: Finder = (templates) => {
  const index = new MiniSearch<TemplateRecord>({
    fields: ['title', 'tags', 'body'],
    tokenize: words,
    processTerm: (term) => term,
    extractField: (template, field) => {
      if (field === 'id') return template.id
      if (field === 'title') return template.title
      return field === 'tags' ? template.tags.join(' ') : template.variants.map(({ body }) => body).join(' ')
    },
    searchOptions: { prefix: true, fuzzy: 0.2, combineWith: 'AND', boost: { title: 2 } },
  })
  index.addAll(templates)
  return (query) => index.search(query).map(({ id }) => id as string)
}
