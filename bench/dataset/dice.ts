/** Chance from a seed: the same on every machine and in every run. */
export type Dice = {
  /** From 0 up to 1. */
  roll(): number
  /** A whole number from 0 up to `count`. */
  below(count: number): number
  pick<Value>(of: readonly Value[]): Value
}

/** The generator sfc32 with its state drawn from `seed`. */
export function makeDice(seed: number): Dice {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = 0xb7e15162
  let d = 0x1337beef ^ seed
  const roll = () => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let warm = 0; warm < 20; warm++) roll()
  const below = (count: number) => Math.floor(roll() * count)
  return { roll, below, pick: (of) => of[below(of.length)] as (typeof of)[number] }
}
