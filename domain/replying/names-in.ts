import { foldName, nameWords } from './name-words.ts'

/** Names in scripts without spaces are at most this long here: two or three signs each for family and given name. */
const LONGEST_JOINED = 4
/** Names from abroad are longer, and written in signs that little else is written in. */
const KATAKANA = /[\p{sc=Katakana}ー]{3,}/gu
/** A text of this many different words is a letter; beyond it names are looked for no further. */
const MOST_WORDS = 6_000

/**
 * Words of the text that may be names, folded as `foldName` does, to look other customers up by. Of scripts without
 * spaces every stretch of up to four signs, since nobody can say where a name begins.
 */
export function namesIn(text: string): string[] {
  const keys = new Set<string>()
  for (const word of nameWords(text)) {
    if (keys.size > MOST_WORDS) break
    if (!word.isJoined) {
      for (const key of word.keys) if (key.length > 1) keys.add(key)
      continue
    }
    for (const [name] of text.slice(word.from, word.to).matchAll(KATAKANA)) keys.add(foldName(name))
    const signs = Array.from(text.slice(word.from, word.to))
    for (let from = 0; from < signs.length; from++)
      for (let length = 1; length <= LONGEST_JOINED && from + length <= signs.length; length++)
        keys.add(foldName(signs.slice(from, from + length).join('')))
  }
  return [...keys]
}
