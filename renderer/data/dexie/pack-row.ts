import type { EntityKey } from '../../../domain/mutations/entities.ts'
import type { AnyRecord, ServerCopy, StoredRow } from '../store-port.ts'

const SAME = 1
/** A row as it lies in a block. A view that is the server's record, as nearly every one, is not written twice. */
export type PackedRow = [
  key: EntityKey,
  server: [record: AnyRecord, rev: number, shard: string, seq: number, scopes: string[]] | null,
  view: AnyRecord | typeof SAME | null,
]

export function packRow({ key, server, view }: StoredRow): PackedRow {
  const isSame = server !== null && view !== null && isEqual(server.record, view)
  const copy = server && ([server.record, server.rev, server.shard, server.seq, server.scopes] as const)
  return [key, copy as PackedRow[1], isSame ? SAME : view]
}

export function unpackRow([key, copy, view]: PackedRow): StoredRow {
  const server = copy && toServerCopy(copy)
  return { key, server, view: view === SAME ? (server?.record ?? null) : view }
}

const toServerCopy = ([record, rev, shard, seq, scopes]: NonNullable<PackedRow[1]>): ServerCopy => ({
  record,
  rev,
  shard,
  seq,
  scopes,
})

const isEqual = (a: AnyRecord, b: AnyRecord) => a === b || JSON.stringify(a) === JSON.stringify(b)
