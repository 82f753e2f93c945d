import type { Shelf, Told } from './store-port.ts'
import { KeepError } from './store-port.ts'

export type SteadyPorts = {
  /** Opens the same database again. Null: not yet. */
  open(): Promise<Shelf | null>
  after(ms: number, run: () => void): () => void
  /** The database does not answer, or does again. */
  troubled(isTroubled: boolean): void
  /**
   * It answers, but it is not the one that this desk was opened on: Chromium has made another. True: the desk is opened
   * anew; false: it is too early for that, ask again.
   */
  replaced(): Promise<boolean>
  report(error: unknown): void
}

const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 8_000

/**
 * A shelf that outlives its database: a full disk closes it under a running desk. What is asked meanwhile is refused as a
 * failing disk; whoever watches is told as soon as it answers again.
 */
export function keepSteady(first: Shelf, generation: string, ports: SteadyPorts): Shelf {
  let shelf: Shelf | null = first
  let damaged: ReturnType<Shelf['damaged']> = []
  let isClosed = false
  const watchers = new Set<(told: Told) => void>()
  const tell = (told: Told) => {
    for (const changed of watchers) changed(told)
  }
  let stopWatching = first.watch(tell)

  function lose(lost: Shelf, error: unknown): void {
    if (shelf !== lost || isClosed) return
    ports.report(error)
    shelf = null
    damaged = lost.damaged()
    stopWatching()
    lost.close()
    ports.troubled(true)
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
    const found = await ports.open()
    if (found === null) return false
    try {
      const [meta] = await found.get('meta', ['meta'])
      if (isClosed) {
        found.close()
        return true
      }
      if (meta?.generation !== generation) {
        found.close()
        return await ports.replaced()
      }
    } catch (error) {
      found.close()
      throw error
    }
    shelf = found
    stopWatching = found.watch(tell)
    ports.troubled(false)
    // Nobody knows what the other windows wrote meanwhile.
    tell(null)
    return true
  }

  const asked = async <Value>(ask: (shelf: Shelf) => Promise<Value>): Promise<Value> => {
    const current = shelf
    if (current === null) throw new KeepError('disk-failed', null)
    try {
      return await ask(current)
    } catch (error) {
      if (isClosed || (error instanceof KeepError && error.code === 'disk-full')) throw error
      lose(current, error)
      throw error instanceof KeepError ? error : new KeepError('disk-failed', error)
    }
  }

  return {
    version: () => asked((current) => current.version()),
    get: (table, ids) => asked((current) => current.get(table, ids)),
    all: (table) => asked((current) => current.all(table)),
    rows: (filter) => asked((current) => current.rows(filter)),
    write: (changes, version, durability) => asked((current) => current.write(changes, version, durability)),
    remembered: {
      version: () => asked((current) => (current.remembered ?? current).version()),
      get: (table, ids) => asked((current) => (current.remembered ?? current).get(table, ids)),
      all: (table) => asked((current) => (current.remembered ?? current).all(table)),
    },
    watch(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    damaged: () => shelf?.damaged() ?? damaged,
    close() {
      isClosed = true
      stopWatching()
      shelf?.close()
    },
  }
}
