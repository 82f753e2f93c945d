import type { Timers } from '../deps/deps.ts'

/** Of `--font-ui` (renderer/styles/scripts.css), what stands before the family of which others have some letters, too. */
const FAMILIES =
  '"IBM Plex Sans", "IBM Plex Sans Arabic", "IBM Plex Sans JP", "IBM Plex Sans Devanagari", "IBM Plex Sans Hebrew", "IBM Plex Sans KR"'
const LAST_FAMILY = '"Noto Sans SC"'
/** Most threads have none, which is seen without a look at each letter. */
const BEYOND_LATIN = /[\u0100-\u{10FFFF}]/gu
/** What is to be shown waits no longer for its letters. */
const WAITED_AT_MOST_MS = 200

/** What letters are drawn with, beyond Latin. */
export type Letters = {
  /** Those of a text that have not been fetched yet, each once. */
  missing(text: string): string
  /** Resolves when they can be drawn, or what they are drawn with is not to be had: then that is told of when they are drawn. */
  fetch(letters: string): Promise<void>
  /** Fetches what is missing. Resolves when the text can be drawn, or has waited long enough. Null: it can be drawn already. */
  come(text: string): Promise<void> | null
}

/**
 * Fetches what the letters of a text that is about to be shown are drawn with. Fetched only when it is laid out, it would be laid out
 * twice, the first time with whatever the system has: that alone took a tenth of a second for a thread in Chinese. And until the last
 * of them is there Chromium draws nothing in that style at all, whatever its letters.
 */
export function openLetters(fonts: Pick<FontFaceSet, 'load'>, after: Timers['after']): Letters {
  const fetched = new Set<string>()
  /** Some of them are Chinese. What is known to be Chinese has that family first (`:lang(zh)`), other letters of it, too. */
  let isChinese = false
  async function fetchFrom(letters: string): Promise<void> {
    const faces = await fonts.load(`1em ${FAMILIES}`, letters)
    const ranges = faces.flatMap(({ unicodeRange }) => rangesOf(unicodeRange))
    const left = Array.from(letters).filter((letter) => {
      const code = letter.codePointAt(0) ?? 0
      return !ranges.some(([from, to]) => from <= code && code <= to)
    })
    const before = isChinese || left.length === 0 ? '' : [...fetched].join('')
    isChinese ||= left.length > 0
    if (isChinese) await fonts.load(`1em ${LAST_FAMILY}`, before + letters)
    for (const letter of letters) fetched.add(letter)
  }
  const missing = (text: string) =>
    [...new Set(text.match(BEYOND_LATIN)?.filter((letter) => !fetched.has(letter)))].join('')
  const fetch = (letters: string) => fetchFrom(letters).catch(() => undefined)
  return {
    missing,
    fetch,
    come(text) {
      const letters = missing(text)
      if (letters === '') return null
      return new Promise((drawable) => {
        const stop = after(WAITED_AT_MOST_MS, drawable)
        void fetch(letters).then(stop).then(drawable)
      })
    },
  }
}

/** As CSS writes them: `U+4E00-9FFF, U+F9??, U+20`. */
const rangesOf = (range: string): [from: number, to: number][] =>
  range.split(',').map((each) => {
    const [from = '', to = from] = each.trim().slice(2).split('-')
    return [Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(to.replaceAll('?', 'F'), 16)]
  })
