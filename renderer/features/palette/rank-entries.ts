import MiniSearch from 'minisearch'

/** Something the palette can do. */
export type PaletteEntry = {
  id: string
  kind: 'command' | 'place' | 'case' | 'setting'
  /** What it does, in words. */
  words: string
  /** Other words people look for it by. Empty: none. */
  alias: string
  /** Its keys as the keyboard says them. Empty: none. */
  keys: string
  /** Why it cannot be done just now, in words. Null: it can. */
  whyNot: string | null
}

/** More than any score of the index. */
const BEGINS = 1_000
/** How much a typed word may be off. */
const FUZZY = 0.25

const fold = (term: string): string => term.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase()

export function indexEntries(entries: readonly PaletteEntry[]): MiniSearch<PaletteEntry> {
  const index = new MiniSearch<PaletteEntry>({
    fields: ['words', 'alias', 'keys'],
    processTerm: (term) => fold(term) || null,
    searchOptions: {
      boost: { words: 3, alias: 2 },
      prefix: true,
      fuzzy: (term) => (term.length < 3 || /\d/.test(term) ? false : FUZZY),
      combineWith: 'AND',
    },
  })
  index.addAll(entries)
  return index
}

/** Best match first; what cannot be done just now stands below what can. Nothing typed: as they come. */
export function rankEntries(
  entries: readonly PaletteEntry[],
  index: MiniSearch<PaletteEntry>,
  query: string,
): PaletteEntry[] {
  const typed = fold(query.trim())
  if (typed === '') return entries.toSorted((a, b) => Number(a.whyNot !== null) - Number(b.whyNot !== null))
  const scores = new Map(index.search(query).map(({ id, score }) => [id as string, score]))
  // Words that begin as typed are what was meant, however rare the rest of their words is.
  const weigh = (entry: PaletteEntry) =>
    (scores.get(entry.id) ?? 0) + (fold(entry.words).startsWith(typed) ? BEGINS : 0)
  return entries
    .filter((entry) => scores.has(entry.id))
    .sort((a, b) => Number(a.whyNot !== null) - Number(b.whyNot !== null) || weigh(b) - weigh(a))
}
