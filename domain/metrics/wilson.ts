/** z = 1.96, squared, in ten-thousandths. */
const Z_SQUARED = 38_416n

/**
 * The Wilson score interval at 95 % of `good` out of `all`, in tenths of a per cent, rounded half up. A whole per cent is
 * made from the tenths (`wholePercent`). Exact: the bounds are the roots of (n+z²)p² - (2k+z²)p + k²/n, and it is asked of
 * each step, in whole numbers, on which side of them it lies. Empty when there is nothing.
 * Source: E. B. Wilson 1927, https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 */
export function wilsonInterval(good: number, all: number): { lowPermille?: number; highPermille?: number } {
  if (all === 0) return {}
  const [n, k] = [BigInt(all), BigInt(good)]
  const square = n * (10_000n * n + Z_SQUARED)
  const linear = n * (20_000n * k + Z_SQUARED) * 2_000n
  const constant = 40_000_000_000n * k * k
  // p = half / 2000, so that odd halves lie between two steps.
  const outside = (half: bigint) => square * half * half - linear * half + constant > 0n
  const isBelow = (half: bigint) => outside(half) && 2n * square * half < linear
  const isAbove = (half: bigint) => outside(half) && 2n * square * half > linear
  // The rounded bound is the first step whose upper edge lies beyond the bound.
  const firstStep = (isBeyond: (half: bigint) => boolean): number => {
    let [low, high] = [0, 1_000]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBeyond(BigInt(2 * middle + 1))) high = middle
      else low = middle + 1
    }
    return low
  }
  return { lowPermille: firstStep((half) => !isBelow(half)), highPermille: firstStep(isAbove) }
}

/** Tenths of a per cent as a whole one, half up: 94.5 % is 95 %. */
export const wholePercent = (permille: number): number => Math.floor((permille + 5) / 10)
