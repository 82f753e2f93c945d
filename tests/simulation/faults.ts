import type { Rng } from './rng.ts'

/** What can go wrong, with how often it does per step (or per call, for those of the cable). */
export const FAULTS = {
  dropRequest: 0.12,
  loseAnswer: 0.12,
  repeatRequest: 0.1,
  mixUpAnswer: 0.08,
  damagePage: 0.05,
  overload: 0.04,
  crash: 0.03,
  abortStore: 0.03,
  failJournal: 0.02,
  wipeStore: 0.006,
  restoreServer: 0.012,
  flipAccess: 0.02,
  expireToken: 0.02,
  jumpClock: 0.01,
} as const
export type Fault = keyof typeof FAULTS
export const FAULT_NAMES = Object.keys(FAULTS) as Fault[]

/** The swarm: each seed leaves out a random half, so that rare faults meet undisturbed. */
export function someFaults(rng: Rng): Set<Fault> {
  const on = new Set(FAULT_NAMES.filter(() => rng.chance(0.5)))
  // What the server had confirmed lives twice: there and in the desk's store. Losing both at once is beyond the promise.
  if (on.has('wipeStore') && on.has('restoreServer')) on.delete(rng.chance(0.5) ? 'wipeStore' : 'restoreServer')
  return on
}

/** Thrown when a promise was broken. */
export class Violation extends Error {}
