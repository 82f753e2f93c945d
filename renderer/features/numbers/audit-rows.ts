import type { Figure, FigureLine } from '../../../domain/metrics/figure.ts'
import type { ReasonCode } from '../../../domain/metrics/reason-codes.ts'

/** What one side of a figure is counted in. points: of a scorecard, in thousandths. */
export type Side = 'time' | 'count' | 'points'

/** One line as the audit shows it. Times are whole seconds that add up to what the foot says. */
export type AuditRow = {
  line: FigureLine
  /** How long it was, in whole seconds. */
  seconds: number
  /** What it gives to either side: whole seconds, or a count. */
  numerator: number
  denominator: number
}

/** A figure as a table: its lines, what they come to by their reasons, and both sides. All of it adds up exactly. */
export type Audit = {
  sides: readonly [Side, Side]
  rows: AuditRow[]
  /** By reason, in the order of the first line of each: what the lines give to the longer side. */
  parts: { reason: ReasonCode; amount: number }[]
  numerator: number
  denominator: number
}

const COUNTED_SHARES = new Set<Figure['metric']>(['csat', 'reopen-rate', 'fcr-gross', 'fcr-net', 'sla-attainment'])

export function sidesOf({ metric, unit }: Pick<Figure, 'metric' | 'unit'>): readonly [Side, Side] {
  if (metric === 'resolution-accuracy') return ['points', 'points']
  if (unit === 'ms') return ['time', 'count']
  if (unit === 'per-hour') return ['count', 'time']
  if (unit === 'times') return ['time', 'time']
  return unit === 'count' || COUNTED_SHARES.has(metric) ? ['count', 'count'] : ['time', 'time']
}

/**
 * Lengths in ms as whole seconds that add up to the rounded sum: each is the difference of two rounded running sums, so
 * none is off by more than a second and no second is lost or made.
 */
export function wholeSeconds(lengths: readonly number[]): number[] {
  let [sum, shown] = [0, 0]
  return lengths.map((ms) => {
    sum += ms
    const seconds = Math.round(sum / 1_000) - shown
    shown += seconds
    return seconds
  })
}

/** Thousandths as points: 58500 is 58.5. */
export const pointsOf = (thousandths: number): number => thousandths / 1_000

/** Lays a figure out for the audit. */
export function auditOf(figure: Figure): Audit {
  const sides = sidesOf(figure)
  const amounts = (side: Side, of: (line: FigureLine) => number) => {
    const given = figure.lines.map(of)
    return side === 'time' ? wholeSeconds(given) : given
  }
  const numerators = amounts(sides[0], (line) => line.toNumerator)
  const denominators = amounts(sides[1], (line) => line.toDenominator)
  const rows = figure.lines.map((line, at): AuditRow => {
    const [numerator, denominator] = [numerators[at]!, denominators[at]!]
    const ms = line.to - line.from
    // What gives all of its time shows the very seconds that are added up.
    const given = (side: Side, exact: number) => side === 'time' && exact === ms && ms > 0
    const seconds = given(sides[1], line.toDenominator)
      ? denominator
      : given(sides[0], line.toNumerator)
        ? numerator
        : Math.round(ms / 1_000)
    return { line, seconds, numerator, denominator }
  })
  const isOfWhole = sides[1] === 'time'
  const parts = new Map<ReasonCode, number>()
  for (const { line, numerator, denominator } of rows) {
    const amount = isOfWhole ? denominator : numerator
    if (amount > 0) parts.set(line.reason, (parts.get(line.reason) ?? 0) + amount)
  }
  const sum = (given: readonly number[]) => given.reduce((all, each) => all + each, 0)
  return {
    sides,
    rows,
    parts: [...parts].map(([reason, amount]) => ({ reason, amount })),
    numerator: sum(numerators),
    denominator: sum(denominators),
  }
}
