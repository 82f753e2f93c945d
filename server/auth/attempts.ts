import type { EpochMs } from '../../domain/kernel/time.ts'

const WINDOW_MS = 60_000
const ALLOWED = 10

/** Counts wrong passwords per login and address in memory, so that guessing is slow. A restart forgets them. */
export function createAttempts(now: () => EpochMs) {
  const wrong = new Map<string, EpochMs[]>()
  const recent = (key: string) => (wrong.get(key) ?? []).filter((at) => now() - at < WINDOW_MS)
  return {
    /** How long this login must wait from this address, ms; 0: not at all. */
    waitMs(key: string): number {
      const times = recent(key)
      return times.length < ALLOWED ? 0 : Math.max(1, WINDOW_MS - (now() - (times[0] ?? now())))
    },
    failed(key: string): void {
      if (wrong.size > 10_000) wrong.clear()
      wrong.set(key, [...recent(key), now()])
    },
    succeeded(key: string): void {
      wrong.delete(key)
    },
  }
}
export type Attempts = ReturnType<typeof createAttempts>
