import type { Cursor } from '../../protocol/sync/pull.ts'
import type { Db } from '../store/database.ts'
import { readHeads } from './heads.ts'

/** One live stream's view: the newest heads it has not been told. Many changes collapse into one; a slow stream costs no memory. */
export type Listener = {
  /** The heads once they change; "quiet" after `waitMs` without a change; "closing" when the server stops. */
  next(waitMs: number): Promise<Cursor | 'quiet' | 'closing'>
  stop(): void
}

/** Tells streams that something changed, by looking at the counters: writers pay nothing for it (no NOTIFY). */
export type Tailer = {
  listen(tenant: string): Listener
  heads(tenant: string): Promise<Cursor>
  close(): void
}

type Waiting = { told: string; wake: ((news: Cursor | 'closing') => void) | null }

/** Looks every `everyMs` while anybody listens, and not at all otherwise. */
export function createTailer(
  ports: {
    db: Db
    every(ms: number, run: () => void): () => void
    after(ms: number, run: () => void): () => void
    report(error: unknown): void
  },
  everyMs = 100,
): Tailer {
  const byTenant = new Map<string, Set<Waiting>>()
  let latest = new Map<string, Cursor>()
  let stopLooking: (() => void) | null = null
  let isLooking = false
  let isClosing = false

  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      for (const [tenant, streams] of byTenant) {
        const { heads } = await readHeads(ports.db, tenant)
        latest = latest.set(tenant, heads)
        for (const stream of streams) tell(stream, heads)
      }
    } catch (error) {
      ports.report(error)
    } finally {
      isLooking = false
    }
  }
  const tell = (stream: Waiting, heads: Cursor) => {
    const text = JSON.stringify(heads)
    if (stream.wake === null || stream.told === text) return
    stream.told = text
    stream.wake(heads)
  }
  return {
    listen(tenant) {
      const stream: Waiting = { told: '', wake: null }
      byTenant.set(tenant, (byTenant.get(tenant) ?? new Set()).add(stream))
      stopLooking ??= ports.every(everyMs, () => void look())
      return {
        next: (waitMs) =>
          new Promise((resolve) => {
            if (isClosing) return resolve('closing')
            const done = (news: Cursor | 'quiet' | 'closing') => {
              stream.wake = null
              cancel()
              resolve(news)
            }
            const cancel = ports.after(waitMs, () => done('quiet'))
            stream.wake = done
            const known = latest.get(tenant)
            if (known !== undefined && stream.told !== '') tell(stream, known)
          }),
        stop() {
          const streams = byTenant.get(tenant)
          streams?.delete(stream)
          if (streams?.size === 0) byTenant.delete(tenant)
          if (byTenant.size > 0) return
          stopLooking?.()
          stopLooking = null
        },
      }
    },
    heads: async (tenant) => (await readHeads(ports.db, tenant)).heads,
    close() {
      isClosing = true
      stopLooking?.()
      for (const streams of byTenant.values()) for (const stream of streams) stream.wake?.('closing')
    },
  }
}
