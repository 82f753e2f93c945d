import { chosen, idOf, pick } from './chance.ts'
import type { DemoCustomer } from './customers.ts'
import { addressOf } from './customers.ts'
import type { SourceOrder } from './sources.ts'

const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS
const CARRIERS = ['Northline Parcel', 'Bluewater Freight', 'Swiftgate', 'Meridian Post']
const DEPOTS = ['Dover depot', 'Lakeside depot', 'Junction depot', 'Central depot', 'Harbour depot']

export type DemoOrder = {
  id: string
  customerId: string
  number: string
  status: 'pending' | 'processed' | 'shipped' | 'delivered' | 'cancelled'
  currency: string
  placedAgoMs: number
  items: { id: string; name: string; variant: string; priceMinor: number }[]
  payments: { kind: 'payment' | 'refund'; amountMinor: number; methodId: string }[]
  trackingNumbers: string[]
  carrier: string | null
  /** Ahead of the start; behind it where negative. */
  deliveryDueInMs: number | null
  steps: { kind: string; agoMs: number; place: string }[]
  refunds: { amountMinor: number; state: string; agoMs: number; why: string }[]
  address: DemoCustomer['address']
}

/** "blue, 1000ml, water resistance: no": what a value alone would not say gets its name. */
export const variantOf = (options: Record<string, string>): string =>
  Object.entries(options)
    .map(([name, value]) => {
      const neutral = value.replace(/^(Apple HomeKit|Google Assistant|Amazon Alexa)$/, 'smart home')
      return /^(yes|no|none|\d+)$/i.test(neutral) ? `${name}: ${neutral}` : neutral
    })
    .join(', ')

export const orderNumberOf = (sourceId: string): string => `EK-${sourceId.slice(2)}`
const minor = (amount: number): number => Math.round(amount * 100)

/** An order of the sources; how old it is and how far it has come is filled in later, when its cases are known. */
export function orderOf(order: SourceOrder, customer: DemoCustomer): DemoOrder {
  return {
    id: idOf(order.order_id),
    customerId: customer.id,
    number: orderNumberOf(order.order_id),
    status: order.status.startsWith('cancelled') ? 'cancelled' : 'delivered',
    currency: 'USD',
    placedAgoMs: 0,
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
    trackingNumbers: [trackingNumberOf(order)],
    carrier: null,
    deliveryDueInMs: null,
    steps: [],
    refunds: [],
    address: addressOf(order.address),
  }
}

/** The one of the sources; where they have none yet, one in the same form. */
export const trackingNumberOf = (order: Pick<SourceOrder, 'order_id' | 'fulfillments'>): string =>
  order.fulfillments[0]?.tracking_id[0] ??
  String(
    100_000_000_000 +
      chosen(`tracking a ${order.order_id}`, 1_000_000) * 800_000 +
      chosen(`tracking b ${order.order_id}`, 800_000),
  )

/** Adds what the sources' catalogue lacks, paid with the first way of paying. */
export function addItem(order: DemoOrder, item: { name: string; priceMinor: number }): void {
  order.items.push({
    id: idOf(`item ${order.id} ${item.name}`).slice(0, 8),
    name: item.name,
    variant: '',
    priceMinor: item.priceMinor,
  })
  const first = order.payments[0]
  if (first !== undefined) first.amountMinor += item.priceMinor
}

/** What the newest case about an order says about how far it has come. Null: nobody has written about it lately. */
export type Course = 'on-its-way' | 'held-up' | 'delivered' | 'returning' | 'cancelled' | 'not-sent' | null

/** Gives an order its age and its steps, so that they agree with the cases about it. `placedDaysAgo` ≥ 0. */
export function giveCourse(order: DemoOrder, placedDaysAgo: number, course: Course): void {
  const key = order.number
  const placed = placedDaysAgo * DAY_MS + (2 + chosen(`placed ${key}`, 9)) * HOUR_MS
  order.placedAgoMs = placed
  const fresh = placedDaysAgo < 2
  const status =
    course === 'cancelled' || (course === null && order.status === 'cancelled')
      ? 'cancelled'
      : course === 'not-sent' || (fresh && course !== 'delivered' && course !== 'returning')
        ? placedDaysAgo === 0
          ? 'pending'
          : 'processed'
        : course === 'on-its-way' || course === 'held-up' || (course === null && placedDaysAgo < 5)
          ? 'shipped'
          : 'delivered'
  order.status = status
  const steps: [string, number, string][] = [['ordered', 0, '']]
  steps.push(['paid', 0.1, ''])
  const travel = 2 + chosen(`travel ${key}`, 3)
  const depot = pick(`depot ${key}`, DEPOTS)
  if (status === 'cancelled') steps.push(['cancelled', 8 + chosen(`cancelled ${key}`, 20), ''])
  if (status === 'processed') steps.push(['packed', 20, ''])
  if (status === 'shipped' || status === 'delivered') {
    order.carrier = pick(`carrier ${key}`, CARRIERS)
    steps.push(['packed', 16, ''], ['handed-over', 22, 'Harbour & Mill warehouse'], ['in-transit', 30, depot])
    if (course === 'held-up' || (status === 'delivered' && chosen(`held ${key}`, 9) === 0))
      steps.push(['held-up', 24 + travel * 10, depot])
    if (course !== 'held-up' && course !== 'on-its-way' && status === 'shipped')
      steps.push(['in-transit', 44, order.address.city])
    if (status === 'delivered')
      steps.push(
        ['out-for-delivery', travel * 24 + 12, order.address.city],
        ['delivered', travel * 24 + 17, order.address.city],
      )
  } else {
    order.trackingNumbers = []
  }
  if (status === 'delivered' && course === 'returning') steps.push(['return-announced', travel * 24 + 40, ''])
  order.steps = steps
    .map(([kind, hours, place]) => ({ kind, agoMs: placed - Math.round(hours * HOUR_MS), place }))
    .filter((step) => step.agoMs > 10 * 60_000)
  order.deliveryDueInMs = status === 'cancelled' ? null : (travel + 1) * DAY_MS - placed
}

/** Money on its way back, and what came back for it. `agoMs`: when the refund was asked for. */
export function giveRefund(order: DemoOrder, agoMs: number, amountMinor: number, state: string, why: string): void {
  const asked = Math.min(agoMs, order.placedAgoMs - HOUR_MS)
  order.refunds.push({ amountMinor, state, agoMs: asked, why })
  const method = order.payments.find((each) => each.kind === 'payment')?.methodId
  if (state === 'paid' && method !== undefined) order.payments.push({ kind: 'refund', amountMinor, methodId: method })
  if (order.status !== 'delivered') return
  const back = (kind: string, laterMs: number) => {
    const at = asked - laterMs
    if (at > HOUR_MS && !order.steps.some((step) => step.kind === kind))
      order.steps.push({ kind, agoMs: at, place: '' })
  }
  back('return-announced', HOUR_MS)
  if (state === 'paid' || state === 'with-finance') back('return-received', 4 * DAY_MS)
  order.steps.sort((a, b) => b.agoMs - a.agoMs)
}
