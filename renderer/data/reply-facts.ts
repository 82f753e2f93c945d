import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import { groupBy } from '../../domain/kernel/group-by.ts'
import type { CustomerId } from '../../domain/kernel/ids.ts'
import type { PersonRecord } from '../../domain/people/person.ts'
import type { ReplyFacts } from '../../domain/replying/find-doubts.ts'
import type { NameIndex } from '../../domain/replying/reply-facts-of.ts'
import { indexNames, knownTextOf, personOf, strangersIn } from '../../domain/replying/reply-facts-of.ts'
import type { Shelf } from './store-port.ts'

/** All that the checks of a reply need of the whole desk, put in order once for many pauses in typing. */
type House = {
  names: NameIndex
  customers: ReadonlyMap<string, CustomerRecord>
  persons: ReadonlyMap<CustomerId, CustomerRecord[]>
  orders: ReadonlyMap<CustomerId, OrderRecord[]>
  orderExample: string | null
  staffNames: string[]
}
/** Per shelf, with what it stood at: customers, orders and colleagues change by a pull or by a merge, by nothing else here. */
const houses = new WeakMap<Shelf, { stand: string; house: Promise<House> }>()

/** What a reply in the case is held against, as this desk knows it. The server has the last word: it knows every customer. */
export async function readReplyFacts(
  shelf: Shelf,
  kase: Pick<CaseRecord, 'id' | 'customerId'>,
  text: string,
): Promise<ReplyFacts> {
  const [house, thread] = await Promise.all([houseOf(shelf), shelf.rows({ caseId: kase.id })])
  const customer = house.customers.get(kase.customerId) ?? null
  const persons = customer === null ? [] : (house.persons.get(personOf(customer)) ?? [customer])
  const orders = persons.flatMap((person) => house.orders.get(person.id) ?? [])
  const messages = thread.flatMap((row) =>
    row.key.startsWith('message:') && row.view !== null ? [row.view as MessageRecord] : [],
  )
  return {
    customer,
    orderNumbers: orders.map((order) => order.number).sort(),
    orderExample: house.orderExample,
    knownText: knownTextOf(persons, orders, messages),
    strangers: strangersIn(text, house.names, customer),
    staffNames: house.staffNames,
  }
}

async function houseOf(shelf: Shelf): Promise<House> {
  const stand = await standOf(shelf)
  const known = houses.get(shelf)
  if (known?.stand === stand) return known.house
  const house = readHouse(shelf)
  houses.set(shelf, { stand, house })
  // What could not be read is read again at the next pause.
  house.catch(() => houses.delete(shelf))
  return house
}

/** Changes whenever a customer, an order or a colleague may have. */
async function standOf(shelf: Shelf): Promise<string> {
  const [[meta], outbox] = await Promise.all([shelf.get('meta', ['meta']), shelf.all('outbox')])
  const merges = outbox.flatMap(({ mutation, state }) =>
    /\.(?:un)?merge$/.test(mutation.name) ? [mutation.id, state] : [],
  )
  return JSON.stringify([meta?.generation, meta?.epoch, meta?.cursor, meta?.scopes, merges])
}

async function readHouse(shelf: Shelf): Promise<House> {
  const [customerRows, orderRows, personRows] = await Promise.all([
    shelf.rows({ kind: 'customer' }),
    shelf.rows({ kind: 'order' }),
    shelf.rows({ kind: 'person' }),
  ])
  const shown = <Record>(rows: { view: unknown }[]) =>
    rows.flatMap(({ view }) => (view === null ? [] : [view as Record]))
  const customers = shown<CustomerRecord>(customerRows)
  const orders = shown<OrderRecord>(orderRows)
  return {
    names: indexNames(customers),
    customers: new Map(customers.map((customer) => [customer.id, customer])),
    persons: groupBy(customers, personOf),
    orders: groupBy(orders, (order) => order.customerId),
    orderExample: orders[0]?.number ?? null,
    staffNames: shown<PersonRecord>(personRows).map(({ name }) => name),
  }
}
