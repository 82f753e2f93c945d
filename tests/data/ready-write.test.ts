import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { Ms } from '../../domain/kernel/time.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import { openDexieShelf } from '../../renderer/data/dexie/dexie-shelf.ts'
import { openRepository } from '../../renderer/data/open-repository.ts'
import { makeSealer } from '../../renderer/data/seal.ts'
import { openStore } from '../../renderer/data/store.ts'
import { rowOf, somePage } from '../support/pages.ts'
import { ana, NOON, someCase, someMutation } from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

const CASE = someCase().id as CaseId
const tag = (name: string) => someMutation('case.tag.add', { caseId: CASE, tag: name })
const sealer = await makeSealer(globalThis.crypto, 'k1', new Uint8Array(32).fill(7), 'profile0001')
const rested = () => new Promise((done) => setTimeout(done, 30))

/** Two windows on one database, and the journal of the first, which answers when it is let. */
async function world() {
  const indexedDB = new IDBFactory()
  const open = () => openDexieShelf('evenkeel-test', sealer, { indexedDB, IDBKeyRange })
  const [shelf, otherShelf] = [await open(), await open()] as const
  const [store, other] = [openStore(shelf, ana, freshMeta), openStore(otherShelf, ana, freshMeta)] as const
  await store.applyPage(somePage([rowOf('case', someCase(), 1)]), NOON)
  const journal: JournalEntry[] = []
  let answer = (_takes: boolean) => {}
  let isHeld = false
  let made = 0
  let sent = 0
  const repository = openRepository({
    store,
    desk: {
      async call(_name: string, { entries }: { entries: JournalEntry[] }) {
        const takes = !isHeld || (await new Promise<boolean>((told) => (answer = told)))
        if (!takes) return { ok: false, failure: { kind: 'disk', code: 'full', detail: 'No room.' } }
        journal.push(...entries)
        return { ok: true, value: { seq: journal.length } }
      },
    } as never,
    actor: ana,
    now: () => NOON,
    newId: () => `id-${++made}`,
    stamp: () => ({ at: NOON, offsetMs: null, monotonicMs: 0 as Ms }),
    committed: () => void sent++,
  })
  return {
    shelf,
    store,
    other,
    repository,
    hold: () => (isHeld = true),
    answer: (takes: boolean) => answer(takes),
    sent: () => sent,
    async feed(tagged: string) {
      const page = somePage([rowOf('case', someCase({ tags: [tagged] }), 2)], { base: { '0': 1 } })
      expect(await store.applyPage(page, NOON)).toBe('applied')
    },
    tags: async () => (await otherShelf.get('rows', [`case:${CASE}`]))[0]?.view?.['tags'],
    orders: async () => (await other.outbox()).map(({ order }) => order),
  }
}

let at: Awaited<ReturnType<typeof world>>
beforeEach(async () => {
  at = await world()
})

describe('what is made ready to be written', () => {
  it('is nowhere until it is written', async () => {
    const write = await at.store.readyIntents([{ mutation: tag('late'), order: 1 }], [], [])
    expect([await at.orders(), await at.store.outbox(), await at.tags()]).toEqual([[], [], []])
    expect(await write?.('relaxed')).toBe(1)
    expect([await at.orders(), await at.tags()]).toEqual([[1], ['late']])
  })

  it('is not written over what came meanwhile, from this window or another', async () => {
    for (const between of [at.store, at.other]) {
      const before = await at.orders()
      const mine = { mutation: tag(`mine ${before.length}`), order: before.length + 2 }
      const write = await at.store.readyIntents([mine], [], [])
      await between.commitIntents([{ mutation: tag(`theirs ${before.length}`), order: before.length + 1 }])
      expect(await write?.('relaxed')).toBeNull()
      expect(await at.orders()).toEqual([...before, before.length + 1])
    }
  })
})

describe('an action on its way into the journal', () => {
  it('is in no store before the journal has it on the disk', async () => {
    at.hold()
    const kept = at.repository.commit('case.tag.add', { caseId: CASE, tag: 'late' })
    await rested()
    expect([await at.orders(), await at.store.outbox(), await at.tags(), at.sent()]).toEqual([[], [], [], 0])
    at.answer(true)
    expect(await kept).toMatchObject({ ok: true, value: { kept: 'journal' } })
    expect([await at.orders(), await at.tags(), at.sent()]).toEqual([[1], ['late'], 1])
  })

  it('is never in the store where the journal refuses it', async () => {
    at.hold()
    const kept = at.repository.commit('case.tag.add', { caseId: CASE, tag: 'late' })
    await rested()
    at.answer(false)
    expect(await kept).toEqual({ ok: false, refusal: 'disk-full' })
    await rested()
    expect([await at.orders(), await at.tags(), at.sent()]).toEqual([[], [], 0])
  })

  it('is kept once, on top of what another window and the feed have written meanwhile', async () => {
    at.hold()
    const kept = at.repository.commit('case.tag.add', { caseId: CASE, tag: 'mine' })
    await rested()
    await at.other.commitIntents([{ mutation: tag('theirs'), order: 1 }])
    await at.feed('fed')
    at.answer(true)
    expect((await kept).ok).toBe(true)
    expect([await at.orders(), await at.tags()]).toEqual([
      [1, 2],
      ['fed', 'theirs', 'mine'],
    ])
  })

  it('goes to the server after what another window has kept meanwhile, as it is shown', async () => {
    at.hold()
    const kept = at.repository.commit('case.setStatus', { caseId: CASE, status: 'solved' })
    await rested()
    const theirs = { ...someMutation('case.setStatus', { caseId: CASE, status: 'pending' }), id: 'z-theirs' as never }
    await at.other.commitIntents([{ mutation: theirs }])
    at.answer(true)
    expect((await kept).ok).toBe(true)
    expect((await at.shelf.get('rows', [`case:${CASE}`]))[0]?.view).toMatchObject({ status: 'solved' })
    const { items } = await at.other.seal(50, 1_000_000, NOON)
    expect(items.map(({ n, mutation }) => [n, (mutation.args as { status: string }).status])).toEqual([
      [1, 'pending'],
      [2, 'solved'],
    ])
  })

  it('holds up nothing else that is written meanwhile', async () => {
    at.hold()
    const kept = at.repository.commit('case.tag.add', { caseId: CASE, tag: 'late' })
    await rested()
    await at.feed('fed')
    expect(await at.tags()).toEqual(['fed'])
    at.answer(true)
    expect((await kept).ok).toBe(true)
  })
})
