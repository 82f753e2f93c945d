import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { describe, expect, it } from 'vitest'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import { openDexieShelf } from '../../renderer/data/dexie/dexie-shelf.ts'
import type { Folding } from '../../renderer/data/dexie/fold.ts'
import { keepFolded } from '../../renderer/data/dexie/keep-folded.ts'
import { makeSealer } from '../../renderer/data/seal.ts'
import type { Change } from '../../renderer/data/store-port.ts'
import { readDisk } from './support/sealed-disk.ts'

const NAME = 'evenkeel-test'
const sealer = await makeSealer(globalThis.crypto, 'k1', new Uint8Array(32).fill(7), 'profile0001')

/** A desk whose time stands until it is told to pass. */
async function openTimed(indexedDB = new IDBFactory(), whenIdle?: (run: () => void) => void) {
  const due: (() => void)[] = []
  const asked = { count: 0 }
  const after = (_ms: number, run: () => void) => {
    due.push(run)
    asked.count++
    return () => due.includes(run) && due.splice(due.indexOf(run), 1)
  }
  const shelf = await openDexieShelf(NAME, sealer, { indexedDB, IDBKeyRange, after, whenIdle })
  const isInLog = async (isIt: boolean) =>
    expect.poll(async () => (await readDisk(indexedDB, NAME, 'log')).length > 0, { timeout: 5_000 }).toBe(isIt)
  const pass = () => {
    for (const run of due.splice(0)) run()
  }
  return { indexedDB, shelf, due, asked, pass, isInLog }
}
const message = (id: number, caseId = 'c-1'): Change => {
  const record = { id: `m-${id}`, caseId, body: 'x' }
  return { table: 'rows', put: { key: `message:m-${id}` as EntityKey, server: null, view: record } }
}
const many = (count: number) => Array.from({ length: count }, (_, at) => message(at, `c-${at % 50}`))

describe('the log of the local store', () => {
  it('keeps a few new rows: nothing is rewritten for them', async () => {
    const { shelf, due, isInLog } = await openTimed()
    await shelf.write(many(20), 0, 'strict')
    expect(due).toEqual([])
    await isInLog(true)
    shelf.close()
  })

  it('is folded a moment after much has come', async () => {
    const { shelf, pass, isInLog } = await openTimed()
    await shelf.write(many(1_200), 0, 'relaxed')
    await isInLog(true)
    pass()
    await isInLog(false)
    expect(await shelf.all('rows')).toHaveLength(1_200)
    shelf.close()
  })

  it('is folded slice by slice, each when the page has nothing else to do: it waits while keys come', async () => {
    const waiting: (() => void)[] = []
    const { shelf, pass, isInLog } = await openTimed(new IDBFactory(), (run) => void waiting.push(run))
    await shelf.write(many(1_200), 0, 'relaxed')
    pass()
    // Where all of it belongs, two slices of cases, one of lists, and the end of the log.
    for (let slice = 0; slice < 5; slice++) {
      await expect.poll(() => waiting.length).toBe(1)
      await isInLog(true)
      waiting.splice(0)[0]?.()
    }
    await isInLog(false)
    expect(await shelf.all('rows')).toHaveLength(1_200)
    shelf.close()
  })

  it('is folded as far as it reached then: what an agent does meanwhile is left for another time', async () => {
    const waiting: (() => void)[] = []
    const { indexedDB, shelf, pass } = await openTimed(new IDBFactory(), (run) => void waiting.push(run))
    await shelf.write(many(1_200), 0, 'relaxed')
    pass()
    for (let slice = 0; slice < 5; slice++) {
      await expect.poll(() => waiting.length).toBe(1)
      // Folding has looked at the log by now.
      await shelf.write([message(2_000 + slice, `c-${slice}`)], slice + 1, 'relaxed')
      waiting.splice(0)[0]?.()
    }
    await expect.poll(async () => (await readDisk(indexedDB, NAME, 'log')).length).toBe(5)
    // So little is not worth it, neither at once nor in a moment.
    pass()
    await new Promise((later) => setTimeout(later, 50))
    expect(waiting).toEqual([])
    expect(await shelf.all('rows')).toHaveLength(1_205)
    shelf.close()
  })

  it('is folded a moment after anything has gone, so that it leaves the disk', async () => {
    const { indexedDB, shelf, pass, isInLog } = await openTimed()
    await shelf.write(many(50), 0, 'relaxed')
    await shelf.fold()
    expect(await readDisk(indexedDB, NAME, 'cases')).toHaveLength(50)
    await shelf.write([{ table: 'rows', remove: 'message:m-7' }], 1, 'relaxed')
    pass()
    await isInLog(false)
    expect(await readDisk(indexedDB, NAME, 'cases')).toHaveLength(49)
    shelf.close()
  })

  it('is left to grow while more comes, but not for ever', async () => {
    const { shelf, due, asked } = await openTimed()
    await shelf.write(many(1_200), 0, 'relaxed')
    for (let version = 1; version <= 210; version++) {
      await shelf.write([message(version)], version, 'relaxed')
      expect(due).toHaveLength(1)
      if (version === 10) expect(asked.count).toBe(11)
    }
    expect(asked.count).toBe(201)
    shelf.close()
  })

  it('is folded again where something went while it was', async () => {
    const { indexedDB, shelf, pass } = await openTimed()
    await shelf.write(many(1_200), 0, 'relaxed')
    pass()
    await shelf.write([{ table: 'rows', remove: 'message:m-7' }], 1, 'relaxed')
    // Its moment comes while the first folding still runs, and comes again.
    const left = async () => {
      pass()
      return (await readDisk(indexedDB, NAME, 'log')).length
    }
    await expect.poll(left, { timeout: 10_000 }).toBe(0)
    shelf.close()
  })

  it('that an earlier life left is folded after the opening', async () => {
    const first = await openTimed()
    await first.shelf.write(many(20), 0, 'strict')
    first.shelf.close()
    const second = await openTimed(first.indexedDB)
    second.pass()
    await second.isInLog(false)
    expect(await second.shelf.all('rows')).toHaveLength(20)
    second.shelf.close()
  })

  it('is left alone once the desk is closed', async () => {
    const { shelf, due } = await openTimed()
    await shelf.write(many(1_200), 0, 'relaxed')
    shelf.close()
    expect(due).toEqual([])
  })
})

/** A log of so many rows, and foldings that end when and how they are told to. */
function openCounted() {
  const overlay = { size: 0, lines: { size: 0 } }
  const foldings: { end(outcome: Folding): void; fail(error: unknown): void }[] = []
  const failed: unknown[] = []
  const due: (() => void)[] = []
  const log = keepFolded(
    overlay,
    {
      fold: () => new Promise((end, fail) => foldings.push({ end, fail })),
      moveOld: async () => 'nothing',
    },
    { after: (_ms, run) => (due.push(run), () => void due.splice(due.indexOf(run), 1)), failed: (e) => failed.push(e) },
  )
  const comes = (rows: number) => {
    overlay.size += rows
    log.written(1, false)
  }
  const hasRoom = async () => {
    let isThere = false
    void log.room().then(() => (isThere = true))
    await new Promise((later) => setTimeout(later, 0))
    return isThere
  }
  return { overlay, foldings, failed, due, log, comes, hasRoom }
}

describe('whoever catches up', () => {
  it('waits where twice as much has come as is folded at once, until that is folded', async () => {
    const { overlay, foldings, comes, hasRoom } = openCounted()
    comes(20_000)
    comes(19_999)
    expect([foldings.length, await hasRoom()]).toEqual([1, true])
    comes(1)
    expect(await hasRoom()).toBe(false)
    const [first] = foldings
    overlay.size = 20_000
    first?.end('folded')
    expect(await hasRoom()).toBe(true)
  })

  it('with pages that nobody has read waits for nothing, and they for a pause, until there are very many', async () => {
    const { overlay, foldings, due, log, hasRoom } = openCounted()
    const pageComes = (rows: number) => {
      overlay.lines.size += rows
      log.written(1, false)
    }
    for (let page = 0; page < 100; page++) pageComes(5_000)
    pageComes(99_999)
    expect([foldings.length, due.length, await hasRoom()]).toEqual([0, 1, true])
    pageComes(1)
    expect([foldings.length, await hasRoom()]).toEqual([1, false])
    foldings[0]?.end('folded')
  })

  it('and brings as much again while that is folded has it folded as well', async () => {
    const { overlay, foldings, due, comes } = openCounted()
    comes(20_000)
    comes(20_000)
    overlay.size = 20_000
    foldings[0]?.end('folded')
    await expect.poll(() => (due.splice(0).forEach((run) => run()), foldings.length)).toBe(2)
  })

  it.each(['fails', 'damaged', 'overtaken'] as const)(
    'does not wait for ever for a folding that is or ends as: %s',
    async (how) => {
      const { foldings, failed, comes, hasRoom } = openCounted()
      comes(45_000)
      expect(await hasRoom()).toBe(false)
      if (how === 'fails') foldings[0]?.fail(new Error('full'))
      else foldings[0]?.end(how)
      expect(await hasRoom()).toBe(true)
      expect(failed).toHaveLength(how === 'fails' ? 1 : 0)
      // The next page has it tried once more.
      comes(2_000)
      expect([foldings.length, await hasRoom()]).toEqual([2, false])
    },
  )
})

describe('what an earlier life left', () => {
  it('waits for the first screen, however much it is', () => {
    const { overlay, foldings, due, log } = openCounted()
    overlay.size = 56_000
    log.found()
    expect(foldings).toEqual([])
    for (const run of due.splice(0)) run()
    expect(foldings).toHaveLength(1)
  })
})
