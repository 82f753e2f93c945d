import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { makeSealer } from '../../renderer/data/seal.ts'
import type { SealedBlocks } from '../../renderer/data/sealed-blocks.ts'
import { openSealedBlocks } from '../../renderer/data/sealed-blocks.ts'

type BlockRow = { name: string; box: { ct: ArrayBuffer } }
type BookRow = { id: string; version: number; box: { ct: ArrayBuffer } | null }

/** What the search of one profile keeps on a disk of its own. */
export function searchDisk() {
  const disk = { indexedDB: new IDBFactory(), IDBKeyRange }
  const asked = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  async function inside<Value>(work: (stores: { blocks: IDBObjectStore; books: IDBObjectStore }) => Promise<Value>) {
    const db = await asked(disk.indexedDB.open('search-p1'))
    try {
      const change = db.transaction(['blocks', 'books'], 'readwrite')
      return await work({ blocks: change.objectStore('blocks'), books: change.objectStore('books') })
    } finally {
      db.close()
    }
  }
  return {
    disk,
    open: async (fill = 7): Promise<SealedBlocks> =>
      openSealedBlocks('search-p1', await makeSealer(crypto, 'k1', new Uint8Array(32).fill(fill), 'p1'), disk),
    /** All rows as they lie there. */
    rows: () =>
      inside(async ({ blocks, books }) => ({
        blocks: (await asked(blocks.getAll())) as BlockRow[],
        books: (await asked(books.getAll())) as BookRow[],
      })),
    putBlock: (row: BlockRow) => inside(({ blocks }) => asked(blocks.put(row))),
    putBook: (row: BookRow) => inside(({ books }) => asked(books.put(row))),
    /** As the first version left it. */
    async putFirstFormat() {
      const opening = disk.indexedDB.open('search-p1', 10)
      opening.onupgradeneeded = () => opening.result.createObjectStore('boxes', { keyPath: 'id' }).put({ id: 'box' })
      ;(await asked(opening)).close()
    },
    async stores() {
      const db = await asked(disk.indexedDB.open('search-p1'))
      db.close()
      return [...db.objectStoreNames]
    },
    removeBlock: (name: string) => inside(({ blocks }) => asked(blocks.delete(name))),
  }
}
