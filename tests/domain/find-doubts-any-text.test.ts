import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReplyFacts } from '../../domain/replying/find-doubts.ts'
import { findDoubts, namesIn } from '../../domain/replying/find-doubts.ts'
import { foldName, nameWords } from '../../domain/replying/name-words.ts'

/** Pieces on which the rules turn, among any text at all: so that all of them are reached, in every mixture. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    'Dear ',
    'Hi ',
    'Hola, ',
    'Sehr geehrte Frau ',
    'السيد ',
    'प्रिय ',
    '尊敬的',
    'Mr. ',
    'Emma Brown',
    "Emma's",
    '佐藤花子',
    '様',
    '민서님',
    'EK-',
    'ＥＫ－',
    '2611340',
    '٩٩٢٤١٧٣',
    'order ',
    '{{',
    '}}',
    '{%',
    '[',
    ']',
    '<',
    '>',
    'XXXX',
    '___',
    '%',
    '$',
    'TODO',
    ',',
    '.',
    '!',
    ' ',
    '\n',
    '\u00a0',
    '　',
    '👩‍👩‍👧',
    '\u0301',
    '\ud83d',
    '\u202e',
  ),
)
const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''))
const named = fc.record({
  givenName: fc.oneof(
    fc.constantFrom('Emma', '花子', 'ليلى', 'Anne-Marie', ''),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  ),
  familyName: fc.oneof(
    fc.constantFrom('Brown', '佐藤', 'منصور', 'van den Heuvel', ''),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  ),
})
const facts: fc.Arbitrary<ReplyFacts> = fc.record({
  customer: fc.option(named),
  orderNumbers: fc.array(fc.oneof(fc.constantFrom('EK-2611340', '10-44871-B', '#1001'), fc.string({ maxLength: 10 })), {
    maxLength: 3,
  }),
  orderExample: fc.option(fc.constant('EK-1000001')),
  knownText: text,
  strangers: fc.array(named, { maxLength: 4 }),
  staffNames: fc.array(fc.constantFrom('Ana Ribeiro', ''), { maxLength: 2 }),
})

describe('whatever is written', () => {
  it('is read without failing, and every mark lies exactly on its words, in order, none over another', () => {
    fc.assert(
      fc.property(text, facts, (body, all) => {
        let last = 0
        for (const doubt of findDoubts(body, all)) {
          expect(doubt.from).toBeGreaterThanOrEqual(last)
          expect(doubt.to).toBeGreaterThan(doubt.from)
          expect(doubt.to).toBeLessThanOrEqual(body.length)
          expect(body.slice(doubt.from, doubt.to)).toBe(doubt.text)
          last = doubt.to
        }
      }),
      { numRuns: 3_000, seed: 20_261_123 },
    )
  })

  it('gives words that lie where they say, and keys that folding leaves as they are', () => {
    fc.assert(
      fc.property(text, (body) => {
        for (const word of nameWords(body)) {
          expect(word.to).toBeGreaterThan(word.from)
          for (const key of word.keys) expect(foldName(key)).toBe(key)
        }
        for (const key of namesIn(body)) expect(foldName(key)).toBe(key)
      }),
      { numRuns: 3_000, seed: 20_261_123 },
    )
  })

  it('is marked the same whatever stands before it', () => {
    const all: ReplyFacts = {
      customer: { givenName: 'Nadia', familyName: 'Osei' },
      orderNumbers: ['EK-2611340'],
      knownText: '',
      strangers: [{ givenName: 'Emma', familyName: 'Brown' }],
      staffNames: [],
    }
    const hole = 'It went to Emma Brown with EK-9924173 on [date].'
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (before) => {
        // A bracket left open would swallow what follows.
        const start = `${before.replaceAll(/[[\]{}<>«＜［｛]/gu, '')}\n`
        const found = findDoubts(start + hole, all).filter((doubt) => doubt.from >= start.length)
        expect(found.map((doubt) => [doubt.from - start.length, doubt.text])).toEqual([
          [11, 'Emma Brown'],
          [27, 'EK-9924173'],
          [41, '[date]'],
        ])
      }),
      { numRuns: 500, seed: 20_261_123 },
    )
  })
})
