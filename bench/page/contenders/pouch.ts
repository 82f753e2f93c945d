import PouchDB, { type Pouch } from 'pouchdb-core'
import indexeddb from 'pouchdb-adapter-indexeddb'
import find from 'pouchdb-find'
import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import type { MessageRow, Rows, TableName } from '../../dataset/logical-rows.ts'
import { caseAfter, TABLE_NAMES } from '../../dataset/logical-rows.ts'
import type { Contender } from '../contender.ts'
import { fetchDelta, loadRows } from '../load-rows.ts'

PouchDB.plugin(indexeddb).plugin(find)

// A thread is a stretch of ids: so it needs no index of its own.
const idOf = (name: TableName, row: Rows[TableName][number]): string => {
  if (name !== 'messages') return row.id
  const { caseId, writtenAt, id } = row as MessageRow
  return `${caseId}:${String(writtenAt).padStart(14, '0')}:${id}`
}
const unwrap = <Row>(doc: object | undefined): Row => {
  const { _id, _rev, ...row } = (doc ?? {}) as { _id?: string; _rev?: string }
  return row as Row
}

/** PouchDB on its IndexedDB adapter, a database for each table, on the main thread. No transaction over two of them. */
export function open(): Contender {
  const db = {} as Record<TableName | 'outbox', Pouch>
  let delta: Rows = { cases: [], customers: [], messages: [] }
  const queue = async (agent: string) => {
    const { docs } = await db.cases.find({
      selector: { assigneeId: agent, status: 'open', replyDueAt: { $gt: 0 } },
      sort: ['assigneeId', 'status', 'replyDueAt'],
      limit: 50,
      use_index: ['page', 'page'],
    })
    return docs.map((doc) => unwrap<CaseRecord>(doc))
  }
  return {
    async open() {
      for (const name of [...TABLE_NAMES, 'outbox'] as const)
        db[name] = new PouchDB(`pouch-${name}`, { adapter: 'indexeddb' })
      await db.cases.createIndex({
        index: { fields: ['assigneeId', 'status', 'replyDueAt'], ddoc: 'page', name: 'page' },
      })
    },
    load: () =>
      loadRows({
        batch: 2_000,
        async put(name, rows) {
          const answers = await db[name].bulkDocs(rows.map((row) => ({ ...row, _id: idOf(name, row) })))
          const bad = answers.find(({ error }) => error)
          if (bad !== undefined) throw new Error(`PouchDB refused a row: ${JSON.stringify(bad)}`)
        },
        // Its index is built at the first question.
        end: async () => void (await queue('')),
      }),
    async counts() {
      const count = async (name: TableName) => {
        const { rows } = await db[name].allDocs({})
        return rows.filter(({ id }) => !id.startsWith('_design')).length
      }
      return { cases: await count('cases'), customers: await count('customers'), messages: await count('messages') }
    },
    queue,
    async openCase(id) {
      const [kase, thread] = await Promise.all([
        db.cases.get(id),
        db.messages.allDocs({ include_docs: true, startkey: `${id}:`, endkey: `${id}:\uffff` }),
      ])
      const found = unwrap<CaseRecord>(kase)
      return {
        case: found,
        customer: unwrap<CustomerRecord>(await db.customers.get(found.customerId)),
        messages: thread.rows.map(({ doc }) => unwrap<MessageRow>(doc)),
      }
    },
    async live(agent, told) {
      told(await queue(agent))
      let isAsked = false
      const changes = db.cases.changes({ since: 'now', live: true }).on('change', () => {
        if (isAsked) return
        isAsked = true
        setTimeout(() => {
          isAsked = false
          void queue(agent).then(told)
        }, 0)
      })
      // It says nothing of when it begins to listen.
      await new Promise((resolve) => setTimeout(resolve, 50))
      return () => changes.cancel()
    },
    prepare: async (at) => void (delta = await fetchDelta(at)),
    async apply() {
      await Promise.all(
        TABLE_NAMES.map(async (name) => {
          const ids = delta[name].map((row) => idOf(name, row))
          const { rows } = await db[name].allDocs({ keys: ids })
          const revisions = new Map(rows.flatMap(({ id, value }) => (value === undefined ? [] : [[id, value.rev]])))
          await db[name].bulkDocs(
            delta[name].map((row, at) => {
              const _id = ids[at] ?? ''
              const _rev = revisions.get(_id)
              return { ...row, _id, ...(_rev === undefined ? {} : { _rev }) }
            }),
          )
        }),
      )
    },
    beStrict: async () => false,
    async act(action) {
      const doc = await db.cases.get(action.caseId)
      const after = caseAfter(unwrap<CaseRecord>(doc), action)
      if (after !== null) await db.cases.put({ ...doc, ...after })
      if ('message' in action) await db.messages.put({ ...action.message, _id: idOf('messages', action.message) })
      await db.outbox.put({ ...action, _id: action.id })
    },
    async close() {
      for (const each of Object.values(db)) await each.close()
    },
  }
}
