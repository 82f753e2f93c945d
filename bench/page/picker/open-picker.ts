import type { TemplateRecord } from '../../../domain/templates/template.ts'
import type { PickerQuery } from '../../dataset/make-templates.ts'
import { makeQueries, makeTemplates, TEMPLATES } from '../../dataset/make-templates.ts'
import { findByMiniSearch } from './mini-search.ts'
import { findByOurs } from './ours.ts'
import { findByUfuzzy } from './ufuzzy.ts'

/** Makes the index over the templates. The answer finds: ids, best first. */
export type Finder = (templates: readonly TemplateRecord[]) => (query: string) => string[]

const FINDERS = { ours: findByOurs, minisearch: findByMiniSearch, ufuzzy: findByUfuzzy } satisfies Record<
  string,
  Finder
>
export type FinderName = keyof typeof FINDERS

const LOOKED_AT = 20
/** One in so many queries is asked before. */
const WARM_UP_EVERY = 5

export type Picked = {
  buildMs: number
  /** For each query. */
  ms: number[]
  kinds: PickerQuery['kind'][]
  /** Whether what was wanted is among the first 20. */
  found: boolean[]
}

let prepared: { templates: readonly TemplateRecord[]; queries: readonly PickerQuery[] } | null = null

/** One finder over the same templates and queries, some asked to warm up, then all for the times. */
export function openPicker(name: FinderName): Picked {
  const made = prepared?.templates ?? makeTemplates(TEMPLATES)
  prepared ??= { templates: made, queries: makeQueries(made) }
  const { templates, queries } = prepared
  const texts = new Map(
    templates.map(({ id, title, tags, variants }) => [
      id as string,
      [title, ...tags, ...variants.map(({ body }) => body)].join('\n').toLowerCase(),
    ]),
  )
  const from = performance.now()
  const find = FINDERS[name](templates)
  const buildMs = performance.now() - from
  for (const { query } of queries.filter((_, at) => at % WARM_UP_EVERY === 0)) find(query)
  const ms: number[] = []
  const found = queries.map(({ query, wanted }) => {
    const begin = performance.now()
    const ids = find(query)
    ms.push(performance.now() - begin)
    return ids.slice(0, LOOKED_AT).some((id) => texts.get(id)?.includes(wanted))
  })
  return { buildMs, ms, kinds: queries.map(({ kind }) => kind), found }
}
