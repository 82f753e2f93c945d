import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spansOf } from '../../domain/agent-time/spans-of.ts'
import type { TimeSpan } from '../../domain/agent-time/time-span.ts'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import { clipSpans } from '../../domain/metrics/clip-spans.ts'
import { csat } from '../../domain/metrics/csat.ts'
import { dayFigures } from '../../domain/metrics/agent-figures.ts'
import { USUAL_METRIC_POLICY } from '../../domain/metrics/metric-policy.ts'
import { dayFactsOf } from '../../domain/metrics/period-figures.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'
import { auditOf, sidesOf, wholeSeconds } from '../../renderer/features/numbers/audit-rows.ts'
import { evidenceOf } from '../../renderer/features/numbers/evidence.ts'
import { spansWithin } from '../../renderer/features/numbers/own-time.ts'
import { contactsIn, sayBeside } from '../../renderer/features/numbers/say-beside.ts'
import { isGrey, sayFigure, sayLength, sayValue } from '../../renderer/features/numbers/say-figure.ts'
import type { NextRest } from '../../renderer/deps/breaks-port.ts'
import { sayNext } from '../../renderer/features/numbers/say-next.ts'
import { planOf } from '../../renderer/features/numbers/shift-plan.ts'
import { daysOf } from '../../renderer/features/numbers/working-days.ts'
import { english } from '../../renderer/words/catalogue.ts'
import { makeFormat } from '../../renderer/words/format.ts'
import { makeWords } from '../../renderer/words/use-words.ts'
import { someInterval } from '../support/intervals.ts'
import { clock, planned, shiftOf, span } from '../support/metric-spans.ts'
import { randomShift } from '../support/random-shifts.ts'
import { ana, NOON } from '../support/records.ts'
import { someBlock } from '../support/blocks.ts'

const words = makeWords('en-GB', english)
const format = makeFormat(words)
const policy = USUAL_METRIC_POLICY

const figuresOf = (spans: readonly TimeSpan[], shifts: readonly ShiftRecord[], now: EpochMs) => {
  const [today] = daysOf('today', shifts, now, 'UTC')
  const work = { of: ana.id, files: [], queues: [], ratings: [], audits: [], policy, asOf: now }
  return dayFigures(dayFactsOf(work, today!, clipSpans(spans, today!)))
}

const day = shiftOf([
  planned('contacts', '08:00-10:00'),
  planned('break', '10:00-10:15'),
  planned('contacts', '10:15-12:00'),
  planned('lunch', '12:00-12:30'),
  planned('urgent-block', '12:30-13:00'),
  planned('contacts', '13:00-16:00'),
])

describe('the strip', () => {
  const worked = [
    span('available', '08:00-09:00'),
    span('talk', '09:00-09:06', 'k-1'),
    span('wrap-up', '09:06-09:08', 'k-1'),
    span('available', '09:08-09:30'),
  ]
  it('[C47] says contacts, handling and adherence of the shift up to now, and what is not known in words', () => {
    const figures = figuresOf(worked, [day], clock('09:30'))
    expect(contactsIn(figures)).toBe(1)
    expect(sayFigure(words, figures['adherence-protected'])).toBe('Adherence 100.0 %')
    expect(sayFigure(words, figures['aht-effort'])).toBe('Handling time 8 min')
    expect(sayFigure(words, figures['first-response-agent'])).toBe('First response No answer yet')
    expect(sayFigure(words, figures['resolution-accuracy'])).toBe('Accuracy No audit yet')
    expect(sayFigure(words, figures.csat)).toBe('CSAT No rating yet')
    expect(isGrey(figures.csat)).toBe(true)
  })
  it('[C47] holds nobody to what is planned later', () => {
    expect(sayValue(words, figuresOf(worked, [day], clock('09:30'))['adherence-protected'])).toBe('100.0 %')
    expect(sayValue(words, figuresOf(worked, [day], clock('10:00'))['adherence-protected'])).toBe('75.0 %')
  })
  it('[C47] says the next break as its card has it: moved and not counted against the agent, put off, kept, next', () => {
    const time = (at: string) => format.clock(clock(at))
    const tea: NextRest = {
      kind: 'break',
      state: 'coming',
      plannedAt: clock('10:00'),
      dueAt: clock('10:00'),
      until: null,
      owedMs: (15 * MINUTE_MS) as Ms,
      movedMs: 0 as Ms,
      protectedMs: 0 as Ms,
    }
    const next = (at: string, change: Partial<NextRest> = {}, isHandling = false) =>
      sayNext(words, format, planOf([day], clock(at)), { next: { ...tea, ...change } }, clock(at), isHandling)
    const fiveMs = (5 * MINUTE_MS) as Ms
    expect(next('09:42').words).toBe(`Break at ${time('10:00')}, in 18 min`)
    expect(next('10:00', { state: 'due' })).toMatchObject({
      words: `Break is due, until ${time('10:15')}`,
      isLate: false,
    })
    expect(next('10:01', { state: 'due' }).isLate).toBe(false)
    expect(next('10:02', { state: 'due' }).isLate).toBe(true)
    expect(next('10:05', { state: 'due' })).toMatchObject({
      words: `Break of ${time('10:00')}, 5 min late`,
      isLate: true,
    })
    const moved = { words: 'Break moved 5 min, not counted against you', isLate: false }
    // With a contact in hand the engine hears nothing, and it moves all the same.
    expect(next('10:05', { state: 'due' }, true)).toMatchObject(moved)
    expect(next('10:06', { state: 'due', movedMs: fiveMs, protectedMs: fiveMs })).toMatchObject(moved)
    expect(next('10:07', { state: 'due', movedMs: (2 * MINUTE_MS) as Ms }, true)).toMatchObject(moved)
    expect(next('10:05', { state: 'postponed', until: clock('10:10') }).words).toBe(`Break put off to ${time('10:10')}`)
    expect(next('10:05', { state: 'kept', until: clock('10:20') }).words).toBe(
      `Break kept in full for ${time('10:20')}`,
    )
    expect(next('10:05', { state: 'armed' }, true).words).toBe('Break next, after this contact')
    expect(next('10:05', { state: 'resting', until: clock('10:15') }).words).toBe(`Break until ${time('10:15')}`)
    // A part that was left over is due later than the plan has it.
    expect(next('10:20', { dueAt: clock('10:40') }).words).toBe(`Break at ${time('10:40')}, in 20 min`)
  })
  it('[C47] says where the shift is where no break is owed', () => {
    const next = (at: string) => sayNext(words, format, planOf([day], clock(at)), { next: null }, clock(at), false)
    const time = (at: string) => format.clock(clock(at))
    expect(next('14:00').words).toBe(`Shift ends at ${time('16:00')}, in 2 h`)
    expect(next('07:00').words).toBe(`Shift begins at ${time('08:00')}`)
    expect(next('16:30').words).toBe('Your shift is over')
    expect(sayNext(words, format, null, null, NOON, false).words).toBe('No shift is planned')
  })
  it('draws the plan from end to end, without a gap', () => {
    const plan = planOf([day], clock('12:00'))!
    expect(plan.now).toBe(0.5)
    expect(plan.parts.reduce((sum, { length }) => sum + length, 0)).toBeCloseTo(1, 12)
    for (const [at, part] of plan.parts.entries())
      if (at > 0) expect(part.at).toBeCloseTo(plan.parts[at - 1]!.at + plan.parts[at - 1]!.length, 12)
  })
  it('draws what the agent keeps for urgent cases up to where it ended, and not what was called off', () => {
    const block = (from: string, to: string, ended?: string) =>
      someBlock({
        startsAt: clock(from) as EpochMs,
        endsAt: clock(to) as EpochMs,
        endedAt: ended === undefined ? null : (clock(ended) as EpochMs),
      })
    const blocks = [block('13:00', '14:00'), block('14:00', '14:30', '14:15'), block('15:00', '15:30', '14:50')]
    const plan = planOf([day], clock('12:00'), blocks)!
    expect(plan.parts.filter(({ kind }) => kind === 'urgent-block')).toEqual([
      // Of the plan itself.
      { kind: 'urgent-block', at: 0.5625, length: 0.0625 },
      { kind: 'urgent-block', at: 0.625, length: 0.125 },
      { kind: 'urgent-block', at: 0.75, length: 0.03125 },
    ])
    expect(plan.stretches.map(({ kind }) => kind)).toContain('lunch')
  })
  it('[C52] counts a night as one shift on the day it began, in whatever zone it is looked at', () => {
    const night = shiftOf([
      { ...planned('contacts', '22:00-23:00'), endsAt: (clock('22:00') + 8 * 60 * MINUTE_MS) as EpochMs },
    ])
    for (const zone of ['UTC', 'Asia/Tokyo', 'America/Los_Angeles']) {
      const [today, ...more] = daysOf('today', [night], (clock('22:00') + 5 * 60 * MINUTE_MS) as EpochMs, zone)
      expect(more).toEqual([])
      expect(today).toMatchObject({ shiftId: night.id, startsAt: clock('22:00'), zone: 'UTC' })
    }
  })
  it('shows the shift that is over as the last one, and without a plan the day of the calendar', () => {
    const tomorrow = (clock('08:00') + 26 * 60 * MINUTE_MS) as EpochMs
    expect(daysOf('shift', [day], tomorrow, 'UTC')).toMatchObject([{ shiftId: day.id }])
    expect(daysOf('shift', [day], clock('09:00'), 'UTC')).toEqual([])
    expect(daysOf('today', [], clock('09:00'), 'UTC')).toMatchObject([{ shiftId: null, from: clock('00:00') }])
    expect(daysOf('weeks', [day], tomorrow, 'UTC')).toHaveLength(1)
  })
})

describe('the audit of any number', () => {
  it('[C48] has lines that add up to the figure to the second, for any shift and every figure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (seed) => {
        const { shifts, spans } = randomShift(seed)
        const now = (shifts[0]!.endsAt + 60 * MINUTE_MS) as EpochMs
        for (const figure of Object.values(figuresOf(spans, shifts, now))) {
          const audit = auditOf(figure)
          const [above, below] = sidesOf(figure)
          const shown = (side: string, exact: number) => (side === 'time' ? Math.round(exact / 1_000) : exact)
          const sum = (of: (row: (typeof audit.rows)[number]) => number) =>
            audit.rows.reduce((all, row) => all + of(row), 0)
          expect(sum((row) => row.numerator)).toBe(shown(above, figure.numerator))
          expect(sum((row) => row.denominator)).toBe(shown(below, figure.denominator))
          expect(audit.rows).toHaveLength(figure.lines.length)
          const whole = below === 'time' ? audit.denominator : audit.numerator
          expect(audit.parts.reduce((all, { amount }) => all + amount, 0)).toBe(whole)
        }
      }),
      { numRuns: 150 },
    )
  })
  it('[C48] shows seconds that are off by less than one and lose none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 })), (lengths) => {
        const seconds = wholeSeconds(lengths)
        expect(seconds.reduce((all, each) => all + each, 0)).toBe(
          Math.round(lengths.reduce((all, each) => all + each, 0) / 1_000),
        )
        for (const [at, each] of seconds.entries()) expect(Math.abs(each - lengths[at]! / 1_000)).toBeLessThanOrEqual(1)
      }),
    )
  })
  it('[C51] tells two chats at once as what was lived and what was spent', () => {
    const chats = [
      span('chat', '10:00-10:20', 'k-1'),
      span('chat', '10:10-10:30', 'k-2'),
      span('wrap-up', '10:30-10:32', 'k-2'),
    ]
    const figures = figuresOf(chats, [day], clock('10:32'))
    expect(sayFigure(words, figures['aht-effort'])).toBe('Handling time 16 min')
    expect(sayFigure(words, figures['aht-session'])).toBe('Handling time, session 21 min')
    expect(sayBeside(words, 'occupancy', figures)).toBe('1.31 chats at once')
    expect(sayValue(words, figures.occupancy)).toBe('100.0 %')
  })
  it('says n and the range of a small sample, in grey', () => {
    const ratings = Array.from({ length: 8 }, (_, at) => ({
      ratingId: `r-${at}`,
      caseId: 'c-1' as CaseId,
      at: clock('09:00'),
      score: at === 0 ? 2 : 5,
      creditedTo: ana.id,
      about: 'agent' as const,
      isConfirmed: false,
    }))
    const few = csat(ratings, { policy, zone: 'UTC' }, ana.id)
    expect(sayFigure(words, few)).toBe('CSAT 7 of 8')
    expect(isGrey(few)).toBe(true)
    const figures = { ...figuresOf([], [day], clock('10:00')), csat: few }
    expect(sayBeside(words, 'csat', figures)).toBe('Likely 53 to 98 %, too few to judge')
  })
  it('says lengths with seconds', () => {
    expect([sayLength(words, 38_000), sayLength(words, 408_000), sayLength(words, 3_720_000)]).toEqual([
      '38 s',
      '6 min 48 s',
      '1 h 2 min',
    ])
  })
})

describe('one day of the log', () => {
  it('comes to the same as the whole log does, however long that is', () => {
    const log = Array.from({ length: 40 }, (_, at) => {
      const from = (at - 20) * 24 * 60
      return [
        someInterval(`a-${at}`, 'available', from, from + 60, { session: `s-${at}` }),
        someInterval(`t-${at}`, 'talk', from + 60, from + 70, { session: `s-${at}` }),
        // Nobody lived to end it.
        someInterval(`b-${at}`, 'break', from + 80, null, { session: `s-${at}` }),
      ]
    }).flat()
    const now = (NOON + 30 * 24 * 60 * MINUTE_MS) as EpochMs
    for (const at of [-18, -3, 0, 11]) {
      const stretch = { from: NOON + (at * 24 - 1) * 60 * MINUTE_MS, to: NOON + (at * 24 + 8) * 60 * MINUTE_MS }
      expect(spansWithin(log, stretch, now, [])).toEqual(clipSpans(spansOf(log, now, []), stretch))
    }
  })
})

describe('the evidence of a contested line', () => {
  it('is what the device recorded around it and nothing else', () => {
    const log = [
      someInterval('a', 'available', 0, 30),
      someInterval('b', 'training', 30, 60, { source: 'agent', isOffline: true }),
      someInterval('c', 'available', 60, 90),
      someInterval('d', 'break', 200, 210),
    ]
    const say = { clock: format.clock, state: (state: string) => state, source: (source: string) => source }
    const text = evidenceOf(
      log,
      { from: (NOON + 35 * MINUTE_MS) as EpochMs, to: (NOON + 52 * MINUTE_MS) as EpochMs },
      say,
    )
    expect(text.split('\n')).toHaveLength(3)
    expect(text).toContain('training, agent (offline, clock 0 s)')
    expect(text).not.toContain('break')
  })
})
