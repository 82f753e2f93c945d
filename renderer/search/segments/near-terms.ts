import type { Term } from './read-terms.ts'
import { eachPiece } from './read-terms.ts'
import type { Segment } from './segment.ts'

/** A word that resembles another. `wrong`: letters to add, remove or change. */
export type NearTerm = Term & { wrong: number }

/**
 * The words in which at most so many letters are wrong, itself among them. Words in order share their beginnings, and so do
 * the sums that are made of them; of a beginning that is wrong already, nothing more is looked at, often not even its blocks.
 */
export async function nearTerms(segment: Segment, word: string, most: number): Promise<NearTerm[]> {
  const { fences } = segment
  const sums = makeSums(word, most)
  const pieces = fences.flatMap(({ first }, at) => {
    const next = fences[at + 1]?.first
    return next !== undefined && sums.isHopeless(sharedBeginning(first, next)) ? [] : [at]
  })
  const found: NearTerm[] = []
  await eachPiece(segment, pieces, (walk) => {
    sums.begin()
    for (let step = walk(); step !== null; step = walk()) {
      const wrong = sums.wrongOf(step.units, step.length, step.shared)
      if (wrong !== null) found.push({ term: step.text(), ...step.place(), wrong })
    }
  })
  return found
}

/** Levenshtein's table for words that come in order: a row for each letter, of which the shared ones stay. */
function makeSums(word: string, most: number) {
  const width = word.length + 1
  // A word that is longer than this is wrong at its end, whatever it is.
  const depth = word.length + most
  const table = new Uint8Array((depth + 1) * width)
  const lows = new Uint8Array(depth + 1)
  for (let at = 0; at < width; at += 1) table[at] = Math.min(at, 255)
  /** Rows that hold for the word that was looked at last, and the first of them in which all is lost. */
  let valid = 0
  let lost = Infinity

  function addRow(row: number, unit: number): void {
    const here = row * width
    const above = here - width
    let low = row
    table[here] = row
    for (let at = 1; at < width; at += 1) {
      const isSame = word.charCodeAt(at - 1) === unit
      const changed = (table[above + at - 1] as number) + (isSame ? 0 : 1)
      const sum = Math.min(changed, (table[above + at] as number) + 1, (table[here + at - 1] as number) + 1)
      table[here + at] = sum
      if (sum < low) low = sum
    }
    lows[row] = low
  }
  function wrongOf(units: ArrayLike<number>, length: number, shared: number): number | null {
    if (lost <= shared) return null
    lost = Infinity
    valid = Math.min(valid, shared)
    const rows = Math.min(length, depth + 1)
    for (let row = valid + 1; row <= rows; row += 1) {
      if (row <= depth) addRow(row, units[row - 1] as number)
      if (row > depth || (lows[row] as number) > most) {
        lost = row
        valid = row - 1
        return null
      }
    }
    valid = rows
    const wrong = table[rows * width + width - 1] as number
    return wrong <= most ? wrong : null
  }
  function begin(): void {
    valid = 0
    lost = Infinity
  }
  return {
    begin,
    wrongOf,
    isHopeless(beginning: string): boolean {
      begin()
      wrongOf(
        Array.from({ length: beginning.length }, (_, at) => beginning.charCodeAt(at)),
        beginning.length,
        0,
      )
      return lost < Infinity
    },
  }
}

function sharedBeginning(a: string, b: string): string {
  let at = 0
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1
  return a.slice(0, at)
}
