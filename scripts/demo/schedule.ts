import { chosen, pick, shuffled } from './chance.ts'
import type { WrittenTurn } from './written-case.ts'
import type { DemoCustomer } from './customers.ts'
import type { DemoOrder } from './orders.ts'
import type { Login } from './people.ts'

/** A case before it has its place in time. */
export type Draft = {
  name: string
  customer: DemoCustomer
  order: DemoOrder | null
  reason: string
  subject: string
  turns: WrittenTurn[]
  /** Written for the project: greets by itself. */
  isWritten: boolean
}
export type Channel = 'email' | 'chat' | 'phone'
export type Plan = {
  status: 'open' | 'pending' | 'solved' | 'closed'
  channel: Channel
  /** waitedMs: the customer has waited for so much of our working time; lastWorkMs: the last entry is so long ago. */
  when: { waitedMs: number } | { lastWorkMs: number } | { daysAgo: number; minute: number }
  /** Null: by chance. "nobody": it waits for anyone. */
  holder: Login | 'nobody' | null
}

const MINUTE_MS = 60_000
type Slot = [channel: Channel, waitedMinutes: number, holder: Login | 'nobody']

/**
 * The morning: what waits in each queue, how long it has been waiting and who holds it. Mails are promised within 240
 * minutes, calls within 10, chats within 2: some are late, some close to it, most have time.
 */
const MORNING: Record<string, Slot[]> = {
  orders: [
    ['email', 262, 'nobody'],
    ['email', 247, 'ana'],
    ['email', 232, 'nobody'],
    ['email', 228, 'ben'],
    ['email', 206, 'nobody'],
    ['email', 197, 'nobody'],
    ['email', 189, 'ana'],
    ['email', 151, 'nobody'],
    ['email', 122, 'nobody'],
    ['email', 96, 'ben'],
    ['email', 71, 'nobody'],
    ['email', 44, 'tom'],
    ['email', 26, 'nobody'],
    ['email', 13, 'nobody'],
    ['email', 6, 'nobody'],
    ['phone', 7, 'nobody'],
    ['chat', 0.6, 'nobody'],
  ],
  returns: [
    ['email', 255, 'nobody'],
    ['email', 231, 'ana'],
    ['email', 212, 'nobody'],
    ['email', 188, 'chie'],
    ['email', 163, 'nobody'],
    ['email', 112, 'ana'],
    ['email', 61, 'nobody'],
    ['email', 34, 'chie'],
    ['email', 16, 'nobody'],
    ['phone', 12, 'nobody'],
    ['chat', 1.1, 'nobody'],
  ],
  billing: [
    ['email', 250, 'nobody'],
    ['email', 229, 'ben'],
    ['email', 201, 'nobody'],
    ['email', 142, 'chie'],
    ['email', 83, 'nobody'],
    ['email', 31, 'nobody'],
    ['phone', 6, 'nobody'],
  ],
}
const PENDING = 84
/** Answered today; the rest over the last days. */
const PENDING_TODAY = 26
const SOLVED_TODAY = 18

const RETURNS = /^(return-|exchange|wrong-item|damaged-item|faulty-item|not-as-described|initiate-refund|update-refund)/
const BILLING =
  /^(refund-status|charged-twice|payment-failed|cancelled-but-charged|status-(mystery-fee|payment-method|credit-missing|service|active|due)|promo-|bad-price|mistimed|invalid-credit|manage-(pay|extension|dispute|payment)|pricing|membership)/

/** Where cases of the reason wait. */
export const queueOf = (reason: string): string =>
  RETURNS.test(reason) ? 'returns' : BILLING.test(reason) ? 'billing' : 'orders'

const minuteOf = (draft: Draft) => 7 * 60 + 15 + chosen(`minute ${draft.name}`, 13 * 60)
const endsWithCustomer = (draft: Draft) => draft.turns.at(-1)?.by === 'customer'

/** Gives every case its place: those of the morning first, then what rests, then the past. */
export function schedule(drafts: readonly Draft[]): Map<Draft, Plan> {
  const plans = new Map<Draft, Plan>()
  // A customer waits for one thing at a time, and an order has one thing going on.
  const busy = new Set<string>()
  const isFree = (draft: Draft) => !busy.has(draft.customer.id) && !plans.has(draft)
  const give = (draft: Draft, plan: Plan) => {
    plans.set(draft, plan)
    if (plan.status === 'open' || plan.status === 'pending') busy.add(draft.customer.id)
  }
  const byChance = shuffled(drafts, (draft) => `morning ${draft.name}`)
  // The cases of the first round of languages come first: the morning shows them on every start.
  const written = [
    ...drafts.filter((draft) => /^written [0-7]$/.test(draft.name)),
    ...byChance.filter((draft) => !/^written [0-7]$/.test(draft.name)),
  ].filter((draft) => draft.isWritten && endsWithCustomer(draft) && draft.customer.language !== 'en')
  for (const [queueId, slots] of Object.entries(MORNING)) {
    const mine = written.filter((draft) => queueOf(draft.reason) === queueId)
    // Every other mail in a language other than English.
    const inMail = slots.map((slot, at) => (slot[0] === 'email' && at % 2 === 1 ? mine.shift() : undefined))
    slots.forEach(([channel, waitedMinutes, holder], at) => {
      const draft =
        inMail[at] ??
        byChance.find(
          (each) =>
            !each.isWritten &&
            isFree(each) &&
            queueOf(each.reason) === queueId &&
            each.reason !== 'other' &&
            !each.name.startsWith('look-up') &&
            (each.turns[0]?.text.length ?? 0) > 45,
        )
      if (draft === undefined) throw new Error(`No case is left that could wait in ${queueId}.`)
      give(draft, { status: 'open', channel, when: { waitedMs: Math.round(waitedMinutes * MINUTE_MS) }, holder })
    })
  }
  const channelOf = (draft: Draft): Channel =>
    draft.name.startsWith('look-up')
      ? 'chat'
      : draft.isWritten
        ? pick(`ch ${draft.name}`, ['email', 'email', 'chat'] as const)
        : pick(`ch ${draft.name}`, ['email', 'email', 'email', 'email', 'chat', 'chat', 'phone', 'phone'] as const)
  let pending = 0
  for (const draft of byChance) {
    if (pending === PENDING) break
    if (!isFree(draft) || draft.name.startsWith('look-up')) continue
    const isToday = pending < PENDING_TODAY
    pending++
    const when = isToday
      ? { lastWorkMs: (12 + chosen(`p ${draft.name}`, 290)) * MINUTE_MS }
      : { daysAgo: 2 + chosen(`p ${draft.name}`, 8), minute: minuteOf(draft) }
    give(draft, { status: 'pending', channel: isToday ? 'email' : channelOf(draft), when, holder: null })
  }
  let solvedToday = 0
  const agesOf = orderAges(drafts, plans)
  for (const draft of byChance) {
    if (plans.has(draft)) continue
    if (solvedToday < SOLVED_TODAY && !draft.isWritten && isFree(draft)) {
      solvedToday++
      give(draft, {
        status: 'solved',
        channel: 'email',
        when: { lastWorkMs: (5 + chosen(`s ${draft.name}`, 240)) * MINUTE_MS },
        holder: null,
      })
      continue
    }
    const age = agesOf.get(draft.order?.id ?? '') ?? 30 + chosen(`age ${draft.name}`, 330)
    const daysAgo = Math.max(1, age - 2 - chosen(`after ${draft.name}`, Math.max(1, Math.min(45, age - 2))))
    const status = daysAgo <= 14 ? 'solved' : 'closed'
    give(draft, { status, channel: channelOf(draft), when: { daysAgo, minute: minuteOf(draft) }, holder: null })
  }
  return plans
}

const NOT_SENT = /^(manage-cancel|payment-failed|manage-create|status-quantity)/
const ON_ITS_WAY =
  /^(shipping-status|manage-shipping|manage-change-address|status-delivery-time|manage-upgrade|manage-downgrade)/

/** How long ago each order was placed, in days: young where something is going on, any time in the last year elsewhere. */
export function orderAges(drafts: readonly Draft[], plans: ReadonlyMap<Draft, Plan>): Map<string, number> {
  const ages = new Map<string, number>()
  for (const [draft, plan] of plans) {
    if (draft.order === null || (plan.status !== 'open' && plan.status !== 'pending')) continue
    const rested = 'daysAgo' in plan.when ? plan.when.daysAgo : 0
    ages.set(draft.order.id, rested + youngAge(draft))
  }
  for (const { order } of drafts)
    if (order !== null && !ages.has(order.id)) ages.set(order.id, 12 + chosen(`age ${order.number}`, 345))
  return ages
}

function youngAge(draft: Draft): number {
  if (NOT_SENT.test(draft.reason)) return 2
  if (ON_ITS_WAY.test(draft.reason)) return 3 + chosen(`young ${draft.name}`, 2)
  return (draft.reason === 'late-parcel' ? 7 : 8) + chosen(`young ${draft.name}`, 6)
}
