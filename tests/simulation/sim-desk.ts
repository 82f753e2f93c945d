import type { ClientId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { Failure, Outcome } from '../../protocol/bridge-kit.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import type { PullPage } from '../../protocol/sync/pull.ts'
import { readJournal, reconcile } from '../../renderer/app/reconcile.ts'
import { openMemoryShelf } from '../../renderer/data/memory-shelf.ts'
import { openRepository } from '../../renderer/data/open-repository.ts'
import type { DeskRepository } from '../../renderer/data/repository.ts'
import type { Store } from '../../renderer/data/store.ts'
import { openStore } from '../../renderer/data/store.ts'
import type { Change, Shelf } from '../../renderer/data/store-port.ts'
import { KeepError } from '../../renderer/data/store-port.ts'
import { runEngine } from '../../renderer/sync/run-engine.ts'
import type { EngineState } from '../../renderer/sync/step.ts'
import type { Deed } from './invariants.ts'
import { checkPage } from './invariants.ts'
import { openMirror } from './mirror.ts'
import type { Mutant } from './mutants.ts'
import type { Rng } from './rng.ts'
import type { SimAgent } from './sim-world.ts'

type Timer = { at: number; run(): void }
/** A call on the cable that has not been answered yet. */
export type Call = {
  desk: SimDesk
  kind: 'pull' | 'push'
  request: unknown
  answer(outcome: Outcome<never>): void
  outcome: Outcome<never> | null
}

export type Surroundings = {
  rng: Rng
  mutant: Mutant | null
  calls: Call[]
  now(): number
  newId(): string
  actor: SimAgent
  tell(line: string): void
  noteDeed(desk: SimDesk, window: SimWindow, mutation: Mutation): Deed
}
/** `lastAsked`: what was done in it last. */
export type SimWindow = { repository: DeskRepository; lastAsked: Deed | null }
const isDisk = (error: unknown) => error instanceof KeepError || String(error).includes('The journal did not take')
export type SimDesk = ReturnType<typeof makeDesk>
type Listener = (payload: never) => void

/** One machine of one agent. Its disk and journal outlive its lives; a life ends at any await. */
export function makeDesk(around: Surroundings) {
  const { rng, mutant } = around
  const disk = { shelf: openMemoryShelf(), journal: [] as JournalEntry[], written: 0 }
  const desk = {
    actor: around.actor,
    mirror: openMirror(),
    isUp: false,
    /** The life ends after so many more awaits. */
    awaitsLeft: Number.POSITIVE_INFINITY,
    abortNextWrite: false,
    failNextJournal: false,
    isSignedIn: true,
    clockOffsetMs: 0,
    /** Rows are being fetched anew: until the next complete page some may be missing. */
    isRefetching: true,
    timers: [] as Timer[],
    /** The first one leads. */
    windows: [] as SimWindow[],
    /** What the last answers were, for a carrier that mixes them up. */
    oldPages: [] as PullPage[],
    errors: [] as unknown[],
    engine: null as EngineState | null,
    start,
    stop,
    wipe() {
      stop()
      disk.shelf = openMemoryShelf()
      desk.mirror = openMirror()
      desk.isRefetching = true
    },
    hear: (_name: string, _payload: unknown) => {},
    openBeside: () => {},
    nextTimer: () =>
      desk.timers.reduce<Timer | null>((first, each) => (first && first.at <= each.at ? first : each), null),
    fire(timer: Timer) {
      desk.timers = desk.timers.filter((each) => each !== timer)
      timer.run()
    },
  }
  let endLife = () => {}

  function stop(): void {
    endLife()
    desk.isUp = false
    desk.timers = []
    desk.windows = []
    desk.openBeside = () => {}
  }

  async function start(): Promise<void> {
    stop()
    let isOver = false
    const listeners = new Map<string, Set<Listener>>()
    desk.awaitsLeft = Number.POSITIVE_INFINITY
    const never = () => new Promise<never>(() => {})
    /** Every await of the desk goes through here; it may be the last thing this life does, before or after the deed. */
    async function gate<Value>(deed: () => Promise<Value>): Promise<Value> {
      if (isOver) return never()
      if (desk.awaitsLeft-- <= 0) {
        const isDone = rng.chance(0.5)
        stop()
        if (isDone) await deed()
        return never()
      }
      const value = await deed()
      return isOver ? never() : value
    }
    const bottom = disk.shelf
    async function write(changes: readonly Change[], version: number, durability: 'strict' | 'relaxed') {
      if (desk.abortNextWrite) {
        desk.abortNextWrite = false
        throw new KeepError('disk-full', null)
      }
      const outcome = await bottom.write(changes, version, durability)
      if (outcome !== 'written') return outcome
      if (bottom === disk.shelf) desk.mirror.apply(changes)
      around.tell(`${around.actor.id} writes ${changes.map(brief).join(' ')}`)
      return outcome
    }
    const plain: Shelf = { ...bottom, write }
    const torn = mutant?.wrapShelf?.(plain, rng) ?? plain
    const shelf: Shelf = {
      ...torn,
      version: () => gate(() => torn.version()),
      get: (table, ids) => gate(() => torn.get(table, ids)),
      all: (table) => gate(() => torn.all(table)),
      rows: (filter) => gate(() => torn.rows(filter)),
      write: (changes, version, durability) => gate(() => torn.write(changes, version, durability)),
      ready: async (changes, version) => (durability) => gate(() => torn.write(changes, version, durability)),
    }
    const client: DeskClient = {
      call: ((name: string, args: never) => gate(() => callFor(name, args))) as unknown as DeskClient['call'],
      on: ((name: string, listener: Listener) => {
        const heard = listeners.get(name) ?? new Set()
        listeners.set(name, heard.add(listener))
        return () => heard.delete(listener)
      }) as unknown as DeskClient['on'],
    }
    endLife = () => {
      isOver = true
    }
    const newStore = () => {
      const generation = around.newId()
      const clientId = around.newId() as ClientId
      const store = openStore(shelf, around.actor, () => ({
        id: 'meta',
        generation,
        clientId,
        nextN: 1,
        nextOrder: 1,
        epoch: null,
        cursor: {},
        reach: {},
        scopes: [],
        backfill: null,
        needsSweep: false,
        lastChangeAt: null,
      }))
      return { store, generation }
    }
    const { store: bare, generation } = newStore()
    const maimed = mutant?.wrapStore?.(bare) ?? bare
    const store: Store = {
      ...maimed,
      async applyPage(page, at) {
        const before = await bare.meta()
        const outcome = await maimed.applyPage(page, at)
        if (outcome === 'applied') {
          const isFetchingMore = page.header.scopes.some((scope) => !before.scopes.includes(scope))
          desk.isRefetching = page.footer.more && (desk.isRefetching || isFetchingMore)
          checkPage(desk, before.cursor, page)
        }
        return outcome
      },
      async adoptEpoch(to) {
        desk.isRefetching = true
        return maimed.adoptEpoch(to)
      },
      async fetchAnew() {
        desk.isRefetching = true
        return maimed.fetchAnew()
      },
    }
    const carrier = mutant?.wrapClient?.(client, bare, rng) ?? client
    const bringBack = async (to: Store, named: string) =>
      reconcile(carrier, to, await readJournal(carrier), { name: 'sim', state: 'found' }, named)
    try {
      await mutant?.atStart?.(bare)
      await bringBack(store, generation)
    } catch (error) {
      // The disk refused: the agent is told, and opens the desk again.
      if (!(error instanceof KeepError)) throw error
      return stop()
    }
    const now = () => (around.now() + desk.clockOffsetMs) as EpochMs
    const engine = runEngine({
      store,
      desk: carrier,
      now,
      random: rng.next,
      newId: around.newId,
      after(ms, run) {
        const timer = { at: around.now() + ms, run: () => !isOver && run() }
        desk.timers.push(timer)
        return () => (desk.timers = desk.timers.filter((each) => each !== timer))
      },
      rest: async () => undefined,
      every(ms, run) {
        const timer: Timer = { at: around.now() + ms, run: () => {} }
        timer.run = () => {
          if (isOver) return
          timer.at = around.now() + ms
          desk.timers.push(timer)
          run()
        }
        desk.timers.push(timer)
        return () => (desk.timers = desk.timers.filter((each) => each !== timer))
      },
      changed(state) {
        desk.engine = state
      },
      failed: (error) => !isDisk(error) && desk.errors.push(error),
    })
    const openWindow = (on: Store): SimWindow => {
      const window: SimWindow = { repository: null as never, lastAsked: null }
      /** What the agent does is known from the moment the journal is asked to keep it. */
      const noting: DeskClient = {
        ...carrier,
        call: ((name: string, args: { entries: JournalEntry[] }) => {
          for (const entry of name === 'journal.append' ? args.entries : [])
            if (entry.kind === 'intent') window.lastAsked = around.noteDeed(desk, window, entry.mutation)
          return carrier.call(name as 'journal.append', args)
        }) as unknown as DeskClient['call'],
      }
      window.repository = openRepository({
        store: on,
        desk: noting,
        actor: around.actor,
        now,
        newId: around.newId,
        stamp: () => ({ at: now(), offsetMs: null, monotonicMs: around.now() as Ms }),
        committed: () => engine.wake(),
      })
      return window
    }
    desk.windows = [openWindow(store)]
    desk.openBeside = () => {
      const { store: beside, generation: named } = newStore()
      const opening = bringBack(beside, named).then(() => {
        if (!isOver) desk.windows.push(openWindow(beside))
      })
      // The disk refused: no window comes of it.
      opening.catch((error: unknown) => isDisk(error) || desk.errors.push(error))
    }
    desk.hear = (name, payload) => {
      if (!isOver) for (const listener of listeners.get(name) ?? []) listener(payload as never)
    }
    endLife = () => {
      isOver = true
      engine.stop()
    }
    desk.isUp = true
    engine.wake()
  }

  async function callFor(name: string, args: never): Promise<Outcome<unknown>> {
    if (name.startsWith('journal.')) return journal(name, args)
    if (!desk.isSignedIn) return { ok: false, failure: { kind: 'auth' } }
    const kind = name === 'sync.pull' ? 'pull' : 'push'
    return new Promise((answer) =>
      around.calls.push({ desk, kind, request: args, answer: answer as never, outcome: null }),
    )
  }

  function journal(name: string, args: { entries: JournalEntry[]; mark: string }): Outcome<unknown> {
    const mark = `${disk.written}`
    if (name === 'journal.read')
      return { ok: true, value: { entries: disk.journal, report: { tornBytes: 0, quarantined: 0 }, mark } }
    if (desk.failNextJournal) {
      desk.failNextJournal = false
      const failure: Failure = { kind: 'disk', code: 'full', detail: '' }
      return { ok: false, failure }
    }
    if (name === 'journal.compact' && args.mark !== mark) return { ok: true, value: { seq: null } }
    disk.journal = name === 'journal.compact' ? [...args.entries] : [...disk.journal, ...args.entries]
    return { ok: true, value: { seq: ++disk.written } }
  }
  return desk
}

/** A change on one line, for whoever follows a story. */
function brief(change: Change): string {
  if ('remove' in change) return `-${change.table}/${change.remove}`
  if (change.table === 'outbox') return `+outbox/${change.put.mutation.id}:${change.put.state}:${change.put.n}`
  if (change.table === 'rows') return `+${change.put.key}${change.put.server ? '' : '(own)'}`
  return change.table === 'acked' ? `+acked/${change.put.mutation.id}` : `+${change.table}`
}
