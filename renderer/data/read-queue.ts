import type { CaseRecord } from '../../domain/cases/case.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import { customerName } from '../../domain/cases/customer.ts'
import type { CaseId, CustomerId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import { entityKey, splitKey } from '../../domain/mutations/entities.ts'
import { caseOf, isRecordedByDesk } from '../../domain/mutations/mutation.ts'
import type { Actor } from '../../domain/people/person.ts'
import { caseIdOf } from './case-id-of.ts'
import type { Rows } from './read-rows.ts'
import type { PromiseRow, QueueRow } from './repository.ts'
import type { Store } from './store.ts'
import type { Told } from './store-port.ts'

/** From so many changed rows on the whole queue is made anew: that is quicker then. */
const MANY_CHANGED = 5_000

/** `begun`: the cases in which something was begun, as they were when it was last read. */
type KeptQueue = { read(): Promise<QueueRow[]>; begun(): ReadonlySet<CaseId> }

/**
 * Reads one row for each case on this desk. A row that says what it said before is the very same object, and only the rows
 * that a write may have changed are looked at again: of tens of thousands one reply changes one.
 */
export function keepQueue(rows: Rows, store: Store, actor: Actor): KeptQueue {
  let kept = new Map<CaseId, QueueRow>()
  /** What lies in a row beside its case and its customer: whose row that is. */
  const homes = new Map<EntityKey, CaseId>()
  let begun: ReadonlySet<CaseId> = new Set()
  let unsent: ReadonlySet<CaseId> = new Set()
  /** Whose rows must be looked at again since the queue was last read. Null: all. */
  let changed: { cases: Set<CaseId>; customers: Set<CustomerId> } | null = null

  function hear(told: Told): void {
    if (told === null) changed = null
    for (const change of told ?? []) {
      if (changed === null) return
      if (change.table !== 'rows') continue
      const key = ('put' in change ? change.put.key : change.remove) as EntityKey
      const { kind, id } = splitKey(key)
      if (kind === 'person' || kind === 'queue') changed = null
      else if (kind === 'case') changed.cases.add(id as CaseId)
      else if (kind === 'customer') changed.customers.add(id as CustomerId)
      else if (kind === 'contact' || kind === 'promise' || kind === 'event') {
        const home = homes.get(key)
        if (home !== undefined) changed.cases.add(home)
        const caseId = 'put' in change ? caseIdOf(change.put) : null
        if (caseId !== null) changed.cases.add(caseId as CaseId)
      }
      if (changed !== null && changed.cases.size + changed.customers.size > MANY_CHANGED) changed = null
    }
  }
  store.shelf.watch(hear)

  async function read(): Promise<QueueRow[]> {
    // What is heard from here on may or may not be seen below, and is looked at again the next time.
    const since = changed
    changed = { cases: new Set(), customers: new Set() }
    try {
      // Where each write since was heard, memory has it, too.
      const parts = await readParts(rows, since === null ? store : store.recent)
      if (since === null) homes.clear()
      const wanted = since && wantedOf(parts, since, [begun, parts.begun], [unsent, parts.unsent])
      const fresh = makeRows(parts, wanted, actor, homes)
      const after = wanted === null ? new Map<CaseId, QueueRow>() : kept
      for (const id of wanted ?? []) if (!fresh.has(id)) after.delete(id)
      for (const [id, row] of fresh) {
        const known = kept.get(id)
        after.set(id, known !== undefined && isSame(known, row) ? known : row)
      }
      kept = after
      begun = parts.begun
      unsent = parts.unsent
    } catch (error) {
      changed = null
      throw error
    }
    return [...kept.values()]
  }
  return { read, begun: () => begun }
}

function isSame(a: QueueRow, b: QueueRow): boolean {
  for (const name in b) if (a[name as keyof QueueRow] !== b[name as keyof QueueRow]) return false
  return true
}

type Parts = Awaited<ReturnType<typeof readParts>>

/** What the queue is made of, as it lies in memory. Of tens of thousands of cases no list is copied. */
async function readParts(rows: Rows, store: Pick<Store, 'outbox' | 'drafts'>) {
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
      .flatMap((item) => caseOf(item.mutation) ?? []),
  )
  const begun = new Set(drafts.map((draft) => draft.caseId as CaseId))
  return { cases, customers, people, queues, contacts, promises, events, unsent, begun }
}

/** Also those of a customer that has changed or into whom another one was merged, and where a draft or an action came or went. */
function wantedOf(
  { cases, customers }: Parts,
  since: { cases: ReadonlySet<CaseId>; customers: ReadonlySet<CustomerId> },
  ...sets: readonly [before: ReadonlySet<CaseId>, after: ReadonlySet<CaseId>][]
): Set<CaseId> {
  const wanted = new Set(since.cases)
  for (const id of since.customers) {
    for (const each of [id, ...customers.where('mergedIntoId', id).map((merged) => merged.id)])
      for (const kase of cases.where('customerId', each)) wanted.add(kase.id)
  }
  for (const [before, after] of sets) {
    for (const id of before) if (!after.has(id)) wanted.add(id)
    for (const id of after) if (!before.has(id)) wanted.add(id)
  }
  return wanted
}

/** `wanted`: only of these cases. Null: of all. `homes` learns what lies in which row. */
function makeRows(
  { cases, customers, people, queues, unsent, begun, ...more }: Parts,
  wanted: ReadonlySet<CaseId> | null,
  actor: Actor,
  homes: Map<EntityKey, CaseId>,
): Map<CaseId, QueueRow> {
  const some: Iterable<CaseRecord> = wanted === null ? cases.values() : [...wanted].flatMap((id) => cases.of(id) ?? [])
  const { contacts, promises, events } =
    wanted === null
      ? { contacts: more.contacts.values(), promises: more.promises.values(), events: more.events.values() }
      : {
          contacts: [...wanted].flatMap((id) => more.contacts.where('caseId', id)),
          promises: [...wanted].flatMap((id) => more.promises.where('caseId', id)),
          events: [...wanted].flatMap((id) => more.events.where('caseId', id)),
        }
  const live = new Map<string, ContactRecord>()
  for (const contact of contacts) {
    // A mail waits by its own clock; nobody is on the line.
    if (contact.channel === 'email') continue
    if (contact.endedAt !== null && (contact.wrappedUpAt !== null || contact.agentId !== actor.id)) continue
    const other = live.get(contact.caseId)
    homes.set(entityKey('contact', contact.id), contact.caseId)
    if (other === undefined || isLater(contact, other)) live.set(contact.caseId, contact)
  }
  const promised = new Map<string, EpochMs>()
  for (const { id, caseId, state, dueAt } of promises) {
    if (state !== 'open') continue
    homes.set(entityKey('promise', id), caseId)
    promised.set(caseId, Math.min(dueAt, promised.get(caseId) ?? Infinity) as EpochMs)
  }
  const skipped = new Map<string, EpochMs>()
  for (const { id, caseId, kind, by, at } of events) {
    if (kind !== 'skipped' || by.id !== actor.id) continue
    homes.set(entityKey('event', id), caseId)
    skipped.set(caseId, Math.max(at, skipped.get(caseId) ?? 0) as EpochMs)
  }
  const made = new Map<CaseId, QueueRow>()
  for (const kase of some) {
    const written = customers.of(kase.customerId)
    const customer = customers.of(written?.mergedIntoId ?? null) ?? written
    const queue = queues.of(kase.queueId)
    made.set(kase.id, {
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
  return made
}

const isLater = (a: ContactRecord, b: ContactRecord): boolean =>
  a.offeredAt !== b.offeredAt ? a.offeredAt > b.offeredAt : a.id > b.id

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
