import { describe, expect, it } from 'vitest'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { ConversationIndex, SaidText } from '../../renderer/search/conversation-index.ts'
import { openConversations } from '../../renderer/search/conversation-index.ts'
import { askedTerms, heldTerms } from '../../renderer/search/pair-words.ts'
import type { Rng } from '../simulation/rng.ts'
import { seededRng } from '../simulation/rng.ts'
import { lettersWrong } from '../support/letters-wrong.ts'
import { searchDisk } from '../support/search-disk.ts'

const WORDS =
  'lamp lamps lampshade clamp refund refunds Größe zip a 48213 48214 送料 退货运费 返品したい zanzibar'.split(' ')
const QUERIES =
  'lamp lam lampshad lamsp rufund zanzibra zip x a 48213 48215 grosse 送料 退货 返品 lamp,refund zip,送料 clamp,a'
    .split(' ')
    .map((query) => query.replace(',', ' '))

/** What lies in the store, and what has to be found in it: every case is looked through, word by word. */
type Store = Map<CaseId, SaidText[]>
function foundIn(store: Store, query: string): CaseId[] {
  const asked = askedTerms(query)
  const has = (said: readonly SaidText[], isEnough: (term: string, word: string) => boolean) => {
    const terms = said.flatMap(({ text }) => heldTerms(text))
    return asked.every((word) => terms.some((term) => isEnough(term, word)))
  }
  const isWritten = (term: string, word: string) =>
    word.length > 1 || /[^\p{ASCII}]/u.test(word) ? term.startsWith(word) : term === word
  const isNear = (term: string, word: string) => {
    const most = /[\p{N}]|[^\p{ASCII}]/u.test(word) ? 0 : word.length > 5 ? 2 : word.length > 3 ? 1 : 0
    return isWritten(term, word) || lettersWrong(term, word) <= most
  }
  const found = (isEnough: typeof isNear) => [...store].flatMap(([id, said]) => (has(said, isEnough) ? [id] : []))
  const written = found(isWritten)
  return written.length > 0 ? written : found(isNear)
}

async function same(index: ConversationIndex, store: Store): Promise<void> {
  for (const query of QUERIES) {
    const { hits, total } = await index.find(query, 1_000)
    expect([query, ...hits.map(({ caseId }) => caseId).sort()]).toEqual([query, ...foundIn(store, query).sort()])
    expect(total).toBe(hits.length)
    for (const { caseId, terms, asked } of hits) {
      const held = new Set((store.get(caseId) ?? []).flatMap(({ text }) => heldTerms(text)))
      expect(asked).toEqual(askedTerms(query))
      expect(terms.length).toBeGreaterThan(0)
      for (const term of terms) expect(held).toContain(term)
    }
  }
}

/** The desk tells everything that it has, as at each start. */
async function tellAll(index: ConversationIndex, store: Store): Promise<void> {
  for (const caseId of index.caseIds()) if (!store.has(caseId)) await index.drop(caseId)
  for (const [caseId, said] of store) await index.hold(caseId, said)
}

let ids = 0
const failed = (error: unknown) => {
  throw error
}
async function openOn(disk: ReturnType<typeof searchDisk>): Promise<ConversationIndex> {
  return openConversations({ blocks: await disk.open(), newId: () => `s${(ids += 1)}`, failed, most: 4 })
}

/** Something happens in the store. Returns what a desk is told of it. */
function change(store: Store, rng: Rng): (index: ConversationIndex) => Promise<unknown> {
  const caseId = `case${rng.below(25)}` as CaseId
  const before = store.get(caseId) ?? []
  if (rng.chance(0.15)) {
    store.delete(caseId)
    return (index) => index.drop(caseId)
  }
  const text = Array.from({ length: 1 + rng.below(3) }, () => rng.pick(WORDS)).join(' ')
  const message: SaidText = { id: `m${(ids += 1)}` as MessageId, at: 1 + rng.below(1_000), text }
  const said = rng.chance(0.2) ? before.slice(1) : [...before, message]
  if (said.length === 0) store.delete(caseId)
  else store.set(caseId, said)
  return (index) => index.hold(caseId, said)
}

describe('whatever happens to an index', () => {
  it.each(Array.from({ length: 8 }, (_, seed) => seed))(
    'it finds what a walk through the store finds (%i)',
    async (seed) => {
      const rng = seededRng(seed)
      const disk = searchDisk()
      const store: Store = new Map()
      let index = await openOn(disk)
      for (let left = 120; left > 0; left -= 1) {
        const happens = rng.below(10)
        if (happens < 7) await change(store, rng)(index)
        else if (happens === 7) await index.save()
        else if (happens === 8) for (let steps = rng.below(6); steps > 0; steps -= 1) await index.tidy()
        else if (rng.chance(0.3)) {
          // The program ended without a word.
          index = await openOn(disk)
          await tellAll(index, store)
        }
        if (left % 12 === 0) await same(index, store)
      }
      for (let left = 20; left > 0 && (await index.tidy()); left -= 1) await change(store, rng)(index)
      while (await index.tidy());
      await same(index, store)
      expect(index.caseIds().sort()).toEqual([...store.keys()].sort())
      await index.save()
      await same(await openOn(disk), store)
    },
  )

  it.each(Array.from({ length: 8 }, (_, seed) => seed))(
    'two windows at once leave one that is whole (%i)',
    async (seed) => {
      const rng = seededRng(1_000 + seed)
      const disk = searchDisk()
      const store: Store = new Map()
      const windows = [await openOn(disk), await openOn(disk)]
      for (let left = 80; left > 0; left -= 1) {
        const window = rng.below(2)
        const index = windows[window] as ConversationIndex
        const happens = rng.below(10)
        // The other window does not know of it.
        if (happens < 6) await change(store, rng)(index)
        else if (happens === 6) await index.save()
        else if (happens === 7) await Promise.all(windows.map((each) => each.tidy()))
        else if (happens === 8) await index.find(rng.pick(QUERIES), 3)
        else if (rng.chance(0.3)) windows[window] = await openOn(disk)
      }
      // Some time later each has read everything again.
      for (const index of [...windows, ...windows]) {
        await tellAll(index, store)
        await index.save()
      }
      for (const index of [...windows, await openOn(disk)]) await same(index, store)
      for (const index of windows) while (await index.tidy());
      for (const index of [...windows, await openOn(disk)]) await same(index, store)
    },
  )
})
