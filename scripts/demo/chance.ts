import { createHash } from 'node:crypto'

/** An opaque id in the shape of a UUID, the same for the same name on every run. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(`evenkeel demo ${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A whole number from 0 up to `below`, the same for the same name on every run. */
export const chosen = (name: string, below: number): number =>
  Number.parseInt(createHash('sha256').update(name).digest('hex').slice(0, 8), 16) % below

/** One of the list, the same for the same name on every run. */
export function pick<T>(name: string, list: readonly T[]): T {
  const found = list[chosen(name, list.length)]
  if (found === undefined) throw new Error(`There is nothing to pick from for "${name}".`)
  return found
}

/** The list in an order that has nothing to do with where its entries stood, the same on every run. */
export const shuffled = <T>(list: readonly T[], nameOf: (entry: T) => string): T[] =>
  list
    .map((entry) => ({ entry, key: createHash('sha256').update(nameOf(entry)).digest('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ entry }) => entry)

/** How often each thing was taken; gives the one taken least so far. */
export function fairly<T>(nameOf: (entry: T) => string) {
  const taken = new Map<string, number>()
  return (from: readonly T[], extra: (entry: T) => number = () => 0): T => {
    let best: T | undefined
    let least = Number.POSITIVE_INFINITY
    for (const entry of from) {
      const count = (taken.get(nameOf(entry)) ?? 0) + extra(entry)
      if (count < least) [best, least] = [entry, count]
    }
    if (best === undefined) throw new Error('There is nothing left to take.')
    taken.set(nameOf(best), (taken.get(nameOf(best)) ?? 0) + 1)
    return best
  }
}
