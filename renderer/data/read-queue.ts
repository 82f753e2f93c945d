import type { ContactRecord } from '../../domain/cases/contact.ts'
import { customerName } from '../../domain/cases/customer.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { caseOf, isRecordedByDesk } from '../../domain/mutations/mutation.ts'
import type { Actor } from '../../domain/people/person.ts'
import type { Rows } from './read-rows.ts'
import type { PromiseRow, QueueRow } from './repository.ts'
import type { Store } from './store.ts'

/** Reads one row for each case on this desk. A row that says what it said before is the very same object. */
export function keepQueue(rows: Rows, store: Store, actor: Actor): () => Promise<QueueRow[]> {
  let before = new Map<string, QueueRow>()
  return async () => {
    const after = new Map<string, QueueRow>()
    for (const row of await readQueue(rows, store, actor)) {
      const known = before.get(row.case.id)
      after.set(row.case.id, known !== undefined && isSame(known, row) ? known : row)
    }
    before = after
    return [...after.values()]
  }
}

function isSame(a: QueueRow, b: QueueRow): boolean {
  for (const name in b) if (a[name as keyof QueueRow] !== b[name as keyof QueueRow]) return false
  return true
}

/** One row for each case on this desk. Of tens of thousands of them no list is copied. */
export async function readQueue(rows: Rows, store: Store, actor: Actor): Promise<QueueRow[]> {
  const [cases, customers, people, queues, contacts, promises, events, outbox, drafts] = await Promise.all([
    rows.held('case'),
    rows.held('customer'),
    rows.held('person'),
    rows.held('queue'),
    rows.held('contact'),
    rows.held('promise'),
    rows.held('event'),
    store.outbox(),
    store.drafts(),
  ])
  const unsent = new Set(
    outbox
      .filter((item) => item.state !== 'acked' && !isRecordedByDesk(item.mutation))
      .map((item) => caseOf(item.mutation)),
  )
  const begun = new Set<string>(drafts.map((draft) => draft.caseId))
  const live = new Map<string, ContactRecord>()
  for (const contact of contacts.values()) {
    // A mail waits by its own clock; nobody is on the line.
    if (contact.channel === 'email') continue
    if (contact.endedAt === null || (contact.wrappedUpAt === null && contact.agentId === actor.id))
      live.set(contact.caseId, contact)
  }
  const promised = new Map<string, EpochMs>()
  for (const { caseId, state, dueAt } of promises.values()) {
    if (state === 'open') promised.set(caseId, Math.min(dueAt, promised.get(caseId) ?? Infinity) as EpochMs)
  }
  const skipped = new Map<string, EpochMs>()
  for (const { caseId, kind, by, at } of events.values()) {
    if (kind === 'skipped' && by.id === actor.id) skipped.set(caseId, Math.max(at, skipped.get(caseId) ?? 0) as EpochMs)
  }
  const read: QueueRow[] = []
  for (const kase of cases.values()) {
    const written = customers.of(kase.customerId)
    const customer = customers.of(written?.mergedIntoId ?? null) ?? written
    const queue = queues.of(kase.queueId)
    read.push({
      case: kase,
      customerName: customer === undefined ? '' : customerName(customer),
      assigneeName: kase.assigneeId === null ? null : (people.of(kase.assigneeId)?.name ?? ''),
      queueName: queue?.name ?? '',
      sla: queue?.sla ?? null,
      live: live.get(kase.id) ?? null,
      promiseDueAt: promised.get(kase.id) ?? null,
      skippedAt: skipped.get(kase.id) ?? null,
      hasUnsent: unsent.has(kase.id),
      hasDraft: begun.has(kase.id),
    })
  }
  return read
}

/** Every open promise in sight, soonest first. */
export async function readPromises(rows: Rows, store: Store): Promise<PromiseRow[]> {
  const open = (await rows.every('promise')).filter((each) => each.state === 'open')
  const unsent = new Set(
    (await store.outbox()).flatMap(({ state, mutation }) =>
      state !== 'acked' && 'promiseId' in mutation.args ? [mutation.args.promiseId] : [],
    ),
  )
  const listed = await Promise.all(
    open.map(async (promise) => {
      const kase = await rows.one('case', promise.caseId)
      const customer = await rows.one('customer', kase?.customerId ?? null)
      return {
        promise,
        caseSubject: kase?.subject ?? '',
        customerName: customer === null ? '' : customerName(customer),
        ownerName: (await rows.one('person', promise.ownerId))?.name ?? '',
        hasUnsent: unsent.has(promise.id),
      }
    }),
  )
  return listed.sort((a, b) => a.promise.dueAt - b.promise.dueAt)
}
