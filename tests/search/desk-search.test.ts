import { describe, expect, it } from 'vitest'
import type { CaseRecord } from '../../domain/cases/case.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { ArticleRecord } from '../../domain/knowledge/article.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import type { Live, QueueRow } from '../../renderer/data/repository.ts'
import { makeSealer } from '../../renderer/data/seal.ts'
import { openSealedBlocks } from '../../renderer/data/sealed-blocks.ts'
import type { Change, StoredRow } from '../../renderer/data/store-port.ts'
import type { SearchProgress } from '../../renderer/deps/search-port.ts'
import type { SearchAnswered, SearchAsked, SearchKey } from '../../renderer/search/answer-search.ts'
import { makeSearchAnswerer } from '../../renderer/search/answer-search.ts'
import { openSearch } from '../../renderer/search/open-search.ts'
import { NOON, someCase, someMessage } from '../support/records.ts'
import { searchDisk } from '../support/search-disk.ts'

const KEY: SearchKey = { profileId: 'p1', keyId: 'k1', key: new Uint8Array(32).fill(7) }
const row = (key: string, view: object): StoredRow => ({ key: key as never, server: null, view: view as never })

function live<Value>(first?: Value): Live<Value> & { set(value: Value): void } {
  let value: Value | undefined = first
  const listeners = new Set<(value: Value) => void>()
  return {
    getValue: () => value,
    subscribe(next) {
      listeners.add(next)
      if (value !== undefined) next(value)
      return { unsubscribe: () => void listeners.delete(next) }
    },
    set(next) {
      value = next
      for (const listener of listeners) listener(next)
    },
  }
}

/** A machine: its disk and its store outlive the desks that are opened on it. The worker runs beside the test. */
function machine() {
  const shelf = openMemoryShelf()
  const disk = searchDisk()
  const queue = live<QueueRow[]>([])
  const articles = live<ArticleRecord[]>([])
  const errors: unknown[] = []
  const asked: SearchAsked[] = []
  /** How often the page still has nothing else to do; then somebody works without a pause. */
  const page = { idleTimes: Infinity, isQuiet: true }

  async function write(...changes: Change[]): Promise<void> {
    await shelf.write(changes, await shelf.version(), 'relaxed')
  }
  async function put(kase: Partial<CaseRecord>, ...said: Partial<MessageRecord>[]): Promise<void> {
    const record = someCase(kase)
    const messages = said.map((each) => someMessage({ caseId: record.id, ...each }))
    await write(
      { table: 'rows', put: row(`case:${record.id}`, record) },
      ...messages.map((each): Change => ({ table: 'rows', put: row(`message:${each.id}`, each) })),
    )
    const others = (queue.getValue() ?? []).filter((each) => each.case.id !== record.id)
    queue.set([...others, { case: record, customerName: 'Nadia Osei' } as QueueRow])
  }
  function open({ key = KEY, isSlow = false, list = queue as Live<QueueRow[]> } = {}) {
    let broke = () => {}
    const held: (() => void)[] = []
    const whenIdle = (run: () => void) => void setTimeout(run, page.idleTimes-- > 0 ? 0 : 60_000).unref()
    const search = openSearch({
      key,
      shelf,
      repository: { queue: () => list, articles: () => articles, currentAt: () => live<EpochMs | null>(NOON) },
      whenIdle,
      whenQuiet: (run) => (page.isQuiet ? whenIdle(run) : undefined),
      after: () => () => undefined,
      failed: (error) => errors.push(error),
      start() {
        let tell: (answered: SearchAnswered) => void = () => {}
        const answer = makeSearchAnswerer({
          openBlocks: async ({ profileId, keyId, key: raw }) =>
            openSealedBlocks(`search-${profileId}`, await makeSealer(crypto, keyId, raw, profileId), disk.disk),
          newId: () => crypto.randomUUID(),
          pause: () => new Promise((done) => setTimeout(done)),
          failed: (error) => errors.push(error),
        })
        const settle = async (each: SearchAsked) => {
          const answered = await answer(structuredClone(each))
          if (isSlow && each.what === 'find') await new Promise<void>((go) => held.push(go))
          tell(answered)
        }
        return {
          postMessage(each) {
            asked.push(each)
            void settle(each)
          },
          hear(answered, breaks) {
            tell = answered
            broke = breaks
          },
          terminate: () => undefined,
        }
      },
    })
    const done = () =>
      new Promise<void>((resolve) => {
        search.progress.subscribe(({ isBehind, read, total }: SearchProgress) => {
          if (!isBehind && read === total && total > 0) resolve()
        })
      })
    const find = async (query: string) => (await search.find(query))?.said.map(({ caseId }) => caseId)
    return {
      search,
      done,
      find,
      breakOff: () => broke(),
      async answerOne() {
        await expect.poll(() => held.length).toBe(1)
        held.pop()?.()
      },
    }
  }
  return { put, write, open, page, queue, articles, errors, asked, disk, shelf }
}
const lamp = { id: 'lamp' as CaseId }
const told = (id: string, body: string, more: Partial<MessageRecord> = {}) => ({ id: id as MessageId, body, ...more })

describe('the search of a desk', () => {
  it('finds what was said, with the words marked, who said it, and the case', async () => {
    const { put, open } = machine()
    await put(lamp, told('m1', 'My lamp arrived.'), told('m2', 'The switch of the lamp\nis loose and flickers.'))
    const desk = open()
    await desk.done()
    expect(await desk.search.find('flicker lamp')).toMatchObject({
      saidTotal: 1,
      said: [
        {
          caseId: 'lamp',
          messageId: 'm2',
          author: { name: 'Nadia Osei' },
          row: { customerName: 'Nadia Osei' },
          more: 1,
          excerpt: [
            { text: 'The switch of the ', isHit: false },
            { text: 'lamp', isHit: true },
            { text: ' is loose and ', isHit: false },
            { text: 'flickers', isHit: true },
            { text: '.', isHit: false },
          ],
        },
      ],
    })
  })

  it('says how far it has read until it has read all', async () => {
    const { put, open } = machine()
    for (const id of ['a', 'b', 'c']) await put({ id: id as CaseId }, told(`m-${id}`, 'A lamp.'))
    const desk = open()
    const said: SearchProgress[] = []
    desk.search.progress.subscribe((progress) => said.push(progress))
    await desk.done()
    expect(said).toContainEqual({ isReading: true, isBehind: true, read: 1, total: 3 })
    expect(said.at(-1)).toEqual({ isReading: false, isBehind: false, read: 3, total: 3 })
  })

  it('reads the newest case first', async () => {
    const { put, open, asked } = machine()
    for (const [id, at] of Object.entries({ old: 1, new: 3, middle: 2 }))
      await put({ id: id as CaseId, lastCustomerMessageAt: at as EpochMs }, told(`m-${id}`, 'A lamp.'))
    await open().done()
    expect(asked.flatMap((each) => (each.what === 'hold' ? [each.caseId] : []))).toEqual(['new', 'middle', 'old'])
  })

  it('waits with what lay there for quiet, but not with what has changed', async () => {
    const { put, open, page, asked } = machine()
    const cases = Array.from({ length: 20 }, (_, at) => `c${at}`)
    for (const id of cases) await put({ id: id as CaseId }, told(`m-${id}`, 'A lamp.'))
    page.isQuiet = false
    const desk = open()
    await expect.poll(() => desk.search.progress.getValue()).toMatchObject({ read: 0, total: 20 })
    const changed = cases.slice(5, 15)
    for (const id of changed) await put({ id: id as CaseId }, told(`n-${id}`, 'A chair.'))
    await expect.poll(() => desk.find('chair')).toHaveLength(8)
    await expect.poll(() => asked.flatMap((each) => (each.what === 'hold' ? [each.caseId] : []))).toEqual(changed)
    expect(desk.search.progress.getValue()).toMatchObject({ isReading: true, read: 10, total: 20 })
  })

  it('follows what is written, taken back, and what leaves the desk', async () => {
    const { put, write, open, page, queue, asked } = machine()
    await put(lamp, told('m1', 'My lamp arrived.'))
    await put({ id: 'chair' as CaseId }, told('m9', 'A chair.'))
    const desk = open()
    await desk.done()
    page.idleTimes = 0
    await put(lamp, told('n1', 'Promised a zanzibar shade.', { visibility: 'note', receivedAt: null }))
    expect(await desk.find('zanzibar')).toEqual(['lamp'])
    await write({ table: 'rows', remove: 'message:n1' })
    await expect.poll(() => desk.find('zanzibar')).toEqual([])
    await write({ table: 'rows', remove: 'case:lamp' }, { table: 'rows', remove: 'message:m1' })
    queue.set((queue.getValue() ?? []).filter((each) => each.case.id !== 'lamp'))
    expect(await desk.search.find('lamp')).toMatchObject({ said: [], saidTotal: 0 })
    expect(asked).toContainEqual(expect.objectContaining({ what: 'drop', caseId: 'lamp' }))
    expect(await desk.find('chair')).toEqual(['chair'])
  })

  it('finds articles that have all of the words', async () => {
    const { put, open, articles } = machine()
    await put(lamp, told('m1', 'My lamp arrived.'))
    const article = { id: 'art', title: 'Loose switches', body: '**Unplug** it first.', tags: [], version: 1 }
    articles.set([article as unknown as ArticleRecord])
    const desk = open()
    await desk.done()
    await expect
      .poll(async () => (await desk.search.find('unplug switch'))?.articles)
      .toMatchObject([{ articleId: 'art', title: [{ text: 'Loose ' }, { text: 'switches', isHit: true }] }])
    expect((await desk.search.find('unplug lamp'))?.articles).toEqual([])
  })

  it('answers only the newest query, however late the older answer comes', async () => {
    const { put, open } = machine()
    await put(lamp, told('m1', 'My lamp arrived.'))
    const desk = open({ isSlow: true })
    await desk.done()
    const answers = [desk.search.find('l'), desk.search.find('la'), desk.search.find('lamp')]
    await desk.answerOne()
    await desk.answerOne()
    const [first, second, third] = await Promise.all(answers)
    expect([first, second]).toEqual([null, null])
    expect(third).toMatchObject({ query: 'lamp', said: [{ caseId: 'lamp' }] })
  })

  it('starts again when the worker breaks, and gives up after three times', async () => {
    const { put, open, asked } = machine()
    await put(lamp, told('m1', 'My lamp arrived.'))
    const desk = open()
    await desk.done()
    for (const starts of [2, 3]) {
      desk.breakOff()
      await expect.poll(() => desk.find('lamp')).toEqual(['lamp'])
      expect(asked.filter(({ what }) => what === 'open')).toHaveLength(starts)
    }
    desk.breakOff()
    expect(await desk.search.find('lamp')).toBeNull()
    expect(asked.filter(({ what }) => what === 'open')).toHaveLength(3)
  })
})

describe('the index on the disk', () => {
  async function kept() {
    const world = machine()
    await world.put(lamp, told('m1', 'My lamp arrived.'))
    await world.put({ id: 'chair' as CaseId }, told('m9', 'A chair.'))
    const desk = world.open()
    await desk.done()
    await expect.poll(async () => (await world.disk.rows()).blocks.length).toBeGreaterThan(2)
    desk.search.close()
    world.asked.length = 0
    return world
  }

  it('answers at once after a start, before anything was read again, and shows nothing that is gone', async () => {
    const world = await kept()
    await world.write({ table: 'rows', remove: 'message:m9' })
    world.page.idleTimes = 1
    const desk = world.open()
    expect(await desk.find('lamp')).toEqual(['lamp'])
    expect(await desk.search.find('chair')).toMatchObject({ said: [], saidTotal: 0 })
    expect(world.asked.filter(({ what }) => what === 'hold')).toEqual([])
  })

  it('is then brought up to date', async () => {
    const world = await kept()
    await world.put({ id: 'chair' as CaseId }, told('m10', 'Now a sofa.'))
    world.queue.set((world.queue.getValue() ?? []).filter((each) => each.case.id !== 'lamp'))
    await world.write({ table: 'rows', remove: 'case:lamp' }, { table: 'rows', remove: 'message:m1' })
    const desk = world.open()
    const progress: SearchProgress[] = []
    desk.search.progress.subscribe((each) => progress.push(each))
    await desk.done()
    // Never told as if it were read for the first time.
    expect(progress.slice(1).every(({ isReading }) => !isReading)).toBe(true)
    expect(await desk.find('sofa')).toEqual(['chair'])
    expect(world.asked.find((each) => each.what === 'retain')).toMatchObject({
      caseIds: expect.arrayContaining(['chair']),
    })
    expect(await desk.search.find('lamp')).toMatchObject({ said: [], saidTotal: 0 })
  })

  it('is not let go of before the desk knows its cases', async () => {
    const world = await kept()
    const list = live<QueueRow[]>()
    const desk = world.open({ list })
    await expect.poll(() => world.asked.map(({ what }) => what)).toContain('articles')
    list.set(world.queue.getValue() ?? [])
    await desk.done()
    expect(await desk.find('lamp')).toEqual(['lamp'])
    expect(world.asked.flatMap((each) => (each.what === 'retain' ? [each.caseIds] : []))).toEqual([
      expect.arrayContaining(['lamp', 'chair']),
    ])
  })

  it('is sealed: nothing that was said can be read there', async () => {
    const world = await kept()
    const { blocks, books } = await world.disk.rows()
    const there = Buffer.concat([...blocks, ...books].map(({ box }) => Buffer.from(box?.ct ?? new ArrayBuffer(0))))
    expect(there.length).toBeGreaterThan(200)
    // Two letters stand in a kilobyte of noise often enough.
    expect(there.toString('latin1')).not.toMatch(/lamp|chair/)
    expect(JSON.stringify([blocks, books])).not.toMatch(/lamp|chair|m1/)
  })

  const harm = (box: { ct: ArrayBuffer } | null) => void new Uint8Array(box?.ct ?? new ArrayBuffer(0)).fill(1, 10, 20)
  it.each([
    ['damaged', (_name: string) => true, KEY],
    ['sealed by another key', (_name: string) => false, { ...KEY, key: new Uint8Array(32).fill(9) }],
  ])('is thrown away and made again when it is %s', async (_, isHarmed, key) => {
    const world = await kept()
    const { blocks, books } = await world.disk.rows()
    for (const each of books.filter(({ id }) => isHarmed(id))) {
      harm(each.box)
      await world.disk.putBook(each)
    }
    for (const each of blocks.filter(({ name }) => isHarmed(name))) {
      harm(each.box)
      await world.disk.putBlock(each)
    }
    const desk = world.open({ key })
    await desk.done()
    expect(await desk.find('lamp')).toEqual(['lamp'])
    expect(world.errors).toEqual([])
    const before = blocks.map(({ name }) => name)
    await expect
      .poll(async () => (await world.disk.rows()).blocks.map(({ name }) => name))
      .not.toEqual(expect.arrayContaining(before))
    expect(await desk.find('chair')).toEqual(['chair'])
  })

  it('is made again when somebody seeks words in a block that is damaged', async () => {
    const world = await kept()
    const { blocks } = await world.disk.rows()
    for (const each of blocks.filter(({ name }) => !name.endsWith('.h'))) {
      harm(each.box)
      await world.disk.putBlock(each)
    }
    const desk = world.open()
    await desk.done()
    expect(world.asked.filter(({ what }) => what === 'open')).toHaveLength(1)
    // Whoever asks waits for the next one; it has to read again first.
    expect(await desk.search.find('lamp')).not.toBeNull()
    await expect.poll(() => desk.find('lamp')).toEqual(['lamp'])
    expect(world.asked.filter(({ what }) => what === 'open')).toHaveLength(2)
    expect(world.errors).toEqual([])
    await desk.done()
    await expect.poll(async () => (await world.disk.rows()).blocks.length).toBeGreaterThan(2)
    desk.search.close()
    world.page.idleTimes = 1
    expect(await world.open().find('chair')).toEqual(['chair'])
  })

  it('is read for the first time as long as it was never whole', async () => {
    const world = machine()
    const cases = Array.from({ length: 300 }, (_, at) => `c${at}`)
    for (const id of cases) await world.put({ id: id as CaseId }, told(`m-${id}`, 'A lamp.'))
    world.page.idleTimes = 290
    const desk = world.open()
    await expect.poll(() => world.asked.filter(({ what }) => what === 'hold').length, { timeout: 5_000 }).toBe(288)
    await expect.poll(async () => (await world.disk.rows()).blocks.length).toBeGreaterThan(2)
    desk.search.close()
    world.page.idleTimes = 1
    const again = world.open()
    expect((await again.search.find('lamp'))?.saidTotal).toBe(256)
    expect(again.search.progress.getValue()).toMatchObject({ isReading: true })
  })

  it('is in memory alone where the disk gives no database', async () => {
    const world = machine()
    await world.put(lamp, told('m1', 'My lamp arrived.'))
    world.disk.disk.indexedDB.open = () => {
      throw new Error('The disk is gone.')
    }
    const desk = world.open()
    await desk.done()
    expect(await desk.find('lamp')).toEqual(['lamp'])
    expect(String(world.errors[0])).toContain('The disk is gone.')
  })
})
