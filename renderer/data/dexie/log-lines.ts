import type { EntityKey } from '../../../domain/mutations/entities.ts'
import { entityKey } from '../../../domain/mutations/entities.ts'
import type { PullRow } from '../../../protocol/sync/pull.ts'
import type { RowLines, StoredRow } from '../store-port.ts'

const LINE_FEED = 0x0a

/** Sealed lines are no sealed rows: neither opens in the place of the other. */
export const linesPlace = (id: number): string => `log lines|${id}`

/** The lines in pieces of so many. */
export function cutLines(lines: RowLines, count: number): Uint8Array[] {
  const pieces: Uint8Array[] = []
  let [from, seen] = [0, 0]
  for (let at = lines.indexOf(LINE_FEED); at !== -1; at = lines.indexOf(LINE_FEED, at + 1)) {
    if (++seen % count !== 0 && at + 1 < lines.length) continue
    pieces.push(lines.subarray(from, at + 1))
    from = at + 1
  }
  return pieces
}

/** The rows that they say, each shown as the server has it. */
export function readRowLines(bytes: Uint8Array): [EntityKey, StoredRow][] {
  const lines = new TextDecoder().decode(bytes).split('\n').slice(0, -1)
  return lines.map((line) => {
    const { e, id, d, rev, shard, seq, s } = JSON.parse(line) as PullRow & { d: Record<string, unknown> }
    const key = entityKey(e, id)
    return [key, { key, server: { record: d, rev, shard, seq, scopes: s }, view: d }]
  })
}
