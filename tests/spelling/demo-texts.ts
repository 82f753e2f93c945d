import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { spellingLanguage } from '../../domain/spelling/dictionaries.ts'
import { TRADE_WORDS } from '../../domain/spelling/trade-words.ts'
import { knownWordsOf } from '../../domain/spelling/words-of.ts'

type Named = { id: string; name: string; variant?: string }
type World = {
  people: { id: string; name: string }[]
  customers: { id: string; givenName: string; familyName: string; language: string; address: Record<string, string> }[]
  orders: { id: string; customerId: string; items: Named[]; carrier: string | null }[]
  cases: { customerId: string; entries: { by: string; text?: string; visibility?: string }[] }[]
}
type Template = { variants: { language: string; body: string }[] }

/** A text of the team, the language it is in, and the names that its case brings along. */
export type DemoText = { text: string; language: string; known: Set<string> }

const read = (file: string) => readFileSync(new URL(`../../resources/demo/${file}`, import.meta.url))

/** What the agents of the demo world wrote to customers. */
export function demoReplies(): DemoText[] {
  const world = JSON.parse(gunzipSync(read('world.json.gz')).toString()) as World
  const team = world.people.map(({ name }) => name)
  const orders = new Map<string, World['orders']>()
  for (const order of world.orders) orders.set(order.customerId, [...(orders.get(order.customerId) ?? []), order])
  const customers = new Map(world.customers.map((each) => [each.id, each]))
  return world.cases.flatMap(({ customerId, entries }) => {
    const customer = customers.get(customerId)
    if (customer === undefined) return []
    const known = knownWordsOf([
      ...TRADE_WORDS,
      'Harbour & Mill',
      ...team,
      customer.givenName,
      customer.familyName,
      ...Object.values(customer.address),
      ...(orders.get(customerId) ?? []).flatMap(({ carrier, items }) => [
        carrier,
        ...items.flatMap(({ name, variant }) => [name, variant]),
      ]),
    ])
    return entries
      .filter(({ by, text }) => world.people.some(({ id }) => id === by) && text)
      .map(({ text = '' }) => ({ text, language: spellingLanguage(text, customer.language, 'en'), known }))
  })
}

/** The templates with their placeholders still in. */
export const demoTemplates = (): DemoText[] =>
  (JSON.parse(read('templates.json').toString()) as Template[]).flatMap(({ variants }) =>
    variants.map(({ language, body }) => ({
      text: body.replaceAll(/\{%.*?%\}/gs, ' '),
      language,
      known: new Set<string>(),
    })),
  )
