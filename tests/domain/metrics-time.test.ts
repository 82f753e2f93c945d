import { describe, expect, it } from 'vitest'
import type { TimeSpan } from '../../domain/agent-time/time-span.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { CaseId, ShiftId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { addFigures } from '../../domain/metrics/add-figures.ts'
import { clipSpans } from '../../domain/metrics/clip-spans.ts'
import { conformanceCapped, conformancePresence } from '../../domain/metrics/conformance.ts'
import type { Figure } from '../../domain/metrics/figure.ts'
import { concurrency, contactHandlingTime, contactsPerHour, handlingTime } from '../../domain/metrics/handling.ts'
import { reaches, roundedMs, roundedShare, roundHalfUp } from '../../domain/metrics/rounding.ts'
import { shrinkage, staffNeeded } from '../../domain/metrics/shrinkage.ts'
import { adherence, occupancy, utilisation } from '../../domain/metrics/time-figures.ts'
import { partitionOf, oneWorkday, workdaysOf } from '../../domain/metrics/workday.ts'
import { shiftDays } from '../../domain/schedule/shift-days.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'
import { clock, frame, planned, shiftOf, span } from '../support/metric-spans.ts'

const MINUTE = 60_000
const minutes = (figure: Figure) => [figure.numerator / MINUTE, figure.denominator / MINUTE]
const percent = (figure: Figure) => (roundedShare(figure, 10_000) ?? Number.NaN) / 100
const over = (spans: TimeSpan[], shifts: ShiftRecord[] = [], graceMs = 0) => workdaysOf(spans, shifts, { graceMs })
const lineSays = (figure: Figure) => figure.lines.map((line) => `${line.reason} ${(line.to - line.from) / MINUTE}`)

describe('fixture 2.2: chat A 10:00-10:20, chat B 10:10-10:30 with wrap-up to 10:32, available from 10:00 to 11:00', () => {
  const spans = [
    span('available', '10:00-11:00'),
    span('chat', '10:00-10:20', 'A'),
    span('chat', '10:10-10:30', 'B'),
    span('wrap-up', '10:30-10:32', 'B'),
  ]
  it('[C51] is 42 min for the customers, 32 min for the agent, 1.3125 at once, and 53.3 % occupied', () => {
    expect(concurrency(spans, frame).value).toBe(1.3125)
    expect(minutes(concurrency(spans, frame))).toEqual([42, 32])
    expect(roundedMs(handlingTime(spans, frame, 'session'))).toBe(21 * MINUTE)
    expect(roundedMs(handlingTime(spans, frame, 'effort'))).toBe(16 * MINUTE)
    expect(minutes(occupancy(over(spans), frame))).toEqual([32, 60])
    expect(roundedShare(occupancy(over(spans), frame), 1_000)).toBe(533)
  })
  it('[C51] lists the ten shared minutes on both sides, once as effort', () => {
    const shared = handlingTime(spans, frame, 'effort').lines.filter((line) => line.reason === 'shared')
    expect(shared.map((line) => [line.intervalId, line.from, line.to, line.toNumerator])).toEqual([
      ['chat 10:10-10:30 B', clock('10:10'), clock('10:20'), 0],
    ])
  })
})

describe('handling time', () => {
  it('counts talk, hold, consult and wrap-up of the own leg, and says hold apart', () => {
    const spans = [
      span('ringing', '09:59-10:00', 'A'),
      span('talk', '10:00-10:05', 'A'),
      span('hold', '10:05-10:07', 'A'),
      span('consult', '10:07-10:08', 'A'),
      span('wrap-up', '10:08-10:10', 'A'),
    ]
    const figure = handlingTime(spans, frame, 'session')
    expect(roundedMs(figure)).toBe(10 * MINUTE)
    expect(figure.beside.holdMs).toBe(2 * MINUTE)
  })
  it('leaves out a ring that was missed', () => {
    const figure = handlingTime(
      [span('ringing', '10:00-10:01', 'A'), span('talk', '10:02-10:04', 'B')],
      frame,
      'effort',
    )
    expect([figure.numerator, figure.denominator]).toEqual([2 * MINUTE, 1])
    expect(lineSays(figure)).toContain('not-connected 1')
  })
  it('gives each agent of a transfer their own leg, and the contact the sum of both', () => {
    const first = [
      span('talk', '10:00-10:04', 'A'),
      span('consult', '10:04-10:05', 'A'),
      span('wrap-up', '10:05-10:06', 'A'),
    ]
    const second = [span('talk', '10:05-10:11', 'A')]
    expect(roundedMs(handlingTime(first, frame, 'session'))).toBe(6 * MINUTE)
    expect(roundedMs(handlingTime(second, frame, 'session'))).toBe(6 * MINUTE)
    const whole = contactHandlingTime([first, second], frame)
    expect([whole.numerator, whole.denominator]).toEqual([12 * MINUTE, 1])
  })
  it('ends wrap-up where a break begins, and does not take it up again when the break is over', () => {
    const spans = [span('talk', '10:00-10:10', 'A'), span('wrap-up', '10:10-10:40', 'A'), span('break', '10:15-10:30')]
    expect(roundedMs(handlingTime(spans, frame, 'effort'))).toBe(15 * MINUTE)
    expect(partitionOf(over(spans, [shiftOf([planned('contacts', '10:00-10:40')])]).days[0]!.pieces)).toEqual({
      handling: 15 * MINUTE,
      'unplanned-break': 15 * MINUTE,
      absent: 10 * MINUTE,
    })
  })
  it('lets a contact win that comes in a break, with its wrap-up', () => {
    const spans = [span('break', '10:00-10:15'), span('talk', '10:05-10:08', 'A'), span('wrap-up', '10:08-10:09', 'A')]
    expect(roundedMs(handlingTime(spans, frame, 'effort'))).toBe(4 * MINUTE)
  })
  it('counts a customer who hung up on hold as handled, and says so', () => {
    const spans = [span('talk', '10:00-10:05', 'A'), span('hold', '10:05-10:07', 'A')]
    const record = {
      id: 'A',
      endedAt: clock('10:07'),
      endedBy: 'customer',
      holds: [{ from: clock('10:05'), to: null }],
    } as unknown as ContactRecord
    const figure = handlingTime(spans, frame, 'session', [record])
    expect([figure.denominator, figure.beside.hungUpOnHold]).toEqual([1, 1])
  })
  it('counts mails by their case, and a second that was recorded twice once', () => {
    const mail = (between: string) => span('email-edit', between, null, { caseId: 'c-1' as CaseId })
    const figure = handlingTime([mail('10:00-10:04'), mail('10:03-10:06'), mail('11:00-11:02')], frame, 'session')
    expect([figure.numerator, figure.denominator]).toEqual([8 * MINUTE, 1])
  })
  it('has nothing to tell without a contact', () => {
    const figure = handlingTime([], frame, 'effort')
    expect([figure.value, figure.nothing]).toEqual([null, 'no-contacts'])
  })
  it('is 3 contacts in an hour where three were handled in one', () => {
    const spans = [
      span('available', '10:00-11:00'),
      ...['A', 'B', 'C'].map((id, n) => span('talk', `10:1${n}-10:1${n + 1}`, id)),
    ]
    expect(contactsPerHour(spans, frame).value).toBe(3)
  })
})

describe('occupancy and utilisation', () => {
  it('leave breaks, training and faults out of occupancy on both sides', () => {
    const spans = [
      span('talk', '10:00-10:30', 'A'),
      span('available', '10:30-11:00'),
      span('break', '11:00-11:15'),
      span('training', '11:15-12:00'),
      span('tech-issue', '12:00-12:30'),
    ]
    expect(percent(occupancy(over(spans), frame))).toBe(50)
    expect(minutes(utilisation(over(spans), frame))).toEqual([60, 150])
  })
  it('never pay for an unpaid lunch', () => {
    const shift = shiftOf([
      planned('contacts', '10:00-11:00'),
      planned('lunch', '11:00-11:30'),
      planned('contacts', '11:30-12:00'),
    ])
    const spans = [span('available', '10:00-11:00'), span('lunch', '11:00-11:30'), span('available', '11:30-12:00')]
    expect(percent(utilisation(over(spans, [shift]), frame))).toBe(100)
  })
})

const lunchDay = shiftOf([
  planned('contacts', '08:00-12:00'),
  planned('lunch', '12:00-12:30'),
  planned('contacts', '12:30-16:00'),
])

describe('fixture 2.4: lunch 12:00-12:30, call ends 12:07, wrap-up 12:09, lunch taken 12:09-12:39, 480 min', () => {
  const spans = [
    span('available', '08:00-11:50'),
    span('talk', '11:50-12:07', 'A'),
    span('wrap-up', '12:07-12:09', 'A'),
    span('lunch', '12:09-12:39'),
    span('available', '12:39-16:00'),
  ]
  const days = over(spans, [lunchDay])
  it('[C48] is 18 min out and 96.25 % raw, and 100 % protected', () => {
    const raw = adherence(days, frame, 'raw')
    expect(minutes(raw)).toEqual([462, 480])
    expect(percent(raw)).toBe(96.25)
    expect(percent(adherence(days, frame, 'protected'))).toBe(100)
    expect(raw.beside.protectedMs).toBe(18 * MINUTE)
  })
  it('[C48] lists every stretch, and the lines add up to the figure', () => {
    const figure = adherence(days, frame, 'protected')
    expect(lineSays(figure)).toEqual([
      'in-plan 230',
      'in-plan 10',
      'contact-in-rest 7',
      'contact-in-rest 2',
      'in-plan 21',
      'moved-rest 9',
      'in-plan 201',
    ])
    expect(figure.lines.reduce((sum, line) => sum + line.toNumerator, 0)).toBe(480 * MINUTE)
  })
  it('pays the nine minutes of work in an unpaid lunch, and not the nine of the lunch that moved', () => {
    expect(minutes(shrinkage(days, frame, 'paid'))).toEqual([0, 450])
    expect(minutes(shrinkage(days, frame, 'scheduled'))).toEqual([30, 480])
  })
})

describe('a reset', () => {
  const spans = [
    span('available', '08:00-09:00'),
    span('reset', '09:00-09:01'),
    span('talk', '09:01-12:05', 'A'),
    span('lunch', '12:05-12:30'),
    span('reset', '12:30-12:31'),
    span('available', '12:31-16:00'),
  ]
  const days = over(spans, [lunchDay])
  it('stands for itself: in no break that is owed, in no activity of the plan, ready for nobody [C42]', () => {
    expect(partitionOf(days.days[0]!.pieces)).toMatchObject({ lunch: 25 * MINUTE, reset: 2 * MINUTE })
    expect(minutes(adherence(days, frame, 'raw'))).toEqual([473, 480])
    expect(minutes(adherence(days, frame, 'protected'))).toEqual([480, 480])
    expect(minutes(conformanceCapped(days, frame))).toEqual([475, 480])
    expect(minutes(occupancy(days, frame))).toEqual([184, 453])
    expect(minutes(shrinkage(days, frame, 'scheduled'))).toEqual([27, 480])
  })
})

describe('adherence', () => {
  const day = (spans: TimeSpan[], graceMs = 0) => over(spans, [lunchDay], graceMs)
  const both = (spans: TimeSpan[], graceMs = 0) =>
    (['raw', 'protected'] as const).map((kind) => adherence(day(spans, graceMs), frame, kind).numerator / MINUTE)
  const rest = [span('lunch', '12:00-12:30'), span('available', '12:30-16:00')]

  const table: [string, TimeSpan[], number, [number, number]][] = [
    ['a morning without any record', rest, 0, [240, 240]],
    [
      'a fault that the device saw',
      [span('tech-issue', '08:00-12:00', null, { isFaultSeen: true }), ...rest],
      0,
      [480, 480],
    ],
    ['a fault that nobody saw', [span('tech-issue', '08:00-12:00'), ...rest], 0, [240, 240]],
    ['working offline', [span('offline-working', '08:00-12:00', null, { isOffline: true }), ...rest], 0, [480, 480]],
    ['logged out', [span('logged-out', '08:00-12:00'), ...rest], 0, [240, 240]],
    ['a minute late, within the grace', [span('available', '08:01-12:00'), ...rest], MINUTE, [479, 480]],
    ['two minutes late, past the grace', [span('available', '08:02-12:00'), ...rest], MINUTE, [478, 478]],
    [
      'a reset in the middle, where no grace is',
      [span('available', '08:00-10:00'), span('reset', '10:00-10:01'), span('available', '10:01-12:00'), ...rest],
      0,
      [479, 480],
    ],
    [
      'a minute away in the middle, where no grace is',
      [span('available', '08:00-10:00'), span('break', '10:00-10:01'), span('available', '10:01-12:00'), ...rest],
      MINUTE,
      [479, 479],
    ],
    [
      'an outbound call while in a break that nobody planned',
      [
        span('available', '08:00-10:00'),
        span('break', '10:00-10:30'),
        span('talk', '10:10-10:20', 'A'),
        span('available', '10:30-12:00'),
        ...rest,
      ],
      0,
      [460, 460],
    ],
    [
      'a lunch that a call took whole, taken at three',
      [
        span('available', '08:00-11:50'),
        span('talk', '11:50-12:30', 'A'),
        span('available', '12:30-15:00'),
        span('lunch', '15:00-15:40'),
        span('available', '15:40-16:00'),
      ],
      0,
      [410, 470],
    ],
    [
      'a lunch that was late by choice',
      [span('available', '08:00-12:09'), span('lunch', '12:09-12:39'), span('available', '12:39-16:00')],
      0,
      [462, 462],
    ],
  ]
  it.each(table)('holds %s', (_what, spans, graceMs, counted) => {
    expect(both(spans, graceMs)).toEqual(counted)
  })

  it('takes voluntary time off out of the schedule; being sent home early is no absence', () => {
    const early = shiftOf([planned('contacts', '08:00-14:00'), planned('time-off', '14:00-16:00')], {
      version: 2,
      knownFrom: clock('13:30'),
    })
    const days = over(
      [span('available', '08:00-12:00'), span('lunch', '12:00-12:30'), span('available', '12:30-14:00')],
      [lunchDay, early],
    )
    expect(minutes(adherence(days, frame, 'raw'))).toEqual([360, 360])
    expect(partitionOf(days.days[0]!.pieces)['time-off']).toBe(120 * MINUTE)
    expect(minutes(shrinkage(days, frame, 'scheduled'))).toEqual([30, 360])
  })
  it('judges each instant by the plan that was known at it', () => {
    const second = shiftOf(
      [
        planned('contacts', '08:00-12:00'),
        planned('contacts', '12:00-14:00'),
        planned('lunch', '14:00-14:30'),
        planned('contacts', '14:30-16:00'),
      ],
      { version: 2, knownFrom: clock('12:10') },
    )
    const spans = [span('available', '08:00-12:00'), span('lunch', '12:00-12:10'), span('available', '12:10-16:00')]
    // Ten minutes of the first plan's lunch were in plan; the second plan's lunch at two was not taken.
    expect(minutes(adherence(over(spans, [second, lunchDay]), frame, 'raw'))).toEqual([450, 480])
  })
  it('judges nobody by time before they were given a plan', () => {
    const late = { ...lunchDay, knownFrom: clock('10:00') }
    expect(minutes(adherence(over([span('available', '10:00-16:00')], [late]), frame, 'raw'))).toEqual([330, 360])
  })
  it('has nothing to tell without a plan', () => {
    expect(adherence(over([span('available', '08:00-09:00')]), frame, 'raw').nothing).toBe('no-plan')
  })
  it('meets its target exactly or not at all', () => {
    expect(reaches({ value: 0.9, numerator: 9, denominator: 10 }, { numerator: 90, denominator: 100 })).toBe(true)
    expect(
      reaches({ value: 0.9, numerator: 899_999, denominator: 1_000_000 }, { numerator: 90, denominator: 100 }),
    ).toBe(false)
  })
  it('[C53] counts work that was recorded offline, once, and says so on its line', () => {
    const spans = [
      span('talk', '09:00-09:30', 'A', { isOffline: true }),
      span('talk', '09:00-09:30', 'A', { isOffline: true }),
    ]
    const figure = handlingTime(spans, frame, 'effort')
    expect(figure.numerator).toBe(30 * MINUTE)
    expect(figure.lines.find((line) => line.toNumerator > 0)?.isOffline).toBe(true)
  })
})

describe('a shift that still goes on', () => {
  const spans = [span('available', '08:00-16:00')]
  it('holds nobody absent from what has not happened yet', () => {
    const days = workdaysOf(spans, [lunchDay], { graceMs: 0 }, clock('09:30'))
    expect(minutes(adherence(days, frame, 'raw'))).toEqual([90, 90])
    expect(partitionOf(days.days[0]!.pieces)).toEqual({ available: 90 * MINUTE })
    expect(adherence(workdaysOf([], [lunchDay], { graceMs: 0 }, clock('07:00')), frame, 'raw').nothing).toBe('no-plan')
  })
})

describe('several days or people', () => {
  const next = shiftOf([planned('contacts', '20:00-22:00')], { id: 's-2' as ShiftId, day: '2026-03-11' })
  const spans = [span('available', '08:00-12:00'), span('lunch', '12:00-12:30'), span('available', '20:00-21:00')]
  const days = over(spans, [lunchDay, next])
  const one = (date: string) => {
    const day = shiftDays([lunchDay, next]).find((each) => each.day === date)!
    return oneWorkday(clipSpans(spans, day), day, frame.policy)
  }
  it('can be looked at one by one', () => {
    const second = one('2026-03-11')
    expect(minutes(adherence(second, frame, 'raw'))).toEqual([60, 120])
    expect(shiftDays([lunchDay, next]).map((day) => clipSpans(spans, day).length)).toEqual([2, 1])
  })
  it('add up their minutes, never their percentages', () => {
    const parts = ['2026-03-10', '2026-03-11'].map((date) => adherence(one(date), frame, 'raw'))
    const whole = addFigures(parts, frame)!
    expect([whole.numerator, whole.denominator, whole.value]).toEqual([330 * MINUTE, 600 * MINUTE, 0.55])
    expect(whole.value).toBe(adherence(days, frame, 'raw').value)
  })
  it('are not added up where they are made by different policies or definitions', () => {
    const [raw, owed] = [adherence(days, frame, 'raw'), adherence(days, frame, 'protected')]
    expect(addFigures([raw, owed], frame)).toBeNull()
    expect(addFigures([raw, { ...raw, policyVersion: 99 }], frame)).toBeNull()
    expect(addFigures([], frame)).toBeNull()
  })
})

describe('the two conformances', () => {
  const shift = shiftOf([
    planned('contacts', '08:00-10:00'),
    planned('training', '10:00-11:00'),
    planned('contacts', '11:00-12:00'),
  ])
  it('differ where the agent worked longer than planned and skipped the training', () => {
    const days = over([span('available', '08:00-13:00')], [shift])
    expect(percent(conformancePresence(days, frame))).toBe(125)
    expect(percent(conformanceCapped(days, frame))).toBe(75)
  })
  it('do not ask when it was', () => {
    const days = over([span('training', '08:00-09:00'), span('available', '09:00-12:00')], [shift])
    expect(percent(conformanceCapped(days, frame))).toBe(100)
    expect(percent(adherence(days, frame, 'raw'))).toBe(50)
  })
  it('let no day make up for another', () => {
    const next = shiftOf([planned('contacts', '20:00-22:00')], { id: 's-2' as ShiftId })
    const days = over([span('available', '08:00-13:00'), span('training', '13:00-14:00')], [shift, next])
    expect(minutes(conformanceCapped(days, frame))).toEqual([240, 360])
  })
})

describe('shrinkage', () => {
  it('puts an unplanned break and a fault inside, an absence outside, and each minute in one bucket', () => {
    const days = over(
      [
        span('available', '08:00-10:00'),
        span('break', '10:00-10:20'),
        span('tech-issue', '10:20-10:30'),
        span('available', '10:30-12:00'),
        span('lunch', '12:00-12:30'),
        span('available', '12:30-15:00'),
      ],
      [lunchDay],
    )
    expect(partitionOf(days.days[0]!.pieces)).toEqual({
      available: 360 * MINUTE,
      'unplanned-break': 20 * MINUTE,
      'tech-issue': 10 * MINUTE,
      lunch: 30 * MINUTE,
      absent: 60 * MINUTE,
    })
    expect(minutes(shrinkage(days, frame, 'scheduled'))).toEqual([120, 480])
    expect(minutes(shrinkage(days, frame, 'paid'))).toEqual([90, 450])
  })
  it('fixture 2.5: needs 143 people for 100 at 30 %, not 130', () => {
    expect(staffNeeded(100, { numerator: 30, denominator: 100 })).toBe(143)
    expect(staffNeeded(70, { numerator: 30, denominator: 100 })).toBe(100)
    expect(staffNeeded(1, { numerator: 1, denominator: 1 })).toBeNull()
  })
})

describe('the one rounding', () => {
  it.each([
    [1, 16, 1_000, 63],
    [1, 3, 100, 33],
    [2, 3, 100, 67],
    [-1, 2, 1, 0],
    [462, 480, 10_000, 9_625],
    [9_007_199_254_740_991, 9_007_199_254_740_991, 10_000, 10_000],
  ])('writes %i / %i in steps of %i as %i', (numerator, denominator, steps, shown) => {
    expect(roundHalfUp(numerator, denominator, steps)).toBe(shown)
  })
})

describe('a month of one agent', () => {
  it('is worked through whole', () => {
    const spans = Array.from({ length: 10_000 }, (_, n) => {
      const from = clock('08:00') + Math.floor(n / 450) * 86_400_000 + (n % 450) * MINUTE
      return span('chat', '08:00-08:01', `k-${n}`, { startsAt: from as EpochMs, endsAt: (from + 90_000) as EpochMs })
    })
    const figure = handlingTime(spans, { ...frame, policy: { ...frame.policy, graceMs: 0 as Ms } }, 'session')
    expect([figure.numerator, figure.denominator]).toEqual([10_000 * 90_000, 10_000])
  })
})
