import { createHunspellFromStrings } from 'hunspell-wasm'

/** One dictionary, ready to judge words of its language. */
export type Checker = {
  isRight(word: string): boolean
  /** What may have been meant, likeliest first. */
  suggest(word: string): string[]
}

/** Opens a Hunspell dictionary: the rules and the list of words, as its makers wrote them. */
export async function openChecker(rules: string, list: string): Promise<Checker> {
  const hunspell = await createHunspellFromStrings(rules, list)
  const isRight = (word: string) => hunspell.testSpelling(plainSigns(word))
  return {
    isRight,
    suggest(given) {
      const word = plainSigns(given)
      return rank(word, [...new Set([...hunspell.getSpellingSuggestions(word), ...nearby(word).filter(isRight)])])
    },
  }
}

const ACCENTED: Record<string, string> = { a: 'áàâãäå', c: 'ç', e: 'éèêë', i: 'íîï', n: 'ñ', o: 'óòôõö', u: 'úùûü' }
const LONGEST = 16

/** One letter twice or once, and one accent more: Hunspell looks no further than one edit before it guesses by sound. */
function nearby(word: string): string[] {
  if (word.length > LONGEST) return []
  const letters = Array.from(word)
  const doubled = letters.flatMap((letter, at) => [
    letters.toSpliced(at, 0, letter).join(''),
    ...(letter === letters[at + 1] ? [letters.toSpliced(at, 1).join('')] : []),
  ])
  return doubled.flatMap((each) =>
    Array.from(each).flatMap((letter, at) =>
      Array.from(ACCENTED[letter] ?? '', (accented) => Array.from(each).toSpliced(at, 1, accented).join('')),
    ),
  )
}

const plainSigns = (word: string) => word.normalize('NFC').replaceAll('’', "'").replaceAll(/[‐‑]/gu, '-')

/**
 * Hunspell's own order, but what differs in less comes first: it puts "dress" before "address", and words with more
 * letters changed before one that lacks an accent.
 */
function rank(word: string, suggestions: string[]): string[] {
  return suggestions
    .map((text, place) => ({ text, place, far: distance(word.toLowerCase(), text.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far || a.place - b.place)
    .map(({ text }) => text)
}

const ACCENT = 0.25
const SAME_SOUND = 0.5
const ALIKE = [/^[bv]$/, /^[sczß]$/, /^[iy]$/, /^[ckq]$/, /^[gj]$/]

/** Edits between two words, neighbours swapped as one; an accent, a doubled letter or one that sounds alike counts less. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const at = (up: number, left: number) => (up === 0 ? line : rows[row - up])?.[column - left] ?? Infinity
      const [mine = '', theirs = ''] = [a[row - 1], b[column - 1]]
      const drop = mine === a[row - 2] ? SAME_SOUND : 1
      const add = theirs === b[column - 2] ? SAME_SOUND : 1
      const swap = mine === b[column - 2] && theirs === a[row - 2] ? at(2, 2) + 1 : Infinity
      line.push(Math.min(at(1, 1) + change(mine, theirs), at(1, 0) + drop, at(0, 1) + add, swap))
    }
    rows.push(line)
  }
  return rows[a.length]?.[b.length] ?? Infinity
}

function change(mine: string, theirs: string): number {
  if (mine === theirs) return 0
  const bare = (letter: string) => letter.normalize('NFD').replaceAll(/\p{M}/gu, '')
  if (bare(mine) === bare(theirs)) return ACCENT
  return ALIKE.some((alike) => alike.test(bare(mine)) && alike.test(bare(theirs))) ? SAME_SOUND : 1
}
