import type { Cursor } from './byte-list.ts'
import { readNumber } from './byte-list.ts'
import type { Segment } from './segment.ts'
import { POSTINGS_BYTES, postingsPart, termsPart } from './segment.ts'

/** A word of a segment. `count`: documents that have it; `from`, `length`: where its postings lie, bytes. */
export type Term = { term: string; count: number; from: number; length: number }

/** More blocks at once would take more memory than they save time. */
const AT_ONCE = 16

/** The words that begin so, in order; itself among them. */
export async function termsWith(segment: Segment, beginning: string): Promise<Term[]> {
  const { fences } = segment
  // The beginning may stand in the middle of a piece, so that is the last one which begins before it.
  let from = fences.findIndex(({ first }) => first >= beginning)
  from = Math.max((from < 0 ? fences.length : from) - 1, 0)
  const behind = fences.findIndex(({ first }) => first > beginning && !first.startsWith(beginning))
  const to = behind < 0 ? fences.length : behind
  const found: Term[] = []
  await eachPiece(segment, range(from, to), (walk) => {
    for (let step = walk(); step !== null; step = walk()) {
      const term = step.text()
      if (term.startsWith(beginning)) found.push({ term, ...step.place() })
      else if (term > beginning) break
    }
  })
  return found
}

/** The word itself, if the segment has it. */
export async function termOnly(segment: Segment, wanted: string): Promise<Term[]> {
  const behind = segment.fences.findIndex(({ first }) => first > wanted)
  const at = (behind < 0 ? segment.fences.length : behind) - 1
  const found: Term[] = []
  await eachPiece(segment, at < 0 ? [] : [at], (walk) => {
    for (let step = walk(); step !== null; step = walk()) {
      const term = step.text()
      if (term === wanted) found.push({ term, ...step.place() })
      if (term >= wanted) break
    }
  })
  return found
}

/** All words of one piece of the dictionary, in order. */
export function termsOf(segment: Segment, piece: number, bytes: Uint8Array): Term[] {
  const terms: Term[] = []
  const walk = walker(bytes, segment.fences[piece]?.from ?? 0)
  for (let step = walk(); step !== null; step = walk()) terms.push({ term: step.text(), ...step.place() })
  return terms
}

/** A word as it is come upon. `shared`: so many code units it has in common with the one before. */
export type Step = {
  shared: number
  /** Its code units, of which so many count; good until the next step. */
  units: Uint16Array
  length: number
  text(): string
  place(): Omit<Term, 'term'>
}
/** The next word; null: there is none. */
export type Walk = () => Step | null

/** Goes through pieces of the dictionary, in order. */
export async function eachPiece(
  segment: Segment,
  pieces: readonly number[],
  visit: (walk: Walk, piece: number) => void,
): Promise<void> {
  for (let done = 0; done < pieces.length; done += AT_ONCE) {
    const now = pieces.slice(done, done + AT_ONCE)
    const blocks = await segment.read(segment.id, now.map(termsPart))
    now.forEach((piece, at) => {
      visit(walker(blocks[at] as Uint8Array, segment.fences[piece]?.from ?? 0), piece)
    })
  }
}

function walker(bytes: Uint8Array, from: number): Walk {
  const cursor: Cursor = { bytes, at: 0 }
  let units = new Uint16Array(64)
  let next = from
  const step = {
    shared: 0,
    units,
    length: 0,
    count: 0,
    from,
    bytes: 0,
    text: () => textOf(step.units, step.length),
    place: () => ({ count: step.count, from: step.from, length: step.bytes }),
  }
  return () => {
    if (cursor.at >= bytes.length) return null
    step.shared = readNumber(cursor)
    step.length = step.shared + readNumber(cursor)
    if (step.length > units.length) {
      const larger = new Uint16Array(step.length * 2)
      larger.set(units)
      units = step.units = larger
    }
    for (let at = step.shared; at < step.length; at += 1) units[at] = readNumber(cursor)
    step.count = readNumber(cursor)
    step.bytes = readNumber(cursor)
    step.from = next
    next += step.bytes
    return step
  }
}

/** So many arguments a call can have for certain. */
const MOST_UNITS = 4_096
function textOf(units: Uint16Array, length: number): string {
  let text = ''
  for (let at = 0; at < length; at += MOST_UNITS)
    text += String.fromCharCode(...units.subarray(at, Math.min(length, at + MOST_UNITS)))
  return text
}

/** The bytes of these stretches of the postings, each by itself. They come in order; what lies together is read together. */
export async function readPostings(
  segment: Segment,
  stretches: readonly Pick<Term, 'from' | 'length'>[],
): Promise<Uint8Array[]> {
  const wanted = new Set<number>()
  for (const { from, length } of stretches)
    for (const at of range(pieceOf(from), pieceOf(from + length - 1) + 1)) wanted.add(at)
  const pieces = [...wanted]
  const blocks = await segment.read(segment.id, pieces.map(postingsPart))
  const blockOf = new Map(pieces.map((piece, at) => [piece, blocks[at] as Uint8Array]))
  return stretches.map(({ from, length }) => {
    const first = pieceOf(from)
    const begin = from - first * POSTINGS_BYTES
    const block = blockOf.get(first) as Uint8Array
    if (begin + length <= block.length) return block.subarray(begin, begin + length)
    const joined = new Uint8Array(length)
    for (let done = 0; done < length; ) {
      const piece = pieceOf(from + done)
      const at = from + done - piece * POSTINGS_BYTES
      const part = (blockOf.get(piece) as Uint8Array).subarray(at, at + length - done)
      joined.set(part, done)
      done += part.length
    }
    return joined
  })
}

/** Goes through the documents of one word. */
export function eachPosting(bytes: Uint8Array, visit: (document: number, count: number) => void): void {
  const cursor = { bytes, at: 0 }
  for (let last = -1; cursor.at < bytes.length; ) {
    const step = readNumber(cursor)
    last += 1 + Math.floor(step / 2)
    visit(last, step % 2 === 0 ? 1 : readNumber(cursor) + 2)
  }
}

const pieceOf = (byte: number) => Math.floor(byte / POSTINGS_BYTES)
const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(to - from, 0) }, (_, at) => from + at)
