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
/** What follows a key, and the next key, come first. */
const QUIET_MS = 250
/** Somebody who works without a pause still finds what they have just written, and few of their keys meet what is done for it. */
const WITHIN_MS = 2_000
/** A page that is never idle does it all the same. */
const IDLE_WITHIN_MS = 500

/** Does things in the background: when neither the page nor the agent is busy, and otherwise a moment later. */
export function makeWhenIdle({ after, monotonicNow, idle, hearInput }: Ports): (run: () => void) => void {
  const startedAt = monotonicNow()
  let inputAt = -Infinity
  hearInput(() => {
    inputAt = monotonicNow()
  })
  return (run) => {
    const askedAt = monotonicNow()
    const look = () => {
      const now = monotonicNow()
      const freeAt = Math.max(startedAt + AFTER_START_MS, Math.min(inputAt + QUIET_MS, askedAt + WITHIN_MS))
      if (now >= freeAt) idle(run, IDLE_WITHIN_MS)
      else after(freeAt - now, look)
    }
    look()
  }
}
