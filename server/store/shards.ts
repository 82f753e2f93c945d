import { createHash } from 'node:crypto'

/** The shard of a case (and its thread) or of another record: a hash of the id, from 0 up to `shards`. Stable for ever. */
export const shardOf = (id: string, shards: number): number =>
  shards === 1 ? 0 : createHash('sha256').update(id).digest().readUInt32BE(0) % shards
