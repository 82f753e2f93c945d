import type { RefObject } from 'react'
import { useEffect } from 'react'

/** Whether the agent has just gone on: what comes up next takes the focus, and nothing else ever does. */
export type Moves = {
  expect(): void
  /** It did not go on after all. */
  forget(): void
  /** True once after each `expect`. */
  take(): boolean
}

export function makeMoves(): Moves {
  let isExpected = false
  return {
    expect: () => {
      isExpected = true
    },
    forget: () => {
      isExpected = false
    },
    take() {
      const was = isExpected
      isExpected = false
      return was
    },
  }
}

/** Gives the focus to what begins the form when something else is shown in it because the agent went on. */
export function useMoves(moves: Moves, form: RefObject<HTMLFormElement | null>, shows: string): void {
  useEffect(() => {
    if (moves.take()) form.current?.querySelector<HTMLElement>('[data-first]')?.focus()
    // Runs when something else is shown, not when the same is drawn again.
  }, [moves, form, shows])
}
