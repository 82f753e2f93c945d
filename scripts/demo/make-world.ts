import type { QueueRecord } from '../../domain/people/person.ts'
import type { StoredCase, StoredWorld } from '../../server/demo/stored-world.ts'
import { bankingCases } from './banking-cases.ts'
import { buildCase } from './build-case.ts'
import { chosen, idOf, pick } from './chance.ts'
import { complaintsOf } from './complaints.ts'
import { customerOf, type DemoCustomer } from './customers.ts'
import { europeanCases } from './european-cases.ts'
import { escalated, giveBack, givePromises, merged } from './follow-ups.ts'
import { foreignCases } from './foreign-cases.ts'
import { lookUpsOf } from './look-ups.ts'
import { giveCourses } from './courses.ts'
import { addItem, type DemoOrder, orderNumberOf, orderOf, trackingNumberOf, variantOf } from './orders.ts'
import { topicOf } from './products.ts'
import { people, queues, teams } from './people.ts'
import { homeOf, priceIn } from './places.ts'
import { type Draft, schedule } from './schedule.ts'
import type { readSources, SourceProduct } from './sources.ts'
import { isForeign } from './texts.ts'
import { topicWords } from './subjects.ts'
import { worldCases } from './world-cases.ts'
import type { WrittenCase } from './written-case.ts'
import { writtenEnglishCases } from './english-cases.ts'

const COMPLAINTS = 1_900
const MERGED = 6
const DAY_MS = 24 * 60 * 60_000

/** The whole demo world, with moments relative to its start. */
export function makeWorld(sources: ReturnType<typeof readSources>): StoredWorld {
  const customers = new Map(Object.entries(sources.users).map(([key, user]) => [key, customerOf(key, user)]))
  const orders = new Map<string, DemoOrder>()
  for (const source of sources.orders) {
    const customer = customers.get(source.user_id)
    if (customer === undefined) throw new Error(`Order ${source.order_id} names a customer who is not in the sources.`)
    orders.set(source.order_id, orderOf(source, customer))
  }
  const drafts: Draft[] = []
  const offered = sources.orders.map((source) => {
    const customer = customers.get(source.user_id) as DemoCustomer
    return {
      orderId: source.order_id,
      customerId: source.user_id,
      products: source.items.map((item) => item.name),
      about: {
        name: `${customer.givenName} ${customer.familyName}`,
        orderNumber: orderNumberOf(source.order_id),
        trackingNumber: trackingNumberOf(source),
        email: customer.email,
        phone: customer.phone ?? customer.email,
      },
    }
  })
  const { complaints, alsoSold } = complaintsOf(sources.complaints, offered, COMPLAINTS)
  for (const [orderId, items] of alsoSold) for (const item of items) addItem(orders.get(orderId) as DemoOrder, item)
  for (const { name, orderId, reason, subject, turns } of complaints) {
    const source = sources.orders.find((each) => each.order_id === orderId)
    const customer = customers.get(source?.user_id ?? '') as DemoCustomer
    drafts.push({ name, customer, order: orders.get(orderId) as DemoOrder, reason, subject, turns, isWritten: false })
  }
  const ordersOf = Map.groupBy(sources.orders, (order) => order.user_id)
  const known = new Map([...ordersOf].map(([user, own]) => [user, own.map((order) => order.order_id)]))
  for (const { name, userId, orderId, turns } of lookUpsOf(sources.lookUps, known, isForeign)) {
    const order = orders.get(orderId ?? '') ?? null
    const customer = customers.get(userId) as DemoCustomer
    const asked = turns.filter((turn) => turn.by === 'customer').map((turn) => turn.text)
    const topic = topicOf(asked.join(' '))
    const product = topic === null || topic === 'not-sold' ? null : (topic.names[0] ?? null)
    const words = topicWords(asked[0] ?? '', product)
    drafts.push({ name, customer, order, ...words, turns, isWritten: false })
  }
  const written = [...foreignCases, ...europeanCases, ...worldCases, ...bankingCases(sources.banking)]
  written.forEach((each, at) => {
    const key = `${each.language} ${each.email}`
    const draft = writtenDraft(each, `written ${at}`, newCustomer(key, each), sources.products)
    customers.set(key, draft.customer)
    orders.set(draft.order?.number ?? '', draft.order as DemoOrder)
    drafts.push(draft)
  })
  const idle = [...customers]
    .filter(([key]) => key in sources.users && !ordersOf.has(key))
    .map(([, customer]) => customer)
  writtenEnglishCases.forEach((each, at) => {
    const customer = pick(`english ${at % idle.length}`, idle.slice(at % idle.length, (at % idle.length) + 1))
    const draft = writtenDraft({ ...each, ...customer }, `english ${at}`, customer, sources.products)
    orders.set(draft.order?.number ?? '', draft.order as DemoOrder)
    drafts.push(draft)
  })
  const plans = schedule(drafts)
  giveCourses([...orders.values()], drafts, plans)
  const cases = drafts.map((draft) => buildCase(draft, plans.get(draft) as NonNullable<ReturnType<typeof plans.get>>))
  cases.push(...escalated(cases), ...merged(cases, MERGED))
  givePromises(cases)
  giveBack(cases)
  // Who never wrote and never bought is nobody's customer.
  const wrote = new Set<string>(cases.map((kase) => kase.customerId))
  return {
    teams: teams as StoredWorld['teams'],
    queues: queues as unknown as QueueRecord[],
    people: people as unknown as StoredWorld['people'],
    customers: [...customers.values()].filter((customer) =>
      wrote.has(customer.id),
    ) as unknown as StoredWorld['customers'],
    orders: [...orders.values()] as unknown as StoredWorld['orders'],
    cases: numbered(cases),
  }
}

const ageMs = ({ when }: StoredCase): number =>
  'daysAgo' in when ? when.daysAgo * DAY_MS - when.minute * 60_000 : when.workMs

/** The oldest case has the lowest number. What waits stands first, so that it is the first to reach a desk. */
function numbered(cases: StoredCase[]): StoredCase[] {
  const oldestFirst = cases.toSorted((a, b) => ageMs(b) - ageMs(a) || (a.id < b.id ? -1 : 1))
  oldestFirst.forEach((kase, at) => {
    kase.number = 48_000 + at * 7 + chosen(`number ${kase.id}`, 7)
  })
  const numbers = new Map<string, number>(cases.map((kase) => [kase.id, kase.number]))
  // What points to another case names it by its number.
  for (const { detail } of cases.flatMap((kase) => kase.events)) {
    const other = numbers.get(detail['caseId'] ?? detail['intoId'] ?? detail['parentId'] ?? '')
    if (other !== undefined) detail['number'] = String(other)
  }
  const rank = { open: 0, pending: 1, solved: 2, closed: 2 }
  return oldestFirst.toReversed().toSorted((a, b) => rank[a.status] - rank[b.status])
}

/** A customer of a written case: nobody of the sources. */
function newCustomer(key: string, written: WrittenCase): DemoCustomer {
  const home = homeOf(written.language, key)
  return {
    id: idOf(`customer ${key}`),
    givenName: written.givenName,
    familyName: written.familyName,
    email: written.email,
    phone: home.phone,
    language: written.language,
    address: home.address,
    sinceAgoMs: (370 + chosen(`since ${key}`, 2_200)) * DAY_MS,
    paymentMethods: [
      {
        id: `credit_card_${chosen(`card ${key}`, 9_000_000)}`,
        kind: 'card',
        brand: 'visa',
        lastFour: String(1_000 + chosen(`four ${key}`, 9_000)),
      },
    ],
    mergedIntoId: null,
    edits: [],
  }
}

function writtenDraft(
  written: WrittenCase,
  name: string,
  customer: DemoCustomer,
  products: readonly SourceProduct[],
): Draft {
  const product = products.find((each) => each.name === written.product)
  if (product === undefined) throw new Error(`The sources do not sell "${written.product}" (${written.subject}).`)
  const variant = pick(`variant ${name}`, Object.values(product.variants))
  // The sources' numbers begin with 1 to 9 and have seven digits; ours begin with 0, so that they never meet.
  const number = `EK-0${100_000 + chosen(`number ${name}`, 900_000)}`
  const { currency } = written.language === 'en' ? { currency: 'USD' } : homeOf(written.language, name)
  const priceMinor = priceIn(currency, Math.round(variant.price * 100))
  const order: DemoOrder = {
    id: idOf(`order ${number}`),
    customerId: customer.id,
    number,
    status: 'delivered',
    currency,
    placedAgoMs: 0,
    items: [{ id: variant.item_id, name: product.name, variant: variantOf(variant.options), priceMinor }],
    payments: [{ kind: 'payment', amountMinor: priceMinor, methodId: customer.paymentMethods[0]?.id ?? '' }],
    trackingNumbers: [trackingNumberOf({ order_id: number, fulfillments: [] })],
    carrier: null,
    deliveryDueInMs: null,
    steps: [],
    refunds: [],
    address: customer.address,
  }
  const turns = written.turns.map((turn) => ({
    ...turn,
    text: turn.text
      .replaceAll('{order}', number)
      .replaceAll('{phone}', customer.phone ?? customer.email)
      .replaceAll('{name}', customer.givenName),
  }))
  return { name, customer, order, reason: written.reason, subject: written.subject, turns, isWritten: true }
}
