import { languageOf } from '../../domain/languages/language-of.ts'
import { readLetterRanges } from '../../domain/languages/letter-ranges.ts'
import type { Timers } from '../deps/deps.ts'

/** Of `--font-ui` (renderer/styles/scripts.css), what stands before the family of which others have some letters, too. */
const FAMILIES =
  '"IBM Plex Sans", "IBM Plex Sans Arabic", "IBM Plex Sans JP", "IBM Plex Sans Devanagari", "IBM Plex Sans Hebrew", "IBM Plex Sans KR"'
const LAST_FAMILY = '"Noto Sans SC"'
/** Most texts have none, which is seen without a look at each letter. */
const BEYOND_LATIN = /[\u0100-\u{10FFFF}]/gu
/** What is to be shown waits no longer for its letters. */
const WAITED_AT_MOST_MS = 200

/** Each once; of what is marked as Chinese (`:lang(zh)`) by themselves, for that has the last family first. */
export type Missing = { chinese: string; others: string }

/** What letters are drawn with, beyond Latin. */
export type Letters = {
  /** Those of these texts that have not been fetched yet. Null: none. */
  missing(texts: readonly string[]): Missing | null
  /** Resolves when they can be drawn, or what they are drawn with is not to be had: then that is told of when they are drawn. */
  fetch(missing: Missing): Promise<void>
  /** Fetches what is missing. Resolves when the texts can be drawn, or have waited long enough. Null: they can be drawn already. */
  come(texts: readonly string[]): Promise<void> | null
}

/**
 * Fetches what the letters of a text that is about to be shown are drawn with. Fetched only when it is laid out, it would be laid out
 * twice, the first time with whatever the system has: that alone took a tenth of a second for a thread in Chinese. And until the last
 * of them is there Chromium draws nothing in that style at all, whatever its letters.
 */
export function openLetters(fonts: Pick<FontFaceSet, 'load'>, after: Timers['after']): Letters {
  const fetched = { chinese: new Set<string>(), others: new Set<string>() }

  async function fetchOthers(letters: string): Promise<void> {
    if (letters === '') return
    const faces = await fonts.load(`1em ${FAMILIES}`, letters)
    const ranges = faces.flatMap(({ unicodeRange }) => readLetterRanges(unicodeRange))
    const left = Array.from(letters).filter((letter) => {
      const code = letter.codePointAt(0) ?? 0
      return !ranges.some(([from, to]) => from <= code && code <= to)
    })
    if (left.length > 0) await fonts.load(`1em ${LAST_FAMILY}`, left.join(''))
    for (const letter of letters) fetched.others.add(letter)
  }
  async function fetchChinese(letters: string): Promise<void> {
    if (letters === '') return
    await fonts.load(`1em ${LAST_FAMILY}`, letters)
    for (const letter of letters) fetched.chinese.add(letter)
  }

  function missing(texts: readonly string[]): Missing | null {
    const found = { chinese: new Set<string>(), others: new Set<string>() }
    for (const text of texts) {
      const letters = text.match(BEYOND_LATIN)
      if (letters === null) continue
      const of = languageOf(text, null) === 'zh' ? 'chinese' : 'others'
      for (const letter of letters) if (!fetched[of].has(letter)) found[of].add(letter)
    }
    if (found.chinese.size + found.others.size === 0) return null
    return { chinese: [...found.chinese].join(''), others: [...found.others].join('') }
  }
  const fetch = async ({ chinese, others }: Missing) =>
    void (await Promise.allSettled([fetchChinese(chinese), fetchOthers(others)]))
  return {
    missing,
    fetch,
    come(texts) {
      const letters = missing(texts)
      if (letters === null) return null
      return new Promise((drawable) => {
        const stop = after(WAITED_AT_MOST_MS, drawable)
        void fetch(letters).then(stop).then(drawable)
      })
    },
  }
}
