import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EventRecord } from '../../domain/cases/event.ts'
import type { CaseId, ContactId, CustomerId, EventId, MessageId, PromiseId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import { openDexieShelf } from '../../renderer/data/dexie/dexie-shelf.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { keepQueue } from '../../renderer/data/read-queue.ts'
import { readRows } from '../../renderer/data/read-rows.ts'
import { makeSealer } from '../../renderer/data/seal.ts'
import { openStore } from '../../renderer/data/store.ts'
import type { AnyRecord, Change, OutboxItem } from '../../renderer/data/store-port.ts'
import {
  ana,
  NOON,
  someCase,
  someContact,
  someCustomer,
  someMutation,
  somePromise,
  someQueue,
} from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

const CASES = ['c-1', 'c-2'] as CaseId[]
const CUSTOMERS = ['k-1', 'k-2', 'k-3'] as CustomerId[]
const AGENTS = ['u-ana', 'u-ben'] as UserId[]

const shown = (kind: string, record: { id: string }): Change => {
  const view = record as unknown as AnyRecord
  return { table: 'rows', put: { key: `${kind}:${record.id}` as EntityKey, server: null, view } }
}
const gone = (kind: string, id: string): Change => ({ table: 'rows', remove: `${kind}:${id}` })

const draftIn = (caseId: CaseId): Change => ({
  table: 'drafts',
  put: { caseId, mode: 'note', reply: '', note: 'Begun', savedAt: NOON },
})

const oneOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values)
const at = fc.integer({ min: 0, max: 9 }).map((minutes) => (NOON + minutes * 60_000) as EpochMs)
const orNull = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: null })

const kase = fc
  .record({ id: oneOf(CASES), customerId: oneOf(CUSTOMERS), assigneeId: orNull(oneOf(AGENTS)) })
  .map((change) => shown('case', someCase(change)))
const customer = fc
  .record({ id: oneOf(CUSTOMERS), givenName: oneOf(['Ada', 'Bo', 'Cy']), mergedIntoId: orNull(oneOf(CUSTOMERS)) })
  .map((change) => shown('customer', { ...someCustomer(), ...change }))
const contact = fc
  .record({
    id: oneOf(['t-1', 't-2', 't-3'] as ContactId[]),
    caseId: oneOf(CASES),
    channel: oneOf(['phone', 'chat', 'email'] as const),
    agentId: orNull(oneOf(AGENTS)),
    offeredAt: at,
    // Mostly going on: two in one case must meet often.
    endedAt: oneOf([null, null, NOON]),
    wrappedUpAt: orNull(at),
  })
  .map((change) => shown('contact', someContact(change)))
const promise = fc
  .record({
    id: oneOf(['p-1', 'p-2'] as PromiseId[]),
    caseId: oneOf(CASES),
    dueAt: at,
    state: oneOf(['open', 'kept'] as const),
  })
  .map((change) => shown('promise', somePromise(change)))
const event = fc
  .record({ id: oneOf(['e-1', 'e-2'] as EventId[]), caseId: oneOf(CASES), by: oneOf(AGENTS), at })
  .map(({ by, ...change }) => {
    const who = { kind: 'agent' as const, id: by, name: by }
    return shown('event', { kind: 'skipped', detail: {}, ...change, by: who } as unknown as EventRecord)
  })
const person = oneOf(AGENTS).chain((id) =>
  oneOf(['Ana', 'Ben']).map((name) => shown('person', { id, name } as { id: string })),
)
const queue = oneOf(['Orders', 'Returns']).map((name) => shown('queue', someQueue({ name })))
const draft = fc.record({ caseId: oneOf(CASES), isThere: fc.boolean() }).map(({ caseId, isThere }): Change => {
  if (!isThere) return { table: 'drafts', remove: caseId }
  return { table: 'drafts', put: { caseId, mode: 'note', reply: '', note: 'Begun', savedAt: NOON } }
})
const waiting = fc
  .record({ caseId: oneOf(CASES), state: oneOf(['waiting', 'acked', 'gone'] as const) })
  .map(({ caseId, state }): Change => {
    const args = { caseId, messageId: `m-${caseId}` as MessageId, body: 'Noted' }
    const mutation = { ...someMutation('note.add', args), id: `o-${caseId}` } as OutboxItem['mutation']
    if (state === 'gone') return { table: 'outbox', remove: mutation.id }
    return { table: 'outbox', put: { mutation, order: 1, state, ack: null } as OutboxItem }
  })
const removal = oneOf([
  ...CASES.map((id) => gone('case', id)),
  ...CUSTOMERS.map((id) => gone('customer', id)),
  ...['t-1', 't-2', 't-3'].map((id) => gone('contact', id)),
  ...['p-1', 'p-2'].map((id) => gone('promise', id)),
  ...['e-1', 'e-2'].map((id) => gone('event', id)),
  gone('queue', 'orders'),
  gone('person', 'u-ben'),
])
const write = fc.oneof(
  fc.array(fc.oneof(kase, customer, contact, promise, event, draft, waiting, removal), { minLength: 1, maxLength: 4 }),
  fc.array(fc.oneof(person, queue), { minLength: 1, maxLength: 1 }),
)

/** Most writes reach the disk, and mostly somebody reads the queue after each. */
const outcome = fc.record({ fails: oneOf([false, false, false, true]), isRead: oneOf([true, true, true, false]) })
const fail = () => {
  throw new Error('The disk is full.')
}

describe('the queue as it is kept', () => {
  it('says after any writes what it says when it is read for the first time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(write, outcome), { minLength: 1, maxLength: 20 }), async (writes) => {
        let isFull = false
        const shelf = openMemoryShelf({ beforeCommit: () => (isFull ? fail() : undefined) })
        const store = openStore(shelf, ana, freshMeta)
        const kept = keepQueue(readRows(shelf), store, ana)
        for (const [changes, { fails, isRead }] of writes) {
          isFull = fails
          await shelf.write(changes, await shelf.version(), 'relaxed').catch(() => undefined)
          if (!isRead) continue
          const anew = keepQueue(readRows(shelf), store, ana)
          const byId = (rows: Awaited<ReturnType<typeof kept.read>>) => new Map(rows.map((row) => [row.case.id, row]))
          expect(byId(await kept.read())).toEqual(byId(await anew.read()))
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('knows where a record lay that went to another case, though the disk had refused that before', async () => {
    let isFull = false
    const shelf = openMemoryShelf({ beforeCommit: () => (isFull ? fail() : undefined) })
    const store = openStore(shelf, ana, freshMeta)
    const kept = keepQueue(readRows(shelf), store, ana)
    const by = { kind: 'agent', id: ana.id, name: ana.name }
    const skippedIn = (caseId: string) =>
      shown('event', { id: 'e-2', kind: 'skipped', detail: {}, caseId, at: NOON, by } as { id: string })
    const write = async (changes: Change[]) => shelf.write(changes, await shelf.version(), 'relaxed')
    const skippedAt = async () => (await kept.read()).map((row) => row.skippedAt)
    await write([shown('case', someCase({ id: 'c-1' as CaseId })), skippedIn('c-1')])
    expect(await skippedAt()).toEqual([NOON])
    isFull = true
    await expect(write([skippedIn('c-2')])).rejects.toThrow()
    expect(await skippedAt()).toEqual([NOON])
    isFull = false
    await write([skippedIn('c-2')])
    expect(await skippedAt()).toEqual([null])
  })

  it('says nothing of what is being written before the disk has it', async () => {
    const shelf = openMemoryShelf()
    const announced: ((changes: readonly Change[]) => void)[] = []
    const watch: typeof shelf.watch = (changed, coming) => {
      if (coming !== undefined) announced.push(coming)
      return shelf.watch(changed)
    }
    const store = openStore({ ...shelf, watch }, ana, freshMeta)
    const kept = keepQueue(readRows(store.shelf), store, ana)
    const names = async () => (await kept.read()).map((row) => row.customerName)
    const named = (givenName: string) => {
      const customer = { ...someCustomer(), givenName, familyName: '' }
      return [shown('customer', customer)]
    }
    const write = async (changes: Change[]) => shelf.write(changes, await shelf.version(), 'relaxed')
    await write([shown('case', someCase()), ...named('Ada')])
    expect(await names()).toEqual(['Ada'])
    const announce = (changes: Change[]) => {
      for (const coming of announced) coming(changes)
      return changes
    }
    const bo = announce(named('Bo'))
    expect(await names()).toEqual(['Ada'])
    await write(announce(bo))
    expect(await names()).toEqual(['Bo'])
    announce(named('Cy'))
    await write(named('Di'))
    expect(await names()).toEqual(['Di'])
    // What is read while the disk writes.
    await shelf.write([draftIn('c-7' as CaseId)], await shelf.version(), 'relaxed')
    const reading = kept.read()
    const eve = announce(named('Eve'))
    await reading
    await write(eve)
    expect(await kept.read()).toMatchObject([{ customerName: 'Eve', hasDraft: true }])
  })

  it('knows what another window has begun', async () => {
    const indexedDB = new IDBFactory()
    const heard: (() => void)[][] = [[], []]
    const openWindow = async (at: number) => {
      const sealer = await makeSealer(globalThis.crypto, 'k1', new Uint8Array(32).fill(1), 'profile1')
      const news = {
        tell: () => heard.flatMap((others, other) => (other === at ? [] : others)).forEach((told) => told()),
        hear: (told: () => void) => {
          heard[at]?.push(told)
          return () => undefined
        },
      }
      return openDexieShelf('two', sealer, { indexedDB, IDBKeyRange, news })
    }
    const [here, there] = [await openWindow(0), await openWindow(1)]
    const kept = keepQueue(readRows(here), openStore(here, ana, freshMeta), ana)
    const begun = async () => (await kept.read()).filter((row) => row.hasDraft).map((row) => row.case.id)
    const cases = CASES.map((id) => shown('case', someCase({ id })))
    await here.write([...cases, draftIn('c-1' as CaseId)], await here.version(), 'relaxed')
    expect(await begun()).toEqual(['c-1'])
    await there.write([draftIn('c-2' as CaseId)], await there.version(), 'relaxed')
    expect(await begun()).toEqual(['c-1', 'c-2'])
    await here.write([{ table: 'drafts', remove: 'c-1' }], await here.version(), 'relaxed')
    expect(await begun()).toEqual(['c-2'])
    for (const shelf of [here, there]) shelf.close()
  })
})
