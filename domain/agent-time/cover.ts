/** Time that is taken, as stretches in order that do not overlap, in ms since 1970 UTC, ends not included. */
export type Cover = { startsAt: number; endsAt: number }[]

/** Takes the stretch and answers the parts of it that were free until then, in order. Changes the cover. */
export function takeFree(cover: Cover, startsAt: number, endsAt: number): Cover {
  const first = firstEndingAfter(cover, startsAt)
  const free: Cover = []
  const joined = { startsAt, endsAt }
  let from = startsAt
  let after = first
  for (let taken = cover[after]; taken !== undefined && taken.startsAt < endsAt; taken = cover[++after]) {
    if (taken.startsAt > from) free.push({ startsAt: from, endsAt: taken.startsAt })
    from = taken.endsAt
    joined.startsAt = Math.min(joined.startsAt, taken.startsAt)
    joined.endsAt = Math.max(joined.endsAt, taken.endsAt)
  }
  if (from < endsAt) free.push({ startsAt: from, endsAt })
  cover.splice(first, after - first, joined)
  return free
}

function firstEndingAfter(cover: Cover, at: number): number {
  let low = 0
  let high = cover.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cover[middle]?.endsAt ?? at) <= at) low = middle + 1
    else high = middle
  }
  return low
}
