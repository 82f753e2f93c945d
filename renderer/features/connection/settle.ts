import type { ConnectionState } from '../../../domain/connection/connection-state.ts'

/** A state shows only after it has held for this long, so that a flapping line does not flicker. */
export const HOLD_MS = 2_000

/**
 * Whether the current state shows at once: the first one known, new figures of the state that already shows, and what
 * needs the agent.
 */
export const showsAtOnce = (shown: ConnectionState | undefined, current: ConnectionState | undefined): boolean =>
  current !== undefined && (shown === undefined || shown.state === current.state || current.state === 'needs-attention')
