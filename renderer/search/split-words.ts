/** One word of a text as it stands there, and as it is compared. Offsets in UTF-16 code units. */
export type Word = { from: number; to: number; term: string }

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu
/** Scripts that are written without spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u

// Finding the words of a script without spaces takes a dictionary; the browser has one for all of them.
const segmenter = new Intl.Segmenter('ja', { granularity: 'word' })

/** "Größe" and "GRÖSSE" are the same word, and so are "café" and "cafe". */
export const termOf = (word: string): string =>
  word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss')

/** Whether it is of a script that is written without spaces. */
export const isUnspaced = (term: string): boolean => UNSPACED.test(term)

/** The words of a text, in any script. */
export function splitWords(text: string): Word[] {
  const words: Word[] = []
  for (const found of text.matchAll(WORD)) {
    const run = found[0]
    if (!isUnspaced(run)) {
      words.push({ from: found.index, to: found.index + run.length, term: termOf(run) })
      continue
    }
    for (const { segment, index, isWordLike } of segmenter.segment(run)) {
      const from = found.index + index
      if (isWordLike === true) words.push({ from, to: from + segment.length, term: termOf(segment) })
    }
  }
  return words
}
