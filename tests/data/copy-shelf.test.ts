import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseId, MessageId } from '../../domain/kernel/ids.ts'
import { copyShelf } from '../../renderer/data/copy-shelf.ts'
import { openDexieShelf } from '../../renderer/data/dexie/dexie-shelf.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { makeSealer } from '../../renderer/data/seal.ts'
import { type Change, idIn, type Shelf, TABLES } from '../../renderer/data/store-port.ts'
import { NOON, someCase, someMessage } from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

const rowChange = (n: number, text: string): Change => ({
  table: 'rows',
  put: { key: `case:c-${n}`, server: null, view: { ...someCase({ id: `c-${n}` as CaseId, subject: text }) } },
})
const draftChange = (n: number, reply: string): Change => ({
  table: 'drafts',
  put: { caseId: `c-${n}` as CaseId, mode: 'reply', reply, note: '', savedAt: NOON },
})
const change = fc.oneof(
  fc.record({ n: fc.nat(400), text: fc.string() }).map(({ n, text }) => rowChange(n, text)),
  fc.nat(400).map((n): Change => ({ table: 'rows', remove: `case:c-${n}` })),
  fc.record({ n: fc.nat(3), text: fc.string() }).map(({ n, text }) => draftChange(n, text)),
  fc.nat(3).map((n): Change => ({ table: 'drafts', remove: `c-${n}` })),
  fc.nat(9).map((n): Change => ({ table: 'meta', put: { ...freshMeta(), nextN: n + 1 } })),
)
const openSealed = async (indexedDB: IDBFactory, name: string, byte: number) =>
  openDexieShelf(name, await makeSealer(globalThis.crypto, `k${byte}`, new Uint8Array(32).fill(byte), 'profile1'), {
    indexedDB,
    IDBKeyRange,
  })
const put = async (shelf: Shelf, changes: readonly Change[]) => shelf.write(changes, await shelf.version(), 'relaxed')
const contentOf = async (shelf: Shelf) =>
  Promise.all(
    TABLES.map(async (table) =>
      (await shelf.all(table)).toSorted((a, b) => (idIn[table](a as never) < idIn[table](b as never) ? -1 : 1)),
    ),
  )

const messageChange = (n: number, body: string): Change => ({
  table: 'rows',
  put: {
    key: `message:m-${n}`,
    server: null,
    view: { ...someMessage({ id: `m-${n}` as MessageId, caseId: `c-${n % 100}` as CaseId, body }) },
  },
})
const packed = fc.oneof(
  fc.record({ n: fc.nat(99), text: fc.string() }).map(({ n, text }) => rowChange(n, text)),
  fc.record({ n: fc.nat(400), text: fc.string() }).map(({ n, text }) => messageChange(n, text)),
  fc.nat(400).map((n): Change => ({ table: 'rows', remove: `message:m-${n}` })),
)

describe('a copy of the store', () => {
  it('is what the first one is in the end, whatever is written at whatever moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { minLength: 1, maxLength: 30 }), { maxLength: 30 }),
        fc.array(fc.array(change, { minLength: 1, maxLength: 5 }), { maxLength: 12 }),
        async (before, meanwhile) => {
          const [from, to] = [openMemoryShelf(), openMemoryShelf()]
          for (const changes of before) await put(from, changes)
          const copy = copyShelf(from, to, (run) => {
            const next = meanwhile.shift()
            if (next === undefined) return run()
            void put(from, next).then(run)
          })
          expect(await copy.everything()).toBe(true)
          for (const changes of meanwhile) await put(from, changes)
          expect(await copy.rest()).toBe(true)
          expect(await contentOf(to)).toEqual(await contentOf(from))
        },
      ),
      { numRuns: 100 },
    )
  })

  it('says so where it can no longer be told what was written', async () => {
    const [from, to] = [openMemoryShelf(), openMemoryShelf()]
    const heard = new Set<(told: null) => void>()
    const deaf: Shelf = { ...from, watch: (changed) => (heard.add(changed), () => heard.delete(changed)) }
    const copy = copyShelf(deaf, to, (run) => run())
    expect(await copy.everything()).toBe(true)
    for (const tell of heard) tell(null)
    expect(await copy.rest()).toBe(false)
  })

  it('is whole where the log is folded and written to between its slices', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(packed, { minLength: 1, maxLength: 9 }), { minLength: 2, maxLength: 6 }),
        fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
        async (writes, folds) => {
          const [from, to] = [await openSealed(new IDBFactory(), 'a', 1), openMemoryShelf()]
          const many = Array.from({ length: 200 }, (_, n) => messageChange(n, `body ${n}`))
          await put(from, [...many, ...Array.from({ length: 100 }, (_, n) => rowChange(n, `subject ${n}`))])
          if (folds[0]) await from.fold()
          // Over what lies in blocks, before anybody listens.
          await put(from, writes.shift() as Change[])
          const lengths: number[] = []
          const sliced: Shelf = {
            ...from,
            // Each slice comes before a write, and some before a folding.
            async slice(end) {
              const slice = await (from.slice as Required<Shelf>['slice'])(end)
              lengths.push(slice.rows.length)
              const next = writes.shift()
              if (next !== undefined) await put(from, next)
              if (folds[lengths.length]) await from.fold()
              return slice
            },
          }
          const copy = copyShelf(sliced, to, (run) => run())
          expect(await copy.everything()).toBe(true)
          expect(await copy.rest()).toBe(true)
          expect(await contentOf(to)).toEqual(await contentOf(from))
          // Where all lay in blocks, no slice was everything.
          if (folds[0]) expect(Math.max(...lengths)).toBeLessThan(150)
          from.close()
        },
      ),
      { numRuns: 25 },
    )
  })

  it('opens with the other key alone, row by row', async () => {
    const indexedDB = new IDBFactory()
    const open = (name: string, byte: number) => openSealed(indexedDB, name, byte)
    const [from, to] = [await open('a', 1), await open('b', 2)]
    const changes = Array.from({ length: 450 }, (_, n) => rowChange(n, `subject ${n}`))
    await put(from, [...changes, draftChange(1, 'half'), { table: 'meta', put: freshMeta() }])
    await from.fold()
    const copy = copyShelf(from, to, (run) => run())
    await copy.everything()
    await put(from, [rowChange(7, 'new'), { table: 'rows', remove: 'case:c-8' }])
    await copy.rest()
    const content = await contentOf(from)
    for (const shelf of [from, to]) shelf.close()
    const [wrong, right] = [await open('b', 1), await open('b', 2)]
    expect(await contentOf(right)).toEqual(content)
    expect((await contentOf(wrong)).flat()).toEqual([])
    for (const shelf of [wrong, right]) shelf.close()
  })
})
