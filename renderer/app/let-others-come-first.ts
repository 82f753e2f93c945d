/** Ends when keys and paint that were waiting have had their turn. */
export const letOthersComeFirst = (): Promise<void> =>
  'scheduler' in globalThis && 'yield' in globalThis.scheduler
    ? globalThis.scheduler.yield()
    : new Promise((resolve) => setTimeout(resolve))
