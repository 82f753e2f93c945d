import type { ConnectionState } from '../../domain/connection/connection-state.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { EngineState } from './step.ts'

/** What the agent reads about the connection. */
export function connectionOf(
  engine: EngineState,
  store: { unsent: number; refused: number; lastChangeAt: EpochMs | null },
): ConnectionState {
  if (engine.phase === 'halted') return { state: 'sign-in', waiting: store.unsent }
  if (engine.unreadable !== null) {
    const unreadable = { since: engine.unreadable.since, waiting: store.unsent }
    return { state: 'needs-attention', count: store.refused, unreadable }
  }
  if (engine.offlineSince !== null) {
    return { state: 'offline', since: engine.offlineSince, waiting: store.unsent, because: engine.because }
  }
  if (engine.isCatchingUp) return { state: 'catching-up', done: engine.caughtUp, total: null }
  if (store.unsent > 0) return { state: 'sending', count: store.unsent }
  if (store.refused > 0) return { state: 'needs-attention', count: store.refused }
  return { state: 'up-to-date', lastChangeAt: store.lastChangeAt }
}
