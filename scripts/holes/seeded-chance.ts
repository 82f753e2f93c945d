/** Numbers that look like chance and are the same on every run with the same seed. */
export type Chance = { below(limit: number): number; of<Value>(values: readonly Value[]): Value }

/** mulberry32: small, and good enough to choose test cases by. */
export function seededChance(seed: number): Chance {
  let state = (seed * 0x9e3779b1) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    of(values) {
      if (values.length === 0) throw new Error('There is nothing to choose from.')
      return values[below(values.length)] as (typeof values)[number]
    },
  }
}
