import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import { customerName } from '../../domain/cases/customer.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import { orderTotalMinor } from '../../domain/cases/order.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'

/** What a text with placeholders may name. */
export type CaseScope = Readonly<Record<string, unknown>>

type Sources = {
  case: Pick<CaseRecord, 'number' | 'reason' | 'orderId'>
  /** Null: not on this desk. */
  customer: Pick<CustomerRecord, 'givenName' | 'familyName' | 'email'> | null
  /** The customer's. */
  orders: readonly OrderRecord[]
  agentName: string
  /** What customers know the house by. Undefined: not known here. */
  shopName: string | undefined
  /** For `order.isDelayed`. Absent: no order counts as delayed. */
  now?: EpochMs
  /** Given to a template's inputs, by name. */
  input?: Readonly<Record<string, string>>
  /** Given to a guide's steps, by step. */
  answers?: Readonly<Record<string, string>>
}

/** The order that a case is about: the one it names, else the only one the customer has. Null: nobody can tell. */
export const orderOf = (orderId: CaseRecord['orderId'], orders: readonly OrderRecord[]): OrderRecord | null =>
  orders.find(({ id }) => id === orderId) ?? (orderId === null && orders.length === 1 ? (orders[0] ?? null) : null)

/** Should have arrived by now and has not. */
const isDelayed = ({ status, deliveryDueAt, steps }: OrderRecord, now: EpochMs): boolean =>
  deliveryDueAt !== null &&
  deliveryDueAt < now &&
  status !== 'delivered' &&
  status !== 'cancelled' &&
  !steps.some(({ kind }) => kind === 'delivered')

/** Everything that `docs/templates.md` lets a text name. What is not known is left out, so that it shows as a hole. */
export function caseScope(sources: Sources): CaseScope {
  const { customer, agentName, shopName } = sources
  const order = orderOf(sources.case.orderId, sources.orders)
  const items = order?.items.map(({ name }) => name) ?? []
  return {
    customer: customer && {
      givenName: customer.givenName,
      familyName: customer.familyName,
      name: customerName(customer),
      email: customer.email,
    },
    order: order && {
      number: order.number,
      items,
      firstItem: items[0],
      total: orderTotalMinor(order),
      status: order.status,
      carrier: order.carrier,
      deliveryDueAt: order.deliveryDueAt,
      isDelayed: sources.now !== undefined && isDelayed(order, sources.now),
      trackingNumber: order.trackingNumbers[0],
      currency: order.currency,
    },
    case: { number: sources.case.number === 0 ? undefined : sources.case.number, reason: sources.case.reason },
    agent: { name: agentName, givenName: agentName.split(' ')[0] },
    shop: { name: shopName },
    input: sources.input ?? {},
    answers: sources.answers ?? {},
  }
}
