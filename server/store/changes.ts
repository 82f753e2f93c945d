import type { EntityKind, EntityOf } from '../../domain/mutations/entities.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { TABLES } from './entity-tables.ts'
import type { Tx } from './database.ts'

/** What wrote a message. */
export type Origin = { mutationId: string; clientId: string }

/**
 * Everything one transaction changes. Records are written as they come, without a sequence number; `stamp` gives all
 * of them one number per shard as the very last statements, so that numbers become visible in order (decision 0004).
 */
export type Changes = {
  /** When the transaction began, as records are stamped with. */
  now: EpochMs
  put<Kind extends EntityKind>(
    kind: Kind,
    record: EntityOf[Kind],
    tags: readonly string[],
    shard: number,
    origin?: Origin,
  ): Promise<void>
  /** Marks a record as changed without changing its document. */
  touch(kind: EntityKind, ids: readonly string[], shard: number): void
  /** The record leaves the scope. */
  exit(kind: EntityKind, id: string, scope: string, shard: number): Promise<void>
  /** Remembers what is noted now; calling the answer forgets what was noted since, for a savepoint that is rolled back. */
  mark(): () => void
  /** Takes the counters, lowest shard first, and numbers everything. Returns the number of each shard. */
  stamp(): Promise<Map<number, number>>
}

/** The changes of one transaction of one tenant. */
export function openChanges(tx: Tx, tenant: string, now: EpochMs): Changes {
  const touched = new Map<number, Map<EntityKind, Set<string>>>()
  const exited = new Set<number>()
  const note = (kind: EntityKind, id: string, shard: number) => {
    const kinds = touched.get(shard) ?? new Map<EntityKind, Set<string>>()
    touched.set(shard, kinds.set(kind, (kinds.get(kind) ?? new Set()).add(id)))
  }
  return {
    now,
    async put(kind, record, tags, shard, origin) {
      const table = TABLES[kind]
      const more =
        kind === 'message' ? { names: ', mutation_id, client_id', values: ', $6, $7' } : { names: '', values: '' }
      await tx.query(
        `insert into ${table} (tenant, id, shard, tags, d${more.names}) values ($1, $2, $3, $4, $5${more.values})
         on conflict (tenant, id) do update set tags = excluded.tags, d = excluded.d`,
        [
          tenant,
          record.id,
          shard,
          tags,
          JSON.stringify(record),
          ...(kind === 'message' ? [origin?.mutationId ?? null, origin?.clientId ?? null] : []),
        ],
      )
      note(kind, record.id, shard)
    },
    touch(kind, ids, shard) {
      for (const id of ids) note(kind, id, shard)
    },
    async exit(kind, id, scope, shard) {
      await tx.query('insert into sync_exit (tenant, shard, scope, entity, id, at) values ($1, $2, $3, $4, $5, $6)', [
        tenant,
        shard,
        scope,
        kind,
        id,
        now,
      ])
      exited.add(shard)
    },
    mark() {
      const kept = structuredClone(touched)
      const keptExits = new Set(exited)
      return () => {
        touched.clear()
        for (const [shard, kinds] of kept) touched.set(shard, kinds)
        exited.clear()
        for (const shard of keptExits) exited.add(shard)
      }
    },
    async stamp() {
      const seqs = new Map<number, number>()
      const shards = [...new Set([...touched.keys(), ...exited])].sort((a, b) => a - b)
      for (const shard of shards) {
        const kinds = touched.get(shard) ?? new Map<EntityKind, Set<string>>()
        const [head] = await tx.query<{ seq: number }>(
          'update sync_head set seq = seq + 1 where tenant = $1 and shard = $2 returning seq',
          [tenant, shard],
        )
        if (head === undefined) throw new Error(`Shard ${shard} of tenant ${tenant} has no counter.`)
        for (const [kind, ids] of kinds) {
          await tx.query(`update ${TABLES[kind]} set seq = $1, rev = rev + 1 where tenant = $2 and id = any($3)`, [
            head.seq,
            tenant,
            [...ids],
          ])
        }
        if (exited.has(shard))
          await tx.query('update sync_exit set seq = $1 where tenant = $2 and shard = $3 and seq is null', [
            head.seq,
            tenant,
            shard,
          ])
        seqs.set(shard, head.seq)
      }
      return seqs
    },
  }
}
