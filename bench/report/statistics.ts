/** Median and spread of some rounds. */
export type Spread = { median: number; min: number; max: number; rounds: number }

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b)

/** The middle one; of an even number, half-way between the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('There is no median of nothing.')
  const sorted = ascending(values)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** The smallest value that at least this share (above 0 up to 1) of the values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('There is no percentile of nothing.')
  return ascending(values)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? 0
}

/** Null: nothing was measured. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null
  return { median: median(values), min: Math.min(...values), max: Math.max(...values), rounds: values.length }
}
