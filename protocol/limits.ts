// Numbers of the wire, apart from its schemas: those take their time to load, and the page of the desktop does without them.

export const PULL_DEFAULT_ROWS = 200
export const PULL_DEFAULT_BYTES = 262_144
/** While a desk catches up over a line that holds: fewer, larger steps. */
export const PULL_LARGE_ROWS = 2_000
export const PULL_LARGE_BYTES = 2_097_152
/** And where it need not read them. */
export const PULL_LARGEST_ROWS = 3_000
export const PULL_LARGEST_BYTES = 4_194_304

export const PUSH_LIMIT_MUTATIONS = 50
export const PUSH_LIMIT_BYTES = 262_144

/** So often a desk says again what its agent has open, while it holds. */
export const PRESENCE_REPEAT_MS = 20_000
