/** A set of numbers in eight bytes for each place, twice as many as numbers. None of them is NaN. */
export type KeySet = { has(key: number): boolean; add(key: number): void }

export function makeKeySet(): KeySet {
  let size = 0
  let places = new Float64Array(1 << 12).fill(Number.NaN)

  function placeOf(key: number): number {
    let at = (key % places.length) | 0
    while (!Number.isNaN(places[at]) && places[at] !== key) at = (at + 1) % places.length
    return at
  }
  function grow(): void {
    const before = places
    places = new Float64Array(before.length * 2).fill(Number.NaN)
    for (const key of before) if (!Number.isNaN(key)) places[placeOf(key)] = key
  }
  return {
    has: (key) => places[placeOf(key)] === key,
    add(key) {
      const at = placeOf(key)
      if (places[at] === key) return
      places[at] = key
      if (++size * 2 > places.length) grow()
    },
  }
}
