import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { SealedBlocks } from '../data/sealed-blocks.ts'
import { DamagedBlock } from '../data/sealed-blocks.ts'
import type { ConversationHit } from './find-cases.ts'
import { caseOf, findCases, keyOf } from './find-cases.ts'
import { heldTerms } from './pair-words.ts'
import { openSegments, Overtaken } from './segments/keep-segments.ts'
import type { DocumentFacts, Segment } from './segments/segment.ts'
import { MissingBlock } from './segments/segment.ts'
import type { DocumentWords } from './segments/write-segment.ts'
import { segmentOf } from './segments/write-segment.ts'

/** What was said in one message or note. `at`: when, ms since 1970. */
export type SaidText = { id: MessageId; at: number; text: string }

/** One thing after the other: what is asked next waits for the answer. Every method throws `IndexLost`. */
export type ConversationIndex = {
  /** Makes it hold exactly these messages of a case, in any order. Answers whether it held something else. */
  hold(caseId: CaseId, messages: readonly SaidText[]): Promise<boolean>
  /** Lets go of a case. Answers whether it was there. */
  drop(caseId: CaseId): Promise<boolean>
  caseIds(): CaseId[]
  /** Whether it was saved once as all that there was to read. */
  isWhole(): boolean
  /**
   * Best first, of equals the newer. A word may be only begun; where nothing has the words as written, they may be
   * mistyped. All words have to be in one case.
   */
  find(query: string, most: number): Promise<{ hits: ConversationHit[]; total: number }>
  /** Brings to the disk what only memory knows. `isWhole`: it is all that there was to read. */
  save(isWhole?: boolean): Promise<void>
  /** Does a little of what keeps finding quick and the disk small. False: there is nothing left to do. */
  tidy(): Promise<boolean>
  /** Removes all of it from the disk. Nothing can be asked any more. */
  discard(): Promise<void>
}

/** What lay on the disk is damaged or gone. It has to be opened anew and fed from the beginning. */
export class IndexLost extends Error {
  override name = 'IndexLost'
  constructor(cause: unknown) {
    super('The index of what was said is damaged or gone.', { cause })
  }
}

type Ports = {
  blocks: SealedBlocks
  /** A name that was never used. */
  newId(): string
  /** Why the disk did not take something; it is tried again later. */
  failed(error: unknown): void
  /** So many documents are in memory before they are written. */
  most?: number
}

/**
 * A case is one document, so that words said in two messages find it together. Only the thread of a very long one is cut,
 * so that one message more does not cost reading thousands again.
 */
const BLOCK = 200
const MOST_FRESH = 256
/** Opened blocks of the index in memory: what is asked again and again while somebody types. */
const CACHE_BYTES = 3_000_000

const SAMPLES = heldTerms('Größe 12 送料は無料ですか。 我想申请退货 ขนส่ง').join(' ')

/** Opens what was kept, or an empty one where nothing of use lies there. */
export async function openConversations(ports: Ports): Promise<ConversationIndex> {
  const { blocks, newId, failed } = ports
  const kept = await openSegments({ blocks, newId, samples: SAMPLES, cacheBytes: CACHE_BYTES })
  /** What the disk does not have yet, and those of them that it has otherwise or has to forget. */
  const fresh = new Map<string, DocumentWords>()
  const gone = new Set<string>()
  let freshSegment: Segment | null = null
  let mostFresh = ports.most ?? MOST_FRESH

  const all = (): readonly Segment[] => {
    if (fresh.size === 0) return kept.all()
    freshSegment ??= segmentOf('fresh', [...fresh.values()]).segment
    return [...kept.all(), freshSegment]
  }
  function factsOf(key: string): DocumentFacts | null {
    const held = fresh.get(key)
    if (held !== undefined) return held
    for (const { numbers, documents } of kept.all()) {
      const number = numbers.get(key)
      if (number !== undefined) return documents[number] ?? null
    }
    return null
  }
  function forgetKept(key: string): void {
    for (const { numbers } of kept.all()) if (numbers.delete(key)) gone.add(key)
  }
  function letGo(key: string): boolean {
    const has = factsOf(key) !== null
    forgetKept(key)
    if (fresh.delete(key)) freshSegment = null
    return has
  }
  function put(key: string, said: readonly SaidText[]): boolean {
    // A message is written once and never changed.
    const signature = signatureOf(said)
    if (factsOf(key)?.signature === signature) return false
    letGo(key)
    const words = new Map<string, number>()
    for (const { text } of said) for (const term of heldTerms(text)) words.set(term, (words.get(term) ?? 0) + 1)
    fresh.set(key, { key, signature, at: Math.max(...said.map(({ at }) => at)), length: words.size, words })
    freshSegment = null
    return true
  }

  /** Does it with what is on the disk now, also where another window has changed that. */
  async function withNewest<Value>(work: () => Promise<Value>): Promise<Value> {
    for (;;) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof Overtaken) && !(error instanceof MissingBlock)) throw lostIfDamaged(error)
        if (!(await kept.catchUp().catch((failure: unknown) => Promise.reject(lostIfDamaged(failure)))))
          throw new IndexLost(error)
        agree()
      }
    }
  }
  /** Whatever the other window has of a case, here something newer is known; or the same. */
  function agree(): void {
    const mine = [...fresh]
    fresh.clear()
    freshSegment = null
    for (const key of gone) forgetKept(key)
    for (const [key, document] of mine) {
      if (factsOf(key)?.signature === document.signature) continue
      forgetKept(key)
      fresh.set(key, document)
    }
  }

  async function save(isWhole = kept.isWhole()): Promise<void> {
    if (fresh.size === 0 && gone.size === 0 && isWhole === kept.isWhole()) return
    try {
      await withNewest(() => kept.commit([...fresh.values()], isWhole))
    } catch (error) {
      if (error instanceof IndexLost) throw error
      failed(error)
      // The disk takes nothing; when there is as much again, it is asked again.
      mostFresh = fresh.size * 2
      return
    }
    mostFresh = ports.most ?? MOST_FRESH
    fresh.clear()
    gone.clear()
    freshSegment = null
  }

  return {
    async hold(caseId, messages) {
      const said = messages.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      const wanted = Math.ceil(said.length / BLOCK)
      let isChanged = false
      for (let part = 0; part < wanted; part += 1)
        isChanged = put(keyOf(caseId, part), said.slice(part * BLOCK, (part + 1) * BLOCK)) || isChanged
      for (let part = wanted; letGo(keyOf(caseId, part)); part += 1) isChanged = true
      if (fresh.size >= mostFresh) await save()
      return isChanged
    },
    async drop(caseId) {
      let part = 0
      while (letGo(keyOf(caseId, part))) part += 1
      return part > 0
    },
    caseIds: () => [...new Set(all().flatMap(({ numbers }) => [...numbers.keys()].map(caseOf)))],
    isWhole: kept.isWhole,
    find: (query, most) =>
      withNewest(async () => {
        if (await kept.isBehind()) throw new Overtaken()
        return findCases(all(), query, most)
      }),
    save,
    tidy: () => withNewest(() => kept.tidy()),
    discard: () => kept.discard(),
  }
}

function lostIfDamaged(error: unknown): unknown {
  return error instanceof DamagedBlock || error instanceof RangeError ? new IndexLost(error) : error
}

function signatureOf(said: readonly SaidText[]): number {
  let sum = 0
  for (const { id } of said)
    for (let at = 0; at < id.length; at += 1) sum = (Math.imul(sum, 31) + id.charCodeAt(at)) | 0
  return said.length * 2 ** 32 + (sum >>> 0)
}
