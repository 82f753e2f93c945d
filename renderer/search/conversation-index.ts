import MiniSearch from 'minisearch'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { PackedIndex } from './pack-index.ts'
import { packIndex, unpackIndex } from './pack-index.ts'
import { askedTerms, heldTerms } from './pair-words.ts'
import { isUnspaced } from './split-words.ts'

/** What was said in one message or note. `at`: when, ms since 1970. */
export type SaidText = { id: MessageId; at: number; text: string }

/** A case in which it was said. `terms`: what of it matches; `asked`: the words of the query that they answer. */
export type ConversationHit = { caseId: CaseId; terms: string[]; asked: string[] }

export type ConversationIndex = {
  /** Makes it hold exactly these messages of a case, in any order. Answers whether it held something else. */
  hold(caseId: CaseId, messages: readonly SaidText[]): boolean
  /** Lets go of a case. Answers whether it was there. */
  drop(caseId: CaseId): boolean
  caseIds(): CaseId[]
  /**
   * Best first, of equals the newer. A word may be only begun; where nothing has the words as written, they may be
   * mistyped. All words have to be in one case.
   */
  find(query: string, most: number): { hits: ConversationHit[]; total: number }
  /** All of it, to be kept on the disk. */
  toKept(): KeptConversations
}

/** The index as it lies on the disk. `samples`: how this version cuts words, which what is kept must agree with. */
export type KeptConversations = {
  format: 2
  samples: string
  blocks: [id: string, signature: string, at: number][]
  index: PackedIndex
}

type Block = { id: string; text: string }

/**
 * A case is one document, so that words said in two messages find it together. Only the thread of a very long one is cut,
 * so that one message more does not cost reading thousands again.
 */
const BLOCK = 200

/** What is as new as the newest counts so much more than what is as old as the oldest. */
const NEWEST_COUNTS = 2

/** How many letters of a word may be wrong. Two that changed places count as two. Another number is another thing. */
const mistyped = (term: string) =>
  isUnspaced(term) || /\p{N}/u.test(term) ? false : term.length > 5 ? 2 : term.length > 3 ? 1 : false

const OPTIONS = {
  fields: ['text'],
  tokenize: heldTerms,
  processTerm: (term: string) => term,
  searchOptions: {
    tokenize: askedTerms,
    combineWith: 'AND' as const,
    prefix: (term: string) => term.length > 1 || isUnspaced(term),
    // A word as it was written counts for more than one that it only begins or resembles.
    weights: { prefix: 0.5, fuzzy: 0.25 },
  },
}

const SAMPLES = heldTerms('Größe 12 送料は無料ですか。 我想申请退货 ขนส่ง').join(' ')

export const openConversations = (): ConversationIndex => makeConversations(new MiniSearch<Block>(OPTIONS), [])

/** The index that was kept. Null: it is not one, is damaged, or words were cut otherwise then. */
export function readConversations(kept: unknown): ConversationIndex | null {
  try {
    const { format, samples, blocks, index } = kept as KeptConversations
    if (format !== 2 || samples !== SAMPLES) return null
    const read = unpackIndex<Block>(index, OPTIONS)
    if (read.documentCount !== blocks.length || !blocks.every(([id]) => read.has(id))) return null
    return makeConversations(read, blocks)
  } catch {
    return null
  }
}

function makeConversations(index: MiniSearch<Block>, known: KeptConversations['blocks']): ConversationIndex {
  const blocks = new Map(known.map(([id, signature, at]) => [id, { signature, at }]))
  const blockCounts = new Map<CaseId, number>()
  let [oldest, newest] = [Infinity, -Infinity]
  for (const [id, { at }] of blocks) count(id, at)

  function count(id: string, at: number): void {
    const caseId = caseOf(id)
    blockCounts.set(caseId, Math.max(blockCounts.get(caseId) ?? 0, Number(id.slice(caseId.length + 1)) + 1))
    oldest = Math.min(oldest, at)
    newest = Math.max(newest, at)
  }
  function letGo(id: string): void {
    index.discard(id)
    blocks.delete(id)
  }
  function put(id: string, said: readonly SaidText[]): boolean {
    // A message is written once and never changed.
    const signature = signatureOf(said)
    if (blocks.get(id)?.signature === signature) return false
    if (blocks.has(id)) letGo(id)
    const at = Math.max(...said.map((each) => each.at))
    index.add({ id, text: said.map(({ text }) => text).join('\n\n') })
    blocks.set(id, { signature, at })
    count(id, at)
    return true
  }
  const weightOf = (id: string) => {
    const at = blocks.get(id)?.at ?? oldest
    return 1 + (NEWEST_COUNTS - 1) * (newest > oldest ? (at - oldest) / (newest - oldest) : 0)
  }

  return {
    hold(caseId, messages) {
      const said = messages.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      const before = blockCounts.get(caseId) ?? 0
      const wanted = Math.ceil(said.length / BLOCK)
      let isChanged = false
      for (let at = 0; at < wanted; at += 1)
        isChanged = put(`${caseId} ${at}`, said.slice(at * BLOCK, (at + 1) * BLOCK)) || isChanged
      for (let at = wanted; at < before; at += 1) letGo(`${caseId} ${at}`)
      if (wanted === 0) blockCounts.delete(caseId)
      else blockCounts.set(caseId, wanted)
      return isChanged || before > wanted
    },
    drop(caseId) {
      const held = blockCounts.get(caseId) ?? 0
      for (let at = 0; at < held; at += 1) letGo(`${caseId} ${at}`)
      return blockCounts.delete(caseId)
    },
    caseIds: () => [...blockCounts.keys()],
    find(query, most) {
      const options = { boostDocument: weightOf }
      const asWritten = index.search(query, options)
      const found = asWritten.length > 0 ? asWritten : index.search(query, { ...options, fuzzy: mistyped })
      const hits = new Map<CaseId, ConversationHit>()
      for (const { id, terms, queryTerms } of found) {
        const caseId = caseOf(id as string)
        if (!hits.has(caseId)) hits.set(caseId, { caseId, terms, asked: queryTerms })
      }
      return { hits: [...hits.values()].slice(0, most), total: hits.size }
    },
    toKept: () => ({
      format: 2,
      samples: SAMPLES,
      blocks: [...blocks].map(([id, { signature, at }]) => [id, signature, at]),
      index: packIndex(index),
    }),
  }
}

function signatureOf(said: readonly SaidText[]): string {
  let sum = 0
  for (const { id } of said)
    for (let at = 0; at < id.length; at += 1) sum = (Math.imul(sum, 31) + id.charCodeAt(at)) | 0
  return `${said.length} ${(sum >>> 0).toString(36)}`
}

const caseOf = (blockId: string) => blockId.slice(0, blockId.lastIndexOf(' ')) as CaseId
