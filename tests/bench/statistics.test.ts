import { describe, expect, it } from 'vitest'
import { median, percentile, spreadOf } from '../../bench/report/statistics.ts'

describe('the numbers of a bench', () => {
  it.each([
    [[5], 5],
    [[9, 1, 5], 5],
    [[10, 2, 4, 100], 7],
    [[100, 9, 11], 11],
  ])('the median of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected)
  })

  it.each([
    [0.5, 50],
    [0.95, 95],
    [0.99, 99],
    [1, 100],
    [0.001, 1],
  ])('of 1 to 100 the share %d does not exceed %d', (share, expected) => {
    const values = Array.from({ length: 100 }, (_, at) => 100 - at)
    expect(percentile(values, share)).toBe(expected)
  })

  it('the percentile of a few is one of them, never between two', () => {
    expect(percentile([1, 1_000], 0.95)).toBe(1_000)
    expect(percentile([1, 1_000], 0.5)).toBe(1)
  })

  it('a spread says how many rounds it is made of, and of nothing there is none', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3, rounds: 3 })
    expect(spreadOf([])).toBeNull()
  })

  it('there is no median and no percentile of nothing', () => {
    expect(() => median([])).toThrow('no median')
    expect(() => percentile([], 0.5)).toThrow('no percentile')
  })
})
