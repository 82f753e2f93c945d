import MiniSearch, { type AsPlainObject, type Options } from 'minisearch'

/** `terms`: of each term and field the numbers of the documents that hold it, and how often each does. */
export type PackedIndex = Omit<AsPlainObject, 'index'> & {
  terms: [term: string, field: number, documents: number[], counts: number[]][]
}

/** What the library lets those see who extend it. */
class Inside extends MiniSearch {
  static pack(index: MiniSearch): PackedIndex {
    const inside = index as Inside
    const terms: PackedIndex['terms'] = []
    for (const [term, fields] of inside._index)
      for (const [field, counts] of fields) terms.push([term, field, [...counts.keys()], [...counts.values()]])
    return {
      documentCount: inside._documentCount,
      nextId: inside._nextId,
      documentIds: Object.fromEntries(inside._documentIds),
      fieldIds: inside._fieldIds,
      fieldLength: Object.fromEntries(inside._fieldLength),
      averageFieldLength: inside._avgFieldLength,
      storedFields: Object.fromEntries(inside._storedFields),
      dirtCount: inside._dirtCount,
      serializationVersion: 2,
      terms,
    }
  }
}

/**
 * An index as it is kept. The library's own form has for each term an object with a property for each document; such
 * objects are as long as their highest number, and all of them at once take ten times as much memory as the index.
 */
export const packIndex = <Document>(index: MiniSearch<Document>): PackedIndex => Inside.pack(index as MiniSearch)

/** Throws where it is no packed index. */
export const unpackIndex = <Document>(
  { terms, ...rest }: PackedIndex,
  options: Options<Document>,
): MiniSearch<Document> =>
  // The library only goes through them, one after the other: of the large objects only one is there at a time.
  MiniSearch.loadJS<Document>({ ...rest, index: termsOf(terms) as never }, options)

function* termsOf(terms: PackedIndex['terms']): Iterable<AsPlainObject['index'][number]> {
  for (const [term, field, documents, counts] of terms) {
    const held: Record<string, number> = {}
    // From the highest number on, with which the object is made short.
    for (let at = documents.length - 1; at >= 0; at -= 1) held[documents[at] as number] = counts[at] as number
    yield [term, { [field]: held }]
  }
}
