import type { Escalation } from '../../../domain/cases/case.ts'
import type { OrderRecord, Refund } from '../../../domain/cases/order.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { HOUR_MS } from '../../../domain/kernel/time.ts'
import type { PromiseRecord } from '../../../domain/promises/promise.ts'
import type { CaseHistory, CaseView } from '../../data/repository.ts'

/** Something about a case that its agent should know before they write. The gravest first. */
export type CaseFact =
  | { kind: 'late'; order: OrderRecord; dueAt: EpochMs; lateDays: number }
  | { kind: 'promised'; promise: PromiseRecord; isOverdue: boolean }
  | { kind: 'escalated'; escalation: Escalation }
  | { kind: 'refund'; order: OrderRecord; refund: Refund }
  /** Nothing presses; what is known of the order. */
  | { kind: 'order'; order: OrderRecord }

/** The order that the case is about. Null: none is named, or it is not on this desk. */
export const orderOf = (view: Pick<CaseView, 'case' | 'orders'>): OrderRecord | null =>
  view.orders.find(({ id }) => id === view.case.orderId) ?? null

/** Whether the parcel has arrived, or will not come at all. */
export const isSettled = (order: OrderRecord): boolean =>
  order.status === 'delivered' ||
  order.status === 'cancelled' ||
  order.steps.some(({ kind }) => kind === 'delivered' || kind === 'cancelled')

/** By when it should have come, if it has not. Null: it is in time. */
export const lateSince = (order: OrderRecord, now: EpochMs): EpochMs | null =>
  order.deliveryDueAt !== null && now > order.deliveryDueAt && !isSettled(order) ? order.deliveryDueAt : null

export function caseFacts(view: CaseView, history: Pick<CaseHistory, 'promises'>, now: EpochMs): CaseFact[] {
  const order = orderOf(view)
  const facts: CaseFact[] = []
  const dueAt = order === null ? null : lateSince(order, now)
  if (order !== null && dueAt !== null) {
    facts.push({ kind: 'late', order, dueAt, lateDays: Math.floor((now - dueAt) / (24 * HOUR_MS)) })
  }
  for (const promise of history.promises) {
    if (promise.state === 'open') facts.push({ kind: 'promised', promise, isOverdue: promise.dueAt < now })
  }
  for (const escalation of view.case.escalations) {
    if (escalation.status === 'open' || escalation.status === 'pending') facts.push({ kind: 'escalated', escalation })
  }
  for (const refund of order?.refunds ?? []) {
    const isOnItsWay = refund.state === 'requested' || refund.state === 'with-finance'
    if (order !== null && isOnItsWay) facts.push({ kind: 'refund', order, refund })
  }
  return facts.length === 0 && order !== null ? [{ kind: 'order', order }] : facts
}
