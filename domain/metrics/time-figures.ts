import type { Figure, FigureLine } from './figure.ts'
import { figureOf, lineOf } from './figure.ts'
import type { MetricFrame } from './metric-policy.ts'
import type { Piece } from './piece.ts'
import { isHandling, isReady } from './precedence.ts'
import type { ReasonCode } from './reason-codes.ts'
import type { Slice } from './timeline.ts'
import type { Workdays } from './workday.ts'
import { bucketOf } from './workday.ts'

/** The line of a piece, giving to either side what it is told. */
export const lineOfPiece = (
  piece: Piece,
  [toNumerator, toDenominator]: readonly [number, number],
  reason: ReasonCode = piece.reason,
): FigureLine =>
  lineOf({
    from: piece.from,
    to: piece.to,
    toNumerator,
    toDenominator,
    bucket: bucketOf(piece),
    reason,
    intervalId: piece.span?.intervalId ?? null,
    recordId: piece.span?.contactId ?? null,
    state: piece.span?.state ?? null,
    source: piece.span?.source ?? null,
    isOffline: piece.span?.isOffline ?? false,
    planned: piece.plan?.kind ?? null,
  })

/** What lost its time to another state is listed too, so that every interval can be found; it gives nothing. */
export const coveredLines = (covered: readonly Slice[]): FigureLine[] =>
  covered.map(({ from, to, span }) =>
    lineOf({
      from,
      to,
      bucket: isHandling(span.state) ? 'handling' : 'outside',
      reason: 'covered',
      intervalId: span.intervalId,
      recordId: span.contactId,
      state: span.state,
      source: span.source,
      isOffline: span.isOffline,
    }),
  )

export const piecesOf = (workdays: Workdays): Piece[] => workdays.days.flatMap(({ pieces }) => pieces)
export const lengthOf = (piece: Piece): number => piece.to - piece.from

/** Lines that follow on each other and say the same are one. */
export function joined(lines: readonly FigureLine[]): FigureLine[] {
  const all: FigureLine[] = []
  for (const line of lines) {
    const last = all.at(-1)
    const isSame =
      last !== undefined &&
      last.to === line.from &&
      last.intervalId === line.intervalId &&
      last.reason === line.reason &&
      last.bucket === line.bucket &&
      last.planned === line.planned &&
      last.state === line.state &&
      last.toNumerator > 0 === line.toNumerator > 0 &&
      last.toDenominator > 0 === line.toDenominator > 0
    if (!isSame) {
      all.push({ ...line })
      continue
    }
    last.to = line.to
    last.toNumerator += line.toNumerator
    last.toDenominator += line.toDenominator
  }
  return all
}

/** Handling / (handling + ready). Both sides are unions, so it never passes 100 %; rests, training, faults are in neither. */
export function occupancy(workdays: Workdays, frame: MetricFrame): Figure {
  const lines = piecesOf(workdays).map((piece) => {
    const state = piece.span?.state
    if (state === undefined || !(isHandling(state) || isReady(state))) return lineOfPiece(piece, [0, 0], 'counts-not')
    return lineOfPiece(piece, [isHandling(state) ? lengthOf(piece) : 0, lengthOf(piece)], 'counts')
  })
  return figureOf('occupancy', frame, [...joined(lines), ...coveredLines(workdays.covered)], 'no-time')
}

/**
 * Time for contacts / paid time at work: handling, ready and working offline, of all that was recorded and is paid.
 * Absence, voluntary time off and unpaid rests are in neither.
 */
export function utilisation(workdays: Workdays, frame: MetricFrame): Figure {
  const lines = piecesOf(workdays).map((piece) => {
    const state = piece.span?.state
    if (state === undefined || state === 'logged-out' || piece.plan?.kind === 'time-off')
      return lineOfPiece(piece, [0, 0], 'counts-not')
    if (!piece.isPaid) return lineOfPiece(piece, [0, 0], 'unpaid')
    const isForContacts = isHandling(state) || isReady(state) || state === 'offline-working'
    return lineOfPiece(piece, [isForContacts ? lengthOf(piece) : 0, lengthOf(piece)], 'counts')
  })
  return figureOf('utilisation', frame, [...joined(lines), ...coveredLines(workdays.covered)], 'no-time')
}

/** ms that the agent followed the plan / ms planned. `raw`: record against plan; `protected`: with owed rests and grace. */
export function adherence(workdays: Workdays, frame: MetricFrame, kind: 'raw' | 'protected'): Figure {
  let protectedMs = 0
  const lines = piecesOf(workdays).map((piece) => {
    if (piece.isInPlan === null) return lineOfPiece(piece, [0, 0])
    if (piece.isProtected === true && !piece.isInPlan) protectedMs += lengthOf(piece)
    const isKept = kind === 'raw' ? piece.isInPlan : piece.isProtected === true
    // The raw figure knows of no protection; its line says so.
    const reason = kind === 'raw' && !piece.isInPlan && piece.isProtected ? 'out-of-plan' : piece.reason
    return lineOfPiece(piece, [isKept ? lengthOf(piece) : 0, lengthOf(piece)], reason)
  })
  const beside = { protectedMs }
  return figureOf(`adherence-${kind}`, frame, [...joined(lines), ...coveredLines(workdays.covered)], 'no-plan', {
    beside,
  })
}
