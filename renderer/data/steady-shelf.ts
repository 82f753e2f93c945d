import type { Change, Shelf, Told, Watchers } from './store-port.ts'
import { KeepError } from './store-port.ts'

/** same: the one that this desk was opened on. another: Chromium has made a new one. hangs: none opens any more. */
export type Found = 'same' | 'another' | 'hangs'

export type SteadyPorts = {
  /** Opens the same database again. Null: not yet. */
  open(): Promise<Shelf | null>
  after(ms: number, run: () => void): () => void
  /** The same, while an answer is waited for. */
  patience(ms: number, run: () => void): () => void
  /** The database does not answer. */
  troubled(): void
  /**
   * Begins the desk anew, from the journal: nobody knows what became of what was being written. False: it is too early for
   * that, ask again.
   */
  anew(found: Found): Promise<boolean>
  report(error: unknown): void
}

/** `doubt`: what lies in it may not be what the agent was told, so the desk is to begin anew. */
export type SteadyShelf = Shelf & { doubt(error: unknown): void }

const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 8_000
/** So many times in a row it has not opened. Chromium may hang for as long as the page lives. */
const HANGS_AFTER = 2
/**
 * What has not answered after so many looks never will. A list may be all there is, on a slow disk, and a write waits for
 * the disk's part of it.
 */
const ANSWER_WITHIN_LOOKS = 6
const LIST_WITHIN_LOOKS = 60
/** Looks and not one long wait: a machine that slept in between has missed one of them. */
const LOOK_EVERY_MS = 5_000

/**
 * A shelf that outlives its database: a full disk closes it under a running desk, or it answers never more. What is asked
 * meanwhile, and what was under way, is refused as by a failing disk; as soon as it can be, the desk begins anew.
 */
export function keepSteady(first: Shelf, generation: string, ports: SteadyPorts): SteadyShelf {
  let shelf: Shelf | null = first
  let damaged: ReturnType<Shelf['damaged']> = []
  let isClosed = false
  let unopened = 0
  /** Whoever waits for an answer that may never come. */
  const waiting = new Set<(error: KeepError) => void>()
  const watchers: Watchers = new Map()
  const tell = (told: Told) => {
    for (const changed of watchers.keys()) changed(told)
  }
  const tellComing = (changes: readonly Change[]) => {
    for (const coming of watchers.values()) coming?.(changes)
  }
  let stopWatching = first.watch(tell, tellComing)

  function lose(lost: Shelf, error: unknown): void {
    if (shelf !== lost || isClosed) return
    ports.report(error)
    shelf = null
    damaged = lost.damaged()
    stopWatching()
    lost.close()
    ports.troubled()
    for (const refuse of waiting) refuse(new KeepError('disk-failed', error))
    again(FIRST_RETRY_MS)
  }

  function again(waitMs: number): void {
    ports.after(waitMs, () => {
      if (isClosed) return
      find().then(
        (isFound) => isFound || again(Math.min(LAST_RETRY_MS, waitMs * 2)),
        () => again(Math.min(LAST_RETRY_MS, waitMs * 2)),
      )
    })
  }

  async function find(): Promise<boolean> {
    // Found before, but the desk could not begin anew yet.
    if (shelf !== null) return ports.anew('same')
    const found = await ports.open()
    if (found === null) return ++unopened >= HANGS_AFTER && (await ports.anew('hangs'))
    unopened = 0
    try {
      const [meta] = await found.get('meta', ['meta'])
      if (isClosed) {
        found.close()
        return true
      }
      if (meta?.generation !== generation) {
        found.close()
        return await ports.anew('another')
      }
    } catch (error) {
      found.close()
      throw error
    }
    // What is being typed finds its place again before the desk begins anew.
    shelf = found
    stopWatching = found.watch(tell, tellComing)
    return ports.anew('same')
  }

  const asked = <Value>(ask: (shelf: Shelf) => Promise<Value>, looks = ANSWER_WITHIN_LOOKS): Promise<Value> =>
    new Promise((answer, refuse) => {
      const current = shelf
      if (current === null) return refuse(new KeepError('disk-failed', null))
      waiting.add(refuse)
      let stop = () => {}
      const look = (left: number) => {
        if (left === 0) return lose(current, new Error(`The database has not answered in ${looks * LOOK_EVERY_MS} ms.`))
        stop = ports.patience(LOOK_EVERY_MS, () => look(left - 1))
      }
      look(looks)
      const answered = () => {
        stop()
        waiting.delete(refuse)
      }
      ask(current).then(
        (value) => {
          answered()
          answer(value)
        },
        (error: unknown) => {
          answered()
          if (isClosed || (error instanceof KeepError && error.code === 'disk-full')) return refuse(error)
          lose(current, error)
          refuse(error instanceof KeepError ? error : new KeepError('disk-failed', error))
        },
      )
    })

  return {
    version: () => asked((current) => current.version()),
    get: (table, ids) => asked((current) => current.get(table, ids)),
    all: (table) => asked((current) => current.all(table), LIST_WITHIN_LOOKS),
    rows: (filter) => asked((current) => current.rows(filter), LIST_WITHIN_LOOKS),
    ...(first.slice && { slice: (from) => asked((current) => (current.slice as Required<Shelf>['slice'])(from)) }),
    write: (...given) => asked((current) => current.write(...given)),
    ...(first.ready && {
      async ready(...given) {
        const made = await asked(async (current) => {
          const write = await (current.ready as Required<Shelf>['ready'])(...given)
          return { current, write }
        })
        // Found again meanwhile, it is another one, and may hold something else.
        return (durability) =>
          asked(async (current) => (current === made.current ? made.write(durability) : 'conflict'))
      },
    }),
    // It may take longer than an answer of the disk, and ends with the shelf.
    room: async () => shelf?.room?.(),
    remembered: {
      version: () => asked((current) => (current.remembered ?? current).version()),
      get: (table, ids) => asked((current) => (current.remembered ?? current).get(table, ids)),
      all: (table) => asked((current) => (current.remembered ?? current).all(table)),
    },
    aside: {
      read: (name) => asked(async (current) => current.aside?.read(name)),
      write: (name, value) => asked(async (current) => current.aside?.write(name, value)),
    },
    watch(changed, coming) {
      watchers.set(changed, coming)
      return () => watchers.delete(changed)
    },
    damaged: () => shelf?.damaged() ?? damaged,
    doubt(error) {
      if (shelf !== null) lose(shelf, error)
    },
    close() {
      isClosed = true
      stopWatching()
      shelf?.close()
    },
  }
}
