import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SHEETS, withRanges } from '../../scripts/letter-ranges.ts'
import { lettersOf } from '../../scripts/letters-of.ts'

const fonts = join(import.meta.dirname, '../../renderer/styles/fonts')
const has = (file: string, letter: string) => lettersOf(readFileSync(join(fonts, file))).has(letter.codePointAt(0) ?? 0)

describe('the letters of a font', () => {
  it('are those that it draws, whichever way they are written down', () => {
    expect(has('ibm-plex-sans-latin-wght-normal.woff2', 'ü')).toBe(true)
    expect(has('ibm-plex-sans-latin-wght-normal.woff2', 'я')).toBe(false)
    // Beyond the first 65,536: another form of table.
    expect(has('scripts/ibm-plex-sans-jp-0-400-normal.woff2', '\u{2F80F}')).toBe(true)
    expect(has('scripts/ibm-plex-sans-jp-0-400-normal.woff2', '\u{2F810}')).toBe(false)
  })

  it('are not told of what is no font', () => {
    expect(() => lettersOf(readFileSync(SHEETS[0] ?? ''))).toThrow('This is no font in WOFF 2.')
  })

  it.each(SHEETS)('are all that is promised in %s: run `npm run letters` where a font was replaced', (sheet) => {
    const css = readFileSync(sheet, 'utf8')
    expect(withRanges(css) === css, basename(sheet)).toBe(true)
  })

  it('lose what the file lacks, and keep what is never drawn', () => {
    const face = (range: string) =>
      `@font-face { src: url("fonts/ibm-plex-sans-latin-wght-normal.woff2"); unicode-range: ${range}; }`
    expect(withRanges(face('U+000A, U+0041-0043, U+044F, U+200D'))).toBe(face('U+000A, U+0041-0043, U+200D'))
  })
})
