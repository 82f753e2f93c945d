import type { Token } from 'liquidjs'
import { TokenKind, Tokenizer } from 'liquidjs'

/** Filters that the renderer adds to each output: see `render.ts`. */
export const NEED = 'evenkeel_need'
export const MARK = 'evenkeel_mark'

type Output = Token & { contentRange: [number, number] }
const isOutput = (token: Token): token is Output => token.kind === TokenKind.Output

/**
 * Rewrites `{{ customer.name | upcase }}` to `{{ customer.name | need | upcase | mark: "customer.name" }}`, so that the
 * renderer learns where each value came to stand and which was missing. An output that names its own `default` may be
 * empty. Throws what the parser throws.
 */
export function markOutputs(source: string): string {
  let marked = ''
  let done = 0
  for (const token of new Tokenizer(source).readTopLevelTokens()) {
    if (!isOutput(token)) continue
    const [from, to] = token.contentRange
    const content = source.slice(from, to)
    const value = new Tokenizer(content).readFilteredValue()
    const firstFilter = value.filters[0]
    const head = firstFilter === undefined ? content : content.slice(0, content.lastIndexOf('|', firstFilter.begin))
    const path = head.trim()
    const named = JSON.stringify(path.replace(/["\\\n]/g, ' '))
    const rest = content.slice(head.length)
    const need = value.filters.some(({ name }) => name === 'default') ? '' : ` | ${NEED}`
    marked += `${source.slice(done, from)} ${path}${need} ${rest} | ${MARK}: ${named} `
    done = to
  }
  return marked + source.slice(done)
}
