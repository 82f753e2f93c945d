import { describe, expect, it } from 'vitest'
import { NOTHING_TO_TELL } from '../../domain/metrics/figure.ts'
import { METRIC_IDS } from '../../domain/metrics/metric.ts'
import { policyValues, USUAL_METRIC_POLICY } from '../../domain/metrics/metric-policy.ts'
import { REASON_CODES } from '../../domain/metrics/reason-codes.ts'
import { english } from '../../renderer/words/catalogue.ts'
import { sayDefinition, sayMetric, sayNothing, sayReason, sayWhatIf } from '../../renderer/words/metric-words.ts'
import { makeWords } from '../../renderer/words/use-words.ts'

const words = makeWords('en-GB', english)
const frame = { policy: { ...USUAL_METRIC_POLICY, version: 7 }, zone: 'Europe/London' }

describe('[C50] the words of the figures', () => {
  it.each(METRIC_IDS)('define %s in one paragraph, with policy version and zone, and no placeholder left', (metric) => {
    const paragraph = sayDefinition(words, metric, policyValues(frame))
    expect(paragraph).toContain('Policy version 7, zone Europe/London.')
    expect(paragraph).not.toMatch(/[{}\n]/)
    expect(sayMetric(words, metric).length).toBeGreaterThan(3)
  })
  it('define nothing that is not a figure, and each figure in words of its own', () => {
    const defined = Object.keys(english).filter((key) => key.startsWith('metrics.define.'))
    expect(defined.toSorted()).toEqual(METRIC_IDS.map((metric) => `metrics.define.${metric}`).toSorted())
    const paragraphs = METRIC_IDS.map((metric) => sayDefinition(words, metric, policyValues(frame)))
    expect(new Set(paragraphs).size).toBe(METRIC_IDS.length)
  })
  it('tell the numbers of the policy', () => {
    const changed = {
      ...frame,
      policy: { ...frame.policy, graceMs: 90_000, reopenDays: 14, recontactDays: 10, smallSample: 12 },
    }
    const values = policyValues(changed as typeof frame)
    expect(sayDefinition(words, 'adherence-protected', values)).toContain('90 s early or late')
    expect(sayDefinition(words, 'reopen-rate', values)).toContain('within 14 times 24 hours')
    expect(sayDefinition(words, 'fcr-gross', values)).toContain('last 10 days')
    expect(sayDefinition(words, 'csat', values)).toContain('Under 12 ratings')
  })
  it('have a reason for every line and for every missing value', () => {
    for (const reason of REASON_CODES) expect(sayReason(words, reason)).not.toBe('')
    for (const nothing of NOTHING_TO_TELL) expect(sayNothing(words, nothing)).not.toBe('')
  })
  it('say what the rest of the shift can do', () => {
    expect(sayWhatIf(words, 'keep', 2, 12 * 60_000)).toBe(
      '2 more urgent cases within 12 min keep response time at target',
    )
    expect(sayWhatIf(words, 'reach', 1, 5 * 60_000)).toBe(
      'One more urgent case within 5 min brings response time back to target',
    )
  })
})
