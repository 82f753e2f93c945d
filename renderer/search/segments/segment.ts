import type { Cursor } from './byte-list.ts'
import { makeByteList, readNumber, readText } from './byte-list.ts'

/** What is known of a document without its words. `key`: its name; `at`: how new it is, ms since 1970; `length`: its different words. */
export type DocumentFacts = { key: string; signature: number; at: number; length: number }

/** Where a piece of the dictionary begins: its first word, and where the first byte of its postings lies. */
export type Fence = { first: string; from: number }

/** Brings blocks by their names within the segment, in that order. Throws `MissingBlock`. */
export type ReadBlocks = (segment: string, parts: readonly string[]) => Promise<Uint8Array[]>

/**
 * A part of the index that is written once: its documents, all their words in order, and for each word which documents have it
 * and how often ("postings"). Words and postings lie in blocks elsewhere; here is only what leads to them.
 */
export type Segment = {
  id: string
  documents: readonly DocumentFacts[]
  fences: readonly Fence[]
  /** Bytes of all postings. */
  postings: number
  /** The documents that still count, by key. */
  numbers: Map<string, number>
  read: ReadBlocks
}

/** A block that a book names is not there: another window has merged it away, or the disk has lost it. */
export class MissingBlock extends Error {
  override name = 'MissingBlock'
}

export const HEAD = 'h'
/** The name of a piece of the dictionary and of one of the postings, within their segment. */
export const termsPart = (at: number) => `t${at}`
export const postingsPart = (at: number) => `p${at}`
/** Every piece of the postings but the last has so many bytes. */
export const POSTINGS_BYTES = 32_768

export const makeSegment = (
  parts: Pick<Segment, 'id' | 'documents' | 'fences' | 'postings' | 'read'>,
  dead: Iterable<number> = [],
): Segment => {
  const numbers = new Map(parts.documents.map(({ key }, at) => [key, at]))
  for (const at of dead) numbers.delete(parts.documents[at]?.key ?? '')
  return { ...parts, numbers }
}

/** The numbers of the documents that count no more. */
export const deadIn = ({ documents, numbers }: Segment): number[] =>
  documents.flatMap(({ key }, at) => (numbers.get(key) === at ? [] : [at]))

export const blocksOf = ({ fences, postings }: Pick<Segment, 'fences' | 'postings'>): number =>
  1 + fences.length + Math.ceil(postings / POSTINGS_BYTES)

/** The block that leads to the others. */
export function packHead({
  documents,
  fences,
  postings,
}: Pick<Segment, 'documents' | 'fences' | 'postings'>): Uint8Array {
  const list = makeByteList()
  list.number(documents.length)
  for (const { key, signature, at, length } of documents) {
    list.text(key)
    list.number(signature)
    list.number(at)
    list.number(length)
  }
  list.number(fences.length)
  for (const { first, from } of fences) {
    list.text(first)
    list.number(from)
  }
  list.number(postings)
  return list.take()
}

export function readHead(bytes: Uint8Array): Pick<Segment, 'documents' | 'fences' | 'postings'> {
  const cursor = { bytes, at: 0 }
  const documents = times(cursor, (): DocumentFacts => {
    const key = readText(cursor)
    const [signature, at] = [readNumber(cursor), readNumber(cursor)]
    return { key, signature, at, length: readNumber(cursor) }
  })
  const fences = times(cursor, (): Fence => ({ first: readText(cursor), from: readNumber(cursor) }))
  return { documents, fences, postings: readNumber(cursor) }
}

function times<Value>(cursor: Cursor, read: () => Value): Value[] {
  const count = readNumber(cursor)
  const values: Value[] = []
  for (let at = 0; at < count; at += 1) values.push(read())
  return values
}
