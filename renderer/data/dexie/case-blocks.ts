import { caseBlocks, fingerprint, oldCaseBlocks, printOf } from './block-layout.ts'
import type { Block, BlockId } from './connect.ts'
import { ask } from './raw.ts'

/** Where the blocks of cases are found, those that version 4 named and that were not moved yet among them. */
export function readCaseBlocks(keyRange: typeof IDBKeyRange) {
  /** There may be some of those, until the disk was asked. None is made any more. */
  let mayBeOld = true
  return {
    get mayBeOld() {
      return mayBeOld
    },
    /** The names of some of those. None: there will never be one again. */
    async someOldIds(tx: IDBTransaction, limit: number): Promise<BlockId[]> {
      // Numbers come before names.
      const ids = (await ask(tx.objectStore('cases').getAllKeys(keyRange.lowerBound(''), limit))) as string[]
      mayBeOld = ids.length > 0
      return ids
    },
    /** What a key is looked up by. Version 4 knew what became of a message by itself. */
    printsOf: (key: string): number[] => [...new Set([printOf(key), ...(mayBeOld ? [fingerprint(key)] : [])])],
    async blocksOf(tx: IDBTransaction, n: number): Promise<Block[]> {
      const from = (range: [BlockId, BlockId]) =>
        ask(tx.objectStore('cases').getAll(keyRange.bound(...range, false, true))) as Promise<Block[]>
      return (await Promise.all([from(caseBlocks(n)), mayBeOld ? from(oldCaseBlocks(n)) : []])).flat()
    },
  }
}
