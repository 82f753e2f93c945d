import type { EntityKey } from '../../../domain/mutations/entities.ts'
import { entityKey } from '../../../domain/mutations/entities.ts'
import type { LinesKept } from '../../../protocol/sync/read-lines.ts'
import type { PullRow } from '../../../protocol/sync/pull.ts'
import type { StoredRow } from '../store-port.ts'
import type { LineRows } from './line-index.ts'

/** Sealed lines are no sealed rows: neither opens in the place of the other. */
export const linesPlace = (id: number): string => `log lines|${id}`
/** Where the same lies in a table of its own. */
export const pagePlace = (id: number): string => `pages|${id}`

/** The rows that lines say, each read when it is asked for. */
export function lineRows({ bytes, ends }: Pick<LinesKept, 'bytes' | 'ends'>): LineRows {
  const read = new Map<number, StoredRow>()
  const decoder = new TextDecoder()
  return {
    at(line) {
      const known = read.get(line)
      if (known !== undefined) return known
      const text = decoder.decode(bytes().subarray(line === 0 ? 0 : ends[line - 1], ends[line]))
      const [, row] = readRowLine(text)
      read.set(line, row)
      return row
    },
  }
}

/** The rows that they say, each shown as the server has it. */
export const readRowLines = (bytes: Uint8Array): [EntityKey, StoredRow][] =>
  new TextDecoder().decode(bytes).split('\n').slice(0, -1).map(readRowLine)

function readRowLine(line: string): [EntityKey, StoredRow] {
  const { e, id, d, rev, shard, seq, s } = JSON.parse(line) as PullRow & { d: Record<string, unknown> }
  const key = entityKey(e, id)
  return [key, { key, server: { record: d, rev, shard, seq, scopes: s }, view: d }]
}
