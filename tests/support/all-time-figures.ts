import type { TimeSpan } from '../../domain/agent-time/time-span.ts'
import { conformanceCapped, conformancePresence } from '../../domain/metrics/conformance.ts'
import type { Figure } from '../../domain/metrics/figure.ts'
import { concurrency, contactHandlingTime, contactsPerHour, handlingTime } from '../../domain/metrics/handling.ts'
import type { MetricFrame } from '../../domain/metrics/metric-policy.ts'
import { shrinkage } from '../../domain/metrics/shrinkage.ts'
import { adherence, occupancy, utilisation } from '../../domain/metrics/time-figures.ts'
import { partitionOf, workdaysOf } from '../../domain/metrics/workday.ts'
import { planInForce } from '../../domain/schedule/plan-in-force.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'
import type { RandomShift } from './random-shifts.ts'
import { shuffled, splitSpans } from './random-shifts.ts'

/** Every figure that is made of time alone. */
export function allTimeFigures(
  spans: readonly TimeSpan[],
  shifts: readonly ShiftRecord[],
  frame: MetricFrame,
): Figure[] {
  const days = workdaysOf(spans, shifts, frame.policy)
  return [
    handlingTime(spans, frame, 'session'),
    handlingTime(spans, frame, 'effort'),
    contactHandlingTime([spans], frame),
    concurrency(spans, frame),
    contactsPerHour(spans, frame),
    occupancy(days, frame),
    utilisation(days, frame),
    adherence(days, frame, 'raw'),
    adherence(days, frame, 'protected'),
    conformancePresence(days, frame),
    conformanceCapped(days, frame),
    shrinkage(days, frame, 'paid'),
    shrinkage(days, frame, 'scheduled'),
  ]
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
const sides = (figures: readonly Figure[]) =>
  JSON.stringify(figures.map(({ numerator, denominator, value, beside }) => [numerator, denominator, value, beside]))

/** Shares that are of a whole, and so can never be more than all of it. */
const NEVER_OVER: readonly string[] = [
  'occupancy',
  'utilisation',
  'adherence-raw',
  'adherence-protected',
  'conformance-capped',
  'shrinkage-paid',
  'shrinkage-scheduled',
]

/** What must hold of any shift. Each sentence is a promise that was broken; none: all held. */
export function brokenPromises({ seed, spans, shifts }: RandomShift, frame: MetricFrame): string[] {
  const broken: string[] = []
  const must = (holds: boolean, sentence: string) => {
    if (!holds) broken.push(`seed ${seed}: ${sentence}`)
  }
  const figures = allTimeFigures(spans, shifts, frame)
  for (const { metric, lines, numerator, denominator, value } of figures) {
    must(sum(lines.map((line) => line.toNumerator)) === numerator, `${metric}: lines miss the numerator`)
    must(sum(lines.map((line) => line.toDenominator)) === denominator, `${metric}: lines miss the denominator`)
    must(Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator), `${metric}: not whole`)
    must(numerator >= 0 && denominator >= 0, `${metric}: below nothing`)
    if (NEVER_OVER.includes(metric)) must((value ?? 0) <= 1, `${metric}: over 100 %`)
  }
  const [raw, owed] = [figures[7]!, figures[8]!]
  must(owed.numerator >= raw.numerator && owed.denominator === raw.denominator, 'protection took something away')
  must(owed.numerator - raw.numerator === raw.beside.protectedMs, 'what is protected is not the difference')
  must(figures[3]!.value === null || figures[3]!.value >= 1, 'fewer than one chat at once')
  must(figures[1]!.numerator <= figures[0]!.numerator, 'more effort than session')

  const pieces = workdaysOf(spans, shifts, frame.policy).days.flatMap((day) => day.pieces)
  must(
    pieces.every((piece, n) => n === 0 || piece.from >= pieces[n - 1]!.to),
    'a second in two buckets',
  )
  must(
    pieces.every(({ from, to }) => from < to),
    'a piece without length',
  )
  const { outside = 0, ...inside } = partitionOf(pieces)
  const planned = sum(planInForce(shifts).map(({ from, to }) => to - from))
  must(sum(Object.values(inside)) === planned, 'the parts miss the shift')
  must(sum(pieces.map(({ from, to }) => to - from)) === planned + outside, 'the parts miss the whole')

  const again = (otherSpans: readonly TimeSpan[], otherShifts: readonly ShiftRecord[]) =>
    allTimeFigures(otherSpans, otherShifts, frame)
  must(sides(again(splitSpans(spans, seed), shifts)) === sides(figures), 'cutting intervals changed a figure')
  const whole = JSON.stringify(figures)
  must(
    JSON.stringify(again(shuffled(spans, seed), shuffled(shifts, seed))) === whole,
    'the order of the input mattered',
  )
  const carried = JSON.parse(JSON.stringify({ spans, shifts })) as RandomShift
  must(JSON.stringify(again(carried.spans, carried.shifts)) === whole, 'other bits after a journey as JSON')
  return broken
}
