import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import type { MessageRow, Rows } from '../../dataset/logical-rows.ts'
import { caseAfter, TABLE_NAMES } from '../../dataset/logical-rows.ts'
import type { Contender } from '../contender.ts'
import { fetchDelta, loadRows } from '../load-rows.ts'

const answered = <Value>(request: IDBRequest<Value>) =>
  new Promise<Value>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'))
  })
const done = (transaction: IDBTransaction) =>
  new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB failed'))
  })

/** IndexedDB by hand, a record for each row, in a worker. */
export function open(): Contender {
  let db: IDBDatabase
  let durability: IDBTransactionDurability = 'relaxed'
  let delta: Rows = { cases: [], customers: [], messages: [] }
  let changed: (() => Promise<void>) | null = null
  const begin = (names: readonly string[], mode: IDBTransactionMode) => db.transaction([...names], mode, { durability })
  const queue = (agent: string): Promise<CaseRecord[]> =>
    answered(
      begin(['cases'], 'readonly')
        .objectStore('cases')
        .index('page')
        .getAll(IDBKeyRange.bound([agent, 'open', -Infinity], [agent, 'open', Infinity]), 50),
    )
  return {
    async open() {
      const request = indexedDB.open('raw', 1)
      request.onupgradeneeded = () => {
        const fresh = request.result
        fresh.createObjectStore('cases', { keyPath: 'id' }).createIndex('page', ['assigneeId', 'status', 'replyDueAt'])
        fresh.createObjectStore('customers', { keyPath: 'id' })
        fresh.createObjectStore('messages', { keyPath: 'id' }).createIndex('thread', ['caseId', 'writtenAt'])
        fresh.createObjectStore('outbox', { keyPath: 'id' })
      }
      db = await answered(request)
    },
    load: () =>
      loadRows({
        batch: 5_000,
        async put(name, rows) {
          const transaction = begin([name], 'readwrite')
          for (const row of rows) transaction.objectStore(name).put(row)
          transaction.commit()
          await done(transaction)
        },
      }),
    async counts() {
      const transaction = begin(TABLE_NAMES, 'readonly')
      const [cases = 0, customers = 0, messages = 0] = await Promise.all(
        TABLE_NAMES.map((name) => answered(transaction.objectStore(name).count())),
      )
      return { cases, customers, messages }
    },
    queue,
    async openCase(id) {
      const transaction = begin(TABLE_NAMES, 'readonly')
      const thread: Promise<MessageRow[]> = answered(
        transaction
          .objectStore('messages')
          .index('thread')
          .getAll(IDBKeyRange.bound([id, -Infinity], [id, Infinity])),
      )
      const kase: CaseRecord = await answered(transaction.objectStore('cases').get(id))
      const customer: Promise<CustomerRecord> = answered(transaction.objectStore('customers').get(kase.customerId))
      return { case: kase, customer: await customer, messages: await thread }
    },
    async live(agent, told) {
      changed = async () => told(await queue(agent))
      await changed()
      return () => {
        changed = null
      }
    },
    prepare: async (at) => void (delta = await fetchDelta(at)),
    async apply() {
      const transaction = begin(TABLE_NAMES, 'readwrite')
      for (const name of TABLE_NAMES) for (const row of delta[name]) transaction.objectStore(name).put(row)
      transaction.commit()
      await done(transaction)
      await changed?.()
    },
    async beStrict() {
      durability = 'strict'
      return true
    },
    async act(action) {
      const transaction = begin(['cases', 'messages', 'outbox'], 'readwrite')
      const cases = transaction.objectStore('cases')
      const kase = cases.get(action.caseId) as IDBRequest<CaseRecord>
      kase.onsuccess = () => {
        const after = caseAfter(kase.result, action)
        if (after !== null) cases.put(after)
        if ('message' in action) transaction.objectStore('messages').put(action.message)
        transaction.objectStore('outbox').put(action)
        transaction.commit()
      }
      await done(transaction)
    },
    close: async () => db.close(),
  }
}
