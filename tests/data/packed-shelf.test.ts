import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { MessageId } from '../../domain/kernel/ids.ts'
import type { DexieOptions, DexieShelf } from '../../renderer/data/dexie/dexie-shelf.ts'
import { openDexieShelf } from '../../renderer/data/dexie/dexie-shelf.ts'
import { logId } from '../../renderer/data/dexie/connect.ts'
import { makeDatabase } from '../../renderer/data/dexie/make-database.ts'
import { linesPlace, pagePlace } from '../../renderer/data/dexie/log-lines.ts'
import { readCase, readThread } from '../../renderer/data/read-case.ts'
import { readRows } from '../../renderer/data/read-rows.ts'
import type { Sealed, Sealer } from '../../renderer/data/seal.ts'
import { makeSealer } from '../../renderer/data/seal.ts'
import { openStore } from '../../renderer/data/store.ts'
import type { Shelf } from '../../renderer/data/store-port.ts'
import { KeepError } from '../../renderer/data/store-port.ts'
import { asCame, exitOf, rowOf, somePage } from '../support/pages.ts'
import { ana, NOON, someCase, someCustomer, someMessage, someMutation, someQueue } from '../support/records.ts'
import { disk, limitDisk } from './support/failing-disk.ts'
import {
  type Act,
  asItSays,
  linesSaying,
  listing,
  play,
  put,
  someActs,
  someRow,
  sorted,
} from './support/play-packed.ts'
import { firstBlockOf, freshMeta, readDisk, spoil } from './support/sealed-disk.ts'

const NAME = 'evenkeel-test'

const undo = limitDisk()
afterAll(undo)
afterEach(() => {
  disk.valuesLeft = Number.POSITIVE_INFINITY
})

const sealer = await makeSealer(globalThis.crypto, 'k1', new Uint8Array(32).fill(7), 'profile0001')
const reader = async () => asItSays
const openOn = (indexedDB: IDBFactory): Promise<DexieShelf> =>
  // So few that a folding goes on from one to the next.
  openDexieShelf(NAME, sealer, { indexedDB, IDBKeyRange, listing, foldedAtOnce: 150, reader })

const playAnew = (acts: readonly Act[]) => {
  const indexedDB = new IDBFactory()
  return play(acts, () => openOn(indexedDB))
}

/** Rows go over to another case while the folding that brings them there ends between the two cases, once and again. */
const movedWhileFolding: Act[] = [
  { do: 'many', window: 0, kind: 'customer', from: 0, count: 50, at: 1 },
  { do: 'stop-folding', window: 0, after: 1 },
  { do: 'many', window: 0, kind: 'customer', from: 0, count: 50, at: 0 },
  {
    do: 'write',
    window: 0,
    rows: [
      { kind: 'delivery', id: 0, at: 1, body: 'a', isGone: false },
      { kind: 'case', id: 0, at: 0, body: 'a', isGone: false },
    ],
  },
  { do: 'fail-folding', window: 0, after: 4 },
  { do: 'stop-folding', window: 0, after: 3 },
]

/** A sealer that can be stopped before it seals what lies at certain places. */
function holdSealing() {
  const gates = new Map<string, { opened: Promise<void>; open(): void; reached: Promise<void>; reach(): void }>()
  const makeGate = () => {
    let [open, reach] = [() => {}, () => {}]
    const opened = new Promise<void>((done) => (open = done))
    const reached = new Promise<void>((done) => (reach = done))
    return { opened, open, reached, reach }
  }
  const gateAt = (place: string) => [...gates].find(([prefix]) => place.startsWith(prefix))?.[1]
  const held =
    (how: 'seal' | 'sealSmall'): Sealer['seal'] =>
    async (place, value) => {
      const gate = gateAt(place)
      gate?.reach()
      await gate?.opened
      return sealer[how](place, value)
    }
  return {
    sealer: { ...sealer, seal: held('seal'), sealSmall: held('sealSmall') } satisfies Sealer,
    hold: (prefix: string) => void gates.set(prefix, makeGate()),
    isHeld: (prefix: string) => gates.get(prefix)?.reached,
    release: (prefix: string) => gates.get(prefix)?.open(),
  }
}

/** Of each part of the log: whether it says where lines lie that are kept as they came. */
async function linesOnDisk(indexedDB: IDBFactory): Promise<boolean[]> {
  const pages = (await readDisk(indexedDB, NAME, 'pages')).map(({ id }) => id)
  return (await readDisk(indexedDB, NAME, 'log')).map(({ id }) => pages.includes(id))
}

/** Of cases and messages, either of which is too large for LevelDB. */
const largePage = () =>
  Array.from({ length: 300 }, (_, at) => {
    const body = randomBytes(300).toString('base64')
    return [
      rowOf('case', someCase({ id: `c-${at}` as never, subject: body }), 1),
      rowOf('message', someMessage({ id: `m-${at}` as never, caseId: `c-${at}` as never, body }), 1),
    ]
  }).flat()

describe('the packed rows', () => {
  it('read like rows that lie one by one, whatever is written, folded, cut short and opened again', async () => {
    await fc.assert(fc.asyncProperty(someActs, playAnew), {
      numRuns: 60,
      examples: [[movedWhileFolding]],
    })
  }, 120_000)

  it('are taken from memory only where no other window has written since', async () => {
    const indexedDB = new IDBFactory()
    const [one, other] = [await openOn(indexedDB), await openOn(indexedDB)] as const
    const stores = [one, other].map((shelf) => openStore(shelf, ana, freshMeta))
    const [here, there] = stores as [ReturnType<typeof openStore>, ReturnType<typeof openStore>]
    await here.applyPage(somePage([rowOf('case', someCase(), 1)]), NOON)
    const tag = (name: string) => someMutation('case.tag.add', { caseId: someCase().id, tag: name })
    await here.commitIntents([{ mutation: tag('one'), order: 1 }])
    await there.commitIntents([{ mutation: tag('two'), order: 2 }])
    // This window has not heard of the second.
    await here.commitIntents([{ mutation: tag('three'), order: 3 }])
    expect((await here.outbox()).map(({ order }) => order)).toEqual([1, 2, 3])
    const [row] = await other.get('rows', ['case:c-7'])
    expect(row?.view?.['tags']).toEqual(['one', 'two', 'three'])
    one.close()
    other.close()
  })

  it('that the feed brought are kept as they came, where nothing of the desk lies on them', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    const store = openStore(shelf, ana, freshMeta)
    const many = Array.from({ length: 600 }, (_, at) => [
      rowOf('case', someCase({ id: `c-${at}` as never, subject: `Où est le nº ${at} ?` }), 1),
      rowOf('message', someMessage({ id: `m-${at}` as never, caseId: `c-${at}` as never }), 1),
    ]).flat()
    await store.applyPage(await asCame(somePage(many, { cursor: { '0': 1 }, more: true })), NOON)
    // Cases, and messages.
    expect(await readDisk(indexedDB, NAME, 'pages')).toHaveLength(2)
    expect(await linesOnDisk(indexedDB)).toEqual([true])
    const expected = sorted(await shelf.all('rows'))
    expect(expected).toEqual(
      sorted(
        many.map(({ e, id, d, rev, shard, seq, s }) => {
          return { key: `${e}:${id}` as never, server: { record: d as {}, rev, shard, seq, scopes: s }, view: d }
        }),
      ),
    )

    // Something waits on one of them: what is shown is no longer what came.
    const tag = someMutation('case.tag.add', { caseId: 'c-7' as never, tag: 'late' })
    await store.commitIntents([{ mutation: tag, order: 1 }])
    const newer = somePage([rowOf('case', someCase({ id: 'c-7' as never, subject: 'anew' }), 2)], {
      base: { '0': 1 },
      cursor: { '0': 2 },
      more: true,
    })
    await store.applyPage(await asCame(newer), NOON)
    // One left; the others came in a page that says more than its rows.
    const left = somePage([exitOf('case', 'c-8', 3), rowOf('case', someCase({ id: 'c-9' as never }), 3)], {
      base: { '0': 2 },
      cursor: { '0': 3 },
      more: true,
    })
    await store.applyPage(await asCame(left), NOON)
    expect(await linesOnDisk(indexedDB)).toEqual([true, false, false, false])
    const rows = sorted(await shelf.all('rows'))
    expect(rows.find(({ key }) => key === 'case:c-7')?.view).toMatchObject({ subject: 'anew', tags: ['late'] })
    shelf.close()
    const again = await openOn(indexedDB)
    expect(sorted(await again.all('rows'))).toEqual(rows)
    await again.fold()
    expect(sorted(await again.all('rows'))).toEqual(rows)
    for (const table of ['log', 'pages']) expect(await readDisk(indexedDB, NAME, table)).toEqual([])
    again.close()
  })

  it('that the feed brought show what waits on them, go with their scope and come back, read or not', async () => {
    const shelf = await openOn(new IDBFactory())
    const store = openStore(shelf, ana, freshMeta)
    const many = (seq: number, subject: string) =>
      Array.from({ length: 300 }, (_, at) => rowOf('case', someCase({ id: `c-${at}` as never, subject }), seq))
    const apply = async (seq: number, changes: ReturnType<typeof rowOf>[], scopes = ['queue:orders']) => {
      const about = { base: { '0': seq - 1 }, cursor: { '0': seq }, scopes }
      expect(await store.applyPage(await asCame(somePage(changes, about)), NOON)).toBe('applied')
    }
    const shownOf = async (id: string) => (await shelf.get('rows', [`case:${id}`]))[0]?.view

    const tag = someMutation('case.tag.add', { caseId: 'c-7' as never, tag: 'late' })
    await store.commitIntents([{ mutation: tag, order: 1 }])
    await apply(1, many(1, 'first'))
    expect(await shownOf('c-7')).toMatchObject({ subject: 'first', tags: ['late'] })
    expect(await shownOf('c-8')).toMatchObject({ subject: 'first', tags: [] })
    await store.remove(tag.id, ['waiting'], null)
    expect(await shownOf('c-7')).toMatchObject({ subject: 'first', tags: [] })

    await apply(2, many(2, 'second'))
    expect(await shownOf('c-7')).toMatchObject({ subject: 'second' })
    // An action on a row that was not read when it came.
    await store.commitIntents([{ mutation: tag, order: 2 }])
    expect(await shownOf('c-7')).toMatchObject({ subject: 'second', tags: ['late'] })
    await store.remove(tag.id, ['waiting'], null)

    const others = many(3, 'third').map((row) => ({ ...row, id: `other-${row.id}`, s: ['queue:returns'] }))
    await apply(3, others as never, ['queue:returns'])
    expect((await shelf.all('rows')).every(({ key }) => key.startsWith('case:other-'))).toBe(true)
    shelf.close()
  })

  it('of a page are found in the blocks where another window has folded it before they were looked at', async () => {
    const indexedDB = new IDBFactory()
    const [folding, reading] = [await openOn(indexedDB), await openOn(indexedDB)]
    const rows = Array.from({ length: 20 }, (_, at) => someRow('message', `${at + 10}`, 'c-1'))
    await folding.write(rows.map(put), 0, 'relaxed', linesSaying(rows))
    // It knows where they lie, and has opened none.
    expect(await reading.get('rows', ['message:none'])).toEqual([undefined])
    expect(await folding.fold()).toBe('folded')
    expect(sorted(await reading.rows({ caseId: 'c-1' }))).toEqual(rows)
    expect(reading.damaged()).toEqual([])
    folding.close()
    reading.close()
  })

  it('that go from a list while it is folded are not put back with what came before', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    const some = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => put(someRow('case', `c-${1_000 + from + at}`, `c-${1_000 + from + at}`)))
    // More than is folded at once, and then less.
    await shelf.write(some(0, 160), 0, 'relaxed')
    await shelf.write(some(160, 100), 1, 'relaxed')
    const leaving: Promise<unknown>[] = []
    const outcome = await shelf.fold(() => {
      if (leaving.length === 0) leaving.push(shelf.write([{ table: 'rows', remove: 'case:c-1005' }], 2, 'relaxed'))
      return true
    })
    expect([outcome, await leaving[0]]).toEqual(['folded', 'written'])
    expect(await readDisk(indexedDB, NAME, 'log')).toEqual([])
    expect(await shelf.all('rows')).toHaveLength(259)
    expect(await shelf.rows({ kind: 'case' })).toHaveLength(259)
    shelf.close()
  })

  it('of a page that was kept before there were chunks are read as one', async () => {
    const indexedDB = new IDBFactory()
    const rows = Array.from({ length: 250 }, (_, at) => someRow('message', `${at + 100}`, 'c-1'))
    const shelf = await openOn(indexedDB)
    await shelf.write(rows.map(put), 0, 'relaxed', linesSaying(rows))
    shelf.close()
    await spoil(indexedDB, NAME, 'log', logId(1, 0), ({ id, parts }) => ({
      id,
      parts: (parts as { keys: string; cases: string; ends: Uint32Array }[]).map(({ keys, cases, ends }) => ({
        keys,
        cases,
        ends,
      })),
    }))
    const again = await openOn(indexedDB)
    expect(sorted(await again.rows({ caseId: 'c-1' }))).toEqual(rows)
    expect(again.damaged()).toEqual([])
    again.close()
  })

  it('that version 5 kept as lines in the log are read there, and go from there into blocks', async () => {
    const indexedDB = new IDBFactory()
    const rows = ['c-1', 'c-2'].map((id) => someRow('case', id, id))
    const shelf = await openOn(indexedDB)
    await shelf.write(rows.map(put), 0, 'relaxed')
    shelf.close()
    const bytes = linesSaying(rows).map((part) => new Uint8Array(inflateRawSync(part.small)))
    const box = await sealer.sealBytes(linesPlace(logId(1, 0)), new Uint8Array(Buffer.concat(bytes)))
    await spoil(indexedDB, NAME, 'log', logId(1, 0), ({ id, keys }) => ({ id, keys, box, lines: true }))
    const again = await openOn(indexedDB)
    expect(sorted(await again.all('rows'))).toEqual(rows)
    expect(await again.fold()).toBe('folded')
    expect(await readDisk(indexedDB, NAME, 'log')).toEqual([])
    expect(sorted(await again.all('rows'))).toEqual(rows)
    again.close()
  })

  it('of a page that cannot be read any more count as absent, and only those of which nothing newer has come', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    const store = openStore(shelf, ana, freshMeta)
    const many = Array.from({ length: 300 }, (_, at) => rowOf('case', someCase({ id: `c-${at}` as never }), 1))
    await store.applyPage(await asCame(somePage(many, { cursor: { '0': 1 }, more: true })), NOON)
    const newer = [rowOf('case', someCase({ id: 'c-7' as never, subject: 'anew' }), 2)]
    await store.applyPage(somePage(newer, { base: { '0': 1 }, cursor: { '0': 2 } }), NOON)
    shelf.close()
    await spoil(indexedDB, NAME, 'pages', logId(1, 0))
    const again = await openOn(indexedDB)
    expect(again.damaged()).toEqual([])
    expect((await again.rows({ kind: 'case' })).map(({ key }) => key)).toEqual(['case:c-7'])
    expect(await again.get('rows', ['case:c-8'])).toEqual([undefined])
    expect(again.damaged()).toHaveLength(300)
    expect(await again.fold()).toBe('damaged')
    await openStore(again, ana, freshMeta).fetchAnew()
    expect(await readDisk(indexedDB, NAME, 'pages')).toEqual([])
    expect(await again.fold()).toBe('folded')
    again.close()
  })

  it('of large pages lie in one record, and are found there one part at a time', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    const many = largePage()
    await openStore(shelf, ana, freshMeta).applyPage(
      await asCame(somePage(many, { cursor: { '0': 1 }, more: true })),
      NOON,
    )
    const pages = await readDisk(indexedDB, NAME, 'pages')
    expect(pages.map(({ id, boxes }) => [id, (boxes as unknown[]).length])).toEqual([[logId(1, 0), 2]])
    const rows = sorted(await shelf.all('rows'))
    expect(rows).toHaveLength(many.length)
    shelf.close()
    const again = await openOn(indexedDB)
    expect((await again.rows({ caseId: 'c-7' })).map(({ key }) => key)).toEqual(['case:c-7', 'message:m-7'])
    expect(sorted(await again.all('rows'))).toEqual(rows)
    expect(await again.fold()).toBe('folded')
    expect(await readDisk(indexedDB, NAME, 'pages')).toEqual([])
    expect(sorted(await again.all('rows'))).toEqual(rows)
    again.close()
  })

  it('of large pages that version 6 kept part by part are read as they lie, and folded', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    const page = somePage(largePage(), { cursor: { '0': 1 }, more: true })
    await openStore(shelf, ana, freshMeta).applyPage(await asCame(page), NOON)
    const rows = sorted(await shelf.all('rows'))
    shelf.close()
    const older = new IDBFactory()
    await makeDatabase(NAME, 6, older, IDBKeyRange)
    const kept = async (table: string) => readDisk(indexedDB, NAME, table)
    const boxes = (await kept('pages')).flatMap((record) => record['boxes'] as Sealed[])
    const parts = boxes.map((box, at) => ({ id: logId(1, at), box }))
    const log = (await kept('log')).map((names) => ({ ...names, isOne: undefined }))
    const left = { pages: parts, log, counter: await kept('counter'), meta: await kept('meta') }
    for (const [table, records] of Object.entries(left))
      for (const record of records) await spoil(older, NAME, table, record.id, () => record)
    const again = await openOn(older)
    expect(sorted(await again.all('rows'))).toEqual(rows)
    expect(await again.fold()).toBe('folded')
    expect(sorted(await again.all('rows'))).toEqual(rows)
    for (const table of ['log', 'pages']) expect(await readDisk(older, NAME, table)).toEqual([])
    again.close()
  })

  it.each([
    ['the first', 0, 'message:m-7'],
    ['another', 1, 'case:c-7'],
  ])('of large pages of which %s part is damaged are there but for that one', async (_, part, left) => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    const page = somePage(largePage(), { cursor: { '0': 1 }, more: true })
    await openStore(shelf, ana, freshMeta).applyPage(await asCame(page), NOON)
    shelf.close()
    await spoil(indexedDB, NAME, 'pages', logId(1, 0), ({ boxes, ...record }) => {
      const spoilt = (boxes as Sealed[]).map((box, at) => (at === part ? { ...box, ct: new ArrayBuffer(40) } : box))
      return { ...record, boxes: spoilt }
    })
    const again = await openOn(indexedDB)
    expect((await again.rows({ caseId: 'c-7' })).map(({ key }) => key)).toEqual([left])
    expect(again.damaged()).toHaveLength(301)
    expect(await again.fold()).toBe('damaged')
    await openStore(again, ana, freshMeta).fetchAnew()
    // The other one lies beside it still.
    expect(await readDisk(indexedDB, NAME, 'pages')).toHaveLength(1)
    expect((await again.rows({ caseId: 'c-8' })).map(({ key }) => key)).toEqual([left.replace('7', '8')])
    expect(await again.fold()).toBe('folded')
    expect(await readDisk(indexedDB, NAME, 'pages')).toEqual([])
    expect((await again.rows({ caseId: 'c-8' })).map(({ key }) => key)).toEqual([left.replace('7', '8')])
    again.close()
  })

  it('that cannot be inflated any more count as absent, too', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openDexieShelf(NAME, sealer, { indexedDB, IDBKeyRange })
    const store = openStore(shelf, ana, freshMeta)
    const many = Array.from({ length: 300 }, (_, at) => rowOf('case', someCase({ id: `c-${at}` as never }), 1))
    await store.applyPage(await asCame(somePage(many, { cursor: { '0': 1 } })), NOON)
    shelf.close()
    const id = logId(1, 0)
    const box = await sealer.sealBytes(pagePlace(id), new Uint8Array([7, 7, 7]))
    await spoil(indexedDB, NAME, 'pages', id, (found) => ({ ...found, box }))
    const again = await openDexieShelf(NAME, sealer, { indexedDB, IDBKeyRange })
    expect(await again.rows({ kind: 'case' })).toEqual([])
    expect(again.damaged()).toHaveLength(300)
    again.close()
  })

  it('of which one says no record that is known are there without it, until it is fetched again', async () => {
    const indexedDB = new IDBFactory()
    const open = () => openDexieShelf(NAME, sealer, { indexedDB, IDBKeyRange })
    const shelf = await open()
    const store = openStore(shelf, ana, freshMeta)
    const many = Array.from({ length: 300 }, (_, at) => rowOf('case', someCase({ id: `c-${at}` as never }), 1))
    many[7] = { ...(many[7] as (typeof many)[0]), d: { ...someCase({ id: 'c-7' as never }), status: 'lost' } }
    const told: unknown[] = []
    shelf.watch((changes) => {
      for (const change of changes ?? []) if ('put' in change && change.table === 'rows') told.push(change.put.view)
    })
    expect(await store.applyPage(await asCame(somePage(many, { cursor: { '0': 1 }, more: true })), NOON)).toBe(
      'applied',
    )
    expect(told.filter((view) => view === null)).toHaveLength(1)
    const isThere = async (by: Shelf) => (await by.rows({ kind: 'case' })).length
    expect(await isThere(shelf)).toBe(299)
    expect(shelf.damaged()).toEqual([{ table: 'rows', id: 'case:c-7' }])
    expect(await shelf.fold()).toBe('folded')
    expect(await shelf.get('rows', ['case:c-7', 'case:c-8'])).toMatchObject([undefined, { key: 'case:c-8' }])
    // The page that is asked for then comes line by line, and is checked before any of it counts.
    await store.fetchAnew()
    expect((await store.meta()).backfill?.scopes).toEqual(['queue:orders'])
    shelf.close()
    const again = await open()
    expect([await isThere(again), again.damaged()]).toEqual([299, []])
    again.close()
  })

  it('that came and cannot be read any more count as absent until they are fetched again', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    const store = openStore(shelf, ana, freshMeta)
    await store.applyPage(await asCame(somePage([rowOf('case', someCase(), 1)])), NOON)
    shelf.close()
    await spoil(indexedDB, NAME, 'log', logId(1, 0))
    const again = await openOn(indexedDB)
    expect(await again.all('rows')).toEqual([])
    expect(again.damaged()).toContainEqual({ table: 'rows', id: 'case:c-7' })
    again.close()
  })

  it('lie beside small values that no version counts, sealed like all else', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    const told: unknown[] = []
    shelf.watch((each) => told.push(each))
    expect(await shelf.aside?.read('head')).toBeUndefined()
    await shelf.aside?.write('head', { first: 'c-1' })
    await shelf.aside?.write('head', { first: 'c-2' })
    expect(await shelf.aside?.read('head')).toEqual({ first: 'c-2' })
    expect([await shelf.version(), told]).toEqual([0, []])
    // A full disk is no reason to take the database for lost.
    disk.valuesLeft = 0
    await expect(shelf.aside?.write('head', { first: 'c-3' })).rejects.toThrow(KeepError)
    disk.valuesLeft = Number.POSITIVE_INFINITY
    expect(await shelf.aside?.read('head')).toEqual({ first: 'c-2' })
    shelf.close()
    await spoil(indexedDB, NAME, 'aside', 'head')
    const again = await openOn(indexedDB)
    expect(await again.aside?.read('head')).toBeUndefined()
    expect(again.damaged()).toEqual([])
    again.close()
  })

  it('are not asked of the disk again for an action in a case that was just read', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    const asked: string[] = []
    const noted = <Name extends 'version' | 'get' | 'all'>(name: Name): Shelf[Name] =>
      ((...given: unknown[]) => {
        asked.push(`${name} ${given.join(' ')}`)
        return (shelf[name] as (...given: unknown[]) => unknown)(...given)
      }) as never
    const watched: Shelf = { ...shelf, version: noted('version'), get: noted('get'), all: noted('all') }
    const store = openStore(watched, ana, freshMeta)
    await store.applyPage(somePage([rowOf('case', someCase(), 1)]), NOON)
    await store.commitIntents([])
    asked.length = 0
    const mutation = someMutation('case.tag.add', { caseId: someCase().id, tag: 'late' })
    await store.commitIntents([{ mutation, order: 1 }])
    expect(asked).toEqual([])
    shelf.close()
  })

  it('of a case that was fetched ahead are shown without asking the disk, and with what another window writes', async () => {
    const indexedDB = new IDBFactory()
    let hear = () => {}
    const open = (news: DexieOptions['news']) =>
      openDexieShelf(NAME, sealer, { indexedDB, IDBKeyRange, listing, news, reader })
    const one = await open({ tell: () => {}, hear: (told) => ((hear = told), () => {}) })
    const other = await open({ tell: () => hear(), hear: () => () => {} })
    let asked = 0
    const counted =
      <Given extends unknown[], Answer>(ask: (...given: Given) => Answer) =>
      (...given: Given) => {
        asked++
        return ask(...given)
      }
    const { get, all, rows } = one
    const shelf = { ...one, get: counted(get), all: counted(all), rows: counted(rows) } as Shelf
    const rowsOf = readRows(shelf)
    const [here, there] = [openStore(shelf, ana, freshMeta), openStore(other, ana, freshMeta)]
    const changes = [
      rowOf('case', someCase(), 1),
      rowOf('message', someMessage(), 2),
      rowOf('customer', someCustomer(), 3),
      rowOf('queue', someQueue(), 4),
    ]
    await here.applyPage(somePage(changes), NOON)
    await here.commitIntents([])
    const show = async () => ({
      subject: (await readCase(rowsOf, someCase().id))?.case.subject,
      thread: (await readThread(rowsOf, here, ana, someCase().id, NOON)).map(({ message }) => message.body),
    })
    await show()
    asked = 0
    expect(await show()).toEqual({ subject: someCase().subject, thread: [someMessage().body] })
    expect(asked).toBe(0)
    const args = { caseId: someCase().id, messageId: 'm-2' as MessageId, body: 'Called the carrier.' }
    await there.commitIntents([{ mutation: someMutation('note.add', args), order: 1 }])
    expect((await show()).thread).toEqual([someMessage().body, args.body])
    one.close()
    other.close()
  })

  it('stay in the log, and are read the same, wherever folding ends', async () => {
    const rows = [
      ...Array.from({ length: 260 }, (_, at) => someRow('message', `m${at}`, `c-${at % 60}`)),
      ...Array.from({ length: 260 }, (_, at) => someRow('customer', `k${at}`, null)),
    ]
    let stops = 0
    for (let after = 0; ; after++) {
      const indexedDB = new IDBFactory()
      const shelf = await openOn(indexedDB)
      await shelf.write(rows.map(put), 0, 'relaxed')
      await shelf.fold()
      const changed = rows.map((row) =>
        someRow(
          row.key.split(':')[0] as string,
          row.key.split(':')[1] as string,
          row.view?.['caseId'] as string | null,
          'new',
        ),
      )
      await shelf.write(changed.map(put), 1, 'relaxed')
      let left = after
      const outcome = await shelf.fold(() => left-- > 0)
      shelf.close()
      const again = await openOn(indexedDB)
      expect(sorted(await again.all('rows'))).toEqual(sorted(changed))
      expect(await again.fold()).toBe(outcome === 'folded' ? 'nothing' : 'folded')
      expect(sorted(await again.all('rows'))).toEqual(sorted(changed))
      again.close()
      if (outcome === 'folded') break
      stops++
    }
    expect(stops).toBeGreaterThan(2)
  })

  it('of one case lie under one seal, and a long case grows at its end', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    const thread = (count: number, from = 0) =>
      Array.from({ length: count }, (_, at) => someRow('message', `m${`${from + at}`.padStart(4, '0')}`, 'c-1'))
    await shelf.write(
      [...thread(30), someRow('event', 'e1', 'c-1'), someRow('message', 'n1', 'c-2')].map(put),
      0,
      'relaxed',
    )
    await shelf.fold()
    expect(
      (await readDisk(indexedDB, NAME, 'cases')).map(({ k }) => (k as unknown[]).length).toSorted((a, b) => a - b),
    ).toEqual([1, 31])
    await shelf.write(thread(220, 30).map(put), 1, 'relaxed')
    await shelf.fold()
    const before = await readDisk(indexedDB, NAME, 'cases')
    expect(before).toHaveLength(4)
    await shelf.write(thread(1, 250).map(put), 2, 'strict')
    await shelf.fold()
    const after = await readDisk(indexedDB, NAME, 'cases')
    const moved = after.filter(({ id, gen }) => before.some((each) => each.id === id && each.gen !== gen))
    expect(moved.map(({ id }) => id)).toEqual([(await firstBlockOf(sealer, 'c-1')) + 2])
    shelf.close()
  })

  it('that no list is made of lie with their case alone, until they are', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    await shelf.write([put(someRow('event', '1', 'c-1', 'a')), put(someRow('event', '2', 'c-1', 'own'))], 0, 'relaxed')
    await shelf.fold()
    const listed = async () => sorted(await shelf.rows({ kind: 'event', isListed: true })).map(({ key }) => key)
    expect(await listed()).toEqual(['event:1'])
    expect(await shelf.rows({ kind: 'event' })).toHaveLength(2)
    await shelf.write([put(someRow('event', '1', 'c-1', 'own')), put(someRow('event', '2', 'c-1', 'b'))], 1, 'relaxed')
    await shelf.fold()
    expect(await listed()).toEqual(['event:2'])
    expect(await shelf.rows({ caseId: 'c-1' })).toHaveLength(2)
    shelf.close()
  })

  it('of lists lie a hundred to a block', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    const many = Array.from({ length: 1_050 }, (_, at) => someRow('customer', `k${`${at}`.padStart(5, '0')}`, null))
    await shelf.write(many.map(put), 0, 'relaxed')
    await shelf.fold()
    expect(await readDisk(indexedDB, NAME, 'lists')).toHaveLength(11)
    expect(await readDisk(indexedDB, NAME, 'log')).toEqual([])
    shelf.close()
  })

  it('are written to a small log by an action, however long the case is', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    await shelf.write(
      Array.from({ length: 900 }, (_, at) => put(someRow('message', `m${at}`, 'c-1', 'x'.repeat(500)))),
      0,
      'relaxed',
    )
    await shelf.fold()
    const before = [...(await readDisk(indexedDB, NAME, 'cases')), ...(await readDisk(indexedDB, NAME, 'lists'))]
    await shelf.write([put(someRow('message', 'new', 'c-1'))], 1, 'strict')
    expect([...(await readDisk(indexedDB, NAME, 'cases')), ...(await readDisk(indexedDB, NAME, 'lists'))]).toEqual(
      before,
    )
    const [part] = (await readDisk(indexedDB, NAME, 'log')) as unknown as { box: { ct: ArrayBuffer } }[]
    expect(part?.box.ct.byteLength).toBeLessThan(500)
    shelf.close()
  })
})

describe('two windows on packed rows', () => {
  it('see what the other wrote and folded away, and never write over it unseen', async () => {
    const indexedDB = new IDBFactory()
    const [one, two] = [await openOn(indexedDB), await openOn(indexedDB)]
    await one.write([put(someRow('message', 'm1', 'c-1', 'first'))], 0, 'strict')
    expect((await two.get('rows', ['message:m1']))[0]?.view).toMatchObject({ body: 'first' })
    await one.fold()
    await one.write([put(someRow('message', 'm1', 'c-1', 'second'))], 1, 'strict')
    await one.fold()
    expect(await two.write([put(someRow('message', 'm1', 'c-1', 'late'))], 1, 'strict')).toBe('conflict')
    expect((await two.rows({ caseId: 'c-1' })).map(({ view }) => view?.['body'])).toEqual(['second'])
    for (const each of [one, two]) each.close()
  })

  it('that fold side by side never put an older row over a newer one', async () => {
    const indexedDB = new IDBFactory()
    const [slow, other] = [holdSealing(), holdSealing()]
    const open = (with_: Sealer) => openDexieShelf(NAME, with_, { indexedDB, IDBKeyRange })
    const [one, two] = [await open(slow.sealer), await open(other.sealer)]
    const both = (body: string) => [
      put(someRow('message', 'm1', 'c-1', body)),
      put(someRow('customer', 'k1', null, body)),
    ]
    await one.write(both('first'), 0, 'relaxed')
    await one.fold()
    await one.write(both('second'), 1, 'relaxed')
    // The first has read the block and is about to write "second" into it ...
    slow.hold('cases|')
    slow.hold('lists|')
    const folding = one.fold()
    await slow.isHeld('cases|')
    // ... when the second window writes "third" and folds that far, but for its lists.
    await two.write(both('third'), 2, 'relaxed')
    other.hold('lists|')
    const foldingToo = two.fold()
    await other.isHeld('lists|')
    slow.release('cases|')
    await Promise.race([folding, slow.isHeld('lists|')])
    other.release('lists|')
    await foldingToo
    slow.release('lists|')
    await folding
    for (const each of [one, two]) each.close()
    const later = await openOn(indexedDB)
    expect((await later.rows({ caseId: 'c-1' })).map(({ view }) => view?.['body'])).toEqual(['third'])
    later.close()
  })

  it('that fold at once leave it to one of them', async () => {
    const indexedDB = new IDBFactory()
    const [one, two] = [await openOn(indexedDB), await openOn(indexedDB)]
    await one.write(
      Array.from({ length: 300 }, (_, at) => put(someRow('message', `m${at}`, `c-${at}`))),
      0,
      'relaxed',
    )
    const outcomes = await Promise.all([one.fold(), two.fold()])
    expect(outcomes).toContain('overtaken')
    await one.fold()
    for (const each of [one, two]) expect(await each.all('rows')).toHaveLength(300)
    for (const each of [one, two]) each.close()
  })
})

describe('packed rows that are damaged', () => {
  const someWorld = async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openOn(indexedDB)
    const store = openStore(shelf, ana, freshMeta)
    const other = { id: 'c-8' as never }
    const page = somePage([
      rowOf('case', someCase(), 1),
      rowOf('message', someMessage(), 2),
      rowOf('case', someCase(other), 3),
      rowOf('message', someMessage({ id: 'm-8' as never, caseId: 'c-8' as never }), 4),
    ])
    await store.applyPage(page, NOON)
    return { indexedDB, shelf, store, page }
  }
  /** As the server sends everything of a scope again. */
  const again = (page: ReturnType<typeof somePage>) =>
    somePage(
      page.changes.map((each) => ({ ...each, b: true }) as never),
      { base: { '0': 4 }, cursor: { '0': 4 } },
    )

  it('count as absent, are named, and come back when everything is fetched anew', async () => {
    const { indexedDB, shelf, page } = await someWorld()
    await shelf.fold()
    shelf.close()
    const block = await firstBlockOf(sealer, 'c-7')
    await spoil(indexedDB, NAME, 'cases', block)
    const opened = await openOn(indexedDB)
    const store = openStore(opened, ana, freshMeta)
    expect((await opened.all('rows')).map(({ key }) => key).sort()).toEqual(['case:c-7', 'case:c-8', 'message:m-8'])
    expect(opened.damaged()).toEqual([{ table: 'rows', id: `#cases/${block}` }])
    await store.fetchAnew()
    await store.applyPage(again(page), NOON)
    expect(await opened.all('rows')).toHaveLength(4)
    expect(await opened.fold()).toBe('folded')
    opened.close()
    const healed = await openOn(indexedDB)
    expect((await healed.rows({ caseId: 'c-7' })).map(({ key }) => key).sort()).toEqual(['case:c-7', 'message:m-1'])
    expect(healed.damaged()).toEqual([])
    healed.close()
  })

  it('in the log hide what lies below them, are named one by one, and are not folded away', async () => {
    const { indexedDB, shelf, store, page } = await someWorld()
    await shelf.fold()
    const newer = rowOf('message', someMessage({ body: 'Newer' }), 5)
    await store.applyPage(somePage([newer], { base: { '0': 4 } }), NOON)
    shelf.close()
    const [part] = await readDisk(indexedDB, NAME, 'log')
    await spoil(indexedDB, NAME, 'log', part?.id as number)
    const opened = await openOn(indexedDB)
    const mended = openStore(opened, ana, freshMeta)
    expect(await opened.get('rows', ['message:m-1'])).toEqual([undefined])
    expect(opened.damaged()).toEqual([
      { table: 'rows', id: `#log/${part?.id}` },
      { table: 'rows', id: 'message:m-1' },
    ])
    expect(await opened.fold()).toBe('damaged')
    await mended.fetchAnew()
    opened.close()
    // Repaired, but not fetched yet: the old copy must not come to light again.
    const later = await openOn(indexedDB)
    expect(await later.get('rows', ['message:m-1'])).toEqual([undefined])
    expect(await later.fold()).toBe('folded')
    expect(await later.get('rows', ['message:m-1'])).toEqual([undefined])
    const anew = openStore(later, ana, freshMeta)
    const all = again(page)
    await anew.applyPage(
      { ...all, header: { ...all.header, base: { '0': 5 } }, footer: { ...all.footer, cursor: { '0': 5 } } },
      NOON,
    )
    expect((await later.get('rows', ['message:m-1']))[0]?.view).toBeDefined()
    later.close()
  })

  it('cannot be put in the place of others: the seal holds the block it was made for', async () => {
    const { indexedDB, shelf } = await someWorld()
    await shelf.fold()
    shelf.close()
    const [own, other] = [await firstBlockOf(sealer, 'c-7'), await firstBlockOf(sealer, 'c-8')]
    const blocks = await readDisk(indexedDB, NAME, 'cases')
    const foreign = blocks.find(({ id }) => id === other)
    await spoil(indexedDB, NAME, 'cases', own, (block) => ({ ...block, box: foreign?.['box'] }))
    const opened = await openOn(indexedDB)
    expect(await opened.rows({ caseId: 'c-7' })).toEqual([])
    expect(opened.damaged()).toHaveLength(1)
    opened.close()
  })
})
