import { describe, expect, it } from 'vitest'
import { mergeSegments } from '../../renderer/search/segments/merge-segments.ts'
import { nearTerms } from '../../renderer/search/segments/near-terms.ts'
import { eachPosting, readPostings, termOnly, termsWith } from '../../renderer/search/segments/read-terms.ts'
import type { ReadBlocks, Segment } from '../../renderer/search/segments/segment.ts'
import { blocksOf, HEAD, makeSegment, packHead, readHead } from '../../renderer/search/segments/segment.ts'
import type { DocumentWords } from '../../renderer/search/segments/write-segment.ts'
import { byCodeUnits, segmentOf, writeSegment } from '../../renderer/search/segments/write-segment.ts'
import { seededRng } from '../simulation/rng.ts'
import { lettersWrong } from '../support/letters-wrong.ts'

const rng = seededRng(51)
const SYLLABLES = ['ba', 'ko', 'ri', 'zen', 'u', 'é', '送', '料', '退', '𠮷', '7', '19']
const someWord = () => Array.from({ length: 1 + rng.below(5) }, () => rng.pick(SYLLABLES)).join('')

/** More words and documents than fit into a few blocks; one word is in every document, and one is very long. */
const documents: DocumentWords[] = Array.from({ length: 900 }, (_, at) => {
  const words = new Map([['everywhere', 1 + rng.below(300)]])
  for (let left = 60 + rng.below(60); left > 0; left -= 1) words.set(someWord(), 1 + rng.below(3))
  if (at === 5) words.set('z'.repeat(40_000), 1)
  return { key: `d${at}`, signature: at * 2 ** 33, at: 1_790_000_000_000 + at, length: words.size, words }
})
const vocabulary = [...new Set(documents.flatMap(({ words }) => [...words.keys()]))].sort(byCodeUnits)
const { segment } = segmentOf('one', documents)

async function postingsIn(from: Segment, word: string): Promise<[key: string, count: number][]> {
  const [term] = await termOnly(from, word)
  if (term === undefined) return []
  const [bytes] = await readPostings(from, [term])
  const found: [string, number][] = []
  eachPosting(bytes as Uint8Array, (number, count) => found.push([from.documents[number]?.key ?? '', count]))
  return found
}
const holding = (word: string, among = documents) =>
  among.flatMap(({ key, words }): [string, number][] => (words.has(word) ? [[key, words.get(word) ?? 0]] : []))

describe('a segment', () => {
  it('is larger than one block in every way', () => {
    expect(segment.fences.length).toBeGreaterThan(3)
    expect(blocksOf(segment)).toBeGreaterThan(segment.fences.length + 3)
  })
  it('knows all its words in order, and who has them how often', async () => {
    expect((await termsWith(segment, '')).map(({ term }) => term)).toEqual(vocabulary)
    for (const word of [
      ...vocabulary.slice(0, 50),
      'everywhere',
      ...Array.from({ length: 200 }, () => rng.pick(vocabulary)),
    ])
      expect(await postingsIn(segment, word)).toEqual(holding(word))
    for (const word of ['', 'everywher', 'everywheres', '!', '龜'])
      expect(await postingsIn(segment, word)).toEqual(holding(word))
  })
  it('finds words by their beginning', async () => {
    const beginnings = Array.from({ length: 60 }, () => rng.pick(vocabulary).slice(0, 1 + rng.below(5)))
    for (const beginning of [...beginnings, ...segment.fences.map(({ first }) => first), '!', '龜'])
      expect((await termsWith(segment, beginning)).map(({ term }) => term)).toEqual(
        vocabulary.filter((word) => word.startsWith(beginning)),
      )
  })
  it('finds words in which some letters are wrong, and how many', async () => {
    for (let left = 12; left > 0; left -= 1) {
      const word = rng.pick(vocabulary).slice(0, 20)
      const at = rng.below(word.length + 1)
      const sought = word.slice(0, at) + rng.pick(['', 'x', 'ba', '送']) + word.slice(at + rng.below(2))
      for (const most of [1, 2])
        expect((await nearTerms(segment, sought, most)).map(({ term, wrong }) => [term, wrong])).toEqual(
          vocabulary.flatMap((each) => {
            const wrong = lettersWrong(each, sought)
            return wrong <= most ? [[each, wrong]] : []
          }),
        )
    }
  })
  it('does not open blocks of words that are too different', async () => {
    const opened: string[] = []
    const read: ReadBlocks = (id, parts) => {
      opened.push(...parts)
      return segment.read(id, parts)
    }
    await termOnly({ ...segment, read }, 'everywhere')
    expect(opened).toHaveLength(1)
    opened.length = 0
    const alike = segmentOf('alike', [
      {
        ...(documents[0] as DocumentWords),
        words: new Map(Array.from({ length: 9_000 }, (_, at) => [`zebra${at}`, 1])),
      },
    ]).segment
    const readAlike: ReadBlocks = (id, parts) => {
      opened.push(...parts)
      return alike.read(id, parts)
    }
    await nearTerms({ ...alike, read: readAlike }, 'koala', 2)
    expect(alike.fences.length).toBeGreaterThan(2)
    // What comes after the last beginning is not known from outside.
    expect(opened).toEqual([`t${alike.fences.length - 1}`])
  })
  it('is led to again by its head', () => {
    const { documents: facts, fences, postings } = segment
    expect(readHead(packHead(segment))).toEqual({ documents: facts, fences, postings })
    expect(() => readHead(packHead(segment).slice(0, 99))).toThrow(RangeError)
  })
})

describe('segments that are brought together', () => {
  it('hold the same as one that was made of all that counts, also of what was let go of meanwhile', async () => {
    const parts = [documents.slice(0, 400), documents.slice(400, 401), documents.slice(401)]
    const segments = parts.map((part, at) => segmentOf(`part${at}`, part).segment)
    const isDead = (key: string) => Number(key.slice(1)) % 7 === 0
    for (const { numbers } of segments) for (const key of numbers.keys()) if (isDead(key)) numbers.delete(key)
    const writer = writeSegment()
    const steps = mergeSegments(segments, writer)
    const blocks = new Map<string, Uint8Array>()
    let [step, pauses] = [await steps.next(), 0]
    for (; step.done !== true; step = await steps.next(), pauses += 1)
      for (const [part, bytes] of writer.full()) blocks.set(part, bytes)
    expect(pauses).toBeGreaterThan(5)
    const { blocks: last, head } = writer.finish(step.value)
    for (const [part, bytes] of last) blocks.set(part, bytes)
    expect(blocks.size).toBe(blocksOf(head))
    const read: ReadBlocks = async (_, wanted) => wanted.map((part) => blocks.get(part) as Uint8Array)
    const merged = makeSegment({ id: 'merged', ...readHead(blocks.get(HEAD) as Uint8Array), read })
    const left = documents.filter(({ key }) => !isDead(key))
    expect(merged.documents.map(({ key }) => key)).toEqual(left.map(({ key }) => key))
    const words = [...new Set(left.flatMap((each) => [...each.words.keys()]))].sort(byCodeUnits)
    expect((await termsWith(merged, '')).map(({ term }) => term)).toEqual(words)
    for (const word of Array.from({ length: 200 }, () => rng.pick(words)))
      expect(await postingsIn(merged, word)).toEqual(holding(word, left))
  })
})
