import type { Word } from './split-words.ts'
import { isUnspaced, splitWords } from './split-words.ts'

/**
 * Where one word of a script without spaces ends depends on what stands around it: 退货 is one word, and 退|货运费 in a
 * sentence. So beside the words each two signs that stand together are a term too.
 */
function pairsOf(words: readonly Word[]): Word[] {
  const signs = words.filter(({ term }) => isUnspaced(term)).flatMap(signsOf)
  return signs.flatMap((sign, at) => {
    const next = signs[at + 1]
    return next?.from === sign.to ? [{ from: sign.from, to: next.to, term: sign.term + next.term }] : []
  })
}

/** A word's signs, each at its place. One word where they cannot be told apart any more. */
function signsOf(word: Word): Word[] {
  const signs = Array.from(word.term)
  if (signs.length !== word.to - word.from) return [word]
  return signs.map((term, at) => ({ from: word.from + at, to: word.from + at + 1, term }))
}

/** The terms of a text that is to be found: its words and, in scripts without spaces, its pairs of signs. */
export function heldTerms(text: string): string[] {
  const words = splitWords(text)
  const pairs = pairsOf(words).filter(({ from, to }) => !words.some((word) => word.from === from && word.to === to))
  return [...words, ...pairs].map(({ term }) => term)
}

/** What a query asks for: its words, and of single signs in a row the pairs they make. */
export function askedTerms(query: string): string[] {
  const words = splitWords(query)
  const isSingle = ({ term }: Word) => isUnspaced(term) && Array.from(term).length === 1
  const terms: string[] = []
  words.forEach((word, at) => {
    const touches = (other: Word | undefined, isBefore: boolean) =>
      other !== undefined && isUnspaced(other.term) && (isBefore ? other.to === word.from : word.to === other.from)
    const next = words[at + 1]
    const [before, after] = [touches(words[at - 1], true), touches(next, false)]
    if (!isSingle(word) || (!before && !after)) terms.push(word.term)
    else if (after && next !== undefined) terms.push(word.term + (Array.from(next.term)[0] ?? ''))
    else terms.push((Array.from(words[at - 1]?.term ?? '').at(-1) ?? '') + word.term)
  })
  return [...new Set(terms)]
}

/** Where the terms stand in a text, first to last, none over another. */
export function termsIn(text: string, terms: ReadonlySet<string>): Word[] {
  const words = splitWords(text)
  const isPaired = [...terms].some(isUnspaced)
  const hits = [...words, ...(isPaired ? pairsOf(words) : [])].filter(({ term }) => terms.has(term))
  const places: Word[] = []
  for (const hit of hits.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = places.at(-1)
    if (last === undefined || hit.from >= last.to) places.push(hit)
    else if (hit.to > last.to) last.to = hit.to
  }
  return places
}
