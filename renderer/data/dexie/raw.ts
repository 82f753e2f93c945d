import type { Database } from './open-database.ts'

/** The answer to a request of IndexedDB itself. Dexie takes several times as long for it, and nobody watches the blocks. */
export const ask = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((answer, failed) => {
    request.onsuccess = () => answer(request.result)
    request.onerror = () => failed(request.error)
  })

/** What `work` asks for is of one moment. It may wait for nothing but this transaction. */
export async function readAtOnce<Value>(
  db: Database,
  tables: readonly string[],
  work: (tx: IDBTransaction) => Promise<Value>,
): Promise<Value> {
  const open = await db.open()
  return work(open.transaction([...tables], 'readonly'))
}

/**
 * All of what `work` writes or, if it throws, nothing. Done when it is committed: `strict` on the disk, `relaxed` perhaps not yet.
 * `meanwhile` is done while the disk writes.
 */
export async function writeAtOnce<Value>(
  db: Database,
  tables: readonly string[],
  durability: 'strict' | 'relaxed',
  work: (tx: IDBTransaction) => Promise<Value>,
  meanwhile?: (value: Value) => void,
): Promise<Value> {
  const open = await db.open()
  const tx = open.transaction([...tables], 'readwrite', { durability })
  const done = new Promise<void>((committed, failed) => {
    tx.oncomplete = () => committed()
    tx.onabort = () => failed(tx.error ?? new DOMException('The transaction was ended.', 'AbortError'))
  })
  // A request that failed ends it, whether or not anybody waits for the request.
  done.catch(() => {})
  try {
    const value = await work(tx)
    // Nobody asks it anything more: it need not wait to see that.
    tx.commit()
    // Whatever becomes of that, it is no part of the write.
    if (meanwhile !== undefined) queueMicrotask(() => meanwhile(value))
    await done
    return value
  } catch (error) {
    abort(tx)
    throw error
  }
}

function abort(tx: IDBTransaction): void {
  try {
    tx.abort()
  } catch {
    // It has ended by itself.
  }
}
