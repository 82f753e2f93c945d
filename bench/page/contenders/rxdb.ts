import { createRxDatabase, type RxDatabase } from 'rxdb/plugins/core'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { Rows, TableName } from '../../dataset/logical-rows.ts'
import { caseAfter, TABLE_NAMES } from '../../dataset/logical-rows.ts'
import type { Contender } from '../contender.ts'
import { fetchDelta, loadRows } from '../load-rows.ts'

const key = { type: 'string', maxLength: 60 }
const moment = { type: 'number', minimum: 0, maximum: 9_999_999_999_999, multipleOf: 1 }
const text = { type: 'string' }
const thing = { type: 'object' }
const list = { type: 'array' }
const every = (names: string, of: object) => Object.fromEntries(names.split(' ').map((name) => [name, of]))
const schema = (properties: object, required: string[] = [], indexes: string[][] = []) => ({
  schema: {
    version: 0,
    primaryKey: 'id',
    type: 'object',
    properties: { id: key, ...properties },
    required: ['id', ...required],
    indexes,
  },
})
const COLLECTIONS = {
  cases: schema(
    {
      assigneeId: key,
      status: key,
      // An index of RxDB takes no null.
      due: moment,
      ...every('subject priority queueId customerId orderId channel reason parentId mergedIntoId', text),
      ...every('number waitingSince openedAt replyDueAt lastCustomerMessageAt publicCount', { type: 'number' }),
      ...every('tags escalations', list),
    },
    ['assigneeId', 'status', 'due'],
    [['assigneeId', 'status', 'due']],
  ),
  customers: schema({
    ...every('givenName familyName email phone language mergedIntoId', text),
    since: { type: 'number' },
    address: thing,
    ...every('paymentMethods edits', list),
  }),
  messages: schema(
    {
      caseId: key,
      writtenAt: moment,
      ...every('contactId visibility channel body html delivery', text),
      ...every('receivedAt publicOrdinal sentAt', { type: 'number' }),
      author: thing,
      links: list,
    },
    ['caseId', 'writtenAt'],
    [['caseId', 'writtenAt']],
  ),
  outbox: schema({ ...every('caseId kind status', text), at: { type: 'number' }, message: thing }),
}
const wrap = (name: TableName, rows: Rows[TableName]): object[] =>
  name === 'cases' ? (rows as CaseRecord[]).map((kase) => ({ ...kase, due: kase.replyDueAt ?? 0 })) : rows
const unwrap = <Row>(found: { toJSON(): object }): Row => {
  const { due: _, ...row } = found.toJSON() as { due?: number }
  return row as Row
}

/** RxDB on its free storage (Dexie), on the main thread. It has no transaction over two collections. */
export function open(): Contender {
  let db: RxDatabase
  let delta: Rows = { cases: [], customers: [], messages: [] }
  const connect = async (durability: 'strict' | 'relaxed') => {
    db = await createRxDatabase({
      name: 'rxdb',
      storage: getRxStorageDexie({ chromeTransactionDurability: durability }),
      multiInstance: false,
      eventReduce: true,
    })
    await db.addCollections(COLLECTIONS)
  }
  const table = (name: string) => {
    const found = db.collections[name]
    if (found === undefined) throw new Error(`RxDB has no collection ${name}`)
    return found
  }
  const page = (agent: string) =>
    table('cases').find({
      selector: { assigneeId: agent, status: 'open' },
      sort: [{ assigneeId: 'asc' }, { status: 'asc' }, { due: 'asc' }],
      limit: 50,
    })
  const one = async <Row>(name: string, id: string): Promise<Row> => {
    const found = await table(name).findOne(id).exec()
    if (found === null) throw new Error(`RxDB lacks ${id}`)
    return unwrap<Row>(found)
  }
  return {
    open: () => connect('relaxed'),
    load: () =>
      loadRows({
        batch: 2_000,
        async put(name, rows) {
          const { error } = await table(name).bulkInsert(wrap(name, rows))
          if (error.length > 0) throw new Error(`RxDB refused rows: ${JSON.stringify(error[0]).slice(0, 300)}`)
        },
      }),
    async counts() {
      const [cases = 0, customers = 0, messages = 0] = await Promise.all(
        // Its own count() needs an index it can answer from; this one is every row of the table.
        TABLE_NAMES.map(async (name) =>
          table(name)
            .find({ selector: {} })
            .exec()
            .then((all) => all.length),
        ),
      )
      return { cases, customers, messages }
    },
    queue: async (agent) => (await page(agent).exec()).map((found) => unwrap<CaseRecord>(found)),
    async openCase(id) {
      const [kase, thread] = await Promise.all([
        one<CaseRecord>('cases', id),
        table('messages')
          .find({ selector: { caseId: id }, sort: [{ caseId: 'asc' }, { writtenAt: 'asc' }] })
          .exec(),
      ])
      return {
        case: kase,
        customer: await one('customers', kase.customerId),
        messages: thread.map((each) => unwrap(each)),
      }
    },
    async live(agent, told) {
      const watch = page(agent).$.subscribe((found) => told(found.map((each) => unwrap<CaseRecord>(each))))
      return () => watch.unsubscribe()
    },
    prepare: async (at) => void (delta = await fetchDelta(at)),
    async apply() {
      await Promise.all(TABLE_NAMES.map((name) => table(name).bulkUpsert(wrap(name, delta[name]))))
    },
    async beStrict() {
      await db.close()
      await connect('strict')
      return true
    },
    async act(action) {
      const found = await table('cases').findOne(action.caseId).exec()
      if (found === null) throw new Error(`RxDB lacks ${action.caseId}`)
      const after = caseAfter(unwrap<CaseRecord>(found), action)
      if (after !== null) {
        const { status, replyDueAt, waitingSince } = after
        await found.incrementalPatch({ status, replyDueAt, waitingSince, due: replyDueAt ?? 0 })
      }
      if ('message' in action) await table('messages').insert(action.message)
      await table('outbox').insert(action)
    },
    close: async () => void (await db.close()),
  }
}
