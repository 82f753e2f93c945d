import { createContext, useContext, useLayoutEffect, useRef } from 'react'
import type { Command } from './keymap.ts'

/** Who answers which command now. The newest answerer goes first; one that returns false lets the next one try. */
export type Commands = {
  answer(command: Command, run: () => boolean | void): () => void
  run(command: Command): boolean
  /** Whether anything on the screen answers it. What answers may still have nothing to do just now. */
  isAnswered(command: Command): boolean
  /** All keys go here until stopped: somebody is choosing a key. */
  takeKeys(hear: (event: KeyboardEvent) => void): () => void
  /** Who has taken the keys. Null: nobody. */
  taker(): ((event: KeyboardEvent) => void) | null
}

export function makeCommands(): Commands {
  const answerers = new Map<Command, (() => boolean | void)[]>()
  let taker: ((event: KeyboardEvent) => void) | null = null
  return {
    answer(command, run) {
      const list = answerers.get(command) ?? []
      answerers.set(command, list)
      list.unshift(run)
      return () => void list.splice(list.indexOf(run), 1)
    },
    run: (command) => [...(answerers.get(command) ?? [])].some((run) => run() !== false),
    isAnswered: (command) => (answerers.get(command) ?? []).length > 0,
    takeKeys(hear) {
      taker = hear
      return () => {
        if (taker === hear) taker = null
      }
    },
    taker: () => taker,
  }
}

const CommandsContext = createContext<Commands | null>(null)
export const CommandsProvider = CommandsContext.Provider

/** Null outside the window of the desk. */
export const useCommands = (): Commands | null => useContext(CommandsContext)

/** Answers a command for as long as the component is shown. Return false where it means nothing just now. */
export function useCommand(command: Command, run: () => boolean | void): void {
  const commands = useContext(CommandsContext)
  const latest = useRef(run)
  // With the picture, not after it: who presses a key has seen it, and the answer of the picture before may be "not now".
  useLayoutEffect(() => {
    latest.current = run
  })
  useLayoutEffect(() => commands?.answer(command, () => latest.current()), [commands, command])
}
