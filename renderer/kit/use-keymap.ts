import { createContext, useContext } from 'react'
import type { Keys } from './keymap.ts'
import { keymap } from './keymap.ts'

const KeymapContext = createContext<Keys>(keymap)
export const KeymapProvider = KeymapContext.Provider

/** The keys that hold for the agent who is signed in. */
export const useKeymap = (): Keys => useContext(KeymapContext)
