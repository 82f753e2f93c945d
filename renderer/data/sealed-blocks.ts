import { deflateSync, inflateSync } from 'fflate'
import { Dexie, type Table } from 'dexie'
import type { Sealed, Sealer } from './seal.ts'

/** A block has the name `<group>.<part>`; nothing of what is in it. */
export type NamedBlock = readonly [name: string, bytes: Uint8Array]

/** What was committed last. `version`: rises with each book; 0: there never was one. `bytes`: null where there is none any more. */
export type Book = { version: number; bytes: Uint8Array | null }

/** It is there and cannot be opened: damaged, moved, or sealed with another key. */
export class DamagedBlock extends Error {
  override name = 'DamagedBlock'
}

/**
 * Blocks of bytes in a database of their own, deflated and sealed, and one book that says which of them count. Several
 * windows may write at once: whoever commits on a book that is no longer the newest is refused. Every method throws where
 * the disk refuses.
 */
export type SealedBlocks = {
  /** Of the newest book. */
  version(): Promise<number>
  /** Throws `DamagedBlock`. */
  book(): Promise<Book>
  /** In the order of the names; null: not there. Throws `DamagedBlock`. */
  read(names: readonly string[]): Promise<(Uint8Array | null)[]>
  /** Lays down blocks that count only when a book says so. */
  write(blocks: readonly NamedBlock[]): Promise<void>
  /**
   * Puts a new book in the place of the one of this version, with these blocks, and removes these groups. `whole`: a group
   * that has to lie there with so many blocks. False: another book has come in between, or the group is not whole; then
   * nothing was changed.
   */
  commit(after: number, book: Uint8Array, change: BookChange): Promise<boolean>
  /** Removes a group of which no book knows. */
  remove(group: string): Promise<void>
  /** Removes all groups but these, unless the book has another version. */
  keepOnly(groups: readonly string[], version: number): Promise<void>
  /** Removes everything, unless the book has another version than this one; null: whatever there is. Returns the version then. */
  clear(version: number | null): Promise<number>
  close(): void
}
export type BookChange = {
  blocks?: readonly NamedBlock[]
  whole?: { group: string; count: number } | null
  remove?: readonly string[]
}

type BlockRow = { name: string; box: Sealed }
type BookRow = { id: 'book'; version: number; box: Sealed | null }

const DEFLATE_LEVEL = 1
const groupOf = (name: string) => name.slice(0, name.indexOf('.'))

/** Opens the blocks of this name. */
export function openSealedBlocks(
  name: string,
  sealer: Sealer,
  options: { indexedDB?: IDBFactory | undefined; IDBKeyRange?: typeof IDBKeyRange | undefined } = {},
): SealedBlocks {
  const db = new Dexie(name, {
    chromeTransactionDurability: 'relaxed',
    cache: 'disabled',
    ...(options.indexedDB ? { indexedDB: options.indexedDB } : {}),
    ...(options.IDBKeyRange ? { IDBKeyRange: options.IDBKeyRange } : {}),
  })
  // The first version kept all of it in one box.
  db.version(2).stores({ boxes: null, blocks: 'name', books: 'id' })
  const blocks: Table<BlockRow, string> = db.table('blocks')
  const books: Table<BookRow, string> = db.table('books')
  const placeOf = (part: string) => `${name}|${part}`
  const bookPlace = (version: number) => placeOf(`book ${version}`)

  const seal = (place: string, bytes: Uint8Array) =>
    sealer.sealBytes(place, deflateSync(bytes, { level: DEFLATE_LEVEL }))
  async function open(place: string, box: Sealed): Promise<Uint8Array> {
    const opened = await sealer.openBytes(place, box)
    if (opened === undefined) throw new DamagedBlock(place)
    return inflateSync(opened)
  }
  const sealed = (named: readonly NamedBlock[]) =>
    Promise.all(
      named.map(async ([name, bytes]): Promise<BlockRow> => ({ name, box: await seal(placeOf(name), bytes) })),
    )
  const ofGroup = (group: string) => blocks.where('name').startsWith(`${group}.`)

  const version = async () => (await books.get('book'))?.version ?? 0

  return {
    version,
    async book() {
      const row = await books.get('book')
      const { version: held, box } = row ?? { version: 0, box: null }
      return { version: held, bytes: box === null ? null : await open(bookPlace(held), box) }
    },
    async read(names) {
      const rows = await blocks.bulkGet([...names])
      return Promise.all(rows.map(async (row) => (row === undefined ? null : open(placeOf(row.name), row.box))))
    },
    async write(named) {
      await blocks.bulkPut(await sealed(named))
    },
    async commit(after, book, { blocks: added = [], whole = null, remove = [] }) {
      const next = after + 1
      const rows = await sealed(added)
      const box = await seal(bookPlace(next), book)
      return db.transaction('rw', blocks, books, async () => {
        if ((await version()) !== after) return false
        if (whole !== null && (await ofGroup(whole.group).count()) !== whole.count) return false
        await blocks.bulkPut(rows)
        for (const group of remove) await ofGroup(group).delete()
        await books.put({ id: 'book', version: next, box })
        return true
      })
    },
    async remove(group) {
      await ofGroup(group).delete()
    },
    keepOnly: (groups, only) =>
      db.transaction('rw', blocks, books, async () => {
        if ((await version()) !== only) return
        const kept = new Set(groups)
        const names = await blocks.toCollection().primaryKeys()
        await blocks.bulkDelete(names.filter((name) => !kept.has(groupOf(name))))
      }),
    clear: (only) =>
      db.transaction('rw', blocks, books, async () => {
        const before = await version()
        if (only !== null && only !== before) return before
        await blocks.clear()
        // Whoever still has the old book must not take a new one for it.
        await books.put({ id: 'book', version: before + 1, box: null })
        return before + 1
      }),
    close: () => db.close(),
  }
}
