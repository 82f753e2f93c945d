import { withInterval } from './csat.ts'
import type { Beside, Figure, FigureLine } from './figure.ts'
import { figureOfSum, joinLines } from './figure.ts'
import type { MetricId } from './metric.ts'
import type { MetricFrame } from './metric-policy.ts'
import { medianOfAnswers } from './response.ts'

const RESPONSES: readonly MetricId[] = [
  'first-response-customer',
  'first-response-agent',
  'next-response-customer',
  'next-response-agent',
]

const LARGEST: readonly (keyof Beside)[] = ['longestOpenMs']
/** Not to be made from parts, but from all the lines together. */
const LEFT_OUT: readonly (keyof Beside)[] = ['medianMs', 'lowPermille', 'highPermille']

function besideOf(figures: readonly Figure[]): Beside {
  const beside: Beside = {}
  for (const figure of figures) {
    for (const [name, value] of Object.entries(figure.beside) as [keyof Beside, number][]) {
      if (LEFT_OUT.includes(name)) continue
      const known = beside[name] ?? 0
      beside[name] = LARGEST.includes(name) ? Math.max(known, value) : known + value
    }
  }
  return beside
}

/**
 * One figure of several people or days: numerators and denominators added up, never a mean of ratios. Null where there
 * is none, or where they are not of one definition and one policy version, which must not be added.
 */
export function addFigures(figures: readonly Figure[], frame: MetricFrame): Figure | null {
  const [first] = figures
  if (first === undefined) return null
  const isOne = figures.every(
    ({ metric, policyVersion }) => metric === first.metric && policyVersion === frame.policy.version,
  )
  if (!isOne) return null
  const lines = figures.reduce<FigureLine[]>((all, figure) => joinLines(all, figure.lines), [])
  const numerator = figures.reduce((sum, figure) => sum + figure.numerator, 0)
  const denominator = figures.reduce((sum, figure) => sum + figure.denominator, 0)
  const nothing = figures.find((figure) => figure.nothing !== null)?.nothing ?? 'no-time'
  const standing = figures.some((figure) => figure.standing === 'not-settled') ? 'not-settled' : first.standing
  const sum = figureOfSum(first.metric, frame, { lines, numerator, denominator }, nothing, {
    beside: besideOf(figures),
    standing,
  })
  if (first.metric === 'csat') return withInterval(sum, frame)
  const median = RESPONSES.includes(first.metric) ? medianOfAnswers(lines) : null
  return median === null ? sum : { ...sum, beside: { ...sum.beside, medianMs: median } }
}
