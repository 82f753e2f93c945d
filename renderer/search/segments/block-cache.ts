import type { SealedBlocks } from '../../data/sealed-blocks.ts'
import type { ReadBlocks } from './segment.ts'
import { MissingBlock } from './segment.ts'

/** Reads blocks, and keeps those that were wanted last, up to so many bytes. */
export type BlockCache = {
  read: ReadBlocks
  /** The same without keeping them, for whoever goes through all of them once. */
  readOnce: ReadBlocks
}

export function makeBlockCache(blocks: Pick<SealedBlocks, 'read'>, mostBytes: number): BlockCache {
  const held = new Map<string, Uint8Array>()
  let heldBytes = 0

  async function fetch(names: readonly string[]): Promise<Uint8Array[]> {
    if (names.length === 0) return []
    const found = await blocks.read(names)
    return found.map((bytes, at) => {
      if (bytes === null) throw new MissingBlock(names[at])
      return bytes
    })
  }
  /** A map lists what was put into it last at its end. */
  function keep(name: string, bytes: Uint8Array): void {
    heldBytes += bytes.length - (held.get(name)?.length ?? 0)
    held.delete(name)
    held.set(name, bytes)
    for (const [oldest, { length }] of held) {
      if (heldBytes <= mostBytes) return
      held.delete(oldest)
      heldBytes -= length
    }
  }
  const namesOf = (segment: string, parts: readonly string[]) => parts.map((part) => `${segment}.${part}`)
  return {
    async read(segment, parts) {
      const names = namesOf(segment, parts)
      const missing = names.filter((name) => !held.has(name))
      const fetched = await fetch(missing)
      const fresh = new Map(missing.map((name, at) => [name, fetched[at] as Uint8Array]))
      const wanted = names.map((name) => fresh.get(name) ?? (held.get(name) as Uint8Array))
      names.forEach((name, at) => {
        keep(name, wanted[at] as Uint8Array)
      })
      return wanted
    },
    readOnce: (segment, parts) => fetch(namesOf(segment, parts)),
  }
}
