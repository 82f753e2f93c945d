import type { CustomerRecord } from '../cases/customer.ts'
import { findForeignNames } from './find-foreign-names.ts'
import { findForeignOrders } from './find-foreign-orders.ts'
import { findPlaceholders } from './find-placeholders.ts'
import { nameBook, writtenNames } from './name-book.ts'

export { namesIn } from './names-in.ts'

/** What a reply is held against before it may leave. */
export type ReplyFacts = {
  /** Null: not on this desk; then only placeholders can be found. */
  customer: Pick<CustomerRecord, 'givenName' | 'familyName'> | null
  /** Numbers of the customer's orders. */
  orderNumbers: readonly string[]
  /** Any order number of the house, to know their shape by when the customer has none. Absent or null: none known. */
  orderExample?: string | null | undefined
  /** What the customer has written in the case and on their orders' addresses: names in there are theirs to use. */
  knownText: string
  /** Other customers of the house whose names may stand in the text: see `namesIn`. */
  strangers: readonly Pick<CustomerRecord, 'givenName' | 'familyName'>[]
  /** Colleagues: their names are no mistake. */
  staffNames: readonly string[]
}

/** A stretch of a reply that must not leave as it is. Offsets in UTF-16 code units. */
export type Doubt = {
  kind: 'placeholder' | 'name' | 'order'
  from: number
  to: number
  text: string
  /** What was probably meant: the customer's name, the nearest of their order numbers. Null: no guess. */
  meant: string | null
}

/** The known text is the same from pause to pause of one reply; its words are taken apart once. */
let lastWritten: { knownText: string; words: ReadonlySet<string> } | null = null

/** Unfilled placeholders, names of other customers and order numbers that are not the customer's, in order of place. */
export function findDoubts(text: string, facts: ReplyFacts): Doubt[] {
  const { customer, knownText } = facts
  const found: Omit<Doubt, 'text'>[] = findPlaceholders(text).map((each) => ({
    kind: 'placeholder',
    ...each,
    meant: null,
  }))
  if (customer !== null) {
    if (lastWritten?.knownText !== knownText) lastWritten = { knownText, words: writtenNames(knownText) }
    const book = nameBook(customer, facts.staffNames, knownText, lastWritten.words, facts.strangers)
    for (const each of findForeignOrders(text, facts.orderNumbers, facts.orderExample ?? null))
      found.push({ kind: 'order', ...each })
    for (const each of findForeignNames(text, book)) found.push({ kind: 'name', ...each })
  }
  return apart(found, text.length).map((each) => ({ ...each, text: text.slice(each.from, each.to) }))
}

/** In order of place; of two that overlap the wider one, and a placeholder before anything else. */
function apart(found: Omit<Doubt, 'text'>[], length: number): Omit<Doubt, 'text'>[] {
  const weight = (each: Omit<Doubt, 'text'>) => (each.kind === 'placeholder' ? length : 0) + each.to - each.from
  const taken = new Uint8Array(length)
  const kept = found
    .toSorted((a, b) => weight(b) - weight(a))
    .filter(({ from, to }) => {
      const isFree = !taken.subarray(from, to).includes(1)
      if (isFree) taken.fill(1, from, to)
      return isFree
    })
  return kept.sort((a, b) => a.from - b.from)
}
