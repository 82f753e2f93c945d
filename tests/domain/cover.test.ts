import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cover, takeFree } from '../../domain/agent-time/cover.ts'

const stretch = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 12 }))
  .map(([startsAt, length]) => ({ startsAt, endsAt: startsAt + length }))
const secondsOf = (all: Cover) =>
  all.flatMap(({ startsAt, endsAt }) => Array.from({ length: endsAt - startsAt }, (_, at) => startsAt + at))

describe('time that is taken', () => {
  it('gives each second once, to whoever asks first, and in order', () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 30 }), (asked) => {
        const cover: Cover = []
        const taken = new Set<number>()
        for (const each of asked) {
          const wanted = secondsOf([each]).filter((second) => !taken.has(second))
          expect(secondsOf(takeFree(cover, each.startsAt, each.endsAt))).toEqual(wanted)
          for (const second of wanted) taken.add(second)
          expect(secondsOf(cover)).toEqual([...taken].sort((a, b) => a - b))
        }
      }),
    )
  })
})
