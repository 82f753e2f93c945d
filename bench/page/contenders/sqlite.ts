import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import type { MessageRow, Rows, TableName } from '../../dataset/logical-rows.ts'
import { caseAfter, TABLE_NAMES } from '../../dataset/logical-rows.ts'
import type { Contender } from '../contender.ts'
import { fetchDelta, loadRows } from '../load-rows.ts'
import { createTable, namesOf, PAGE_INDEX, THREAD_INDEX, typeOf } from './columns.ts'

type Statement = {
  bind(values: unknown[]): void
  step(): boolean
  get(into: object): Record<string, unknown>
  reset(): void
  stepReset(): void
  finalize(): void
}
type Database = {
  exec(sql: string): void
  selectValue(sql: string): unknown
  prepare(sql: string): Statement
  close(): void
}
type Sqlite = {
  installOpfsSAHPoolVfs(options: object): Promise<{ OpfsSAHPoolDb: new (name: string) => Database }>
}
// Its wasm lies beside it, so it is loaded as it comes.
const HOME = '/nm/@sqlite.org/sqlite-wasm/dist/index.mjs'

/** SQLite on OPFS (its fastest way, the pool of access handles), WAL, in a worker. */
export function open(): Contender {
  let db: Database
  let delta: Rows = { cases: [], customers: [], messages: [] }
  let changed: (() => void) | null = null
  const statements = new Map<string, Statement>()
  const prepare = (sql: string): Statement => {
    const known = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, known)
    return known
  }
  const select = <Row>(table: TableName, rest: string, values: unknown[]): Row[] => {
    const statement = prepare(`SELECT * FROM ${table} ${rest}`)
    statement.bind(values)
    const rows: Row[] = []
    while (statement.step()) {
      const row = statement.get({})
      for (const name in row) if (typeOf(table, name) === 'JSON') row[name] = JSON.parse(row[name] as string)
      rows.push(row as Row)
    }
    statement.reset()
    return rows
  }
  const put = (table: TableName, rows: readonly object[]) => {
    const names = namesOf(table)
    const isJson = names.map((name) => typeOf(table, name) === 'JSON')
    const statement = prepare(`INSERT OR REPLACE INTO ${table} VALUES (${names.map(() => '?').join(', ')})`)
    for (const row of rows as Record<string, unknown>[]) {
      statement.bind(names.map((name, at) => (isJson[at] ? JSON.stringify(row[name]) : row[name])))
      statement.stepReset()
    }
  }
  const transact = (work: () => void) => {
    db.exec('BEGIN')
    work()
    db.exec('COMMIT')
  }
  const queue = (agent: string) =>
    select<CaseRecord>('cases', `WHERE "assigneeId" = ? AND status = 'open' ORDER BY "replyDueAt" LIMIT 50`, [agent])
  const caseOf = (id: string): CaseRecord => {
    const [kase] = select<CaseRecord>('cases', 'WHERE id = ?', [id])
    if (kase === undefined) throw new Error(`SQLite lacks ${id}`)
    return kase
  }
  return {
    async open() {
      const { default: start } = (await import(/* @vite-ignore */ HOME)) as {
        default: (options: object) => Promise<Sqlite>
      }
      const sqlite = await start({ print() {}, printErr: console.error })
      const pool = await sqlite.installOpfsSAHPoolVfs({ name: 'pool', initialCapacity: 8 })
      db = new pool.OpfsSAHPoolDb('/bench.db')
      db.exec(
        'PRAGMA locking_mode=exclusive; PRAGMA cache_size=-32000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL',
      )
      for (const table of TABLE_NAMES) db.exec(createTable(table, (type) => (type === 'JSON' ? 'TEXT' : type)))
      db.exec('CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, action TEXT)')
    },
    load: () =>
      loadRows({
        batch: 5_000,
        put: async (name, rows) => transact(() => put(name, rows)),
        end: async () => db.exec(`${PAGE_INDEX}; ${THREAD_INDEX}`),
      }),
    async counts() {
      const count = (name: TableName) => Number(db.selectValue(`SELECT count(*) FROM ${name}`))
      return { cases: count('cases'), customers: count('customers'), messages: count('messages') }
    },
    queue: async (agent) => queue(agent),
    async openCase(id) {
      const kase = caseOf(id)
      const [customer] = select<CustomerRecord>('customers', 'WHERE id = ?', [kase.customerId])
      const messages = select<MessageRow>('messages', 'WHERE "caseId" = ? ORDER BY "writtenAt"', [id])
      return { case: kase, customer: customer as CustomerRecord, messages }
    },
    async live(agent, told) {
      changed = () => told(queue(agent))
      changed()
      return () => {
        changed = null
      }
    },
    prepare: async (at) => void (delta = await fetchDelta(at)),
    async apply() {
      transact(() => TABLE_NAMES.forEach((name) => put(name, delta[name])))
      changed?.()
    },
    async beStrict() {
      db.exec('PRAGMA synchronous=FULL')
      return true
    },
    act: async (action) =>
      transact(() => {
        const after = caseAfter(caseOf(action.caseId), action)
        if (after !== null) put('cases', [after])
        if ('message' in action) put('messages', [action.message])
        const statement = prepare('INSERT INTO outbox VALUES (?, ?)')
        statement.bind([action.id, JSON.stringify(action)])
        statement.stepReset()
      }),
    async close() {
      for (const statement of statements.values()) statement.finalize()
      db.close()
    },
  }
}
