import UFuzzy from '@leeoniya/ufuzzy'
import type { Finder } from './open-picker.ts'

/** uFuzzy over one line for each template; it allows one slip in a word. */
export const findByUfuzzy: Finder = (templates) => {
  const lines = templates.map(({ title, tags, variants }) =>
    [title, ...tags, ...variants.map(({ body }) => body)].join(' '),
  )
  const finder = new UFuzzy({ intraMode: 1 })
  return (query) => {
    const [found, info, order] = finder.search(lines, query, 1, 1_000)
    const places = info !== null && order !== null ? order.map((at) => info.idx[at]) : (found ?? [])
    return places.flatMap((at) => (at === undefined ? [] : [templates[at]?.id ?? '']))
  }
}
