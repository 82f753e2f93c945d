import { randomBytes } from 'node:crypto'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CaseId, MutationId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { openJournal, type Journal } from '../../electron/journal/journal.ts'
import { memoryDisk } from '../../electron/journal/memory-disk.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import { readJournal, reconcile } from '../../renderer/app/reconcile.ts'
import { openDexieShelf } from '../../renderer/data/dexie/dexie-shelf.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { openRepository } from '../../renderer/data/open-repository.ts'
import { makeSealer } from '../../renderer/data/seal.ts'
import { openStore } from '../../renderer/data/store.ts'
import type { Shelf } from '../../renderer/data/store-port.ts'
import { rowOf, somePage } from '../support/pages.ts'
import { ana, NOON, someCase } from '../support/records.ts'
import { freshMeta } from './support/sealed-disk.ts'

const CASE = someCase().id as CaseId

type Wait = <Args extends unknown[], Value>(
  work: (...args: Args) => Promise<Value>,
) => (...args: Args) => Promise<Value>
const atOnce: Wait = (work) => work

const newJournal = (): Promise<Journal> =>
  openJournal({
    disk: memoryDisk(),
    folder: '/profile',
    seal: { key: new Uint8Array(32).fill(7), profileId: 'p', newIv: () => new Uint8Array(randomBytes(12)) },
    random: (size) => new Uint8Array(size),
  })

/** What the main process does with these calls. */
function deskOn(journal: Journal, wait: Wait): DeskClient {
  const call = async (name: string, args: { entries: JournalEntry[]; mark: string }) => {
    if (name === 'journal.read') return journal.read()
    if (name === 'journal.append') return journal.append(args.entries)
    return journal.compact(args.entries, args.mark)
  }
  return { call: wait(call), on: () => () => {} } as unknown as DeskClient
}

const rested = (ms = 5) => new Promise((done) => setTimeout(done, ms))

let generations = 0
/** A window that is about to open: each of its looks at disk or journal waits as it is told. */
function windowOn(bottom: Shelf, journal: Journal, wait: Wait) {
  const generation = `g${++generations}`
  const shelf: Shelf = {
    ...bottom,
    version: wait(bottom.version),
    get: wait(bottom.get) as Shelf['get'],
    all: wait(bottom.all) as Shelf['all'],
    rows: wait(bottom.rows),
    write: wait(bottom.write),
  }
  const desk = deskOn(journal, wait)
  const store = openStore(shelf, ana, () => ({ ...freshMeta(), generation }))
  let made = 0
  const repository = openRepository({
    store,
    desk,
    actor: ana,
    now: () => NOON,
    newId: () => `${generation}-${++made}`,
    stamp: () => ({ at: NOON, offsetMs: null, monotonicMs: 0 as Ms }),
    committed: () => {},
  })
  return {
    repository,
    open: async () => reconcile(desk, store, await readJournal(desk), { name: 'db', state: 'found' }, generation),
    feed: () => store.applyPage(somePage([rowOf('case', someCase(), 1)]), NOON),
  }
}

/** What the agent has done and begun, as a shelf has it. */
async function heldBy(shelf: Shelf): Promise<Held> {
  const outbox = (await shelf.all('outbox')).toSorted((one, other) => one.order - other.order)
  const [draft] = await shelf.get('drafts', [CASE])
  const [form] = await shelf.get('forms', ['ask'])
  return {
    tags: outbox.map(({ mutation }) => (mutation.args as { tag: string }).tag),
    draft: draft?.reply ?? null,
    form: form?.answers ?? null,
  }
}

/** What comes back from the journal alone. */
async function comesBack(journal: Journal) {
  const shelf = openMemoryShelf()
  await windowOn(shelf, journal, atOnce).open()
  return heldBy(shelf)
}

const BEFORE: Held = { tags: ['early'], draft: 'Dear', form: 'half' }

/** A desk with a window in which something was kept. */
async function desk(shelf: Shelf = openMemoryShelf()) {
  const journal = await newJournal()
  const first = windowOn(shelf, journal, atOnce)
  await first.open()
  await first.feed()
  const early = await tag(first, 'early')
  await type(first, 'Dear')
  await first.repository.saveForm('ask', 'half')
  await first.repository.settled()
  return { shelf, journal, early }
}
type Window = ReturnType<typeof windowOn>
const tag = async ({ repository }: Window, name: string): Promise<MutationId> => {
  const kept = await repository.commit('case.tag.add', { caseId: CASE, tag: name })
  if (!kept.ok) throw new Error(kept.refusal)
  return kept.value.id
}
let moment = NOON as number
const type = ({ repository }: Window, reply: string) =>
  repository.saveDraft(CASE, reply === '' ? null : { mode: 'reply', reply, note: '', savedAt: ++moment as EpochMs })

type Held = { tags: string[]; draft: string | null; form: string | null }
type Deed = [string, (window: Window, early: MutationId) => Promise<unknown>, Partial<Held>]
const DEEDS: Deed[] = [
  ['acts', (window) => tag(window, 'late'), { tags: ['early', 'late'] }],
  [
    'types on',
    async (window) => [await type(window, 'Dear N'), await type(window, 'Dear Nadia')],
    { draft: 'Dear Nadia' },
  ],
  ['empties the draft', (window) => type(window, ''), { draft: null }],
  ['types anew', async (window) => [await type(window, ''), await type(window, 'Hello')], { draft: 'Hello' }],
  ['is done with a form', ({ repository }) => repository.saveForm('ask', null), { form: null }],
  ['takes back what was done', ({ repository }, early) => repository.withdraw(early), { tags: [] }],
]
const TWICE: Deed = [
  'acts twice',
  async (window) => [await tag(window, 'late'), await tag(window, 'later')],
  { tags: ['early', 'late', 'later'] },
]

describe('a window that opens beside one in which the agent', () => {
  it.each([...DEEDS, TWICE])(
    '%s keeps all of it, in store and journal, whatever comes first',
    async (_, deed, change) => {
      const due = { ...BEFORE, ...change }
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (scheduler) => {
          const wait: Wait = (work) => scheduler.scheduleFunction(work as never) as never
          const { shelf, journal, early } = await desk()
          const first = windowOn(shelf, journal, wait)
          const doing = deed(first, early)
          const opening = [windowOn(shelf, journal, wait).open(), windowOn(shelf, journal, wait).open()]
          await scheduler.waitFor(Promise.all([doing, ...opening]))
          await scheduler.waitFor(first.repository.settled())
          expect(await heldBy(shelf)).toEqual(due)
          expect(await comesBack(journal)).toEqual(due)
        }),
        { seed: 1, numRuns: 100 },
      )
    },
  )
})

describe('a window that has read what is on its way into the store', () => {
  const inMemory = async () => {
    const shelf = openMemoryShelf()
    return [shelf, shelf] as const
  }
  const onDisk = async () => {
    const indexedDB = new IDBFactory()
    const sealer = await makeSealer(globalThis.crypto, 'k1', new Uint8Array(32).fill(7), 'profile0001')
    const open = () => openDexieShelf('evenkeel-test', sealer, { indexedDB, IDBKeyRange })
    return [await open(), await open()] as const
  }
  it.each([
    ['in memory', inMemory],
    ['in a database', onDisk],
  ])('does not write it over what was typed since (%s)', async (_, shelves) => {
    const [shelf, other] = await shelves()
    const { journal } = await desk(shelf)
    let [stores, opens] = [() => {}, () => {}]
    const first = windowOn(shelf, journal, (work) => async (...args) => {
      if ((work as unknown) === shelf.write) await new Promise<void>((goOn) => (stores = goOn))
      return work(...args)
    })
    expect((await type(first, 'Dear N')).ok).toBe(true)
    await rested(30)
    const second = windowOn(other, journal, (work) => async (...args) => {
      const value = await work(...args)
      if (args[0] === 'journal.compact') await new Promise<void>((goOn) => (opens = goOn))
      return value
    })
    const opening = second.open()
    await rested(30)
    stores()
    await rested(30)
    await type(first, 'Dear Nadia')
    await rested(30)
    stores()
    await rested(30)
    expect((await heldBy(shelf)).draft).toBe('Dear Nadia')
    // Whatever it reads and writes from here on.
    for (let isOpen = false; !isOpen; ) {
      void opening.then(() => (isOpen = true))
      opens()
      await rested(30)
    }
    expect((await heldBy(shelf)).draft).toBe('Dear Nadia')
    expect((await comesBack(journal)).draft).toBe('Dear Nadia')
  })
})

describe('a window that is overtaken at each look', () => {
  it('gives up, says so, and has written nothing', async () => {
    const { shelf, journal } = await desk()
    const version = await shelf.version()
    const overtaken: Journal = { ...journal, compact: async () => ({ ok: true, value: { seq: null } }) }
    await expect(windowOn(shelf, overtaken, atOnce).open()).rejects.toThrow('too many windows')
    expect(await shelf.version()).toBe(version)
    expect(await comesBack(journal)).toEqual(BEFORE)
  })
})

describe('a desk that dies while it opens', () => {
  const never = () => new Promise<never>(() => {})

  it.each(DEEDS)(
    'has lost nothing where the agent %s before it, at whichever of its steps',
    async (_, deed, change) => {
      const due = { ...BEFORE, ...change }
      for (let dying = 0, isOpen = false; !isOpen; dying++) {
        const { shelf, journal, early } = await desk()
        // The first one died when only the journal had it.
        const first = windowOn(shelf, journal, (work) => ((work as unknown) === shelf.write ? never : work))
        void deed(first, early)
        await rested()
        let steps = 0
        const second = windowOn(shelf, journal, (work) => async (...args) => {
          if (++steps > dying) return never()
          const value = await work(...args)
          return steps > dying ? never() : value
        })
        void second.open().then(() => (isOpen = true))
        await rested()
        await windowOn(shelf, journal, atOnce).open()
        expect({ dying, ...(await heldBy(shelf)) }).toEqual({ dying, ...due })
        expect({ dying, ...(await comesBack(journal)) }).toEqual({ dying, ...due })
      }
    },
  )
})

describe('an action of which the journal has lost its part', () => {
  it('stays in the store, also where the journal can then not be written to', async () => {
    const { shelf, journal } = await desk()
    // From here on the journal says of which orders everything is done that it does not hold.
    await windowOn(shelf, journal, atOnce).open()
    const damaged = (quarantined: number): Journal => ({
      ...journal,
      async read() {
        const read = await journal.read()
        if (!read.ok) return read
        const entries = read.value.entries.filter(({ kind }) => kind !== 'intent')
        return { ok: true, value: { ...read.value, entries, report: { tornBytes: 0, quarantined } } }
      },
    })
    const full: Journal = {
      ...damaged(1),
      compact: async () => ({ ok: false, failure: { kind: 'disk', code: 'full', detail: '' } }),
    }
    expect(await windowOn(shelf, full, atOnce).open()).toMatchObject({ isJournalDamaged: true })
    // What was damaged was set aside at the first opening, and is not told of again.
    await windowOn(shelf, damaged(0), atOnce).open()
    expect(await heldBy(shelf)).toEqual(BEFORE)
    expect(await comesBack(journal)).toEqual(BEFORE)
  })
})
