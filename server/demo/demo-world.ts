import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import { customerName } from '../../domain/cases/customer.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { QueueRecord } from '../../domain/people/person.ts'
import type { World } from '../store/world.ts'
import { layOutContent } from './demo-content.ts'
import { demoFeedback } from './demo-feedback.ts'
import { demoDisputes, demoHistory } from './demo-history.ts'
import { demoShifts, WITH_HISTORY } from './demo-shifts.ts'
import { layOutCase } from './lay-out-case.ts'
import { morningZone } from './live-morning.ts'
import type { StoredCustomer, StoredOrder, StoredWorld } from './stored-world.ts'

const FOLDER = resolve(import.meta.dirname, '../../resources/demo')
const readContent = (name: string): unknown[] => {
  const file = resolve(FOLDER, `${name}.json`)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown[]) : []
}

/**
 * The demo shop as of `now`, so that the queue looks like a live morning. Each password equals its login. What is laid
 * out how: docs/demo-world.md.
 */
export async function demoWorld(now: EpochMs, hashPassword: (password: string) => Promise<string>): Promise<World> {
  const stored = JSON.parse(gunzipSync(readFileSync(resolve(FOLDER, 'world.json.gz'))).toString('utf8')) as StoredWorld
  const people = await Promise.all(
    stored.people.map(async (person) => ({ ...person, passwordHash: await hashPassword(person.login) })),
  )
  const queues = stored.queues.map((queue) => inTheMorning(queue, now))
  const queuesById = new Map(queues.map((queue) => [queue.id, queue]))
  const customers = new Map(stored.customers.map((customer) => [customer.id, customer]))
  const staff = new Map<string, string>(people.map((person) => [person.id, person.name]))
  const laidOut = stored.cases.map((kase) => {
    const queue = queuesById.get(kase.queueId)
    const customer = customers.get(kase.customerId)
    if (queue === undefined || customer === undefined)
      throw new Error(`Case ${kase.number} of the demo world names a queue or a customer that is not in it.`)
    return layOutCase(kase, queue, { customer: customerName(customer), staff }, now)
  })
  const shifts = demoShifts(people, queues[0]?.sla.calendar.zone ?? 'UTC', now)
  const withHistory = new Set(people.filter(({ login }) => WITH_HISTORY.has(login)).map(({ id }) => id))
  const casesOf = new Map(
    [
      ...Map.groupBy(
        laidOut.flatMap(({ contacts }) => contacts),
        ({ agentId }) => agentId,
      ),
    ].map(([id, those]) => [id, those.filter(({ channel }) => channel === 'email').map(({ caseId }) => caseId)]),
  )
  const intervals = demoHistory(
    shifts,
    (id) => casesOf.get(id) ?? [],
    (id) => withHistory.has(id),
    now,
  )
  const lead = people.find(({ role }) => role === 'lead')
  const content = {
    templates: readContent('templates'),
    guides: readContent('guides'),
    articles: readContent('articles'),
  }
  return {
    tenant: { id: 'harbour-mill', name: 'Harbour & Mill' } as World['tenant'],
    teams: stored.teams,
    queues,
    people,
    customers: stored.customers.map((customer) => layOutCustomer(customer, now)),
    orders: stored.orders.map((order) => layOutOrder(order, now)),
    cases: withEscalations(laidOut.map(({ kase }) => kase)),
    contacts: laidOut.flatMap(({ contacts }) => contacts),
    messages: laidOut.flatMap(({ messages }) => messages),
    promises: laidOut.flatMap(({ promises }) => promises),
    events: laidOut.flatMap(({ events }) => events),
    guideRuns: [],
    shifts,
    intervals,
    disputes: demoDisputes(intervals, shifts, now),
    ...demoFeedback(laidOut, withHistory, lead === undefined ? null : { id: lead.id, name: lead.name }, now),
    ...layOutContent(content, now),
  }
}

/** Every case with what other teams have of it, the oldest first. */
function withEscalations(cases: CaseRecord[]): CaseRecord[] {
  const children = Map.groupBy(
    cases.filter((kase) => kase.parentId !== null).sort((a, b) => a.openedAt - b.openedAt),
    (kase) => kase.parentId,
  )
  return cases.map((kase) => ({
    ...kase,
    escalations: (children.get(kase.id) ?? []).map(({ id, queueId, assigneeId, status, replyDueAt }) => ({
      caseId: id,
      queueId,
      assigneeId,
      status,
      replyDueAt,
    })),
  }))
}

/** The queue with its calendar in a zone where it is morning. */
const inTheMorning = (queue: QueueRecord, now: EpochMs): QueueRecord => {
  const { calendar } = queue.sla
  return { ...queue, sla: { ...queue.sla, calendar: { ...calendar, zone: morningZone(calendar.zone, now) } } }
}

function layOutCustomer({ sinceAgoMs, ...customer }: StoredCustomer, now: EpochMs): CustomerRecord {
  return { ...customer, since: sinceAgoMs === null ? null : ((now - sinceAgoMs) as EpochMs) }
}

function layOutOrder({ placedAgoMs, deliveryDueInMs, ...order }: StoredOrder, now: EpochMs): OrderRecord {
  const back = <T extends { agoMs: number }>({ agoMs, ...rest }: T) => ({ ...rest, at: (now - agoMs) as EpochMs })
  return {
    ...order,
    placedAt: (now - placedAgoMs) as EpochMs,
    deliveryDueAt: deliveryDueInMs === null ? null : ((now + deliveryDueInMs) as EpochMs),
    steps: order.steps.map(back),
    refunds: order.refunds.map(back),
  }
}
