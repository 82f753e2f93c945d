import type { BookChange, SealedBlocks } from '../../data/sealed-blocks.ts'
import { DamagedBlock } from '../../data/sealed-blocks.ts'
import { makeBlockCache } from './block-cache.ts'
import { packBook, readBook } from './book.ts'
import { mergeSegments } from './merge-segments.ts'
import type { DocumentFacts, ReadBlocks, Segment } from './segment.ts'
import { blocksOf, HEAD, makeSegment, readHead } from './segment.ts'
import { toMerge } from './to-merge.ts'
import type { DocumentWords } from './write-segment.ts'
import { segmentOf, writeSegment } from './write-segment.ts'

/** The segments on the disk, as the newest book says that was read or written here. */
export type KeptSegments = {
  all(): readonly Segment[]
  /** Whether all that there was to read had been read once, by the word of whoever committed. */
  isWhole(): boolean
  /** Writes these documents into a segment of their own, and which others count no more. Throws `Overtaken`. */
  commit(documents: readonly DocumentWords[], isWhole: boolean): Promise<void>
  /** Whether another window has written since. */
  isBehind(): Promise<boolean>
  /**
   * Takes over what another window has written, and forgets what was let go of here since the last commit. False: nothing
   * else is there, or nothing any more. Throws `DamagedBlock`.
   */
  catchUp(): Promise<boolean>
  /** Removes all of it from the disk, as it is of no use. */
  discard(): Promise<void>
  /** Does a little of the work of bringing small segments together. False: there is none left. Throws `Overtaken`. */
  tidy(): Promise<boolean>
}

/** Another window has written since. Nothing was changed. */
export class Overtaken extends Error {
  override name = 'Overtaken'
}

type Ports = {
  blocks: SealedBlocks
  /** How words are cut: what lies there has to agree with it. */
  samples: string
  newId(): string
  /** Opened blocks that are kept in memory. */
  cacheBytes: number
}
type Opened = { version: number; isWhole: boolean; segments: Segment[] }
/** `step` answers whether there is more to do. */
type Merging = { step(): Promise<boolean>; abandon(): Promise<void> }

/** Opens what lies on the disk; what is of no use there is removed. */
export async function openSegments({ blocks, samples, newId, cacheBytes }: Ports): Promise<KeptSegments> {
  const cache = makeBlockCache(blocks, cacheBytes)
  let now: Opened =
    (await readAll(blocks, samples, cache.read, []).catch(nothingIfDamaged)) ?? (await removeAll(blocks))
  let merging: Merging | null = null
  // What a crash has left of a merge.
  await blocks.keepOnly(
    now.segments.map(({ id }) => id),
    now.version,
  )

  async function put(segments: Segment[], isWhole: boolean, change: BookChange): Promise<void> {
    if (!(await blocks.commit(now.version, packBook(segments, isWhole, samples), change))) throw new Overtaken()
    now = { version: now.version + 1, isWhole, segments }
  }

  function merge(inputs: readonly Segment[]): Merging {
    const id = newId()
    const writer = writeSegment()
    const steps = mergeSegments(
      inputs.map((segment) => ({ ...segment, read: cache.readOnce })),
      writer,
    )
    const write = (full: readonly [string, Uint8Array][]) =>
      blocks.write(full.map(([part, bytes]) => [`${id}.${part}`, bytes]))
    async function finish(documents: readonly DocumentFacts[]): Promise<void> {
      const { blocks: last, head } = writer.finish(documents)
      await write(last)
      // Of what was let go of meanwhile, the old segments know.
      const dead = documents.flatMap(({ key }, at) => (inputs.some(({ numbers }) => numbers.has(key)) ? [] : [at]))
      const merged = makeSegment({ id, ...head, read: cache.read }, dead)
      const others = now.segments.filter((segment) => !inputs.includes(segment))
      const isEmpty = documents.length === 0
      await put(isEmpty ? others : [...others, merged], now.isWhole, {
        whole: { group: id, count: blocksOf(head) },
        remove: [...inputs.map((segment) => segment.id), ...(isEmpty ? [id] : [])],
      })
    }
    return {
      async step() {
        const { done, value } = await steps.next()
        if (done === true) await finish(value)
        else await write(writer.full())
        return done !== true
      },
      abandon: () => blocks.remove(id),
    }
  }
  async function abandonMerge(): Promise<void> {
    const abandoned = merging
    merging = null
    await abandoned?.abandon()
  }

  return {
    all: () => now.segments,
    isWhole: () => now.isWhole,
    async commit(documents, isWhole) {
      if (documents.length === 0) return put(now.segments, isWhole, {})
      const id = newId()
      const { segment, blocks: made } = segmentOf(id, documents)
      await put([...now.segments, { ...segment, read: cache.read }], isWhole, {
        blocks: made.map(([part, bytes]) => [`${id}.${part}`, bytes]),
      })
    },
    isBehind: async () => (await blocks.version()) !== now.version,
    async catchUp() {
      await abandonMerge()
      const read = await readAll(blocks, samples, cache.read, now.segments)
      if (read === null || read.version === now.version) return false
      now = read
      return read.segments.length > 0
    },
    async discard() {
      await blocks.clear(now.version)
    },
    async tidy() {
      if (merging === null) {
        const inputs = toMerge(now.segments)
        if (inputs.length === 0) return false
        merging = merge(inputs)
      }
      try {
        if (await merging.step()) return true
      } catch (error) {
        await abandonMerge()
        throw error
      }
      merging = null
      return toMerge(now.segments).length > 0
    },
  }
}

/** `known`: the segments as they were read before. Null: words were cut otherwise then, or something is missing. */
async function readAll(
  blocks: SealedBlocks,
  samples: string,
  read: ReadBlocks,
  known: readonly Segment[],
): Promise<Opened | null> {
  const book = await blocks.book()
  if (book.bytes === null) return { version: book.version, isWhole: false, segments: [] }
  const content = readBook(book.bytes, samples)
  if (content === null) return null
  const { isWhole, segments: named } = content
  const before = new Map(known.map((segment) => [segment.id, segment]))
  const unknown = named.filter(({ id }) => !before.has(id))
  const heads = await blocks.read(unknown.map(({ id }) => `${id}.${HEAD}`))
  const headOf = new Map(unknown.map(({ id }, at) => [id, heads[at]]))
  const segments = named.flatMap(({ id, dead }) => {
    const here = before.get(id)
    if (here !== undefined) return [makeSegment(here, dead)]
    const head = headOf.get(id) ?? null
    return head === null ? [] : [makeSegment({ id, ...readHead(head), read }, dead)]
  })
  if (segments.length === named.length) return { version: book.version, isWhole, segments }
  // Another window may have merged them away in between.
  return (await blocks.version()) === book.version ? null : readAll(blocks, samples, read, known)
}

/** Also where the bytes make no sense. */
function nothingIfDamaged(error: unknown): null {
  if (error instanceof DamagedBlock || error instanceof RangeError) return null
  throw error
}

async function removeAll(blocks: SealedBlocks): Promise<Opened> {
  return { version: await blocks.clear(null), isWhole: false, segments: [] }
}
