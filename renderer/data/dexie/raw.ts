import type { Dexie } from 'dexie'

/** The answer to a request of IndexedDB itself. Dexie takes several times as long for it, and nobody watches the blocks. */
export const ask = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((answer, failed) => {
    request.onsuccess = () => answer(request.result)
    request.onerror = () => failed(request.error)
  })

/** What `work` asks for is of one moment. It may wait for nothing but this transaction. */
export async function readAtOnce<Value>(
  db: Dexie,
  tables: readonly string[],
  work: (tx: IDBTransaction) => Promise<Value>,
): Promise<Value> {
  await reopen(db)
  return work(db.backendDB().transaction([...tables], 'readonly'))
}

/** All of what `work` writes or, if it throws, nothing. Done when it is committed, though perhaps not yet on the disk. */
export async function writeAtOnce(
  db: Dexie,
  tables: readonly string[],
  work: (tx: IDBTransaction) => Promise<void>,
): Promise<void> {
  await reopen(db)
  const tx = db.backendDB().transaction([...tables], 'readwrite', { durability: 'relaxed' })
  const done = new Promise<void>((committed, failed) => {
    tx.oncomplete = () => committed()
    tx.onabort = () => failed(tx.error ?? new DOMException('The transaction was ended.', 'AbortError'))
  })
  try {
    await work(tx)
  } catch (error) {
    done.catch(() => {})
    tx.abort()
    throw error
  }
  return done
}

/** Where the browser closed it, Dexie opens it again when it is asked for something; where we did, it says so. */
async function reopen(db: Dexie): Promise<void> {
  if (!db.isOpen()) await db.table('counter').get('version')
}
