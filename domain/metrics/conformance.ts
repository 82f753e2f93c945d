import type { ActivityKind } from '../schedule/shift.ts'
import type { Figure, FigureLine } from './figure.ts'
import { figureOf } from './figure.ts'
import type { MetricFrame } from './metric-policy.ts'
import type { Piece } from './piece.ts'
import { isHandling, isReady } from './precedence.ts'
import { isContactWork } from './reason-codes.ts'
import { joined, lengthOf, lineOfPiece, piecesOf } from './time-figures.ts'
import type { Workdays } from './workday.ts'

/**
 * ms present in any state / ms planned, whenever it was (Salesforce's ConformancePercentage). Time beyond the plan counts
 * above the line, so it can pass 100 %. Voluntary time off leaves both sides.
 */
export function conformancePresence(workdays: Workdays, frame: MetricFrame): Figure {
  const lines = piecesOf(workdays).map((piece) => {
    if (piece.plan?.kind === 'time-off') return lineOfPiece(piece, [0, 0])
    const isPresent = piece.span !== null && piece.span.state !== 'logged-out'
    return lineOfPiece(piece, [isPresent ? lengthOf(piece) : 0, piece.plan === null ? 0 : lengthOf(piece)])
  })
  return figureOf('conformance-presence', frame, joined(lines), 'no-plan')
}

type Family = Exclude<ActivityKind, 'urgent-block' | 'time-off'>
const plannedFamily = (piece: Piece): Family | null => {
  const kind = piece.plan?.kind
  if (kind === undefined || kind === 'time-off') return null
  return isContactWork(kind) ? 'contacts' : (kind as Family)
}

/** Which activity the record was; a fault that the device saw was whatever had been planned. A reset is none: no plan has one. */
function actualFamily(piece: Piece): Family | null {
  const state = piece.span?.state
  if (state === undefined || state === 'logged-out' || state === 'reset' || piece.plan?.kind === 'time-off') return null
  if (isHandling(state) || isReady(state) || state === 'offline-working') return 'contacts'
  if (state === 'tech-issue') return piece.span?.isFaultSeen ? plannedFamily(piece) : null
  return state as Family
}

/**
 * Σ over activities of min(planned, done) / Σ planned (WFM Labs): enough of each, whenever in the shift; never over 100 %.
 * In order of time each activity counts until its planned length is reached; each shift stands for itself.
 */
export function conformanceCapped(workdays: Workdays, frame: MetricFrame): Figure {
  const lines: FigureLine[] = []
  for (const { pieces } of workdays.days) {
    const left = new Map<Family, number>()
    for (const piece of pieces) {
      const family = plannedFamily(piece)
      if (family !== null) left.set(family, (left.get(family) ?? 0) + lengthOf(piece))
    }
    for (const piece of pieces) {
      const planned = plannedFamily(piece) === null ? 0 : lengthOf(piece)
      const actual = actualFamily(piece)
      const counted = actual === null ? 0 : Math.min(lengthOf(piece), left.get(actual) ?? 0)
      if (actual !== null) left.set(actual, (left.get(actual) ?? 0) - counted)
      const isOver = actual !== null && counted < lengthOf(piece)
      lines.push(lineOfPiece(piece, [counted, planned], isOver ? 'over-plan' : counted > 0 ? 'counts' : piece.reason))
    }
  }
  return figureOf('conformance-capped', frame, lines, 'no-plan')
}
