import { IDBDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterAll, describe, expect, it } from 'vitest'
import { openDexieShelf } from '../../renderer/data/dexie/dexie-shelf.ts'
import { makeSealer } from '../../renderer/data/seal.ts'
import type { Change, Told } from '../../renderer/data/store-port.ts'
import { NewerStoreError } from '../../renderer/data/store-port.ts'
import { describeStore } from './store-port.contract.ts'
import { disk, limitDisk } from './support/failing-disk.ts'
import { firstBlockOf, settled } from './support/sealed-disk.ts'

afterAll(limitDisk())

const key = new Uint8Array(32).fill(7)
const openAt = async (indexedDB: IDBFactory, rawKey = key) =>
  openDexieShelf('evenkeel-test', await makeSealer(globalThis.crypto, 'k1', rawKey, 'profile0001'), {
    indexedDB,
    IDBKeyRange,
  })

describeStore('IndexedDB', () => {
  const indexedDB = new IDBFactory()
  disk.valuesLeft = Number.POSITIVE_INFINITY
  return {
    open: () => openAt(indexedDB),
    failNextWrite: (afterValues) => (disk.valuesLeft = afterValues),
    hasMiddle: true,
  }
})

const dumped = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    each instanceof ArrayBuffer ? Buffer.from(each).toString('latin1') : (each as unknown),
  )

async function rawRows(indexedDB: IDBFactory): Promise<{ [field: string]: unknown }[]> {
  const db = await settled(indexedDB.open('evenkeel-test'))
  const stores = [...db.objectStoreNames]
  const found = await Promise.all(
    stores.map((name) => settled(db.transaction(name).objectStore(name).getAll()) as Promise<{ id: string }[]>),
  )
  db.close()
  return found.flat()
}

/** Word between windows, as a channel carries it: to all but the one that speaks. */
function openChannel() {
  const hearers: (() => void)[] = []
  return () => {
    let own = () => {}
    return {
      tell: () => hearers.filter((each) => each !== own).forEach((told) => told()),
      hear: (told: () => void) => {
        own = told
        hearers.push(told)
        return () => void hearers.splice(hearers.indexOf(told), 1)
      },
    }
  }
}

describe('a write', () => {
  const note = { caseId: 'c-7' as never, mode: 'reply' as const, reply: 'Dear', note: '', savedAt: 0 as never }

  it('is told with what it wrote in its own window, and as news of anything in the others', async () => {
    const indexedDB = new IDBFactory()
    const window = openChannel()
    const sealer = await makeSealer(globalThis.crypto, 'k1', key, 'profile0001')
    const open = () => openDexieShelf('evenkeel-test', sealer, { indexedDB, IDBKeyRange, news: window() })
    const [mine, other] = [await open(), await open()]
    const heard: [string, Told][] = []
    mine.watch((told) => heard.push(['mine', told]))
    other.watch((told) => heard.push(['other', told]))
    const changes: Change[] = [{ table: 'drafts', put: note }]
    await mine.write(changes, 0, 'strict')
    expect(heard).toEqual([
      ['mine', changes],
      ['other', null],
    ])
    expect(await other.get('drafts', ['c-7'])).toEqual([note])
    mine.close()
    other.close()
  })

  it('of the agent is on the disk before it counts; what the server sent need not be', async () => {
    const asked: (string | undefined)[] = []
    const { transaction } = IDBDatabase.prototype
    IDBDatabase.prototype.transaction = function (names, mode, options) {
      if (mode === 'readwrite') asked.push(options?.durability)
      return transaction.call(this, names, mode, options)
    }
    const shelf = await openAt(new IDBFactory())
    asked.length = 0
    await shelf.write([{ table: 'drafts', put: note }], 0, 'strict')
    await shelf.write([{ table: 'drafts', remove: 'c-7' }], 1, 'relaxed')
    IDBDatabase.prototype.transaction = transaction
    shelf.close()
    expect(asked).toEqual(['strict', 'relaxed'])
  })
})

describe('the sealed database', () => {
  const draft = { caseId: 'c-7' as never, mode: 'reply' as const, reply: 'SECRET', note: '', savedAt: 0 as never }

  it('shows no text and no name of a case to whoever reads the disk', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openAt(indexedDB)
    const view = { caseId: 'c-77-OPAQUE', body: 'SECRET' }
    await shelf.write([{ table: 'rows', put: { key: 'message:m-1', server: null, view } }], 0, 'strict')
    await shelf.write([{ table: 'drafts', put: draft }], 1, 'strict')
    const inLog = dumped(await rawRows(indexedDB))
    await shelf.fold()
    shelf.close()
    const inBlocks = dumped(await rawRows(indexedDB))
    expect(inLog).toContain('message:m-1')
    expect(inBlocks).toContain(
      `"id":${await firstBlockOf(await makeSealer(globalThis.crypto, 'k1', key, 'profile0001'), 'c-77-OPAQUE')},`,
    )
    for (const lying of [inLog, inBlocks]) {
      expect(lying).not.toContain('SECRET')
      expect(lying).not.toContain('c-77-OPAQUE')
    }
  })

  it('counts a damaged value, treats it as absent and goes on', async () => {
    const indexedDB = new IDBFactory()
    const shelf = await openAt(indexedDB)
    await shelf.write([{ table: 'drafts', put: draft }], 0, 'strict')
    shelf.close()
    const wrongKey = await openAt(indexedDB, new Uint8Array(32).fill(8))
    expect(await wrongKey.all('drafts')).toEqual([])
    expect(wrongKey.damaged()).toEqual([{ table: 'drafts', id: 'c-7' }])
    wrongKey.close()
  })

  it('of a newer version is left untouched and says so', async () => {
    const indexedDB = new IDBFactory()
    const newer = indexedDB.open('evenkeel-test', 9_990)
    newer.onupgradeneeded = () => newer.result.createObjectStore('rows', { keyPath: 'id' }).put({ id: 'kept' })
    ;(await settled(newer)).close()
    await expect(openAt(indexedDB)).rejects.toBeInstanceOf(NewerStoreError)
    const untouched = await settled(indexedDB.open('evenkeel-test'))
    expect([untouched.version, [...untouched.objectStoreNames]]).toEqual([9_990, ['rows']])
    untouched.close()
    expect(await rawRows(indexedDB)).toEqual([{ id: 'kept' }])
  })
})
