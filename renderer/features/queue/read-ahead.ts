import type { Timers } from '../../deps/deps.ts'

/** Whoever goes to another row sooner than that is on the way to one further on: a held key goes thirty rows in a second. */
const STEP_MS = 100

/** Decides what is read of the rows that the agent looks at, one after the other: not what they only pass on their way. */
export function readAhead<Id>(after: Timers['after'], ahead: (id: Id) => void) {
  let isOnTheWay = false
  let stop = () => {}
  return {
    /** `near`: reads what may be looked at next to it. Null: none is looked at any more. */
    attend(id: Id | null, near: (id: Id) => void): void {
      stop()
      if (id !== null && !isOnTheWay) ahead(id)
      isOnTheWay = true
      stop = after(STEP_MS, () => {
        isOnTheWay = false
        if (id === null) return
        ahead(id)
        near(id)
      })
    },
    end: () => stop(),
  }
}
