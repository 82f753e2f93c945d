import type { Beside, Figure } from './figure.ts'
import { figureOf } from './figure.ts'
import type { MetricFrame } from './metric-policy.ts'

const LARGEST: readonly (keyof Beside)[] = ['longestOpenMs']
/** Not to be made from parts; CSAT of a team is made from its ratings. */
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
  const lines = figures.flatMap((figure) => figure.lines)
  const nothing = figures.find((figure) => figure.nothing !== null)?.nothing ?? 'no-time'
  const standing = figures.some((figure) => figure.standing === 'not-settled') ? 'not-settled' : first.standing
  return figureOf(first.metric, frame, lines, nothing, { beside: besideOf(figures), standing })
}
