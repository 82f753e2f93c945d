import type { Term } from './read-terms.ts'
import { eachPosting, readPostings, termsOf } from './read-terms.ts'
import type { DocumentFacts, Segment } from './segment.ts'
import { termsPart } from './segment.ts'
import type { Postings, SegmentWriter } from './write-segment.ts'
import { byCodeUnits } from './write-segment.ts'

/**
 * Writes the words of these segments into one, without the documents that count no more. Pauses wherever blocks have become
 * full, so that whoever drives it can put them away and let others go first. Returns the documents of the new segment.
 */
export async function* mergeSegments(
  segments: readonly Segment[],
  writer: SegmentWriter,
): AsyncGenerator<void, DocumentFacts[]> {
  const documents: DocumentFacts[] = []
  const streams: Stream[] = []
  for (const segment of segments) {
    const numbers = new Int32Array(segment.documents.length).fill(-1)
    segment.documents.forEach((facts, at) => {
      if (segment.numbers.get(facts.key) === at) numbers[at] = documents.push(facts) - 1
    })
    const stream = { segment, numbers, piece: -1, terms: [], postings: [], at: 0 }
    await turnOver(stream)
    streams.push(stream)
  }
  for (;;) {
    const term = lowest(streams)
    if (term === null) return documents
    const postings: Postings = { documents: [], counts: [] }
    for (const stream of streams) {
      if (stream.terms[stream.at]?.term !== term) continue
      eachPosting(stream.postings[stream.at] as Uint8Array, (document, count) => {
        const number = stream.numbers[document] as number
        if (number < 0) return
        postings.documents.push(number)
        postings.counts.push(count)
      })
      stream.at += 1
      if (stream.at === stream.terms.length) {
        await turnOver(stream)
        yield
      }
    }
    if (postings.documents.length > 0) writer.add(term, postings)
  }
}

/** Where one segment is read: the words of a piece of its dictionary, and their postings. */
type Stream = {
  segment: Segment
  /** By its old number the new one of each document; less than 0: it counts no more. */
  numbers: Int32Array
  piece: number
  terms: Term[]
  postings: Uint8Array[]
  at: number
}

async function turnOver(stream: Stream): Promise<void> {
  const { segment } = stream
  stream.piece += 1
  stream.at = 0
  stream.terms = []
  stream.postings = []
  if (stream.piece >= segment.fences.length) return
  const [bytes] = await segment.read(segment.id, [termsPart(stream.piece)])
  stream.terms = termsOf(segment, stream.piece, bytes as Uint8Array)
  stream.postings = await readPostings(segment, stream.terms)
}

function lowest(streams: readonly Stream[]): string | null {
  let found: string | null = null
  for (const { terms, at } of streams) {
    const term = terms[at]?.term
    if (term !== undefined && (found === null || byCodeUnits(term, found) < 0)) found = term
  }
  return found
}
