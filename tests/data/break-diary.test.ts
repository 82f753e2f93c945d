import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { openBreakDiary } from '../../renderer/data/break-diary.ts'
import { openDexieShelf } from '../../renderer/data/dexie/dexie-shelf.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { makeSealer } from '../../renderer/data/seal.ts'
import { KEEP_BREAKS_MS } from '../../renderer/data/store/note-breaks.ts'
import { openStore } from '../../renderer/data/store.ts'
import type { BreakNote, Shelf } from '../../renderer/data/store-port.ts'
import { ana, NOON } from '../support/records.ts'

const note = (id: string, startedAt: number = NOON): BreakNote => ({
  id,
  kind: 'exercise',
  exercise: 'neck',
  startedAt: startedAt as EpochMs,
  lengthMs: 60_000 as Ms,
})
const storeOn = (shelf: Shelf) =>
  openStore(shelf, ana, () => {
    throw new Error('not needed')
  })
const diaryOn = (shelf: Shelf) => openBreakDiary({ store: storeOn(shelf), after: () => () => {} })
const newest = (diary: ReturnType<typeof diaryOn>) =>
  new Promise<BreakNote[]>((told) => {
    const live = diary.list().subscribe((notes) => {
      queueMicrotask(() => live.unsubscribe())
      told(notes)
    })
  })

describe('the agent’s own list of breaks', () => {
  it('lists the newest first and says how many it erased [C43]', async () => {
    const shelf = openMemoryShelf()
    const diary = diaryOn(shelf)
    await diary.note(note('one', NOON))
    await diary.note(note('two', NOON + 5_000))
    expect((await newest(diary)).map(({ id }) => id)).toEqual(['two', 'one'])
    expect(await diary.erase()).toBe(2)
    expect(await shelf.all('breaks')).toEqual([])
    expect(await newest(diary)).toEqual([])
    expect(await diary.erase()).toBe(0)
  })

  it('lets go of what is older than 90 days', async () => {
    const shelf = openMemoryShelf()
    const diary = diaryOn(shelf)
    await diary.note(note('old', NOON - KEEP_BREAKS_MS - 1))
    await diary.note(note('edge', NOON - KEEP_BREAKS_MS))
    await diary.note(note('new'))
    expect((await newest(diary)).map(({ id }) => id)).toEqual(['new', 'edge'])
  })

  it('loses nothing to a full disk: it says how much waits, lists it, and writes it when there is room', async () => {
    const shelf = openMemoryShelf()
    const store = storeOn(shelf)
    let isFull = true
    const tries: (() => void)[] = []
    const diary = openBreakDiary({
      store: {
        ...store,
        noteBreak: (each) => (isFull ? Promise.reject(new Error('QuotaExceededError')) : store.noteBreak(each)),
      },
      after(_ms, run) {
        tries.push(run)
        return () => void tries.splice(tries.indexOf(run), 1)
      },
    })
    const waiting: number[] = []
    diary.unwritten.subscribe((count) => waiting.push(count))
    await diary.note(note('one'))
    await diary.note(note('two', NOON + 5_000))
    expect(waiting.at(-1)).toBe(2)
    expect((await newest(diary)).map(({ id }) => id)).toEqual(['two', 'one'])
    expect(await shelf.all('breaks')).toEqual([])
    isFull = false
    expect(tries).toHaveLength(1)
    tries[0]?.()
    await expect.poll(() => waiting.at(-1)).toBe(0)
    expect((await shelf.all('breaks')).map(({ id }) => id).toSorted()).toEqual(['one', 'two'])
    expect(tries).toEqual([])
    expect((await newest(diary)).map(({ id }) => id)).toEqual(['two', 'one'])
  })

  it('forgets what could not be written, when it is erased', async () => {
    const shelf = openMemoryShelf()
    const store = { ...storeOn(shelf), noteBreak: () => Promise.reject(new Error('QuotaExceededError')) }
    const diary = openBreakDiary({ store, after: () => () => {} })
    await diary.note(note('one'))
    expect(await diary.erase()).toBe(1)
    expect(await newest(diary)).toEqual([])
  })

  it('leaves nothing to send: the outbox stays empty', async () => {
    const shelf = openMemoryShelf()
    await diaryOn(shelf).note(note('one'))
    expect(await shelf.all('outbox')).toEqual([])
  })

  it('lies sealed in the database and its rows are gone from there after erasing', async () => {
    const indexedDB = new IDBFactory()
    const sealer = await makeSealer(crypto, 'key-1', new Uint8Array(32).fill(7), 'profile1')
    const shelf = await openDexieShelf('desk', sealer, { indexedDB, IDBKeyRange })
    const diary = diaryOn(shelf)
    await diary.note(note('one'))
    const stored = await rawRows(indexedDB, 'breaks')
    expect(stored).toHaveLength(1)
    expect(JSON.stringify(stored)).not.toContain('neck')
    await diary.erase()
    expect(await rawRows(indexedDB, 'breaks')).toEqual([])
    shelf.close()
  })

  it('finds its place in a database of before it, and what waits there stays', async () => {
    const indexedDB = new IDBFactory()
    const sealer = await makeSealer(crypto, 'key-1', new Uint8Array(32).fill(7), 'profile1')
    await makeFirstVersion(indexedDB)
    const shelf = await openDexieShelf('desk', sealer, { indexedDB, IDBKeyRange })
    expect(await rawRows(indexedDB, 'outbox')).toEqual([{ id: 'kept' }])
    await diaryOn(shelf).note(note('one'))
    shelf.close()
    // Dexie would add the table without a new version of ours, and then take its own for a newer one.
    const again = await openDexieShelf('desk', sealer, { indexedDB, IDBKeyRange })
    expect((await again.all('breaks')).map(({ id }) => id)).toEqual(['one'])
    again.close()
  })
})

const asked = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result)
    request.onerror = () => failed(request.error ?? new Error('The request failed'))
  })

async function rawRows(indexedDB: IDBFactory, table: string): Promise<unknown[]> {
  const db = await asked(indexedDB.open('desk'))
  const rows = await asked(db.transaction(table).objectStore(table).getAll())
  db.close()
  return rows
}

/** The tables as the first version made them (Dexie counts in tenths), with one row in the outbox. */
async function makeFirstVersion(indexedDB: IDBFactory): Promise<void> {
  const request = indexedDB.open('desk', 10)
  request.onupgradeneeded = () => {
    const rows = request.result.createObjectStore('rows', { keyPath: 'id' })
    rows.createIndex('kind', 'kind')
    rows.createIndex('g', 'g')
    for (const name of ['outbox', 'acked', 'drafts', 'meta', 'counter'])
      request.result.createObjectStore(name, { keyPath: 'id' })
  }
  const db = await asked(request)
  await asked(db.transaction('outbox', 'readwrite').objectStore('outbox').put({ id: 'kept' }))
  db.close()
}
