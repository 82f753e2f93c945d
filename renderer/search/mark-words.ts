import type { MarkedPart } from '../deps/search-port.ts'
import { termsIn } from './pair-words.ts'
import { splitWords } from './split-words.ts'

/** How much of a text stands under its title, in UTF-16 code units. */
const SNIPPET = 180
/** How much of it may stand before the first hit. */
const LEAD = 40

/** Marks the words whose terms were found. Hits with nothing but spaces between them are one. */
export function markWords(text: string, terms: ReadonlySet<string>): MarkedPart[] {
  const parts: MarkedPart[] = []
  let done = 0
  for (const word of termsIn(text, terms)) {
    const between = text.slice(done, word.from)
    const last = parts.at(-1)
    if (last?.isHit === true && between.trim() === '') {
      last.text += between + text.slice(word.from, word.to)
    } else {
      if (between !== '') parts.push({ text: between, isHit: false })
      parts.push({ text: text.slice(word.from, word.to), isHit: true })
    }
    done = word.to
  }
  if (done < text.length) parts.push({ text: text.slice(done), isHit: false })
  return parts
}

/** A stretch of the text around what was found first, cut between words; from its beginning where nothing was found. */
export function snippetOf(text: string, terms: ReadonlySet<string>): string {
  const words = splitWords(text)
  const first = termsIn(text, terms)[0]?.from ?? 0
  const from = first <= LEAD ? 0 : (words.find((word) => word.from >= first - LEAD)?.from ?? 0)
  if (text.length - from <= SNIPPET) return (from === 0 ? '' : '… ') + text.slice(from)
  const to = words.findLast((word) => word.to <= from + SNIPPET)?.to ?? from + SNIPPET
  return `${from === 0 ? '' : '… '}${text.slice(from, to)} …`
}
