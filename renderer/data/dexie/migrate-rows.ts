import type { EntityKey } from '../../../domain/mutations/entities.ts'
import type { Sealer } from '../seal.ts'
import type { StoredRow } from '../store-port.ts'
import type { Connection, SealedValue } from './connect.ts'
import { askStand, counterOf, logId } from './connect.ts'
import type { Damage } from './damage.ts'
import { packRow } from './pack-row.ts'
import { ask, readAtOnce, writeAtOnce } from './raw.ts'

const ROWS_AT_ONCE = 200

/**
 * Brings the rows that version 2 kept one by one into the log, some at a time: each step takes them out and puts them in
 * together, so it may end between any two and goes on at the next opening. What cannot be opened stays where it is until
 * it is repaired.
 */
export async function migrateRows(
  { db, keyRange }: Connection,
  sealer: Sealer,
  damage: Damage,
  moved: () => Promise<void>,
): Promise<Set<string>> {
  const left = new Set<string>()
  let after = ''
  for (;;) {
    const [at, found] = await readAtOnce(db, ['counter', 'rows'], (tx) =>
      Promise.all([
        askStand(tx),
        ask(tx.objectStore('rows').getAll(keyRange.lowerBound(after, true), ROWS_AT_ONCE)) as Promise<SealedValue[]>,
      ]),
    )
    const last = found.at(-1)
    if (last === undefined) return left
    const opened = await Promise.all(found.map(({ id, box }) => sealer.open(`rows|${id}`, box)))
    const values = opened.filter((row) => row !== undefined) as StoredRow[]
    const keys = values.map(({ key }) => key)
    const id = logId(at.value + 1, 0)
    const box = await sealer.seal(`log|${id}`, values.map(packRow))
    const isMoved = await writeAtOnce(db, ['counter', 'rows', 'log'], 'relaxed', async (tx) => {
      const now = await askStand(tx)
      // Another window moves them, too, or has begun to work.
      if (now.value !== at.value) return false
      if (keys.length === 0) return true
      tx.objectStore('counter').put(counterOf({ ...now, value: at.value + 1 }))
      tx.objectStore('log').put({ id, keys, box })
      for (const key of keys) tx.objectStore('rows').delete(key)
      return true
    })
    if (!isMoved) continue
    for (const [index, { id: key, ver }] of found.entries()) {
      if (opened[index] !== undefined) continue
      damage.note('rows', key as EntityKey, ver)
      left.add(key)
    }
    after = last.id
    await moved()
  }
}
