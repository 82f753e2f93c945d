/** Chance that gives the same row for the same seed (mulberry32). */
export function chance(seed: number) {
  let state = seed >>> 0
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    random,
    /** From `low` up to and without `high`. */
    between: (low: number, high: number): number => low + random() * (high - low),
    pick<T>(list: readonly T[]): T {
      const found = list[Math.floor(random() * list.length)]
      if (found === undefined) throw new Error('There is nothing to pick from.')
      return found
    },
  }
}
export type Chance = ReturnType<typeof chance>
