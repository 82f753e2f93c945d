import { describe, expect, it } from 'vitest'
import { USUAL_METRIC_POLICY } from '../../domain/metrics/metric-policy.ts'
import { brokenPromises } from '../support/all-time-figures.ts'
import { randomShift } from '../support/random-shifts.ts'

const frame = { policy: USUAL_METRIC_POLICY, zone: 'UTC' }

describe('10,000 random shifts', () => {
  it('keep every promise of the figures: by day and night, over changes of clocks, overlaps, gaps and jumps', () => {
    const broken: string[] = []
    for (let seed = 1; seed <= 10_000; seed++) broken.push(...brokenPromises(randomShift(seed), frame))
    expect(broken.slice(0, 5)).toEqual([])
  }, 240_000)
})
