/** What one tool made of shifts. Times in ms, added up over all of them. */
export type Tally = {
  shifts: number
  /** Rest of the plan, and what of it nobody had and nobody owes any more. */
  plannedMs: number
  planLostMs: number
  /** Rest of the plan that is shown as still owed at the end. */
  planOwedMs: number
  /** Rest that the tool's own rules ask for and cross off, and what of it was never had. */
  ownMs: number
  ownLostMs: number
  prompts: number
  /** Prompts that came with a contact in hand or while keys were pressed. */
  interruptions: number
  postponements: number
  longestMs: number
  longestEverMs: number
}

export const emptyTally = (): Tally => ({
  shifts: 0,
  plannedMs: 0,
  planLostMs: 0,
  planOwedMs: 0,
  ownMs: 0,
  ownLostMs: 0,
  prompts: 0,
  interruptions: 0,
  postponements: 0,
  longestMs: 0,
  longestEverMs: 0,
})

/** Rest crossed off by a tool: what of it was really had is what the agent has just rested. */
export function crossOff(tally: Tally, lengthMs: number, restedMs: number): void {
  tally.ownMs += lengthMs
  tally.ownLostMs += Math.max(0, lengthMs - restedMs)
}
