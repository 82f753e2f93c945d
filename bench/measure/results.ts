import type { ContenderName } from '../page/names.ts'

/** What was measured of one store: one number for each round in which it was. ms, bytes. */
export type StoreResult = {
  loadMs: number[]
  /** The longest time for which the page's thread came to nothing else while loading. */
  blockMs: number[]
  /** What the store put off while loading, and did then. */
  loadCompactMs: number[]
  diskBytes: number[]
  coldMs: number[]
  neighbourP50Ms: number[]
  openP50Ms: number[]
  openP95Ms: number[]
  deltaMs: number[]
  durableMs: number[]
  compactMs: number[]
  actP95Ms: number[]
  /** All the actions of a round. Where the time was up before, as long as all would have taken at that pace, at least. */
  actAllMs: number[]
  /** How many of them were done. */
  actDone: number[]
  isStrict: boolean
  pssBytes: number[]
}

export const emptyResult = (): StoreResult => ({
  loadMs: [],
  blockMs: [],
  loadCompactMs: [],
  diskBytes: [],
  coldMs: [],
  neighbourP50Ms: [],
  openP50Ms: [],
  openP95Ms: [],
  deltaMs: [],
  durableMs: [],
  compactMs: [],
  actP95Ms: [],
  actAllMs: [],
  actDone: [],
  isStrict: true,
  pssBytes: [],
})

export type StoreResults = {
  of: Partial<Record<ContenderName, StoreResult>>
  /** Who could not run, and why. */
  notRun: Partial<Record<ContenderName, string>>
  /** Where two stores did not give the same rows, in words. */
  differences: string[]
  /** How many comparisons there were. */
  compared: number
  rounds: number
  /** In each round. */
  actions: number
}
