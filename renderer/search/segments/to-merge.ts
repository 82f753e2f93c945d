import type { Segment } from './segment.ts'

/** So many segments of about one size are brought together. More would slow down finding, fewer would write more often. */
const TOGETHER = 4
/** Up to so many documents all segments are of one size. */
const SMALL = 256
/** A segment of which more than so much counts no more is written anew without that. */
const MOST_DEAD = 0.2

/** Which segments are to become one. None: all is well as it is. */
export function toMerge(segments: readonly Segment[]): Segment[] {
  const sizes = new Map<number, Segment[]>()
  for (const segment of segments) {
    const live = segment.numbers.size
    if (live < segment.documents.length * (1 - MOST_DEAD)) return [segment]
    const size = Math.floor(Math.log(Math.max(live / SMALL, 1)) / Math.log(TOGETHER))
    const equals = sizes.get(size) ?? []
    equals.push(segment)
    sizes.set(size, equals)
  }
  return [...sizes.values()].find((equals) => equals.length >= TOGETHER) ?? []
}
