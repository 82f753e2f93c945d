import type { CaseRecord } from '../../domain/cases/case.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { World } from '../store/world.ts'

const DAY_MS = 86_400_000

/** The world with so many of its cases: what is still open and what other languages are written in first, then the newest. */
export function fewerCases(world: World, count: number, now: EpochMs): World {
  const languages = new Map(world.customers.map((customer) => [customer.id, customer.language]))
  const rank = (kase: CaseRecord) =>
    kase.status === 'open' || kase.status === 'pending' ? 0 : languages.get(kase.customerId) === 'en' ? 2 : 1
  const ordered = world.cases.toSorted((a, b) => rank(a) - rank(b) || b.openedAt - a.openedAt)
  const kept = new Map(ordered.slice(0, count).map((kase) => [kase.id, kase]))
  const byId = new Map(world.cases.map((kase) => [kase.id, kase]))
  // What one of them was escalated from or merged into comes along, or it would point to nothing.
  for (const kase of Array.from(kept.values())) {
    for (const id of [kase.parentId, kase.mergedIntoId, ...kase.escalations.map((each) => each.caseId)]) {
      const related = id === null ? undefined : byId.get(id)
      if (related !== undefined) kept.set(related.id, related)
    }
  }
  const customerIds = new Set([...kept.values()].map((kase) => kase.customerId))
  const mergedInto = new Set(
    world.customers.flatMap(({ id, mergedIntoId }) => (customerIds.has(id) ? [mergedIntoId] : [])),
  )
  const isKept = (record: { caseId: CaseRecord['id'] }) => kept.has(record.caseId)
  return {
    ...world,
    cases: world.cases.filter((kase) => kept.has(kase.id)),
    customers: world.customers.filter(({ id }) => customerIds.has(id) || mergedInto.has(id)),
    orders: world.orders.filter((order) => customerIds.has(order.customerId) || mergedInto.has(order.customerId)),
    contacts: world.contacts.filter(isKept),
    messages: world.messages.filter(isKept),
    promises: world.promises.filter(isKept),
    events: world.events.filter(isKept),
    guideRuns: world.guideRuns.filter(isKept),
    // Who looks at a part of the world looks at what happens in it, not at what was.
    intervals: [],
    disputes: [],
    ratings: [],
    audits: [],
    // Nor is anybody called to a break in the middle of it: the plans that are left begin in two days.
    shifts: (world.shifts ?? []).filter(({ versions }) =>
      versions.every(({ startsAt }) => startsAt > now + 2 * DAY_MS),
    ),
  }
}
