import type { Timers } from '../deps/deps.ts'

type Ports = {
  after: Timers['after']
  monotonicNow(): number
  /** Calls back when the page has nothing else to do, at the latest after so many ms. */
  idle(run: () => void, withinMs: number): void
  /** Tells each key and each press. */
  hearInput(heard: () => void): void
}

/** The first screen comes first. */
const AFTER_START_MS = 2_000
/** So long after a key, because what follows it, and the next one, come first; and so long after it was asked for at the latest. */
type Patience = { quietMs: number; withinMs: number }
/** Somebody who works without a pause still finds what they have just written, and few of their keys meet what is done for it. */
const LITTLE: Patience = { quietMs: 250, withinMs: 2_000 }
/** For what goes on for minutes and nobody waits for: hardly a key meets it. */
export const MUCH: Patience = { quietMs: 1_000, withinMs: 10_000 }
/** A page that is never idle does it all the same. */
const IDLE_WITHIN_MS = 500

/** Does things in the background: when neither the page nor the agent is busy, and otherwise a moment later. */
export function makeWhenIdle(
  { after, monotonicNow, idle, hearInput }: Ports,
  { quietMs, withinMs } = LITTLE,
): (run: () => void) => void {
  const startedAt = monotonicNow()
  let inputAt = -Infinity
  hearInput(() => {
    inputAt = monotonicNow()
  })
  return (run) => {
    const askedAt = monotonicNow()
    const look = () => {
      const now = monotonicNow()
      const freeAt = Math.max(startedAt + AFTER_START_MS, Math.min(inputAt + quietMs, askedAt + withinMs))
      if (now >= freeAt) idle(run, IDLE_WITHIN_MS)
      else after(freeAt - now, look)
    }
    look()
  }
}
