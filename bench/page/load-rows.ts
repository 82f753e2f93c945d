import type { Rows, TableName } from '../dataset/logical-rows.ts'
import { TABLE_NAMES } from '../dataset/logical-rows.ts'
import type { Table } from './contender.ts'

/** Streams a table from the server, takes its lines apart and hands them on in batches. */
async function streamRows(
  name: TableName,
  batch: number,
  take: (rows: Rows[TableName]) => Promise<void>,
): Promise<void> {
  const answer = await fetch(`/data/${name}.ndjson`)
  if (answer.body === null || !answer.ok) throw new Error(`The bench's server has no ${name}.ndjson.`)
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  let rows: Rows[TableName][number][] = []
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const text = rest + value
    let from = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      rows.push(JSON.parse(text.slice(from, end)) as Rows[TableName][number])
      from = end + 1
      if (rows.length < batch) continue
      await take(rows as Rows[TableName])
      rows = []
    }
    rest = text.slice(from)
  }
  if (rows.length > 0) await take(rows as Rows[TableName])
}

/** Loads every table, the same way for everyone but us: our rows come as pages of the feed. */
export async function loadRows(table: Table): Promise<void> {
  await table.begin?.()
  for (const name of TABLE_NAMES) await streamRows(name, table.batch, (rows) => table.put(name, rows))
  await table.end?.()
}

/** A delta as the others take it. */
export async function fetchDelta(delta: number): Promise<Rows> {
  const answer = await fetch(`/data/delta-${delta}.json`)
  if (!answer.ok) throw new Error(`The bench's server has no delta ${delta}.`)
  return (await answer.json()) as Rows
}
