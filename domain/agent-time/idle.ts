import type { Ms } from '../kernel/time.ts'
import { MINUTE_MS } from '../kernel/time.ts'
import type { ShownState } from './my-state.ts'

/** Why the machine cannot tell whether anybody sits at it. */
export const IDLE_BLINDNESS = ['wayland', 'remote-desktop', 'no-display', 'browser', 'failed'] as const
export type IdleBlindness = (typeof IDLE_BLINDNESS)[number]

/**
 * What is known about input to the whole machine. A claim with its source, never a fact: where the system is blind the
 * length is unknown, not zero and not long.
 */
export type IdleReading = { kind: 'known'; idleMs: Ms; source: 'system' } | { kind: 'unknown'; why: IdleBlindness }

/** From so long without input on the desk is worth a question. */
export const ASK_AFTER_MS = (10 * MINUTE_MS) as Ms

/**
 * Whether the desk may ask if the agent is there. `windowIdleMs`: since input to the desk's own window. It asks, and does
 * nothing else: no state is ever changed by idleness. Never in a contact or its wrap-up (a call needs no typing), and
 * not in a state in which nobody is expected at the keys.
 */
export function mayAskIfThere(reading: IdleReading, windowIdleMs: Ms, state: ShownState): boolean {
  if (state !== 'available' && state !== 'offline-working') return false
  const idleMs = reading.kind === 'known' ? Math.min(reading.idleMs, windowIdleMs) : windowIdleMs
  return idleMs >= ASK_AFTER_MS
}
