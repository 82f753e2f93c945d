import { TRADE_WORDS } from '../../../domain/spelling/trade-words.ts'
import { knownWordsOf } from '../../../domain/spelling/words-of.ts'
import type { CaseView } from '../../data/repository.ts'
import type { Deps } from '../../deps/deps.ts'

/** What is left alone: the words of the trade, and of all names that the case brings along: people, places, products, queues, the house. */
export function knownNames(view: CaseView, account: Deps['account']): Set<string> {
  const { customer, orders, names } = view
  const places = [customer?.address, ...orders.map(({ address }) => address)].flatMap((address) =>
    address ? [address.line1, address.line2, address.city, address.region] : [],
  )
  return knownWordsOf([
    ...TRADE_WORDS,
    ...(customer === null ? [] : [customer.givenName, customer.familyName]),
    account.name,
    account.tenantName,
    view.queueName,
    ...names.values(),
    ...places,
    ...orders.flatMap(({ items, carrier }) => [carrier, ...items.flatMap(({ name, variant }) => [name, variant])]),
    ...(customer?.paymentMethods ?? []).map(({ brand }) => brand),
  ])
}
