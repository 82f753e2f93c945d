import type { ClientId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms, Stamp } from '../../domain/kernel/time.ts'
import { DEFAULT_BREAK_POLICY } from '../../domain/breaks/break-policy.ts'
import { openBreakDiary } from '../data/break-diary.ts'
import { type DexieOptions, openDexieShelf } from '../data/dexie/dexie-shelf.ts'
import { deflateBeside } from '../data/deflate.ts'
import { listingOf } from '../data/listing.ts'
import { openQueueHead } from '../data/queue-head.ts'
import { liveSwitch } from '../data/live.ts'
import { openMemoryShelf } from '../data/memory-shelf.ts'
import { openRepository } from '../data/open-repository.ts'
import { openOnce, openShelf } from '../data/open-shelf.ts'
import { databaseIn } from '../data/plan-reconcile.ts'
import { keepSteady } from '../data/steady-shelf.ts'
import { makeSealer, type Sealer } from '../data/seal.ts'
import { openStore } from '../data/store.ts'
import { KeepError, type StoreMeta } from '../data/store-port.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import type { Deps } from '../deps/deps.ts'
import type { DeskSearch } from '../deps/search-port.ts'
import { makeComposerPort } from '../deps/composer-port.ts'
import { keepForms } from '../deps/form-keeper.ts'
import { openSearch } from '../search/open-search.ts'
import { openSpelling } from '../spelling/open-spelling.ts'
import { runEngine } from '../sync/run-engine.ts'
import { startState } from '../sync/step.ts'
import type { DeskPorts } from './desk-ports.ts'
import { bringDiaryBack, carryDiary } from './carry-diary.ts'
import { lookAfterStore } from './look-after-store.ts'
import { openAttachments } from './open-attachments.ts'
import type { OwnTime } from './open-own-time.ts'
import { openOwnTime } from './open-own-time.ts'
import { fetchQueueLetters } from './fetch-queue-letters.ts'
import { forgetOtherDatabases } from './forget-databases.ts'
import { openPresence } from './open-presence.ts'
import { OpenRefusal } from './open-refusal.ts'
import { readJournal, reconcile } from './reconcile.ts'
import { takeTheLead } from './take-the-lead.ts'
import { tellWindows } from './tell-windows.ts'
import { watchConnection } from './watch-connection.ts'

/** As much as an agent may have typed while the disk took nothing. */
const PROBE_SIZE = 64_000
const probe = (savedAt: EpochMs): JournalEntry[] =>
  [{ key: 'probe', answers: ' '.repeat(PROBE_SIZE), savedAt }, null].map((form) => ({
    kind: 'form',
    key: 'probe',
    form,
  }))
/** So many rows of the queue are drawn at first, those below what is seen among them (`renderer/kit/row-window.ts`). */
const FIRST_ROWS = 24
/** Whoever signs out waits so long for their last entries to reach the server. */
const LAST_WORDS_MS = 2_000

const NO_SEARCH: DeskSearch = {
  find: async () => null,
  progress: { getValue: () => undefined, subscribe: () => ({ unsubscribe: () => undefined }) },
}

export type OpenDesk = Deps & {
  /** Resolves when the engine of this window has nothing under way. */
  idle(): Promise<void>
  /** Resolves when all that was to be kept until now is in the journal, or was refused. */
  kept(): Promise<void>
  close(): Promise<void>
}

const diskFailureOf = (error: KeepError) =>
  ({ kind: 'disk', code: error.code === 'disk-full' ? 'full' : 'failed', detail: error.message }) as const

/** Opens the local store of one signed-in agent, brings back what only the journal holds, and starts the engine. */
export async function openDesk(ports: DeskPorts): Promise<OpenDesk> {
  const { desk, account, info } = ports
  const reading = readJournal(desk)
  // It is awaited below, unless the key is refused first.
  reading.catch(() => undefined)
  const key = await desk.call('store.key', {})
  if (!key.ok) throw new OpenRefusal(key.failure)
  const report = (error: unknown) =>
    void desk.call('log.write', { level: 'error', line: String(error).slice(0, 4_000) })
  const { profileId, keyId } = key.value
  const beside = ports.startDeflateWorker && deflateBeside(ports.startDeflateWorker, ports.timers.after)
  const sealer = await makeSealer(ports.crypto, keyId, key.value.key, profileId, beside?.deflate)
  // The worker of the search seals for itself, and may have to be started anew.
  const searchKey = new Uint8Array(key.value.key)
  key.value.key.fill(0)
  const name = `evenkeel-${profileId}`
  const windows = tellWindows(ports.BroadcastChannel, name)
  const journal = await reading
  const openDatabase = (database: string, by: Sealer, news: DexieOptions['news']) =>
    openDexieShelf(database, by, {
      indexedDB: ports.indexedDB,
      IDBKeyRange: ports.IDBKeyRange,
      failed: report,
      news,
      after: ports.timers.after,
      whenIdle: ports.whenIdle,
      listing: listingOf(account.userId),
    })
  const opening = {
    open: (database: string) => openDatabase(database, sealer, windows?.news),
    openWithoutDisk: journal === null ? null : openMemoryShelf,
    after: ports.timers.after,
    newId: ports.newId,
    report,
  }
  const opened = await openShelf(opening, databaseIn(journal?.entries ?? []) ?? name)
  const actor = { id: account.userId, name: account.name, role: account.role, queueIds: account.queueIds }
  const fresh: StoreMeta = {
    id: 'meta',
    generation: ports.newId(),
    clientId: ports.newId() as ClientId,
    nextN: 1,
    nextOrder: 1,
    epoch: null,
    cursor: {},
    reach: {},
    scopes: [],
    backfill: null,
    needsSweep: false,
    lastChangeAt: null,
  }
  const trouble = liveSwitch(false)
  let engine: ReturnType<typeof runEngine> | null = null
  const steady =
    opened.state === 'unkept'
      ? null
      : keepSteady(opened.shelf, fresh.generation, {
          open: () => openOnce(opening, opened.name),
          after: ports.timers.after,
          patience: (ports.diskTimers ?? ports.timers).after,
          troubled() {
            trouble.set(true)
            // What was refused may lie in the store all the same, and must not be sent.
            engine?.stop()
          },
          async anew(found) {
            // What is being typed must find room first: beginning anew takes it off the screen.
            const taken = await desk.call('journal.append', { entries: probe(ports.now()) })
            const isKeptInStore = found === 'same' && !taken.ok && taken.failure.kind === 'not-available'
            if (!taken.ok && !isKeptInStore) return false
            ports.reopen?.(found === 'hangs' ? 'page' : 'desk')
            return true
          },
          report,
        })
  const shelf = steady ?? opened.shelf
  const store = openStore(shelf, actor, () => fresh)
  // Read meanwhile: it lies outside of what reconciling changes.
  const headComes = openQueueHead({ shelf, version: info.version, after: ports.timers.after }).then((head) => {
    const first = head.rows?.slice(0, FIRST_ROWS) ?? []
    void ports.letters?.come(first.flatMap(({ customerName, case: { subject } }) => [customerName, subject]))
    return head
  })
  const restored = await reconcile(desk, store, journal, opened, fresh.generation).catch((error: unknown) => {
    shelf.close()
    throw error instanceof KeepError ? new OpenRefusal(diskFailureOf(error)) : error
  })
  if (opened.state === 'found') forgetOtherDatabases(ports.indexedDB ?? globalThis.indexedDB, name, opened.name, report)
  const head = await headComes
  // A store that was lost shows what it has, not what it had.
  const topRows = (restored?.reason ?? null) === null ? head.rows : null
  const upkeep = lookAfterStore({
    ports,
    store,
    key: key.value,
    name,
    isOnDisk: opened.state !== 'unkept',
    deflate: beside?.deflate,
    openDatabase: (database, by) => openDatabase(database, by, undefined),
    isLeading: () => engine !== null && !trouble.getValue(),
    idle: () => idle(),
    failed: report,
  })
  // Before anybody can attach anything: what nothing names any more lets go of its bytes.
  await upkeep.dropFiles()

  const watchers = new Set<() => void>()
  let engineState = startState
  /** Null: not everything that recording time stands on is there yet. */
  let ownTime: OwnTime | null = null
  const closing = new AbortController()
  let offsetMs = info.clockOffsetMs as Ms | null
  const stamp = (): Stamp => ({ at: ports.now(), offsetMs, monotonicMs: Math.round(ports.monotonicNow()) as Ms })
  const line = {
    isOffline: () => engineState.offlineSince !== null,
    watch(changed: () => void) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
  }
  const lead = () => {
    // The desk is about to begin anew, and leads then.
    if (trouble.getValue()) return
    engine = runEngine({
      store,
      desk,
      now: ports.now,
      random: ports.random,
      newId: ports.newId,
      after: ports.timers.after,
      every: ports.timers.every,
      rest: ports.rest ?? (async () => undefined),
      changed(state) {
        engineState = state
        for (const changed of watchers) changed()
      },
      failed: report,
    })
    engine.wake()
    ownTime?.keep().catch(report)
  }
  await takeTheLead(ports.locks, name, closing.signal, lead, report)

  // Another window kept something: whoever leads sends it.
  windows?.hear({ wanted: () => engine?.wake() })
  const committed = () => (engine === null ? windows?.wanted() : engine.wake())

  const connection = watchConnection(store, () => engineState, line.watch, ports.now)
  const spelling = ports.startSpellingWorker && openSpelling(ports.startSpellingWorker)
  const presence = openPresence(desk, account.userId, ports.timers)
  const repository = openRepository({
    store,
    desk,
    actor,
    now: ports.now,
    newId: ports.newId,
    stamp,
    committed,
    // Its top is there already: the tens of thousands below it come after the first screen.
    queueAfter: topRows === null ? undefined : ports.firstScreen?.(),
    textsCome: ports.letters?.come,
    rest: ports.rest,
    doubted: () => steady?.doubt(new Error('Store and journal say different things, and the disk takes neither.')),
  })
  // Begun while the rest opens, and kept up: the queue is what is seen first, and all day.
  const { letters, whenIdle } = ports
  const fetchLetters =
    letters && whenIdle && fetchQueueLetters({ letters, whenIdle, isOver: () => closing.signal.aborted })
  const queue = repository.queue().subscribe((rows) => fetchLetters?.(rows))
  const search =
    ports.startSearchWorker &&
    openSearch({
      start: ports.startSearchWorker,
      key: { profileId, keyId, key: searchKey },
      shelf,
      repository,
      whenIdle: ports.whenIdle ?? (() => undefined),
      whenQuiet: ports.whenQuiet ?? ports.whenIdle ?? (() => undefined),
      after: ports.timers.after,
      failed: report,
    })
  const forms = await keepForms({ repository, timers: ports.timers, now: ports.now })
  const breakDiary = openBreakDiary({ store, after: ports.timers.after })
  await bringDiaryBack(forms, breakDiary)
  const time = openOwnTime({
    store,
    repository,
    desk,
    account,
    actor,
    line,
    diary: breakDiary,
    policy: ports.breakPolicy ?? DEFAULT_BREAK_POLICY,
    windows,
    isLeading: () => engine !== null,
    closing: closing.signal,
    timers: ports.timers,
    zone: ports.zone,
    stamp,
    async lookAtClock() {
      const measured = await desk.call('clock.offset', {})
      if (measured.ok) offsetMs = measured.value.offsetMs as Ms | null
    },
    newId: ports.newId,
    failed: report,
  })
  ownTime = time
  // Whoever leads from the beginning; a window that comes to lead later begins then.
  if (engine !== null) await time.keep()
  windows?.hear(time.hears)
  const idle = async () => {
    await engine?.idle()
    await Promise.all([repository.settled(), connection.settled()])
  }
  /** The page ends in the middle of whatever it does: what was typed a moment ago is written down first. */
  const lock = async () => {
    ports.lastWords?.()
    await forms.flush()
    await repository.settled()
    await desk.call('session.lock', {})
  }
  const stopStirring = ports.keepStirred?.(desk, repository) ?? (() => undefined)
  const close = async () => {
    stopStirring()
    await forms.flush()
    closing.abort()
    time.stop()
    presence.close()
    spelling?.close()
    search?.close()
    head.close()
    engine?.stop()
    queue.unsubscribe()
    await upkeep.conclude()
    windows?.close()
    // What the server has answered is still written down.
    shelf.close()
    beside?.end()
  }
  return {
    repository,
    account,
    info,
    connection,
    presence: presence.live,
    setPresence: presence.set,
    forms,
    agentTime: time.agentTime,
    breaks: time.breaks,
    composer: makeComposerPort(),
    spelling: spelling ?? { wrongOf: async () => null, suggest: async () => [] },
    search: search ?? NO_SEARCH,
    attachments: openAttachments(desk, info.carrier === 'electron', ports.newId),
    breakDiary,
    queueHead: { keep: head.keep, rows: topRows },
    async openOutside(address) {
      const opened = await desk.call('link.open', { address })
      // A number that the desk itself refuses says nothing of the softphone.
      const saysSo = address.startsWith('tel:') && (opened.ok || opened.failure.kind !== 'refused')
      if (saysSo) time.heardOfSoftphone(opened.ok)
      return opened.ok
    },
    async layOutMail(html) {
      const laidOut = await desk.call('mail.layOut', { html })
      return laidOut.ok ? laidOut.value : null
    },
    hearMailLinks: (told) => desk.on('mail.link', told),
    restored,
    diskTrouble: trouble,
    now: ports.now,
    newId: ports.newId,
    timers: ports.timers,
    whenIdle: ports.whenIdle ?? ((run) => run()),
    syncNow: committed,
    async signOut() {
      await time.end()
      // They go with the next sign-in on this desk otherwise; a lead should not have to wait for that.
      await Promise.race([idle(), new Promise<void>((enough) => void ports.timers.after(LAST_WORDS_MS, enough))])
      const isTheirMachine = info.carrier === 'electron' && info.rules.protection !== 'server'
      if (isTheirMachine) await carryDiary(forms, await store.shelf.all('breaks'))
      await close()
      await desk.call('session.signOut', {})
    },
    lock: info.rules.locks ? lock : null,
    pin: {
      async read() {
        const told = await desk.call('session.pin', {})
        return told.ok ? told.value : { isSet: false, isAllowed: false }
      },
      set: async (pin) => (await desk.call('session.setPin', { pin })).ok,
    },
    idle,
    kept: repository.kept,
    close,
  }
}
