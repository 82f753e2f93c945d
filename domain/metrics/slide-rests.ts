import type { EpochMs } from '../kernel/time.ts'
import { isRest } from './precedence.ts'
import type { Piece } from './piece.ts'

/** Rest that a contact has eaten and that is owed since. */
type Owed = { leftMs: number; isPaid: boolean }

/**
 * Lets rests slide that were eaten by contacts. A contact in a planned break or lunch is nobody's lateness; as much rest
 * of that kind as it took may be taken at any later time of the shift, and is then as good as planned. It is paid or
 * unpaid as the rest that was eaten; the contact in its place is work, and paid. What was plainly in plan stays as it is.
 * @param pieces of one shift, in order
 */
export function slideRests(pieces: readonly Piece[]): Piece[] {
  const owed: Record<'break' | 'lunch', Owed[]> = { break: [], lunch: [] }
  const slid: Piece[] = []
  for (const piece of pieces) {
    const { plan, span } = piece
    if (plan === null || span === null || piece.isInPlan !== false) {
      slid.push(piece)
      continue
    }
    if (piece.isOnContact && (plan.kind === 'break' || plan.kind === 'lunch')) {
      owed[plan.kind].push({ leftMs: piece.to - piece.from, isPaid: plan.isPaid })
      slid.push({ ...piece, isProtected: true, isPaid: true, reason: 'contact-in-rest' })
      continue
    }
    let from: number = piece.from
    if (isRest(span.state)) {
      const queue = owed[span.state]
      while (queue.length > 0 && from < piece.to) {
        const first = queue[0]!
        const to = Math.min(piece.to, from + first.leftMs)
        const { isPaid } = first
        slid.push({
          ...piece,
          from: from as EpochMs,
          to: to as EpochMs,
          isProtected: true,
          isPaid,
          reason: 'moved-rest',
        })
        first.leftMs -= to - from
        if (first.leftMs === 0) queue.shift()
        from = to
      }
    }
    if (from < piece.to) slid.push({ ...piece, from: from as EpochMs })
  }
  return slid
}
