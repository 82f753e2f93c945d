import { plainWord } from './words-of.ts'

/** The agent's setting that holds the words they added, one a line, oldest first. */
export const MY_WORDS_SETTING = 'spelling.words'
/** The agent's setting that turns spelling off. */
export const SPELLING_SETTING = 'spelling'
/** A setting holds 50 000 signs: so many words fit, however long. */
export const MOST_WORDS = 600
const LONGEST_WORD = 80

/** The words of the stored setting. Absent: none yet. */
export const readMyWords = (stored: string | undefined): string[] =>
  (stored ?? '').split('\n').filter((word) => word !== '')

/** The setting with one word more. Null: the list is full, or the word is too long to be one. */
export function withMyWord(stored: string | undefined, word: string): string | null {
  const words = readMyWords(stored)
  if (words.some((each) => plainWord(each) === plainWord(word))) return words.join('\n')
  return words.length >= MOST_WORDS || word.length > LONGEST_WORD ? null : [...words, word].join('\n')
}

/** The setting without a word. Null: none is left. */
export function withoutMyWord(stored: string | undefined, word: string): string | null {
  const left = readMyWords(stored).filter((each) => each !== word)
  return left.length === 0 ? null : left.join('\n')
}
