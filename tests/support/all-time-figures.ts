import type { TimeSpan } from '../../domain/agent-time/time-span.ts'
import { TIME_FIGURES } from '../../domain/metrics/agent-figures.ts'
import type { Figure, FigureLine } from '../../domain/metrics/figure.ts'
import { contactHandlingTime } from '../../domain/metrics/handling.ts'
import type { MetricFrame } from '../../domain/metrics/metric-policy.ts'
import { partitionOf, workdaysOf } from '../../domain/metrics/workday.ts'
import { planInForce } from '../../domain/schedule/plan-in-force.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'
import type { RandomShift } from './random-shifts.ts'
import { shuffled, splitSpans } from './random-shifts.ts'

/** Every figure that is made of time alone, by the list that desk and server have, and the one of several people's time. */
export function allTimeFigures(
  spans: readonly TimeSpan[],
  shifts: readonly ShiftRecord[],
  frame: MetricFrame,
): Figure[] {
  const facts = { spans, workdays: workdaysOf(spans, shifts, frame.policy), frame }
  return [...Object.values(TIME_FIGURES).map((make) => make(facts)), contactHandlingTime([spans], frame)]
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)
const sides = (figures: readonly Figure[]) =>
  JSON.stringify(figures.map(({ numerator, denominator, value, beside }) => [numerator, denominator, value, beside]))

/** Whether two runs gave the same, bit for bit, line by line. Far quicker than comparing them as text. */
const areSame = (some: readonly Figure[], others: readonly Figure[]): boolean =>
  sides(some) === sides(others) &&
  some.every(({ lines }, n) => {
    const theirs = others[n]!.lines
    return (
      lines.length === theirs.length &&
      lines.every((line, at) => {
        const other = theirs[at]!
        return (Object.keys(line) as (keyof FigureLine)[]).every((field) => Object.is(line[field], other[field]))
      })
    )
  })

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

/** Figures in which no second may count twice; session times may, that is what they are for. */
const NEVER_TWICE: readonly string[] = [...NEVER_OVER, 'aht-effort', 'conformance-presence']

/** Whether no two lines that give anything lie over each other. */
function isOnce(lines: readonly FigureLine[]): boolean {
  const giving = lines.filter((line) => line.toNumerator + line.toDenominator > 0 && line.to > line.from)
  return giving.every((line, n) => n === 0 || line.from >= giving[n - 1]!.to)
}

/** ms of the lines with this reason. */
const msBecause = (figure: Figure, reason: FigureLine['reason']): number =>
  sum(figure.lines.filter((line) => line.reason === reason).map((line) => line.to - line.from))

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
    must(
      lines.every((line, n) => n === 0 || line.from >= lines[n - 1]!.from),
      `${metric}: lines out of order`,
    )
    if (NEVER_TWICE.includes(metric)) must(isOnce(lines), `${metric}: a second counted twice`)
    if (NEVER_OVER.includes(metric)) must((value ?? 0) <= 1, `${metric}: over 100 %`)
  }
  const figure = (metric: Figure['metric']) => figures.find((each) => each.metric === metric)!
  const [raw, owed] = [figure('adherence-raw'), figure('adherence-protected')]
  must(owed.numerator >= raw.numerator && owed.denominator === raw.denominator, 'protection took something away')
  must(owed.numerator - raw.numerator === raw.beside.protectedMs, 'what is protected is not the difference')
  must(msBecause(owed, 'moved-rest') <= msBecause(owed, 'contact-in-rest'), 'more rest given back than was eaten')
  must((figure('concurrency').value ?? 1) >= 1, 'fewer than one chat at once')
  must(figure('aht-effort').numerator <= figure('aht-session').numerator, 'more effort than session')

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
  // One of the three each time: three neighbouring seeds try them all.
  if (seed % 3 === 0) {
    const cut = splitSpans(spans, seed)
    must(sides(again(cut, shifts)) === sides(figures), 'cutting changed a figure')
    must(sides(again([...spans, ...cut], shifts)) === sides(figures), 'saying it twice changed a figure')
  }
  if (seed % 3 === 1) must(areSame(again(shuffled(spans, seed), shuffled(shifts, seed)), figures), 'order mattered')
  if (seed % 3 === 2) {
    const carried = JSON.parse(JSON.stringify({ spans, shifts })) as RandomShift
    must(areSame(again(carried.spans, carried.shifts), figures), 'other bits after a journey as JSON')
  }
  return broken
}
