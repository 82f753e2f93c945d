import type { CustomerRecord } from '../cases/customer.ts'
import type { MessageRecord } from '../cases/message.ts'
import type { OrderRecord } from '../cases/order.ts'
import type { CustomerId } from '../kernel/ids.ts'
import { nameKeys } from './name-words.ts'
import { namesIn } from './names-in.ts'

type Named = Pick<CustomerRecord, 'id' | 'givenName' | 'familyName' | 'mergedIntoId'>

/**
 * Whatever the customer has said about names: their messages with the name they wrote under, their e-mail address, the
 * lines of their addresses, their names in the records that turned out to be theirs too. Towns are left out: too many
 * are also given names.
 */
export function knownTextOf(
  persons: readonly Pick<CustomerRecord, 'givenName' | 'familyName' | 'email' | 'address'>[],
  orders: readonly Pick<OrderRecord, 'address'>[],
  messages: readonly Pick<MessageRecord, 'author' | 'body'>[],
): string {
  const said = messages.flatMap(({ author, body }) => (author.kind === 'customer' ? [author.name, body] : []))
  const lines = [...persons, ...orders].flatMap(({ address }) => [address.line1, address.line2])
  const names = persons.flatMap(({ givenName, familyName, email }) => [
    `${givenName} ${familyName}`,
    email.split('@')[0],
  ])
  return [...new Set([...said, ...lines, ...names])].filter(Boolean).join('\n')
}

/** Who the customer is: customers that turned out to be one have one person. */
export const personOf = (customer: Pick<CustomerRecord, 'id' | 'mergedIntoId'>): CustomerId =>
  customer.mergedIntoId ?? customer.id

/** Customers by each folded word of their names. */
export type NameIndex = Map<string, Named[]>

/** Makes the index; once for many texts. */
export function indexNames(customers: Iterable<Named>): NameIndex {
  const index: NameIndex = new Map()
  for (const customer of customers) addNames(index, customer)
  return index
}

/** Adds one who came later, or has another name now: what stands there of them before stays. */
export function addNames(index: NameIndex, customer: Named): void {
  for (const key of new Set([...nameKeys(customer.givenName), ...nameKeys(customer.familyName)])) {
    const those = index.get(key)
    if (those === undefined) index.set(key, [customer])
    else those.push(customer)
  }
}

/** Other customers a word of whose name stands in the text, each name once. Who was merged with the customer is no other. */
export function strangersIn(
  text: string,
  index: { get(key: string): readonly Named[] | undefined },
  customer: Named | null,
): Pick<CustomerRecord, 'givenName' | 'familyName'>[] {
  const found = new Map<string, Pick<CustomerRecord, 'givenName' | 'familyName'>>()
  for (const key of namesIn(text))
    for (const each of index.get(key) ?? []) {
      if (customer !== null && personOf(each) === personOf(customer)) continue
      const { givenName, familyName } = each
      found.set(`${givenName}\n${familyName}`, { givenName, familyName })
    }
  return [...found.values()]
}
