/** So many entries are drawn at first, and so many more each time the agent comes near the oldest one drawn. */
const FIRST = 80
const MORE = 40
/** Drawn around an entry that was asked for: it does not stand at the very edge. */
const AROUND = 20
/** So many are drawn at a time where a gap closes: few enough that no frame is felt. */
const PIECE = 60

/**
 * Which entries of a long conversation are drawn. `tail`: so many at its end. `island`: entries from `from` up to and
 * without `to`, around what was asked for further up; what lies between is a gap, which closes piece by piece.
 */
export type Drawn = { tail: number; island: { from: number; to: number } | null }

/** From `from` to `to`, then a gap of `gap` entries, then all from `start` on. Without a gap: all from `from` on. */
export type DrawnPart = { from: number; to: number; gap: number; start: number }

export const firstDrawn: Drawn = { tail: FIRST, island: null }

export function partOf({ tail, island }: Drawn, count: number): DrawnPart {
  const start = Math.max(0, count - tail)
  if (island === null) return { from: start, to: start, gap: 0, start }
  const from = Math.min(island.from, start)
  const to = Math.min(island.to, start)
  return { from, to, gap: start - to, start }
}

/** With the entry at that place, at once, however far up it is. */
export function reach(drawn: Drawn, count: number, place: number): Drawn {
  const { from, to, start } = partOf(drawn, count)
  if (place >= start || (place >= from && place < to)) return drawn
  const island = { from: Math.max(0, place - AROUND), to: place + FIRST }
  if (island.to >= start) return { tail: count - island.from, island: null }
  return { tail: drawn.tail, island }
}

/** With a piece more of the gap, from above: what is read there does not move. */
export function closeGap(drawn: Drawn, count: number): Drawn {
  const { from, to, gap } = partOf(drawn, count)
  if (drawn.island === null) return drawn
  // What was drawn from the very first on stays so, whatever else arrives.
  if (gap <= PIECE) return { tail: from === 0 ? Infinity : count - from, island: null }
  return { tail: drawn.tail, island: { from, to: to + PIECE } }
}

/** With more above the oldest one drawn. */
export function drawEarlier({ tail, island }: Drawn): Drawn {
  if (island === null) return { tail: tail + MORE, island }
  return { tail, island: { from: Math.max(0, island.from - MORE), to: island.to } }
}

/** How many entries of the conversation come before the one that stands `above` places below the first one drawn. */
export function earlierThan({ from, to, gap, start }: DrawnPart, above: number): number {
  const island = to - from
  // The gap stands in one place.
  return gap > 0 && above > island ? start + above - island - 1 : from + above
}
