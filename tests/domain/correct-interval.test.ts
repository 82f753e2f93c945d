import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CorrectionFault } from '../../domain/agent-time/correct-interval.ts'
import { checkCorrection, layOutCorrection } from '../../domain/agent-time/correct-interval.ts'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import { spansOf } from '../../domain/agent-time/spans-of.ts'
import type { IntervalId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import { minute, someInterval } from '../support/intervals.ts'
import { NOON } from '../support/records.ts'

const contested = someInterval('i-1', 'available', 0, 30, { source: 'desk' })
const ids = (count: number) => Array.from({ length: count }, (_, at) => `c-${at}` as IntervalId)
const parts = [
  { state: 'break', lengthMs: (10 * MINUTE_MS) as Ms },
  { state: 'tech-issue', lengthMs: (20 * MINUTE_MS) as Ms },
] as const
const [first, second] = layOutCorrection(contested, parts, ids(2)) as [IntervalRecord, IntervalRecord]

describe('a correction of a stretch of time', () => {
  it('puts its parts in place of the whole, to the millisecond, and keeps what was recorded', () => {
    const log = [contested, first, second]
    const spans = spansOf(log, (NOON + 3_600_000) as EpochMs, [])
    expect(spans.map(({ state, startsAt, endsAt }) => [state, startsAt - NOON, endsAt - NOON])).toEqual([
      ['break', 0, 600_000],
      ['tech-issue', 600_000, 1_800_000],
    ])
    expect(log[0]).toEqual(contested)
  })

  it('covers the stretch once for any clock, any cuts and a change of session, and is found right', () => {
    const any = fc.record({
      cuts: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }),
      offsetMs: fc.option(fc.integer({ min: -90_000, max: 90_000 }), { nil: null }),
      jumpMs: fc.integer({ min: -600_000, max: 600_000 }),
      hasSession: fc.boolean(),
      endsElsewhere: fc.boolean(),
    })
    fc.assert(
      fc.property(any, ({ cuts, offsetMs, jumpMs, hasSession, endsElsewhere }) => {
        const whole = cuts.reduce((sum, each) => sum + each, 0)
        const start = minute(0, { offsetMs: offsetMs as Ms | null })
        const jump = hasSession && !endsElsewhere ? jumpMs : 0
        const end = minute(whole, { at: (NOON + whole * MINUTE_MS + jump) as EpochMs, offsetMs: offsetMs as Ms | null })
        const session = hasSession ? { session: 's-1' } : { session: undefined }
        const elsewhere = hasSession && endsElsewhere ? { endSession: 's-2' } : {}
        const entry = { ...contested, ...session, ...elsewhere, startedAt: start, endedAt: end }
        const made = layOutCorrection(
          entry,
          cuts.map((minutes) => ({ state: 'meeting', lengthMs: (minutes * MINUTE_MS) as Ms })),
          ids(cuts.length),
        )
        expect(checkCorrection(entry, made).ok).toBe(true)
        const later = (NOON + 10 * 3_600_000) as EpochMs
        const [before] = spansOf([entry], later, [])
        const after = spansOf([entry, ...made], later, [])
        expect(after.at(0)?.startsAt).toBe(before?.startsAt)
        expect(after.at(-1)?.endsAt).toBe(before?.endsAt)
        expect(after.every((each, at) => at === 0 || each.startsAt === after[at - 1]!.endsAt)).toBe(true)
        expect(after.map(({ startsAt, endsAt }) => (endsAt - startsAt) / MINUTE_MS)).toEqual(cuts)
      }),
      { numRuns: 200 },
    )
  })

  const wrong: [string, IntervalRecord, IntervalRecord[], CorrectionFault][] = [
    ['nothing at all', contested, [], 'none'],
    ['a stretch that goes on', { ...contested, endedAt: null }, [first, second], 'still-on'],
    ['a part of it alone', contested, [first], 'gap'],
    ['the end alone', contested, [second], 'outside'],
    ['parts with a hole between', contested, [first, { ...second, startedAt: minute(11) }], 'gap'],
    ['parts that lie over each other', contested, [first, { ...second, startedAt: minute(9) }], 'gap'],
    ['more than the whole', contested, [first, { ...second, endedAt: minute(31) }], 'gap'],
    ['a part without an end', contested, [first, { ...second, endedAt: null }], 'outside'],
    [
      'a part that ends before it begins',
      contested,
      [
        { ...first, endedAt: minute(-1) },
        { ...second, startedAt: minute(-1) },
      ],
      'outside',
    ],
    [
      'a cut by another clock',
      contested,
      [
        { ...first, endedAt: minute(10, { monotonicMs: 5 as Ms }) },
        { ...second, startedAt: minute(10, { monotonicMs: 5 as Ms }) },
      ],
      'outside',
    ],
    ['the same part twice', contested, [first, first], 'wrong-entry'],
    ['itself', contested, [{ ...contested, source: 'lead', replaces: contested.id }], 'wrong-entry'],
    ['another entry', contested, [first, { ...second, replaces: 'i-7' as IntervalId }], 'wrong-entry'],
    ["another's time", contested, [first, { ...second, userId: 'u-ben' as UserId }], 'wrong-entry'],
    ['what says that the agent said it', contested, [first, { ...second, source: 'agent' }], 'wrong-entry'],
    ['a line that was there', contested, [first, { ...second, isOffline: true }], 'wrong-mark'],
    ['a fault seen in a break', contested, [{ ...first, isFaultSeen: true }, second], 'wrong-mark'],
    ['another case', contested, [first, { ...second, caseId: 'c-9' as never }], 'wrong-mark'],
  ]
  it.each(wrong)('is not %s', (_, entry, corrections, fault) => {
    expect(checkCorrection(entry, corrections)).toEqual({ ok: false, refusal: fault })
  })
})
