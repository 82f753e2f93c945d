import type { KeyboardEvent } from 'react'
import { useState } from 'react'
import type { Piece } from '../../deps/composer-port.ts'
import { isAtWordStart } from './slash.ts'

/** How the template picker was opened: typing "/" is also how a slash is written. */
type Picking = { query: string; isSlash: boolean }

export type Picker = {
  /** What is looked for. Null: the picker is closed. */
  query: string | null
  open(): void
  close(): void
  look(query: string): void
  /** Takes a slash that begins a word for itself. */
  takesKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean
}

/** When templates are offered. `take`: puts a slash that was meant as one into the text after all. */
export function usePicker(isOffered: boolean, take: (piece: Piece) => void): Picker {
  const [picking, setPicking] = useState<Picking | null>(null)
  return {
    query: picking?.query ?? null,
    open: () => setPicking({ query: '', isSlash: false }),
    close: () => setPicking(null),
    look(query) {
      // "and / or", "//"
      if (picking?.isSlash && (query === ' ' || query === '/')) {
        setPicking(null)
        take({ text: query === ' ' ? '/ ' : '/' })
      } else setPicking({ query, isSlash: picking?.isSlash ?? false })
    },
    takesKey(event) {
      const { key, ctrlKey, altKey, metaKey, currentTarget } = event
      if (key !== '/' || ctrlKey || altKey || metaKey || !isOffered) return false
      if (!isAtWordStart(currentTarget.value, currentTarget.selectionStart)) return false
      event.preventDefault()
      setPicking({ query: '', isSlash: true })
      return true
    },
  }
}
