import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Drawn } from '../../renderer/features/case-view/drawn-part.ts'
import {
  closeGap,
  drawEarlier,
  earlierThan,
  firstDrawn,
  partOf,
  reach,
} from '../../renderer/features/case-view/drawn-part.ts'

/** Places that are drawn, oldest first. */
function places(drawn: Drawn, count: number): number[] {
  const { from, to, start } = partOf(drawn, count)
  const all = Array.from({ length: count }, (_, place) => place)
  return [...all.slice(from, to), ...all.slice(start)]
}
const act = fc.oneof(
  fc.record({ what: fc.constant('reach' as const), at: fc.double({ min: 0, max: 0.999, noNaN: true }) }),
  fc.record({ what: fc.constant('close' as const) }),
  fc.record({ what: fc.constant('earlier' as const) }),
  fc.record({ what: fc.constant('arrive' as const), more: fc.nat(5) }),
)
const conversation = fc.record({ count: fc.integer({ min: 1, max: 3_000 }), acts: fc.array(act, { maxLength: 30 }) })

/** Calls back with what is drawn after every act. */
function go({ count, acts }: typeof conversation extends fc.Arbitrary<infer Value> ? Value : never) {
  const steps: { drawn: Drawn; count: number; asked: number | null }[] = []
  let drawn = firstDrawn
  let length = count
  for (const each of acts) {
    let asked: number | null = null
    if (each.what === 'reach') {
      asked = Math.floor(each.at * length)
      drawn = reach(drawn, length, asked)
    } else if (each.what === 'close') drawn = closeGap(drawn, length)
    else if (each.what === 'earlier') drawn = drawEarlier(drawn)
    else length += each.more
    steps.push({ drawn, count: length, asked })
  }
  return steps
}

test('whatever is asked for is drawn at once, each entry once and in order, and the end always', () => {
  fc.assert(
    fc.property(conversation, (run) => {
      for (const { drawn, count, asked } of go(run)) {
        const shown = places(drawn, count)
        expect(shown).toEqual([...new Set(shown)].toSorted((a, b) => a - b))
        expect(shown.at(-1)).toBe(count - 1)
        if (asked !== null) expect(shown).toContain(asked)
      }
    }),
  )
})

test('a gap closes in the end, and nothing of what was drawn is lost by it', () => {
  fc.assert(
    fc.property(conversation, (run) => {
      const last = go(run).at(-1)
      if (last === undefined) return
      const { count } = last
      let { drawn } = last
      const oldest = places(drawn, count)[0] ?? 0
      for (let pieces = 0; partOf(drawn, count).gap > 0; pieces++) {
        expect(pieces).toBeLessThan(100)
        const before = places(drawn, count)
        drawn = closeGap(drawn, count)
        const after = new Set(places(drawn, count))
        expect(before.filter((place) => !after.has(place))).toEqual([])
      }
      expect(places(drawn, count)).toEqual(Array.from({ length: count - oldest }, (_, at) => oldest + at))
    }),
    { numRuns: 40 },
  )
})

test('the first entry of 2,000 is asked for with few others, and stays drawn when another message comes', () => {
  let drawn = reach(firstDrawn, 2_000, 0)
  expect(places(drawn, 2_000).length).toBeLessThan(200)
  while (partOf(drawn, 2_000).gap > 0) drawn = closeGap(drawn, 2_000)
  expect(places(drawn, 2_001)[0]).toBe(0)
  expect(places(drawn, 2_001)).toHaveLength(2_001)
})

test('how many came earlier is counted past the gap too', () => {
  const part = partOf(reach(firstDrawn, 2_000, 0), 2_000)
  expect(earlierThan(part, 3)).toBe(3)
  expect(earlierThan(part, part.to + 1)).toBe(part.start)
  expect(earlierThan(part, part.to + 1 + 5)).toBe(part.start + 5)
  expect(earlierThan(partOf(firstDrawn, 2_000), 5)).toBe(1_925)
})
