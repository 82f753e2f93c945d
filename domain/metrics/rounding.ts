import type { Figure } from './figure.ts'

/**
 * The one rounding of the figures, done only when they are shown: half up, in whole numbers, so that 1 of 16 is 6.3 %
 * on every machine. Returns numerator × steps / denominator as a whole number.
 * @param steps how many shown steps make one: 100 for per cent, 1,000 for tenths of a per cent
 */
export function roundHalfUp(numerator: number, denominator: number, steps: number): number {
  // A month in ms times 10,000 is below 2^53, twice over; larger sums go the long way.
  const [above, below] = [2 * numerator * steps + denominator, 2 * denominator]
  if (Number.isSafeInteger(above) && Number.isSafeInteger(below)) return Math.floor((above - mod(above, below)) / below)
  const [wide, base] = [BigInt(numerator) * BigInt(steps) * 2n + BigInt(denominator), BigInt(denominator) * 2n]
  const rest = ((wide % base) + base) % base
  return Number((wide - rest) / base)
}

const mod = (value: number, base: number): number => ((value % base) + base) % base

type Shown = Pick<Figure, 'value' | 'numerator' | 'denominator'>

/** A share in steps of 1/`steps`: 96.25 % of `steps` 10,000 is 9,625. Null: nothing to tell. */
export const roundedShare = (figure: Shown, steps: number): number | null =>
  figure.value === null ? null : roundHalfUp(figure.numerator, figure.denominator, steps)

/** A mean length in whole ms. Null: nothing to tell. */
export const roundedMs = (figure: Shown): number | null => roundedShare(figure, 1)

/** Whether a share or mean reaches a target, exactly, without any rounding. Null: nothing to tell. */
export const reaches = (figure: Shown, target: { numerator: number; denominator: number }): boolean | null =>
  figure.value === null
    ? null
    : BigInt(figure.numerator) * BigInt(target.denominator) >= BigInt(target.numerator) * BigInt(figure.denominator)
