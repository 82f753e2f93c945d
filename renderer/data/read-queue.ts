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
import { isAlike } from './live.ts'
import type { Rows } from './read-rows.ts'
import type { PromiseRow, QueueRow } from './repository.ts'
import type { Store } from './store.ts'
import type { Change, Told } from './store-port.ts'

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
  let changed: Changed | null = null
  /** What a write that is under way will make of the queue as it was last read. Null: that is seen when it is written. */
  let coming: { changes: Told; rows: ReadonlyMap<CaseId, QueueRow | null>; homes: typeof homes } | null = null

  function note(told: readonly Change[], into: Changed): Changed | null {
    for (const change of told) {
      if (change.table !== 'rows') continue
      const key = ('put' in change ? change.put.key : change.remove) as EntityKey
      const { kind, id } = splitKey(key)
      if (kind === 'person' || kind === 'queue') return null
      if (kind === 'case') into.cases.add(id as CaseId)
      else if (kind === 'customer') into.customers.add(id as CustomerId)
      else if (kind === 'contact' || kind === 'promise' || kind === 'event') {
        const home = homes.get(key)
        if (home !== undefined) into.cases.add(home)
        const caseId = 'put' in change ? caseIdOf(change.put) : null
        if (caseId !== null) into.cases.add(caseId as CaseId)
      }
      if (into.cases.size + into.customers.size > MANY_CHANGED) return null
    }
    return into
  }

  /** Rows are made while the disk writes, and shown by nobody before it has written. */
  function hearComing(changes: readonly Change[]): void {
    coming = null
    if (changed === null) return
    const since = note(changes, nothingChanged())
    const parts = since && partsAhead(rows, changes, unsent, begun)
    if (since === null || parts === null) return
    const wanted = wantedOf(parts, since)
    // Where the disk refuses it, all lies where it lay.
    const learned: typeof homes = new Map()
    const made = sharedRows(kept, makeRows(parts, wanted, actor, learned))
    coming = { changes, rows: new Map([...wanted].map((id) => [id, made.get(id) ?? null])), homes: learned }
  }

  function hear(told: Told): void {
    const awaited = coming
    coming = null
    if (awaited !== null && told === awaited.changes) {
      putRows(kept, awaited.rows)
      for (const [key, home] of awaited.homes) homes.set(key, home)
    } else changed = told && changed && note(told, changed)
  }
  store.shelf.watch(hear, hearComing)

  async function read(): Promise<QueueRow[]> {
    // What is heard from here on may or may not be seen below, and is looked at again the next time.
    const since = changed
    changed = nothingChanged()
    try {
      // Where each write since was heard, memory has it, too.
      const parts = await readParts(rows, since === null ? store : store.recent)
      if (since === null) homes.clear()
      const wanted = since && wantedOf(parts, since, [begun, parts.begun], [unsent, parts.unsent])
      const made = sharedRows(kept, makeRows(parts, wanted, actor, homes))
      if (wanted === null) kept = made
      else putRows(kept, new Map([...wanted].map((id) => [id, made.get(id) ?? null])))
      // It was made without knowing of these.
      coming = null
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

type Changed = { cases: Set<CaseId>; customers: Set<CustomerId> }
const nothingChanged = (): Changed => ({ cases: new Set(), customers: new Set() })

/** Each row that says what it said before is the very same object. */
function sharedRows(kept: ReadonlyMap<CaseId, QueueRow>, made: Map<CaseId, QueueRow>): Map<CaseId, QueueRow> {
  for (const [id, row] of made) {
    const known = kept.get(id)
    if (known !== undefined && isAlike(known, row)) made.set(id, known)
  }
  return made
}

/** Null: there is no such row any more. */
function putRows(kept: Map<CaseId, QueueRow>, rows: ReadonlyMap<CaseId, QueueRow | null>): void {
  for (const [id, row] of rows) {
    if (row === null) kept.delete(id)
    else kept.set(id, row)
  }
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
  const unsent: ReadonlySet<CaseId> = new Set(
    outbox
      .filter((item) => item.state !== 'acked' && !isRecordedByDesk(item.mutation))
      .flatMap((item) => caseOf(item.mutation) ?? []),
  )
  const begun: ReadonlySet<CaseId> = new Set(drafts.map((draft) => draft.caseId as CaseId))
  return { cases, customers, people, queues, contacts, promises, events, unsent, begun }
}

/** The same as it will be when these are written. Null: not all of it is in memory. */
function partsAhead(
  rows: Rows,
  changes: readonly Change[],
  unsent: ReadonlySet<CaseId>,
  begun: ReadonlySet<CaseId>,
): Parts | null {
  const held = rows.ahead(changes)
  const [cases, customers, people, queues] = [held('case'), held('customer'), held('person'), held('queue')]
  const [contacts, promises, events] = [held('contact'), held('promise'), held('event')]
  if (!cases || !customers || !people || !queues || !contacts || !promises || !events) return null
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
