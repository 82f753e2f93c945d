import { describe, expect, it } from 'vitest'
import { checkCorrection } from '../../domain/agent-time/correct-interval.ts'
import { spansOf } from '../../domain/agent-time/spans-of.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import type { CorrectionForm } from '../../renderer/features/disputes/plan-correction.ts'
import { planCorrection } from '../../renderer/features/disputes/plan-correction.ts'
import { someInterval } from '../support/intervals.ts'
import { NOON } from '../support/records.ts'

const entry = someInterval('i-1', 'available', 0, 30)
let made = 0
const plan = (change: Partial<CorrectionForm>, of = entry) =>
  planCorrection(of, { state: 'meeting', fromMinute: '', toMinute: '', ...change }, () => `n-${++made}`)

describe("a lead's correction", () => {
  const shown: [string, Partial<CorrectionForm>, string[]][] = [
    ['all of it when no minutes are given', {}, ['meeting 0-30']],
    [
      'a part in the middle, and leaves the rest',
      { fromMinute: '5', toMinute: '20' },
      ['available 0-5', 'meeting 5-20', 'available 20-30'],
    ],
    ['its beginning', { toMinute: '7.5' }, ['meeting 0-7.5', 'available 7.5-30']],
    ['its end', { fromMinute: '29' }, ['available 0-29', 'meeting 29-30']],
  ]
  it.each(shown)('covers %s', (_, form, spans) => {
    const planned = plan(form)
    const corrections = planned.ok ? planned.value : []
    expect(checkCorrection(entry, corrections).ok).toBe(true)
    const told = spansOf([entry, ...corrections], (NOON + 3_600_000) as EpochMs, []).map(
      ({ state, startsAt, endsAt }) => `${state} ${(startsAt - NOON) / MINUTE_MS}-${(endsAt - NOON) / MINUTE_MS}`,
    )
    expect(told).toEqual(spans)
  })

  const refused: [string, Partial<CorrectionForm>, string][] = [
    ['minutes after its end', { toMinute: '31' }, 'times'],
    ['minutes before its beginning', { fromMinute: '-1' }, 'times'],
    ['the later minute first', { fromMinute: '9', toMinute: '9' }, 'times'],
    ['minutes that are no number', { fromMinute: 'noon' }, 'times'],
    ['what is recorded already', { state: 'available' }, 'same'],
  ]
  it.each(refused)('does not take %s', (_, form, refusal) => {
    expect(plan(form)).toEqual({ ok: false, refusal })
  })

  it('waits for the end of a stretch that goes on', () => {
    expect(plan({}, { ...entry, endedAt: null })).toEqual({ ok: false, refusal: 'still-on' })
  })
})
