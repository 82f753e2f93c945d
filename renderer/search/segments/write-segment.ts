import { makeByteList } from './byte-list.ts'
import type { DocumentFacts, Fence, ReadBlocks, Segment } from './segment.ts'
import { HEAD, MissingBlock, makeSegment, POSTINGS_BYTES, packHead, postingsPart, termsPart } from './segment.ts'

/** Whose word it is, and how often: the numbers of the documents, rising, and beside each a count of at least 1. */
export type Postings = { documents: number[]; counts: number[] }

export type SegmentWriter = {
  /** Adds a word. They come in the order of their code units. */
  add(term: string, postings: Postings): void
  /** The blocks that have become full, each once. */
  full(): [part: string, bytes: Uint8Array][]
  /** No word comes any more: the last blocks, and what leads to all of them. */
  finish(documents: readonly DocumentFacts[]): {
    blocks: [part: string, bytes: Uint8Array][]
    head: Pick<Segment, 'documents' | 'fences' | 'postings'>
  }
}

/** A piece of the dictionary ends with the word that fills it. */
const TERMS_BYTES = 16_384

/** Cuts words and postings into blocks as they come, so that never more than a few blocks are in memory. */
export function writeSegment(): SegmentWriter {
  const terms = makeByteList()
  const postings = makeByteList()
  const fences: Fence[] = []
  let ready: [string, Uint8Array][] = []
  let before = ''
  let postingsDone = 0
  let postingsBlocks = 0

  function cutPostings(isLast: boolean): void {
    if (postings.length < POSTINGS_BYTES && !isLast) return
    const bytes = postings.take()
    let from = 0
    for (; bytes.length - from >= POSTINGS_BYTES || (isLast && from < bytes.length); from += POSTINGS_BYTES)
      ready.push([postingsPart(postingsBlocks++), bytes.slice(from, from + POSTINGS_BYTES)])
    postings.bytes(bytes.subarray(from))
    postingsDone += Math.min(from, bytes.length)
  }
  function cutTerms(): void {
    ready.push([termsPart(fences.length - 1), terms.take()])
  }
  function take(): [string, Uint8Array][] {
    const taken = ready
    ready = []
    return taken
  }
  return {
    add(term, { documents, counts }) {
      const from = postingsDone + postings.length
      if (terms.length === 0) {
        fences.push({ first: term, from })
        before = ''
      }
      const shared = sharedLength(before, term)
      terms.number(shared)
      terms.text(term.slice(shared))
      before = term
      let last = -1
      documents.forEach((document, at) => {
        const count = counts[at] ?? 1
        // Most words stand in a document once; then one number says it all.
        postings.number((document - last - 1) * 2 + (count > 1 ? 1 : 0))
        if (count > 1) postings.number(count - 2)
        last = document
      })
      terms.number(documents.length)
      terms.number(postingsDone + postings.length - from)
      cutPostings(false)
      if (terms.length >= TERMS_BYTES) cutTerms()
    },
    full: take,
    finish(documents) {
      if (terms.length > 0) cutTerms()
      cutPostings(true)
      const head = { documents, fences, postings: postingsDone }
      return { blocks: [...take(), [HEAD, packHead(head)]], head }
    },
  }
}

/** What a document holds: each of its words, and how often. */
export type DocumentWords = DocumentFacts & { words: ReadonlyMap<string, number> }

/** A segment in memory of a few documents, and the blocks that it would be on the disk. */
export function segmentOf(
  id: string,
  documents: readonly DocumentWords[],
): { segment: Segment; blocks: [string, Uint8Array][] } {
  const found = new Map<string, Postings>()
  documents.forEach(({ words }, number) => {
    for (const [term, count] of words) {
      let postings = found.get(term)
      if (postings === undefined) found.set(term, (postings = { documents: [], counts: [] }))
      postings.documents.push(number)
      postings.counts.push(count)
    }
  })
  const writer = writeSegment()
  for (const term of [...found.keys()].sort(byCodeUnits)) writer.add(term, found.get(term) as Postings)
  const { blocks, head } = writer.finish(
    documents.map(({ key, signature, at, length }) => ({ key, signature, at, length })),
  )
  const held = new Map(blocks)
  const read: ReadBlocks = async (_, parts) =>
    parts.map((part) => {
      const bytes = held.get(part)
      if (bytes === undefined) throw new MissingBlock(`${id}.${part}`)
      return bytes
    })
  return { segment: makeSegment({ id, ...head, read }), blocks }
}

export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function sharedLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length)
  let at = 0
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1
  return at
}
