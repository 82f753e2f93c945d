import type { ClientId } from '../../../domain/kernel/ids.ts'
import { caseBlockId, caseNumber } from '../../../renderer/data/dexie/block-layout.ts'
import type { Sealer } from '../../../renderer/data/seal.ts'
import type { StoreMeta } from '../../../renderer/data/store-port.ts'

/** The name of the block that a case begins with. */
export const firstBlockOf = async (sealer: Sealer, caseId: string): Promise<number> =>
  caseBlockId(caseNumber(await sealer.blind(caseId)), 0)

export type OnDisk = { id: string | number; [field: string]: unknown }

export const freshMeta = (): StoreMeta => ({
  id: 'meta',
  generation: 'g1',
  clientId: 'desk-1' as ClientId,
  nextN: 1,
  nextOrder: 1,
  epoch: null,
  cursor: {},
  reach: {},
  scopes: [],
  backfill: null,
  needsSweep: false,
  lastChangeAt: null,
})

export const settled = <Value>(request: IDBRequest<Value>) =>
  new Promise<Value>((resolve, failed) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => failed(request.error)
  })

/** What lies in a table, as it lies there. */
export async function readDisk(indexedDB: IDBFactory, name: string, table: string): Promise<OnDisk[]> {
  const db = await settled(indexedDB.open(name))
  const found = (await settled(db.transaction(table).objectStore(table).getAll())) as OnDisk[]
  db.close()
  return found
}

/** Damages one value: a bit of its seal, unless said otherwise. */
export async function spoil(
  indexedDB: IDBFactory,
  name: string,
  table: string,
  id: string | number,
  how: (found: OnDisk) => OnDisk = flipBit,
): Promise<void> {
  const db = await settled(indexedDB.open(name))
  const store = db.transaction(table, 'readwrite').objectStore(table)
  const found = (await settled(store.get(id))) as OnDisk
  await settled(store.put(how(found)))
  db.close()
}

function flipBit(found: OnDisk): OnDisk {
  const box = found['box'] as { ct: ArrayBuffer }
  const ct = new Uint8Array(box.ct.slice(0))
  ct[0] = (ct[0] ?? 0) ^ 1
  return { ...found, box: { ...box, ct: ct.buffer } }
}
