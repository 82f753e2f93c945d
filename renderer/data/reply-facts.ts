import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import { splitKey } from '../../domain/mutations/entities.ts'
import type { ReplyFacts } from '../../domain/replying/find-doubts.ts'
import type { NameIndex } from '../../domain/replying/reply-facts-of.ts'
import { addNames, knownTextOf, personOf, strangersIn } from '../../domain/replying/reply-facts-of.ts'
import type { HeldKind, Rows } from './read-rows.ts'
import type { Shelf, Told } from './store-port.ts'

/** So many names are looked at before a key comes in between. */
const NAMES_AT_ONCE = 500
/** Where more customers came at once, the index is made anew when it is next asked for: they need not be read before. */
const MANY_CAME = 50

/** `text`: the reply as far as it is written. */
export type ReadReplyFacts = (kase: Pick<CaseRecord, 'id' | 'customerId'>, text: string) => Promise<ReplyFacts>

/**
 * Reads what a reply is held against, as this desk knows it. The server has the last word: it knows every customer. The names of all
 * customers are put in order once, for many pauses in typing, and those that come later are added. `rest`: lets keys come in between.
 */
export function keepReplyFacts(shelf: Shelf, rows: Rows, rest: () => Promise<void>): ReadReplyFacts {
  let names: Promise<NameIndex> | null = null
  shelf.watch((told) => {
    const came = customersIn(told)
    if (came === null) names = null
    else if (came.length > 0)
      names?.then(
        (index) => came.forEach((customer) => addNames(index, customer)),
        () => {},
      )
  })

  async function index(customers: HeldKind<CustomerRecord>): Promise<NameIndex> {
    const made: NameIndex = new Map()
    let count = 0
    for (const customer of customers.values()) {
      addNames(made, customer)
      if (++count % NAMES_AT_ONCE === 0) await rest()
    }
    return made
  }
  function indexed(customers: HeldKind<CustomerRecord>): Promise<NameIndex> {
    if (names !== null) return names
    const begun = index(customers)
    names = begun
    // What could not be read is read again at the next pause.
    begun.catch(() => {
      if (names === begun) names = null
    })
    return begun
  }

  return async (kase, text) => {
    const [customers, orders, people, thread] = await Promise.all([
      rows.held('customer'),
      rows.held('order'),
      rows.held('person'),
      shelf.rows({ caseId: kase.id }),
    ])
    const known = await indexed(customers)
    // Who has another name by now, or has gone, still stands there under the old one.
    const current = (key: string) =>
      known.get(key)?.flatMap((each) => {
        const now = customers.of(each.id)
        return now?.givenName === each.givenName && now.familyName === each.familyName ? [now] : []
      })
    const customer = customers.of(kase.customerId) ?? null
    const persons = customer === null ? [] : personsOf(customer, customers)
    const theirs = persons.flatMap(({ id }) => orders.where('customerId', id))
    const [example] = orders.values()
    const messages = thread.flatMap((row) =>
      row.key.startsWith('message:') && row.view !== null ? [row.view as MessageRecord] : [],
    )
    return {
      customer,
      orderNumbers: theirs.map((order) => order.number).sort(),
      orderExample: example?.number ?? null,
      knownText: knownTextOf(persons, theirs, messages),
      strangers: strangersIn(text, { get: current }, customer),
      staffNames: [...people.values()].map(({ name }) => name),
    }
  }
}

/** All records of the same person. */
function personsOf(customer: CustomerRecord, customers: HeldKind<CustomerRecord>): CustomerRecord[] {
  const id = personOf(customer)
  const first = customers.of(id)
  return [...(first === undefined ? [] : [first]), ...customers.where('mergedIntoId', id)]
}

/** The customers that came or changed. Null: nobody knows which, or too many. */
function customersIn(told: Told): CustomerRecord[] | null {
  if (told === null) return null
  const came = told.flatMap((change) =>
    change.table === 'rows' && 'put' in change && splitKey(change.put.key).kind === 'customer' ? [change.put] : [],
  )
  return came.length > MANY_CAME ? null : came.flatMap(({ view }) => (view === null ? [] : [view as never]))
}
