/**
 * Makes resources/demo/world.json out of the public data sets named in resources/demo/LICENCES.md.
 * Deterministic: the same sources give the same bytes. Usage: node scripts/make-demo-slice.ts --from DIR [--to FILE]
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { foreignCases } from './demo/foreign-cases.ts'
import { cleanText, isUsable, subjectOf } from './demo/texts.ts'
import { people, queues, teams } from './demo/people.ts'

const CASES = 200
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** No product fills the morning: at most this many cases about one of them. */
const PER_PRODUCT = 18

type SourceOrder = {
  order_id: string
  user_id: string
  address: SourceAddress
  items: { name: string; item_id: string; price: number; options: Record<string, string> }[]
  fulfillments: { tracking_id: string[] }[]
  status: string
  payment_history: { transaction_type: string; amount: number; payment_method_id: string }[]
}
type SourceAddress = { address1: string; address2: string; city: string; country: string; state: string; zip: string }
type SourceUser = {
  name: { first_name: string; last_name: string }
  address: SourceAddress
  email: string
  payment_methods: Record<string, { source: string; brand?: string; last_four?: string; id: string }>
}
type Dialogue = { id: string; turns: { role: string; content: string }[] }

/** An opaque id in the shape of a UUID, the same for the same name on every run. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(`evenkeel demo ${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
/** A whole number from 0 up to `below`, the same for the same name on every run. */
const chosen = (name: string, below: number): number =>
  Number.parseInt(createHash('sha256').update(name).digest('hex').slice(0, 8), 16) % below

const minor = (amount: number): number => Math.round(amount * 100)
const address = (from: SourceAddress) => ({
  line1: from.address1,
  line2: from.address2,
  city: from.city,
  region: from.state,
  postcode: from.zip,
  country: from.country,
})

function read(from: string) {
  const json = (path: string) => JSON.parse(readFileSync(join(from, path), 'utf8')) as unknown
  return {
    orders: Object.values(json('tau-bench/retail/orders.json') as Record<string, SourceOrder>),
    users: json('tau-bench/retail/users.json') as Record<string, SourceUser>,
    dialogues: gunzipSync(readFileSync(join(from, 'cucom/ecommerce.jsonl.gz')))
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Dialogue),
  }
}

/** Where an open thread stands: some words of the customer wait for an answer, rarely already the last "thanks". */
function openLength(name: string, turns: { by: 'customer' | 'agent' }[]): number {
  const ends = turns.flatMap((turn, at) => (turn.by === 'customer' ? [at + 1] : []))
  const likely = ends.slice(0, Math.max(1, Math.ceil((ends.length * 2) / 3)))
  return likely[chosen(`cut ${name}`, likely.length)] ?? turns.length
}

/** Pairs each dialogue with an order that holds the product the customer names; customers and orders come up once. */
function pair(dialogues: Dialogue[], orders: SourceOrder[], count: number) {
  const products = [...new Set(orders.flatMap((order) => order.items.map((item) => item.name)))].sort()
  const used = new Set<string>()
  const perProduct = new Map<string, number>()
  const pairs: { dialogue: Dialogue; order: SourceOrder; product: string }[] = []
  for (const dialogue of dialogues) {
    if (pairs.length === count) break
    if (!isUsable(dialogue.turns)) continue
    const said = dialogue.turns.map((turn) => turn.content).join(' ')
    const product = products.find((name) => new RegExp(`\\b${name}s?\\b`, 'i').test(said))
    if (product === undefined || (perProduct.get(product) ?? 0) >= PER_PRODUCT) continue
    const order = orders.find(
      (each) =>
        !used.has(each.user_id) && each.items.some((item) => item.name === product) && each.status !== 'cancelled',
    )
    if (order === undefined) continue
    used.add(order.user_id)
    perProduct.set(product, (perProduct.get(product) ?? 0) + 1)
    pairs.push({ dialogue, order, product })
  }
  return { pairs, used }
}

const ORDER_STATUS: Record<string, string> = {
  pending: 'pending',
  processed: 'processed',
  delivered: 'delivered',
  cancelled: 'cancelled',
}
/** "blue, 1000ml, water resistance: no": what a value alone would not say gets its name. */
const variantOf = (options: Record<string, string>): string =>
  Object.entries(options)
    .map(([name, value]) => (/^(yes|no|none|\d+)$/i.test(value) ? `${name}: ${value}` : value))
    .join(', ')

const orderNumber = (order: SourceOrder) => `EK-${order.order_id.slice(2)}`

function makeWorld(from: string) {
  const { orders, users, dialogues } = read(from)
  const { pairs, used } = pair(dialogues, orders, CASES - foreignCases.length)
  const agents = people.filter((person) => person.role === 'agent')
  const customers: unknown[] = []
  const worldOrders: unknown[] = []
  const cases: unknown[] = []
  const contacts: unknown[] = []
  const messages: unknown[] = []

  const addOrder = (order: SourceOrder, customerId: string) => {
    worldOrders.push({
      id: idOf(order.order_id),
      customerId,
      number: orderNumber(order),
      status: ORDER_STATUS[order.status.split(' ')[0] ?? ''] ?? 'processed',
      currency: 'USD',
      placedAgoMs: (4 + chosen(order.order_id, 20)) * DAY_MS + chosen(`${order.order_id} h`, 24) * HOUR_MS,
      items: order.items.map((item) => ({
        id: item.item_id,
        name: item.name,
        variant: variantOf(item.options),
        priceMinor: minor(item.price),
      })),
      payments: order.payment_history.map((payment) => ({
        kind: payment.transaction_type === 'refund' ? 'refund' : 'payment',
        amountMinor: minor(payment.amount),
        methodId: payment.payment_method_id,
      })),
      trackingNumbers: order.fulfillments.flatMap((each) => each.tracking_id),
      address: address(order.address),
    })
  }
  const addCustomer = (
    id: string,
    user: SourceUser,
    given: string,
    family: string,
    language: string,
    email: string = user.email,
  ) => {
    customers.push({
      id,
      givenName: given,
      familyName: family,
      email,
      address: address(user.address),
      language,
      paymentMethods: Object.values(user.payment_methods).map((method) => ({
        id: method.id,
        kind: method.source === 'credit_card' ? 'card' : method.source === 'paypal' ? 'paypal' : 'gift-card',
        brand: method.brand ?? null,
        lastFour: method.last_four ?? null,
      })),
    })
  }
  const addCase = (
    name: string,
    index: number,
    customer: { id: string; name: string },
    orderId: string,
    subject: string,
    turns: { by: 'customer' | 'agent'; text: string }[],
  ) => {
    const id = idOf(`case ${name}`)
    const channel = (['email', 'email', 'chat', 'phone'] as const)[chosen(`channel ${name}`, 4)] ?? 'email'
    const queue = queues[chosen(`queue ${name}`, queues.length)] ?? queues[0]
    const handlers = agents.filter((agent) => agent.queueIds.includes(queue?.id ?? ''))
    const handler = handlers[chosen(`agent ${name}`, handlers.length)] ?? agents[0]
    const kind = chosen(`status ${name}`, 20)
    const status = kind < 16 || turns.length < 2 ? 'open' : kind < 19 ? 'pending' : 'solved'
    const kept = turns.slice(
      0,
      status === 'open' ? openLength(name, turns) : turns.findLastIndex((turn) => turn.by === 'agent') + 1,
    )
    const answered = kept.some((turn) => turn.by === 'agent')
    const stepMs = channel === 'email' ? 35 * MINUTE_MS : 2 * MINUTE_MS
    // The newest message lies 1 to 90 minutes back for what is open, up to two days for what rests.
    const newestAgoMs =
      status === 'open' ? (1 + chosen(`age ${name}`, 90)) * MINUTE_MS : (2 + chosen(`age ${name}`, 46)) * HOUR_MS
    const ago = (turn: number) =>
      newestAgoMs +
      (kept.length - 1 - turn) * stepMs +
      (turn < kept.length - 1 ? chosen(`${name} ${turn}`, 60) * 1_000 : 0)
    const contactId = idOf(`contact ${name}`)
    const openedAgoMs = ago(0)
    const lastByCustomer = kept.findLastIndex((turn) => turn.by === 'customer')
    cases.push({
      id,
      number: 48_000 + index * 7 + chosen(`number ${name}`, 7),
      subject,
      status,
      priority: chosen(`priority ${name}`, 12) === 0 ? 'urgent' : 'normal',
      queueId: queue?.id,
      assigneeId: answered && chosen(`held ${name}`, 3) > 0 ? handler?.id : null,
      customerId: customer.id,
      orderId,
      channel,
      tags: [],
      openedAgoMs,
      // From 12 minutes late to six hours ahead.
      replyDueInMs:
        status === 'open' ? (chosen(`due ${name}`, 372) - 12) * MINUTE_MS + chosen(`due s ${name}`, 60) * 1_000 : null,
      lastCustomerMessageAgoMs: lastByCustomer < 0 ? null : ago(lastByCustomer),
      publicCount: kept.length,
    })
    const isOver = status !== 'open' || channel === 'email'
    contacts.push({
      id: contactId,
      caseId: id,
      channel,
      agentId: answered ? handler?.id : null,
      offeredAgoMs: openedAgoMs,
      answeredAgoMs: answered ? Math.max(openedAgoMs - 20_000, newestAgoMs) : null,
      endedAgoMs: isOver ? newestAgoMs : null,
      wrappedUpAgoMs: status === 'open' ? null : newestAgoMs - MINUTE_MS,
      disposition: status === 'solved' ? 'resolved' : null,
    })
    kept.forEach((turn, at) => {
      messages.push({
        id: idOf(`message ${name} ${at}`),
        caseId: id,
        contactId,
        author:
          turn.by === 'customer'
            ? { kind: 'customer', id: customer.id, name: customer.name }
            : { kind: 'agent', id: handler?.id, name: handler?.name },
        visibility: 'public',
        channel,
        body: turn.text,
        agoMs: ago(at),
        publicOrdinal: at + 1,
      })
    })
  }

  pairs.forEach(({ dialogue, order, product }, index) => {
    const user = users[order.user_id]
    if (user === undefined) throw new Error(`Order ${order.order_id} names a customer who is not in the sources.`)
    const customerId = idOf(order.user_id)
    const { first_name: given, last_name: family } = user.name
    addCustomer(customerId, user, given, family, 'en')
    for (const each of orders.filter((other) => other.user_id === order.user_id)) addOrder(each, customerId)
    const turns = dialogue.turns.map((turn) => ({
      by: turn.role.toLowerCase() === 'user' ? ('customer' as const) : ('agent' as const),
      text: cleanText(turn.content, { orderNumber: orderNumber(order), email: user.email, city: user.address.city }),
    }))
    addCase(
      dialogue.id,
      index,
      { id: customerId, name: `${given} ${family}` },
      idOf(order.order_id),
      subjectOf(turns[0]?.text ?? '', product),
      turns,
    )
  })
  const free = orders.filter((order) => !used.has(order.user_id))
  foreignCases.forEach((written, at) => {
    const order = free.find(
      (each) => !used.has(each.user_id) && each.items.some((item) => item.name === written.product),
    )
    const user = order && users[order.user_id]
    if (order === undefined || user === undefined)
      throw new Error(`No order with "${written.product}" is left in the sources.`)
    used.add(order.user_id)
    const customerId = idOf(`${order.user_id} ${written.language}`)
    addCustomer(customerId, user, written.givenName, written.familyName, written.language, written.email)
    addOrder(order, customerId)
    const turns = written.turns.map((turn) => ({ ...turn, text: turn.text.replaceAll('{order}', orderNumber(order)) }))
    addCase(
      `foreign ${at}`,
      pairs.length + at,
      { id: customerId, name: `${written.givenName} ${written.familyName}` },
      idOf(order.order_id),
      written.subject,
      turns,
    )
  })
  return { teams, queues, people, customers, orders: worldOrders, cases, contacts, messages }
}

const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } })
if (values.from === undefined) {
  console.error('Say where the source data lies: node scripts/make-demo-slice.ts --from DIR')
  process.exit(2)
}
const to = values.to ?? resolve(import.meta.dirname, '../resources/demo/world.json')
const world = makeWorld(values.from)
// One record a line: a change of one record is a change of one line.
const lines = Object.entries(world).map(
  ([kind, rows]) => `${JSON.stringify(kind)}: [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`,
)
writeFileSync(to, `{\n${lines.join(',\n')}\n}\n`)
console.log(
  `${to}: ${world.cases.length} cases, ${world.customers.length} customers, ${world.orders.length} orders, ${world.messages.length} messages`,
)
