import type { EntityKey } from '../../../domain/mutations/entities.ts'
import { entityKey } from '../../../domain/mutations/entities.ts'
import type { PullRow } from '../../../protocol/sync/pull.ts'
import type { RowLines, StoredRow } from '../store-port.ts'
import type { LineRows } from './line-index.ts'

/** Sealed lines are no sealed rows: neither opens in the place of the other. */
export const linesPlace = (id: number): string => `log lines|${id}`
/** Where the same lies in a table of its own. */
export const pagePlace = (id: number): string => `pages|${id}`

/** Some of the lines, by their numbers. */
export function someLines({ bytes, keys, cases, ends }: RowLines, wanted: readonly number[]): RowLines {
  const begin = (line: number) => (line === 0 ? 0 : (ends[line - 1] as number))
  const size = wanted.reduce((sum, line) => sum + (ends[line] as number) - begin(line), 0)
  const some = {
    bytes: new Uint8Array(size),
    keys: wanted.map((line) => keys[line] as string),
    cases: wanted.map((line) => cases[line] ?? null),
    ends: new Uint32Array(wanted.length),
  }
  let end = 0
  for (let at = 0; at < wanted.length; ) {
    // Lines that follow each other are copied together.
    const first = at
    while (wanted[at + 1] === (wanted[at] as number) + 1) at++
    const piece = bytes.subarray(begin(wanted[first] as number), ends[wanted[at] as number])
    some.bytes.set(piece, end)
    for (let each = first; each <= at; each++)
      some.ends[each] = end + (ends[wanted[each] as number] as number) - begin(wanted[first] as number)
    end += piece.length
    at++
  }
  return some
}

/** The rows that lines say, each read when it is asked for. */
export function lineRows(bytes: Uint8Array, ends: Uint32Array): LineRows {
  const read = new Map<number, StoredRow>()
  const decoder = new TextDecoder()
  return {
    at(line) {
      const known = read.get(line)
      if (known !== undefined) return known
      const text = decoder.decode(bytes.subarray(line === 0 ? 0 : ends[line - 1], ends[line]))
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
