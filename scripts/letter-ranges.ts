import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type LetterRange, readLetterRanges } from '../domain/languages/letter-ranges.ts'
import { lettersOf } from './letters-of.ts'
import { projectRoot } from './places.ts'

// `npm run letters` after a font was added or replaced: writes into the style sheets which letters each file has.
// What the packages of the fonts promise is what the family might have, and the browser asks for a file, lays the text out without
// it and then once more with it, to find nothing there.

/** What is not drawn needs no other font where this one has nothing for it. */
const UNDRAWN = /[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}]/u

const folder = join(projectRoot, 'renderer/styles')
export const SHEETS = ['scripts.css', 'tokens.css'].map((name) => join(folder, name))

/** The sheet with each range as its file has it. */
export const withRanges = (css: string): string =>
  css.replaceAll(/@font-face\s*\{[^}]*\}/g, (face) => {
    const file = /url\("([^"]+)"\)/.exec(face)?.[1]
    const promised = /unicode-range:\s*([^;]+);/.exec(face)?.[1]
    if (file === undefined || promised === undefined) return face
    const has = lettersOf(readFileSync(join(folder, file)))
    const ranges = readLetterRanges(promised)
    const there = ranges.flatMap(([from, to]) => partsThere(from, to, has))
    return isDeepStrictEqual(ranges, there) ? face : face.replace(promised, writeRanges(there))
  })

function partsThere(from: number, to: number, has: ReadonlySet<number>): LetterRange[] {
  const parts: LetterRange[] = []
  for (let letter = from; letter <= to; letter++) {
    const last = parts.at(-1)
    if (!has.has(letter) && !UNDRAWN.test(String.fromCodePoint(letter))) continue
    if (last?.[1] === letter - 1) last[1] = letter
    else parts.push([letter, letter])
  }
  return parts
}

const hex = (letter: number) => letter.toString(16).toUpperCase().padStart(4, '0')
const writeRanges = (ranges: readonly LetterRange[]): string =>
  ranges.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(', ')

if (import.meta.main) for (const sheet of SHEETS) writeFileSync(sheet, withRanges(readFileSync(sheet, 'utf8')))
