import { Dexie, type Table } from 'dexie'
import type { Sealed, Sealer } from './seal.ts'

/** One value in a small database of its own, sealed. What is in it can be made again, so nothing here is worth an error. */
export type SealedBox = {
  /** Undefined: nothing is there, or it is damaged, foreign, or cannot be read. */
  read(): Promise<unknown>
  /** Answers whether the disk took it. */
  write(value: unknown): Promise<boolean>
  close(): void
}

type Row = { id: 'box'; box: Sealed }

/** Opens the box of this name. `failed` is told why the disk refused. */
export function openSealedBox(
  name: string,
  sealer: Sealer,
  failed: (error: unknown) => void,
  options: { indexedDB?: IDBFactory | undefined; IDBKeyRange?: typeof IDBKeyRange | undefined } = {},
): SealedBox {
  const db = new Dexie(name, {
    chromeTransactionDurability: 'relaxed',
    cache: 'disabled',
    ...(options.indexedDB ? { indexedDB: options.indexedDB } : {}),
    ...(options.IDBKeyRange ? { IDBKeyRange: options.IDBKeyRange } : {}),
  })
  db.version(1).stores({ boxes: 'id' })
  const boxes: Table<Row, string> = db.table('boxes')
  const place = `${name}|box`
  return {
    async read() {
      try {
        const row = await boxes.get('box')
        return row === undefined ? undefined : await sealer.open(place, row.box)
      } catch (error) {
        failed(error)
        return undefined
      }
    },
    async write(value) {
      try {
        await boxes.put({ id: 'box', box: await sealer.seal(place, value) })
        return true
      } catch (error) {
        failed(error)
        return false
      }
    },
    close: () => db.close(),
  }
}
