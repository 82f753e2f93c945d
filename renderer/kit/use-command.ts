import { createContext, useContext, useEffect, useRef } from 'react'
import type { Command } from './keymap.ts'

/** Who answers which command now. The newest answerer goes first; one that returns false lets the next one try. */
export type Commands = {
  answer(command: Command, run: () => boolean | void): () => void
  run(command: Command): boolean
}

export function makeCommands(): Commands {
  const answerers = new Map<Command, (() => boolean | void)[]>()
  return {
    answer(command, run) {
      const list = answerers.get(command) ?? []
      answerers.set(command, list)
      list.unshift(run)
      return () => void list.splice(list.indexOf(run), 1)
    },
    run: (command) => [...(answerers.get(command) ?? [])].some((run) => run() !== false),
  }
}

const CommandsContext = createContext<Commands | null>(null)
export const CommandsProvider = CommandsContext.Provider

/** Answers a command for as long as the component is shown. Return false where it means nothing just now. */
export function useCommand(command: Command, run: () => boolean | void): void {
  const commands = useContext(CommandsContext)
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => commands?.answer(command, () => latest.current()), [commands, command])
}
