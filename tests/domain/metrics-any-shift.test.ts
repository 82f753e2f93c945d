import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entriesInForce, withoutEntries } from '../../domain/agent-time/in-force.ts'
import { spansOf } from '../../domain/agent-time/spans-of.ts'
import type { IntervalId, ShiftId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { MetricFrame } from '../../domain/metrics/metric-policy.ts'
import { USUAL_METRIC_POLICY } from '../../domain/metrics/metric-policy.ts'
import { adherence } from '../../domain/metrics/time-figures.ts'
import { workdaysOf } from '../../domain/metrics/workday.ts'
import type { RosterRule } from '../../domain/schedule/lay-out-shift.ts'
import { layOutShift, realLengthMs } from '../../domain/schedule/lay-out-shift.ts'
import { shiftDays } from '../../domain/schedule/shift-days.ts'
import { brokenPromises } from '../support/all-time-figures.ts'
import { someInterval } from '../support/intervals.ts'
import { clock, frame, planned, shiftOf, span } from '../support/metric-spans.ts'
import { randomShift } from '../support/random-shifts.ts'

const HOUR = 3_600_000
const usual: MetricFrame = { policy: USUAL_METRIC_POLICY, zone: 'UTC' }

describe('any shift', () => {
  it('has each second in one bucket, lines that add up, and the same figures however it is cut, ordered or carried', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (seed) => {
        expect(brokenPromises(randomShift(seed), usual)).toEqual([])
      }),
      { numRuns: 300, seed: 20_261_129 },
    )
  })
})

describe('[C52] a night from 22:00 to 06:00', () => {
  const nights: [string, string, string, RosterRule, number][] = [
    ['an ordinary night in Berlin', 'Europe/Berlin', '2026-06-10', 'local-end', 8],
    ['clocks put on in New York', 'America/New_York', '2026-03-07', 'local-end', 7],
    ['clocks put on in Berlin', 'Europe/Berlin', '2026-03-28', 'local-end', 7],
    ['clocks put back in New York', 'America/New_York', '2026-10-31', 'local-end', 9],
    ['clocks put back in Berlin', 'Europe/Berlin', '2026-10-24', 'local-end', 9],
    ['clocks put on, length kept', 'Europe/Berlin', '2026-03-28', 'duration', 8],
    ['clocks put back, length kept', 'America/New_York', '2026-10-31', 'duration', 8],
    ['half an hour on, Lord Howe', 'Australia/Lord_Howe', '2026-10-03', 'local-end', 7.5],
    ['half an hour back, Lord Howe', 'Australia/Lord_Howe', '2026-04-04', 'local-end', 8.5],
    ['a zone half an hour off', 'Asia/Kolkata', '2026-03-28', 'local-end', 8],
  ]
  it.each(nights)('is one shift of its real hours on the day it began: %s', (_what, zone, day, keeps, hours) => {
    const { startsAt, endsAt } = layOutShift({ zone, day, fromMinute: 22 * 60, toMinute: 6 * 60, keeps })
    expect(realLengthMs({ startsAt, endsAt })).toBe(hours * HOUR)
    const work = { ...planned('contacts', '00:00-01:00'), startsAt, endsAt }
    const shift = shiftOf([work], { zone, day })
    const spans = [span('available', '00:00-01:00', null, { startsAt, endsAt })]
    const days = workdaysOf(spans, [shift], usual.policy)
    const figure = adherence(days, { ...usual, zone }, 'raw')
    expect(days.days.map((each) => [each.day?.day, each.day?.zone])).toEqual([[day, zone]])
    expect([figure.numerator, figure.denominator, figure.zone]).toEqual([hours * HOUR, hours * HOUR, zone])
  })

  it('takes what lies outside of all shifts to the nearest, no moment to two, and nothing of long before the first', () => {
    const nextDay = (time: string) => (clock(time) + 24 * HOUR) as EpochMs
    const second = {
      ...planned('contacts', '08:00-16:00'),
      startsAt: nextDay('08:00'),
      endsAt: nextDay('16:00'),
    }
    const days = shiftDays([
      shiftOf([second], { id: 's-2' as ShiftId, day: '2026-03-11' }),
      shiftOf([planned('contacts', '08:00-16:00')]),
    ])
    expect(days.map(({ day, from, to }) => [day, from, to])).toEqual([
      ['2026-03-10', clock('08:00') - 36 * HOUR, nextDay('00:00')],
      ['2026-03-11', nextDay('00:00'), Infinity],
    ])
  })
})

describe('a clock that jumps', () => {
  it('makes no time when it goes back, and nothing counts twice', () => {
    const turned = span('talk', '10:10-10:05', 'A')
    const days = workdaysOf(
      [turned, span('available', '10:00-11:00')],
      [shiftOf([planned('contacts', '10:00-11:00')])],
      usual.policy,
    )
    expect(adherence(days, frame, 'raw').lines.map((line) => [line.state, line.to - line.from])).toEqual([
      ['available', HOUR],
    ])
  })
  it('counts fractions of a millisecond down to whole ones, without a gap between them', () => {
    const at = clock('10:00')
    const cut = (at + 1_000.7) as EpochMs
    const spans = [
      span('available', '10:00-10:30', null, { endsAt: cut }),
      span('training', '10:00-10:30', null, { startsAt: cut }),
    ]
    const days = workdaysOf(spans, [shiftOf([planned('contacts', '10:00-10:30')])], usual.policy)
    expect(days.days[0]!.pieces.map(({ from, to }) => to - from)).toEqual([1_000, 30 * 60_000 - 1_000])
  })
})

describe('[C49] a correction by a lead', () => {
  const entry = (id: string, replaces: string | null, from: number, to: number, state: 'training' | 'available') =>
    someInterval(id, state, from, to, {
      replaces: replaces as IntervalId | null,
      source: replaces === null ? 'desk' : 'lead',
    })
  // Minutes from noon.
  const log = [
    entry('1', null, 0, 45, 'available'),
    entry('2', null, 45, 60, 'available'),
    entry('3', '1', 0, 25, 'training'),
    entry('4', '1', 25, 45, 'available'),
    entry('5', '3', 0, 20, 'training'),
  ]
  const shift = shiftOf([planned('training', '12:00-12:25'), planned('contacts', '12:25-13:00')])
  const asOf = clock('14:00')
  const figure = (entries: typeof log) =>
    adherence(workdaysOf(spansOf(entries, asOf, []), [shift], frame.policy), frame, 'raw').numerator / 60_000
  const ids = (entries: typeof log) =>
    entriesInForce(entries)
      .map(({ id }) => id)
      .toSorted()
      .join('')

  it('puts its entries in the place of the one it names, also of a correction', () => {
    expect(ids(log)).toBe('245')
    expect(figure(log)).toBe(55)
  })
  it('leaves the old figure to be made again, as of any place in the log', () => {
    expect([2, 4, 5].map((upTo) => figure(log.slice(0, upTo)))).toEqual([35, 60, 55])
  })
  it('can be left out, with what stands on it', () => {
    expect(ids(withoutEntries(log, new Set(['5' as IntervalId])))).toBe('234')
    expect(ids(withoutEntries(log, new Set(['3', '4'] as IntervalId[])))).toBe('12')
  })
  it('tells both figures, and what it would be before it is decided', () => {
    const both = (corrections: readonly string[]) => {
      const without = withoutEntries(log, new Set(corrections as IntervalId[]))
      return [figure(without), figure(log)]
    }
    expect([figure(log.slice(0, 2)), figure(log.slice(0, 4))]).toEqual([35, 60])
    expect(both(['3', '4', '5'])).toEqual([35, 55])
  })
})
