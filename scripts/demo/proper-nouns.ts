/** Capitalised by everybody and nobody's name, or a name that is also an everyday word here. */
const HARMLESS = new Set(
  `monday tuesday wednesday thursday friday saturday sunday bluetooth wifi sir madam service pay big super customer
  later orders whats sec replace large cool premium shop smart extreme max ergonomic wireless wash pro green cash main
  sense mixer figure portable death inaccessible luxury rich liquid visa mastercard quiet user fitness length star beauty
  wine login patient comfort men women view prevention electric finish casual world secret fire lock deals tech basics
  novel return delivery play classic royal air gen android christmas global outline placeholder edit portal screenshot`.split(
    /\s+/,
  ),
)
const MONTHS = 'january february march april june july august september october november december'.split(' ')
const WORD = /([a-z,;] )['"(]?([A-Za-z][a-z]+)/g

/**
 * Words that are names of people, places, makers, banks: in texts of people who mind their spelling (the sources' agents)
 * they are mostly capitalised in mid-sentence. Found by counting, so that no list of names has to be complete.
 */
export function properNouns(careful: readonly string[], careless: readonly string[]): Set<string> {
  const capital = new Map<string, number>()
  const small = new Map<string, number>()
  const count = (texts: readonly string[]) => {
    for (const text of texts)
      for (const [, , word = ''] of text.matchAll(WORD)) {
        const counts = /^[A-Z]/.test(word) ? capital : small
        counts.set(word.toLowerCase(), (counts.get(word.toLowerCase()) ?? 0) + 1)
      }
  }
  count(careful)
  const found = [...capital].filter(([word, times]) => times > (small.get(word) ?? 0) * 0.5).map(([word]) => word)
  capital.clear()
  // Customers capitalise as they like: only what hardly anybody ever writes small is taken for a name.
  count(careless)
  const alsoFound = [...capital].filter(([word]) => (small.get(word) ?? 0) < 3).map(([word]) => word)
  return new Set([...found, ...alsoFound].filter((word) => !HARMLESS.has(word) && !MONTHS.includes(word)))
}
