import type { CustomerId, OrderId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { PostalAddress } from './customer.ts'

export const ORDER_STATUSES = ['pending', 'processed', 'shipped', 'delivered', 'cancelled'] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** One line of an order. */
export type OrderItem = {
  id: string
  name: string
  /** Chosen options as shown to people: "blue, 1000 ml". */
  variant: string
  /** In minor units (cents) of the order's currency. */
  priceMinor: number
}

/** Money that moved for an order: a payment in, or a refund out. */
export type OrderPayment = { kind: 'payment' | 'refund'; amountMinor: number; methodId: string }

export const ORDER_STEP_KINDS = [
  'ordered',
  'paid',
  'packed',
  'handed-over',
  'in-transit',
  'held-up',
  'out-for-delivery',
  'delivered',
  'cancelled',
  'return-announced',
  'return-received',
] as const
export type OrderStepKind = (typeof ORDER_STEP_KINDS)[number]

/** Something that happened to the parcel. */
export type OrderStep = {
  kind: OrderStepKind
  at: EpochMs
  /** Where, as the carrier says it: "Coventry depot". Empty: no place. */
  place: string
}

/** Money on its way back to the customer. */
export type Refund = {
  amountMinor: number
  /** Whose move it is. */
  state: 'requested' | 'with-finance' | 'paid' | 'refused'
  at: EpochMs
  why: string
}

/** An order of a customer. */
export type OrderRecord = {
  id: OrderId
  customerId: CustomerId
  /** The number people say aloud, such as "EK-2611340"; unique in the tenant. */
  number: string
  status: OrderStatus
  /** ISO 4217 code. */
  currency: string
  placedAt: EpochMs
  items: OrderItem[]
  payments: OrderPayment[]
  trackingNumbers: string[]
  /** Who brings it. Null: not handed over yet, or nothing to bring. */
  carrier: string | null
  /** When it was or is to arrive. Null: not promised. */
  deliveryDueAt: EpochMs | null
  /** Oldest first. */
  steps: OrderStep[]
  refunds: Refund[]
  address: PostalAddress
}

/** What the order's items cost together, in minor units of its currency. */
export const orderTotalMinor = (order: Pick<OrderRecord, 'items'>): number =>
  order.items.reduce((sum, item) => sum + item.priceMinor, 0)
