/**
 * A number from 0 to below 1 for a place in a story: the same seed, stream and place always give the same. So what one
 * tool does with its agent does not change what happens to the agent of another.
 */
export function dice(seed: number, stream: number, place: number): number {
  let mixed =
    Math.imul(seed ^ 0x9e3779b1, 0x85ebca6b) ^ Math.imul(stream + 0x7f4a7c15, 0xc2b2ae35) ^ Math.imul(place, 0x27d4eb2f)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296
}
