import type { EntityKey } from '../../../domain/mutations/entities.ts'
import { entityKey } from '../../../domain/mutations/entities.ts'
import type { PullRow } from '../../../protocol/sync/pull.ts'
import type { StoredRow } from '../store-port.ts'
import type { LineRows } from './line-index.ts'

/** Sealed lines are no sealed rows: neither opens in the place of the other. */
export const linesPlace = (id: number): string => `log lines|${id}`
/** Where the same lies in a table of its own. */
export const pagePlace = (id: number): string => `pages|${id}`

/** So many rows of a part stay in memory: of one case there are fewer, of all that is folded at once too many. */
const ROWS_HELD = 200

/** The rows that lines say, each read when it is asked for. What cannot be read is told of, and counts as absent. */
export function lineRows(
  keys: readonly EntityKey[],
  read: (line: number) => PullRow,
  unreadable: (key: EntityKey) => void,
): LineRows {
  const known = new Map<number, StoredRow | undefined>()
  function readLine(line: number): StoredRow | undefined {
    const key = keys[line] as EntityKey
    try {
      return storedRow(key, read(line))
    } catch {
      unreadable(key)
      return undefined
    }
  }
  return {
    at(line) {
      if (known.has(line)) return known.get(line)
      const row = readLine(line)
      if (known.size >= ROWS_HELD) known.clear()
      known.set(line, row)
      return row
    },
  }
}

/** The rows that they say, each shown as the server has it. */
export const readRowLines = (bytes: Uint8Array): [EntityKey, StoredRow][] =>
  new TextDecoder().decode(bytes).split('\n').slice(0, -1).map(readRowLine)

function readRowLine(line: string): [EntityKey, StoredRow] {
  const row = JSON.parse(line) as PullRow
  const key = entityKey(row.e, row.id)
  return [key, storedRow(key, row)]
}

const storedRow = (key: EntityKey, { d, rev, shard, seq, s }: PullRow): StoredRow => ({
  key,
  server: d && { record: d, rev, shard, seq, scopes: s },
  view: d,
})
