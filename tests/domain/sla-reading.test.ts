import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { SlaPolicy } from '../../domain/sla/sla-policy.ts'
import type { SlaStep } from '../../domain/sla/sla-reading.ts'
import { slaReading, slaStep, untilNextReading } from '../../domain/sla/sla-reading.ts'

const now = 1_772_000_040_000 as EpochMs
const minute = 60_000
const hour = 60 * minute
const at = (iso: string) => Date.parse(iso) as EpochMs
const policy = (riskMinutes = 15): SlaPolicy => ({
  calendar: {
    zone: 'Europe/Berlin',
    week: [...Array.from({ length: 5 }, () => [{ fromMinute: 540, toMinute: 1_020 }]), [], []],
    holidays: [],
  },
  replyWithinMs: { email: (8 * hour) as Ms, phone: hour as Ms, chat: (2 * minute) as Ms },
  riskFromMs: (riskMinutes * minute) as Ms,
})

describe('the clock of a promised reply where every hour counts', () => {
  const table: [string, number, SlaStep][] = [
    ['two hours left', 120 * minute, 'calm'],
    ['exactly an hour left', 60 * minute, 'calm'],
    ['a millisecond under an hour left', 60 * minute - 1, 'soon'],
    ['exactly 16 minutes left', 16 * minute, 'soon'],
    ['15 minutes and 59 seconds left, read as 15 min', 16 * minute - 1, 'risk'],
    ['due this very moment', 0, 'risk'],
    ['a millisecond past due', -1, 'late'],
    ['three days late', -72 * hour, 'late'],
  ]
  it.each(table)('%s', (_what, leftMs, step) => {
    expect(slaReading((now + leftMs) as EpochMs, now, null)).toEqual({ step, leftMs })
  })

  it('stands while the customer has the word, open or closed', () => {
    const stands = { step: 'paused', leftMs: null, because: 'customer' }
    expect(slaReading(null, now, null)).toEqual(stands)
    expect(slaReading(null, at('2026-03-14T12:00:00Z'), policy())).toEqual(stands)
  })
})

describe('the clock of a promised reply in an office from 9 to 17', () => {
  // Tuesday 10 March, 17:00 in Berlin is 16:00Z.
  it('counts the working time that is left, not the night between', () => {
    expect(slaReading(at('2026-03-11T08:30:00Z'), at('2026-03-10T15:00:00Z'), policy())).toEqual({
      step: 'calm',
      leftMs: 90 * minute,
    })
    expect(slaReading(at('2026-03-11T08:05:00Z'), at('2026-03-10T15:50:00Z'), policy())).toEqual({
      step: 'risk',
      leftMs: 15 * minute,
    })
  })

  it('stands while the office is closed, and says when it opens [C11]', () => {
    const closed = { step: 'paused', leftMs: 5 * minute, because: 'closed', opensAt: at('2026-03-11T08:00:00Z') }
    expect(slaReading(at('2026-03-11T08:05:00Z'), at('2026-03-10T16:00:00Z'), policy())).toEqual(closed)
    expect(slaReading(at('2026-03-11T08:05:00Z'), at('2026-03-11T07:59:59Z'), policy())).toEqual(closed)
    expect(slaReading(at('2026-03-11T08:05:00Z'), at('2026-03-11T08:00:00Z'), policy()).step).toBe('risk')
  })

  it('stays late overnight and grows later by working time only [C11]', () => {
    const due = at('2026-03-10T15:30:00Z')
    const lateBy = (iso: string) => slaReading(due, at(iso), policy())
    expect(lateBy('2026-03-10T15:45:00Z')).toEqual({ step: 'late', leftMs: -15 * minute })
    expect(lateBy('2026-03-10T20:00:00Z')).toEqual({ step: 'late', leftMs: -30 * minute })
    expect(lateBy('2026-03-11T09:00:00Z')).toEqual({ step: 'late', leftMs: -90 * minute })
  })

  it('is late from the moment the office closed on a promise for closing time', () => {
    const closing = at('2026-03-10T16:00:00Z')
    expect(slaReading(closing, closing, policy()).step).toBe('paused')
    expect(slaReading(closing, (closing + 1) as EpochMs, policy())).toEqual({ step: 'late', leftMs: 0 })
  })

  it('is at risk from as early as the queue says', () => {
    const [due, early] = [at('2026-03-10T12:00:00Z'), at('2026-03-10T11:15:00Z')]
    expect(slaReading(due, early, policy()).step).toBe('soon')
    expect(slaReading(due, early, policy(45)).step).toBe('risk')
    expect(slaReading(due, early, policy(44)).step).toBe('soon')
  })
})

describe('the words of a reading', () => {
  const read = (step: 'calm' | 'risk' | 'late', leftMs: number) => ({ step, leftMs: leftMs as Ms })
  it('are read again when their own minute is full, and each second within two minutes of the promise', () => {
    expect(untilNextReading(read('calm', 90 * minute + 7_000), now)).toBe(7_001)
    expect(untilNextReading(read('calm', 90 * minute), now)).toBe(1)
    expect(untilNextReading(read('late', -90 * minute - 7_000), now)).toBe(minute - 7_000)
    expect(untilNextReading(read('risk', 90_400), now)).toBe(401)
    expect(untilNextReading(read('late', -90_400), now)).toBe(600)
  })
  it('are never older than the minute on the wall, at which queues open and close', () => {
    const later = (now + 12_345) as EpochMs
    expect(untilNextReading(read('calm', 90 * minute + 55_000), later)).toBe(minute - 12_345)
    expect(untilNextReading({ step: 'paused', leftMs: null }, later)).toBe(minute - 12_345)
    expect(untilNextReading({ step: 'paused', leftMs: minute as Ms }, later)).toBe(minute - 12_345)
  })
  it('have changed after that, and not before', () => {
    const minutes = (leftMs: number) => Math.floor(Math.abs(leftMs) / minute)
    for (const leftMs of [200 * minute + 1, 3 * minute, 3 * minute + 59_999, -3 * minute, -200 * minute - 1]) {
      const wait = untilNextReading(read('calm', leftMs), (now - (now % minute)) as EpochMs)
      expect(minutes(leftMs - wait + 1), `${leftMs}`).toBe(minutes(leftMs))
      expect(minutes(leftMs - wait), `${leftMs}`).not.toBe(minutes(leftMs))
    }
  })
})

it('the step alone is the one of the whole reading', () => {
  const someTime = fc.integer({ min: -3 * 24 * 60, max: 3 * 24 * 60 }).map((minutes) => minutes * minute)
  fc.assert(
    fc.property(
      someTime,
      fc.option(someTime),
      fc.integer({ min: -1, max: 1 }),
      fc.boolean(),
      (from, due, by, isKnown) => {
        const moment = (at('2026-03-11T08:30:00Z') + from) as EpochMs
        const dueAt = due === null ? null : ((moment + due + by) as EpochMs)
        const house = isKnown ? policy() : null
        expect(slaStep(dueAt, moment, house)).toBe(slaReading(dueAt, moment, house).step)
      },
    ),
    { examples: [[0, 0, 0, true]] },
  )
})
