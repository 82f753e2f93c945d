import { describe, expect, it } from 'vitest'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { SlaStep } from '../../domain/sla/sla-step.ts'
import { slaStep, untilNextReading } from '../../domain/sla/sla-step.ts'

const now = 1_772_000_040_000 as EpochMs
const minute = 60_000
const after = (ms: number) => (now + ms) as EpochMs

describe('the clock of a promised reply', () => {
  const table: [string, number | null, SlaStep][] = [
    ['two hours left', 120 * minute, 'calm'],
    ['exactly an hour left', 60 * minute, 'calm'],
    ['a millisecond under an hour left', 60 * minute - 1, 'soon'],
    ['exactly 16 minutes left', 16 * minute, 'soon'],
    ['15 minutes and 59 seconds left, read as 15 min', 16 * minute - 1, 'risk'],
    ['due this very moment', 0, 'risk'],
    ['a millisecond past due', -1, 'late'],
    ['three days late', -72 * 60 * minute, 'late'],
    ['nothing promised', null, 'paused'],
  ]
  it.each(table)('%s', (_what, leftMs, step) => {
    const reading = slaStep(leftMs === null ? null : after(leftMs), now)
    expect(reading).toEqual({ step, leftMs })
  })

  it('is read again on the minute, and each second within two minutes of the promise', () => {
    const at = (now + 12_345) as EpochMs
    expect(untilNextReading({ step: 'calm', leftMs: (90 * minute) as Ms }, at)).toBe(minute - 12_345)
    expect(untilNextReading({ step: 'paused', leftMs: null }, at)).toBe(minute - 12_345)
    expect(untilNextReading({ step: 'risk', leftMs: 90_000 as Ms }, at)).toBe(655)
    expect(untilNextReading({ step: 'late', leftMs: -90_000 as Ms }, at)).toBe(655)
  })
})
