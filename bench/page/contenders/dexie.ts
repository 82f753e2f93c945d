import { Dexie, liveQuery, type Table } from 'dexie'
import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import type { AgentAction, MessageRow, Rows } from '../../dataset/logical-rows.ts'
import { caseAfter, TABLE_NAMES } from '../../dataset/logical-rows.ts'
import type { Contender } from '../contender.ts'
import { fetchDelta, loadRows } from '../load-rows.ts'

type Bench = Dexie & {
  cases: Table<CaseRecord, string>
  customers: Table<CustomerRecord, string>
  messages: Table<MessageRow, string>
  outbox: Table<AgentAction, string>
}

function connect(durability: 'strict' | 'relaxed'): Bench {
  const db = new Dexie('dexie', { chromeTransactionDurability: durability }) as Bench
  db.version(1).stores({
    cases: 'id, [assigneeId+status+replyDueAt]',
    messages: 'id, [caseId+writtenAt]',
    customers: 'id',
    outbox: 'id',
  })
  return db
}

/** Dexie as its manual shows it: a record for each row, on the main thread. */
export function open(): Contender {
  let db = connect('relaxed')
  let delta: Rows = { cases: [], customers: [], messages: [] }
  const queue = (agent: string) =>
    db.cases
      .where('[assigneeId+status+replyDueAt]')
      .between([agent, 'open', Dexie.minKey], [agent, 'open', Dexie.maxKey])
      .limit(50)
      .toArray()
  const put = (name: keyof Rows, rows: Rows[keyof Rows]) =>
    (db[name] as Table<unknown, string>).bulkPut(rows as unknown[])
  return {
    open: async () => void (await db.open()),
    load: () => loadRows({ batch: 5_000, put: async (name, rows) => void (await put(name, rows)) }),
    counts: async () => ({
      cases: await db.cases.count(),
      customers: await db.customers.count(),
      messages: await db.messages.count(),
    }),
    queue,
    openCase: (id) =>
      db.transaction('r', db.cases, db.messages, db.customers, async () => {
        const [kase, messages] = await Promise.all([
          db.cases.get(id),
          db.messages.where('[caseId+writtenAt]').between([id, Dexie.minKey], [id, Dexie.maxKey]).toArray(),
        ])
        const customer = await db.customers.get(kase?.customerId ?? '')
        if (kase === undefined || customer === undefined) throw new Error(`dexie lacks ${id}`)
        return { case: kase, customer, messages }
      }),
    async live(agent, told) {
      const watch = liveQuery(() => queue(agent)).subscribe({ next: told, error: (error) => console.error(error) })
      return () => watch.unsubscribe()
    },
    prepare: async (at) => void (delta = await fetchDelta(at)),
    apply: () =>
      db.transaction('rw', db.cases, db.messages, db.customers, async () => {
        await Promise.all(TABLE_NAMES.map((name) => put(name, delta[name])))
      }),
    async beStrict() {
      db.close()
      db = connect('strict')
      await db.open()
      return true
    },
    act: (action) =>
      db.transaction('rw', db.cases, db.messages, db.outbox, async () => {
        const kase = await db.cases.get(action.caseId)
        const after = kase === undefined ? null : caseAfter(kase, action)
        if (after !== null) await db.cases.put(after)
        if ('message' in action) await db.messages.put(action.message)
        await db.outbox.put(action)
      }),
    close: async () => db.close(),
  }
}
