import { chosen } from './chance.ts'
import { type Course, type DemoOrder, giveCourse, giveRefund } from './orders.ts'
import { type Draft, orderAges, type Plan } from './schedule.ts'

const DAY_MS = 24 * 60 * 60_000
const CANCELLED = /^(manage-cancel|cancelled-but-charged)/
const HAS_IT =
  /^(return-|exchange|wrong-item|damaged-item|faulty-item|not-as-described|parts-missing|initiate-refund|update-refund|missing-item)/
const MONEY_BACK =
  /^(return-|damaged-item|faulty-item|not-as-described|wrong-item|initiate-refund|refund-status|cancelled-but-charged|mistimed-billing-already)/

const isGoing = (plan: Plan) => plan.status === 'open' || plan.status === 'pending'

/** Where the parcel is while the case about it is going on. */
function courseNow(reason: string): Course {
  if (reason === 'late-parcel') return 'held-up'
  if (
    /^(shipping-status|manage-shipping|manage-change-address|status-delivery-time|manage-(up|down)grade)/.test(reason)
  )
    return 'on-its-way'
  if (/^(manage-cancel|payment-failed|manage-create|status-quantity)/.test(reason)) return 'not-sent'
  if (reason === 'cancelled-but-charged') return 'cancelled'
  return /^(return-|exchange|initiate-refund|refund-status)/.test(reason) ? 'returning' : 'delivered'
}

/** Gives every order an age and steps that agree with what its cases say, and the money that went back for them. */
export function giveCourses(
  orders: readonly DemoOrder[],
  drafts: readonly Draft[],
  plans: ReadonlyMap<Draft, Plan>,
): void {
  const ages = orderAges(drafts, plans)
  const about = Map.groupBy(
    drafts.filter((draft) => draft.order !== null),
    (draft) => draft.order?.id ?? '',
  )
  for (const order of orders) {
    const own = (about.get(order.id) ?? []).map((draft) => ({ draft, plan: plans.get(draft) as Plan }))
    const now = own.find(({ plan }) => isGoing(plan))
    const course: Course =
      now !== undefined
        ? courseNow(now.draft.reason)
        : own.some(({ draft }) => HAS_IT.test(draft.reason))
          ? 'delivered'
          : own.length > 0 && own.every(({ draft }) => CANCELLED.test(draft.reason))
            ? 'cancelled'
            : null
    // Orders that nobody has written about: half of them are quite new.
    const days =
      ages.get(order.id) ??
      chosen(`quiet ${order.number}`, 2) * chosen(`age ${order.number}`, 350) + chosen(`new ${order.number}`, 6)
    giveCourse(order, days, course)
    const back = own.find(
      ({ draft, plan }) => MONEY_BACK.test(draft.reason) && (isGoing(plan) || chosen(`back ${draft.name}`, 5) < 2),
    )
    if (back === undefined) continue
    const { draft, plan } = back
    const agoMs = 'daysAgo' in plan.when ? plan.when.daysAgo * DAY_MS : Math.round(DAY_MS / 3)
    const item = order.items[chosen(`item ${draft.name}`, order.items.length)]
    if (item === undefined || (isGoing(plan) && plan.status === 'open' && draft.reason !== 'refund-status')) continue
    const state = isGoing(plan)
      ? draft.reason === 'refund-status'
        ? 'with-finance'
        : 'requested'
      : chosen(`refused ${draft.name}`, 12) === 0
        ? 'refused'
        : 'paid'
    giveRefund(order, agoMs, item.priceMinor, state, draft.subject)
  }
}
