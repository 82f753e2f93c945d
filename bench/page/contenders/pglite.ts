import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import type { MessageRow, Rows, TableName } from '../../dataset/logical-rows.ts'
import { caseAfter, TABLE_NAMES } from '../../dataset/logical-rows.ts'
import type { Contender } from '../contender.ts'
import { fetchDelta, loadRows } from '../load-rows.ts'
import { createTable, namesOf, PAGE_INDEX, THREAD_INDEX, typeOf } from './columns.ts'

type Asked = { query<Row>(sql: string, values?: unknown[], options?: object): Promise<{ rows: Row[] }> }
type Lite = Asked & {
  exec(sql: string): Promise<unknown>
  transaction<Value>(work: (on: Asked) => Promise<Value>): Promise<Value>
  live: {
    query(
      sql: string,
      values: unknown[],
      told: (answer: { rows: CaseRecord[] }) => void,
    ): Promise<{
      unsubscribe(): Promise<void>
    }>
  }
  close(): Promise<void>
}
// Its wasm and its files lie beside it, so it is loaded as it comes.
const HOME = '/nm/@electric-sql/pglite/dist'
const PAGE = `SELECT * FROM cases WHERE "assigneeId" = $1 AND status = 'open' ORDER BY "replyDueAt" LIMIT 50`

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  return `"${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('"', '""')}"`
}
const upsert = (table: TableName) => {
  const set = namesOf(table)
    .filter((name) => name !== 'id')
    .map((name) => `"${name}" = excluded."${name}"`)
  return `INSERT INTO ${table} SELECT * FROM json_populate_recordset(null::${table}, $1::json)
    ON CONFLICT (id) DO UPDATE SET ${set.join(', ')}`
}
/** An empty text is not null; COPY tells them apart by the quotes. */
const copy = (table: TableName, rows: readonly object[]) =>
  new Blob([
    (rows as Record<string, unknown>[])
      .map((row) =>
        namesOf(table)
          .map((name) => cell(typeOf(table, name) === 'JSON' ? JSON.stringify(row[name]) : row[name]))
          .join(','),
      )
      .join('\n'),
  ])

/** PostgreSQL in WebAssembly on OPFS (access handles), in a worker. */
export function open(): Contender {
  let lite: Lite
  let delta: Rows = { cases: [], customers: [], messages: [] }
  let connect: (isRelaxed: boolean) => Promise<Lite>
  const one = async <Row>(on: Asked, table: TableName, id: string): Promise<Row> => {
    const [row] = (await on.query<Row>(`SELECT * FROM ${table} WHERE id = $1`, [id])).rows
    if (row === undefined) throw new Error(`PGlite lacks ${id}`)
    return row
  }
  return {
    async open() {
      const { PGlite } = (await import(/* @vite-ignore */ `${HOME}/index.js`)) as {
        PGlite: { create(url: string, options: object): Promise<Lite> }
      }
      const { live } = (await import(/* @vite-ignore */ `${HOME}/live/index.js`)) as { live: unknown }
      connect = (isRelaxed) =>
        PGlite.create('opfs-ahp://pglite', { relaxedDurability: isRelaxed, extensions: { live } })
      lite = await connect(true)
      for (const table of TABLE_NAMES) await lite.exec(createTable(table, (type) => (type === 'JSON' ? 'JSONB' : type)))
      await lite.exec('CREATE TABLE IF NOT EXISTS outbox (id TEXT PRIMARY KEY, action JSONB)')
    },
    load: () =>
      loadRows({
        batch: 5_000,
        put: async (name, rows) =>
          void (await lite.query(`COPY ${name} FROM '/dev/blob' (FORMAT csv)`, [], { blob: copy(name, rows) })),
        end: async () => void (await lite.exec(`${PAGE_INDEX}; ${THREAD_INDEX}; ANALYZE`)),
      }),
    async counts() {
      const count = async (name: TableName) =>
        Number((await lite.query<{ n: number }>(`SELECT count(*) AS n FROM ${name}`)).rows[0]?.n)
      return { cases: await count('cases'), customers: await count('customers'), messages: await count('messages') }
    },
    queue: async (agent) => (await lite.query<CaseRecord>(PAGE, [agent])).rows,
    async openCase(id) {
      const kase = await one<CaseRecord>(lite, 'cases', id)
      const thread = await lite.query<MessageRow>('SELECT * FROM messages WHERE "caseId" = $1 ORDER BY "writtenAt"', [
        id,
      ])
      return {
        case: kase,
        customer: await one<CustomerRecord>(lite, 'customers', kase.customerId),
        messages: thread.rows,
      }
    },
    async live(agent, told) {
      const watch = await lite.live.query(PAGE, [agent], ({ rows }) => told(rows))
      return () => void watch.unsubscribe()
    },
    prepare: async (at) => void (delta = await fetchDelta(at)),
    apply: () =>
      lite.transaction(async (on) => {
        for (const name of TABLE_NAMES) await on.query(upsert(name), [JSON.stringify(delta[name])])
      }),
    async beStrict() {
      await lite.close()
      lite = await connect(false)
      return true
    },
    act: (action) =>
      lite.transaction(async (on) => {
        const after = caseAfter(await one<CaseRecord>(on, 'cases', action.caseId), action)
        if (after !== null) await on.query(upsert('cases'), [JSON.stringify([after])])
        if ('message' in action) await on.query(upsert('messages'), [JSON.stringify([action.message])])
        await on.query('INSERT INTO outbox VALUES ($1, $2)', [action.id, JSON.stringify(action)])
      }),
    close: () => lite.close(),
  }
}
