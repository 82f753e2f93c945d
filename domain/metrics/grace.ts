import type { Piece } from './piece.ts'

/** The moments at which the plan turns to something else, begins or ends; a new version of the same is no such moment. */
function turnsOf(pieces: readonly Piece[]): number[] {
  const turns: number[] = []
  let before: Piece | null = null
  for (const piece of pieces) {
    const isOn = before !== null && before.to === piece.from
    const [was, is] = [isOn ? (before?.plan?.kind ?? null) : null, piece.plan?.kind ?? null]
    if (!isOn && before?.plan) turns.push(before.to)
    if (was !== is) turns.push(piece.from)
    before = piece
  }
  if (before?.plan) turns.push(before.to)
  return turns
}

/**
 * Forgives what is early or late by no more than the grace: a whole stretch out of plan that lies at a turn of the plan
 * and is not longer. A longer one counts from its first millisecond. Only the protected figure knows of it.
 * @param pieces of one shift, in order, rests already slid
 */
export function forgiveGrace(pieces: readonly Piece[], graceMs: number): Piece[] {
  if (graceMs <= 0) return [...pieces]
  const turns = turnsOf(pieces)
  const forgiven = [...pieces]
  let atTurn = 0
  for (let first = 0; first < pieces.length; first++) {
    if (pieces[first]!.isProtected !== false) continue
    let last = first
    while (pieces[last + 1]?.isProtected === false && pieces[last + 1]!.from === pieces[last]!.to) last++
    const [from, to] = [pieces[first]!.from, pieces[last]!.to]
    while (atTurn < turns.length && turns[atTurn]! < from) atTurn++
    const isAtTurn = atTurn < turns.length && turns[atTurn]! <= to
    if (isAtTurn && to - from <= graceMs) {
      for (let n = first; n <= last; n++) forgiven[n] = { ...pieces[n]!, isProtected: true, reason: 'grace' }
    }
    first = last
  }
  return forgiven
}
