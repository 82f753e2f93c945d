import fc from 'fast-check'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { DexieShelf } from '../../renderer/data/dexie/dexie-shelf.ts'
import { openDexieShelf } from '../../renderer/data/dexie/dexie-shelf.ts'
import { makeSealer, type Sealer } from '../../renderer/data/seal.ts'
import type { Shelf } from '../../renderer/data/store-port.ts'
import { disk, limitDisk } from './support/failing-disk.ts'
import { asItSays, listing, play, put, someActs, someRow, sorted } from './support/play-packed.ts'
import { readDisk, spoil } from './support/sealed-disk.ts'
import { makeVersionFour } from './support/version-four.ts'

const NAME = 'evenkeel-test'
afterAll(limitDisk())
afterEach(() => {
  disk.valuesLeft = Number.POSITIVE_INFINITY
})

const sealer = await makeSealer(globalThis.crypto, 'k1', new Uint8Array(32).fill(7), 'profile0001')
const openOn = (indexedDB: IDBFactory, by: Sealer = sealer): Promise<DexieShelf> =>
  openDexieShelf(NAME, by, { indexedDB, IDBKeyRange, listing, reader: async () => asItSays })
const isOld = ({ id }: { id: unknown }) => typeof id === 'string'

/** A case of three blocks, whose replies are told elsewhere in it than they lie, and sixty small ones. */
const ROWS = [
  ...Array.from({ length: 130 }, (_, at) => someRow('message', `${at}`.padStart(4, '0'), 'c-1')),
  ...Array.from({ length: 130 }, (_, at) => someRow('delivery', `${at}`.padStart(4, '0'), 'c-1')),
  ...Array.from({ length: 60 }, (_, at) => someRow('message', `${at + 150}`.padStart(4, '0'), `c-${at + 2}`)),
  ...Array.from({ length: 30 }, (_, at) => someRow('customer', `${at}`.padStart(4, '0'), null)),
]
async function makeOld(rows = ROWS): Promise<IDBFactory> {
  const indexedDB = new IDBFactory()
  await makeVersionFour(indexedDB, NAME, sealer, listing, rows)
  return indexedDB
}
const everything = async (shelf: Shelf) => ({
  all: sorted(await shelf.all('rows')),
  got: sorted(
    await shelf.get(
      'rows',
      ROWS.map(({ key }) => key),
    ),
  ),
  ofOne: sorted(await shelf.rows({ caseId: 'c-1' })),
})
const expected = { all: sorted(ROWS), got: sorted(ROWS), ofOne: sorted(ROWS.slice(0, 260)) }

describe('blocks that version 4 named', () => {
  it('are read where they lie, and moved when the log is folded', async () => {
    const indexedDB = await makeOld()
    const before = await readDisk(indexedDB, NAME, 'cases')
    const shelf = await openOn(indexedDB)
    expect(await everything(shelf)).toEqual(expected)
    expect(await readDisk(indexedDB, NAME, 'cases')).toEqual(before)
    expect(await shelf.fold()).toBe('folded')
    expect((await readDisk(indexedDB, NAME, 'cases')).filter(isOld)).toEqual([])
    expect(await everything(shelf)).toEqual(expected)
    expect(await shelf.fold()).toBe('nothing')
    shelf.close()
    const again = await openOn(indexedDB)
    expect(await everything(again)).toEqual(expected)
    again.close()
  })

  it('are moved a moment after the opening, slice by slice, each when the page has nothing else to do', async () => {
    const indexedDB = await makeOld()
    const waiting: (() => void)[] = []
    const due: (() => void)[] = []
    const shelf = await openDexieShelf(NAME, sealer, {
      indexedDB,
      IDBKeyRange,
      listing,
      after: (_ms, run) => (due.push(run), () => void due.splice(due.indexOf(run), 1)),
      whenIdle: (run) => void waiting.push(run),
    })
    for (const run of due.splice(0)) run()
    const left = [63, 23, 0]
    for (const count of left) {
      if (count < 63) {
        await expect.poll(() => waiting.length).toBe(1)
        waiting.splice(0)[0]?.()
      }
      await expect
        .poll(async () => (await readDisk(indexedDB, NAME, 'cases')).filter(isOld).length, { timeout: 5_000 })
        .toBe(count)
    }
    shelf.close()
  })

  it('wait for what is to be folded meanwhile', async () => {
    const indexedDB = await makeOld()
    const waiting: (() => void)[] = []
    const due: (() => void)[] = []
    const after = (_ms: number, run: () => void) => {
      due.push(run)
      return () => due.includes(run) && due.splice(due.indexOf(run), 1)
    }
    const whenIdle = (run: () => void) => void waiting.push(run)
    const shelf = await openDexieShelf(NAME, sealer, { indexedDB, IDBKeyRange, listing, after, whenIdle })
    const pass = () => due.splice(0).forEach((run) => run())
    const idle = async () => {
      await expect.poll(() => waiting.length).toBe(1)
      waiting.splice(0)[0]?.()
    }
    pass()
    await expect.poll(() => waiting.length).toBe(1)
    await shelf.write([{ table: 'rows', remove: 'customer:0003' }], 1, 'relaxed')
    await idle()
    // Nothing was moved, and what has gone comes first: where it was, its list, and the end of the log.
    await expect.poll(() => due.length).toBe(1)
    expect((await readDisk(indexedDB, NAME, 'cases')).filter(isOld)).toHaveLength(63)
    pass()
    await idle()
    await idle()
    await idle()
    await expect.poll(async () => (await readDisk(indexedDB, NAME, 'log')).length, { timeout: 5_000 }).toBe(0)
    await idle()
    await expect
      .poll(async () => (await readDisk(indexedDB, NAME, 'cases')).filter(isOld).length, { timeout: 5_000 })
      .toBe(23)
    shelf.close()
  })

  it('lose nothing wherever moving them ends', async () => {
    let ends = 0
    for (let after = 0; ; after++) {
      const indexedDB = await makeOld()
      const shelf = await openOn(indexedDB)
      disk.valuesLeft = after
      const outcome = await shelf.fold().catch(() => 'failed')
      disk.valuesLeft = Number.POSITIVE_INFINITY
      if (outcome === 'failed') expect(await everything(shelf)).toEqual(expected)
      shelf.close()
      const again = await openOn(indexedDB)
      expect(await everything(again)).toEqual(expected)
      if (outcome === 'failed') expect(await again.fold()).toBe('folded')
      expect(await everything(again)).toEqual(expected)
      again.close()
      if (outcome !== 'failed') break
      ends++
      // Between two slices as within them: not at each of sixty blocks.
      if (after > 3) after += 12
    }
    expect(ends).toBeGreaterThan(5)
  }, 60_000)

  it('are moved by one of two windows, under the eyes of the other', async () => {
    const indexedDB = await makeOld()
    const [one, two] = [await openOn(indexedDB), await openOn(indexedDB)]
    const moving = Promise.all([one.fold(), two.fold()])
    expect(await everything(two)).toEqual(expected)
    expect(await everything(one)).toEqual(expected)
    await moving
    await one.fold()
    await two.fold()
    expect((await readDisk(indexedDB, NAME, 'cases')).filter(isOld)).toEqual([])
    for (const each of [one, two]) expect(await everything(each)).toEqual(expected)
    for (const each of [one, two]) each.close()
  })

  it('come along when anything is written to their case, and what has gone does not', async () => {
    const indexedDB = await makeOld()
    const shelf = await openOn(indexedDB)
    const changed = someRow('message', '0007', 'c-1', 'new')
    await shelf.write(
      [put(changed), { table: 'rows', remove: 'delivery:0009' }, put(someRow('message', '0011', 'c-2'))],
      1,
      'relaxed',
    )
    let slices = 0
    // Only what was written: the rest stays where it is.
    await shelf.fold(() => slices++ < 3)
    expect((await readDisk(indexedDB, NAME, 'cases')).filter(isOld)).toHaveLength(59)
    const ofOne = sorted([
      changed,
      ...ROWS.slice(0, 260).filter(({ key }) => !['message:0007', 'delivery:0009', 'message:0011'].includes(key)),
    ])
    expect(sorted(await shelf.rows({ caseId: 'c-1' }))).toEqual(ofOne)
    expect(sorted(await shelf.rows({ caseId: 'c-2' })).map(({ key }) => key)).toEqual(['message:0011', 'message:0150'])
    shelf.close()
  })

  it('and cannot be opened stay where they are, named, until they are repaired', async () => {
    const indexedDB = await makeOld()
    const old = `${await sealer.blind('c-5')}.0000`
    await spoil(indexedDB, NAME, 'cases', old)
    const shelf = await openOn(indexedDB)
    expect(await shelf.fold()).toBe('damaged')
    expect(shelf.damaged()).toEqual([{ table: 'rows', id: `#cases/${old}` }])
    const version = await shelf.version()
    await shelf.write([{ table: 'rows', remove: `#cases/${old}` }], version, 'strict')
    expect(await shelf.fold()).toBe('folded')
    expect(await shelf.all('rows')).toHaveLength(ROWS.length - 1)
    shelf.close()
  })

  it('read like rows that lie one by one, whatever is written, folded, cut short and opened again', async () => {
    const lying = ROWS.filter((_, at) => at % 7 === 0)
    await fc.assert(
      fc.asyncProperty(someActs, async (acts) => {
        const indexedDB = await makeOld(lying)
        await play(acts, () => openOn(indexedDB), lying)
      }),
      { numRuns: 15 },
    )
  }, 120_000)
})

describe('cases that share a number', () => {
  const blind = async (name: string) => `${'0'.repeat(10)}${(await sealer.blind(name)).slice(10)}`

  it('share blocks, and are read apart', async () => {
    await fc.assert(
      fc.asyncProperty(someActs, async (acts) => {
        const indexedDB = new IDBFactory()
        await play(acts, () => openOn(indexedDB, { ...sealer, blind }))
      }),
      { numRuns: 15 },
    )
  }, 120_000)
})
