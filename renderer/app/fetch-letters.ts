/** Of `--font-ui` (renderer/styles/scripts.css), what stands before the family of which others have some letters, too. */
const FAMILIES =
  '"IBM Plex Sans", "IBM Plex Sans Arabic", "IBM Plex Sans JP", "IBM Plex Sans Devanagari", "IBM Plex Sans Hebrew", "IBM Plex Sans KR"'
const LAST_FAMILY = '"Noto Sans SC"'

/**
 * Fetches what the letters of a text that is about to be shown are drawn with. Fetched only when it is laid out, it would be laid out
 * twice; and until the last of them is there Chromium draws nothing in that style at all, whatever its letters.
 */
export async function fetchLetters(fonts: Pick<FontFaceSet, 'load'>, text: string): Promise<void> {
  const letters = [...new Set(text)].filter((letter) => letter > '\u00FF')
  if (letters.length === 0) return
  const faces = await fonts.load(`1em ${FAMILIES}`, letters.join(''))
  const ranges = faces.flatMap(({ unicodeRange }) => rangesOf(unicodeRange))
  const left = letters.filter((letter) => {
    const code = letter.codePointAt(0) ?? 0
    return !ranges.some(([from, to]) => from <= code && code <= to)
  })
  if (left.length > 0) await fonts.load(`1em ${LAST_FAMILY}`, left.join(''))
}

/** As CSS writes them: `U+4E00-9FFF, U+F9??, U+20`. */
const rangesOf = (range: string): [from: number, to: number][] =>
  range.split(',').map((each) => {
    const [from = '', to = from] = each.trim().slice(2).split('-')
    return [Number.parseInt(from.replaceAll('?', '0'), 16), Number.parseInt(to.replaceAll('?', 'F'), 16)]
  })
