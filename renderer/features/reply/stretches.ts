/** A stretch of a text. Offsets in UTF-16 code units. */
export type Stretch = { from: number; to: number }

/** The one edit that made `after` from `before`: what stood between `from` and `to` became `added` long. */
export function editOf(before: string, after: string): { from: number; to: number; added: number } {
  const shorter = Math.min(before.length, after.length)
  let from = 0
  while (from < shorter && before[from] === after[from]) from += 1
  let tail = 0
  while (tail < shorter - from && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  return { from, to: before.length - tail, added: after.length - tail - from }
}

/** Where the stretches stand after an edit. One that was itself edited is dropped: it is the agent's own text now. */
export function afterEdit<Kind extends Stretch>(
  stretches: readonly Kind[],
  before: string,
  after: string,
): readonly Kind[] {
  if (before === after || stretches.length === 0) return stretches
  const { from, to, added } = editOf(before, after)
  const shift = added - (to - from)
  return stretches.flatMap((each) => {
    if (each.to <= from) return [each]
    if (each.from >= to) return [{ ...each, from: each.from + shift, to: each.to + shift }]
    return []
  })
}

/** A part of a text, marked or plain. */
export type Part<Mark> = { from: number; text: string; mark: Mark | null }

/** The text cut into marked and plain parts. Where two marks overlap, the one named first stays. */
export function cutText<Mark extends Stretch>(text: string, marks: readonly Mark[]): Part<Mark>[] {
  const taken: Mark[] = []
  for (const mark of marks)
    if (mark.from < mark.to && mark.to <= text.length && !taken.some((t) => mark.from < t.to && t.from < mark.to))
      taken.push(mark)
  const parts: Part<Mark>[] = []
  let done = 0
  for (const mark of taken.sort((a, b) => a.from - b.from)) {
    if (mark.from > done) parts.push({ from: done, text: text.slice(done, mark.from), mark: null })
    parts.push({ from: mark.from, text: text.slice(mark.from, mark.to), mark })
    done = mark.to
  }
  if (done < text.length) parts.push({ from: done, text: text.slice(done), mark: null })
  return parts
}

/** The stretch to go to from a selection: the next one, or the one before, around the end. Null: there is none. */
export function stretchFrom<Kind extends Stretch>(
  stretches: readonly Kind[],
  from: number,
  to: number,
  step: 1 | -1,
): Kind | null {
  const next =
    step === 1
      ? stretches.find((each) => each.from >= to && each.to > from)
      : stretches.findLast((each) => each.to <= from)
  return next ?? stretches.at(step === 1 ? 0 : -1) ?? null
}
