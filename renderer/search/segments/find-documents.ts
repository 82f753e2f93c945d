import type { NearTerm } from './near-terms.ts'
import { nearTerms } from './near-terms.ts'
import type { Term } from './read-terms.ts'
import { eachPosting, readPostings, termOnly, termsWith } from './read-terms.ts'
import type { DocumentFacts, Segment } from './segment.ts'

/** A word that is sought. `wrong`: so many of its letters may be. */
export type SoughtWord = { word: string; isBegun: boolean; wrong: number }

/** Of each segment its words that answer one sought word, in order. */
type Answer = { segment: Segment; terms: NearTerm[] }[]
type Read = { segment: Segment; terms: NearTerm[]; postings: Uint8Array[] }

/** A word as it was written counts for more than one that it only begins or resembles. */
const BEGUN = 0.5
const RESEMBLING = 0.25
/** How fast more of the same word counts less, how much long documents are held back, what any hit counts: those of MiniSearch. */
const [K, B, D] = [1.2, 0.7, 0.5]

/**
 * All documents that have each of the words, to `visit`; `weigh` says by what a document's score is multiplied. Then tells of
 * those that `visit` has kept which of their words answer.
 */
export async function findDocuments(
  segments: readonly Segment[],
  sought: readonly SoughtWord[],
  weigh: (facts: DocumentFacts) => number,
  visit: (key: string, score: number) => void,
): Promise<{ termsOf(keys: ReadonlySet<string>): Map<string, string[]> }> {
  const answers: Answer[] = []
  for (const each of sought) {
    const answer = await answerTo(segments, each)
    // Whatever the other words are in, it is in none that has all of them.
    if (answer.every(({ terms }) => terms.length === 0)) return { termsOf: () => new Map() }
    answers.push(answer)
  }
  const sums = sumUp(segments)
  const weights = answers.map((answer, at) => weightsOf(answer, sought[at] as SoughtWord, sums.documents))
  const reads: Read[] = []
  for (const [at, segment] of segments.entries()) {
    const here = answers.map((answer) => answer[at]?.terms ?? [])
    if (here.length === 0 || here.some((terms) => terms.length === 0)) continue
    const read = await Promise.all(
      here.map(async (terms): Promise<Read> => ({ segment, terms, postings: await readPostings(segment, terms) })),
    )
    reads.push(...read)
    scoreSegment(segment, read, weights, sums.averageLength, weigh, visit)
  }
  return { termsOf: (keys) => termsOf(reads, keys) }
}

async function answerTo(segments: readonly Segment[], { word, isBegun, wrong }: SoughtWord): Promise<Answer> {
  return Promise.all(
    segments.map(async (segment) => {
      const written: Term[] = isBegun ? await termsWith(segment, word) : await termOnly(segment, word)
      const terms: NearTerm[] = written.map((term) => ({ ...term, wrong: 0 }))
      if (wrong === 0) return { segment, terms }
      const known = new Set(written.map(({ term }) => term))
      const near = (await nearTerms(segment, word, wrong)).filter(({ term }) => !known.has(term))
      // In the order in which they lie.
      return { segment, terms: [...terms, ...near].sort((a, b) => a.from - b.from) }
    }),
  )
}

function sumUp(segments: readonly Segment[]): { documents: number; averageLength: number } {
  let [documents, lengths] = [0, 0]
  for (const { documents: facts, numbers } of segments)
    for (const at of numbers.values()) {
      documents += 1
      lengths += facts[at]?.length ?? 0
    }
  return { documents, averageLength: documents === 0 ? 1 : lengths / documents }
}

/** What each word counts: rare ones more, and those less that are not what was written. */
function weightsOf(answer: Answer, { word }: SoughtWord, documents: number): Map<string, number> {
  const counts = new Map<string, { count: number; wrong: number }>()
  for (const { terms } of answer)
    for (const { term, count, wrong } of terms)
      counts.set(term, { count: count + (counts.get(term)?.count ?? 0), wrong })
  const weights = new Map<string, number>()
  for (const [term, { count, wrong }] of counts) {
    // What was let go of is still counted where it lies.
    const all = Math.max(documents, count)
    const rarity = Math.log(1 + (all - count + 0.5) / (count + 0.5))
    const longer = term.length - word.length
    const likeness =
      wrong > 0
        ? (RESEMBLING * term.length) / (term.length + wrong)
        : longer > 0
          ? (BEGUN * term.length) / (term.length + 0.3 * longer)
          : 1
    weights.set(term, rarity * likeness)
  }
  return weights
}

function scoreSegment(
  segment: Segment,
  read: readonly Read[],
  weights: readonly Map<string, number>[],
  averageLength: number,
  weigh: (facts: DocumentFacts) => number,
  visit: (key: string, score: number) => void,
): void {
  const { documents } = segment
  const scores = new Float64Array(documents.length)
  /** How many of the words each document has, in their order. */
  const had = new Uint16Array(documents.length)
  read.forEach(({ terms, postings }, word) => {
    terms.forEach(({ term }, at) => {
      const weight = weights[word]?.get(term) ?? 0
      eachPosting(postings[at] as Uint8Array, (number, count) => {
        if ((had[number] as number) < word) return
        had[number] = word + 1
        const length = (documents[number] as DocumentFacts).length
        const often = (count * (K + 1)) / (count + K * (1 - B + (B * length) / averageLength))
        scores[number] = (scores[number] as number) + weight * (D + often)
      })
    })
  })
  for (const [key, number] of segment.numbers)
    if (had[number] === read.length) visit(key, (scores[number] as number) * weigh(documents[number] as DocumentFacts))
}

function termsOf(reads: readonly Read[], keys: ReadonlySet<string>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { segment, terms, postings } of reads) {
    const wanted = new Map<number, string>()
    for (const key of keys) {
      const number = segment.numbers.get(key)
      if (number !== undefined) wanted.set(number, key)
    }
    if (wanted.size === 0) continue
    terms.forEach(({ term }, at) => {
      eachPosting(postings[at] as Uint8Array, (number) => {
        const key = wanted.get(number)
        if (key === undefined) return
        const has = found.get(key) ?? []
        if (!has.includes(term)) has.push(term)
        found.set(key, has)
      })
    })
  }
  return found
}
