import { useLayoutEffect } from 'react'
import { isMac } from '../kit/button.tsx'
import type { Keys } from '../kit/keymap.ts'
import { commandOf } from '../kit/keymap.ts'
import type { Commands } from '../kit/use-command.ts'
import { firstPlaceIn } from './focus.ts'

/** Hears the keys of the desk anywhere in the window and runs what answers them. */
export function useKeys(commands: Commands | null, keys: Keys): void {
  useLayoutEffect(() => {
    if (commands === null) return
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const taker = commands.taker()
      if (taker !== null) return taker(event)
      const command = commandOf(event, isMac, keys)
      if (command === null || !commands.run(command)) return
      event.preventDefault()
      // A focused button would take Ctrl+Enter for a press of its own.
      event.stopPropagation()
    }
    // Before the components see it: a text box or a list must not take a key of the desk for its own.
    window.addEventListener('keydown', hear, { capture: true })
    return () => window.removeEventListener('keydown', hear, { capture: true })
  }, [commands, keys])
}

/** The areas that F6 walks through, in order, by their `data-area`. */
const AREAS = ['numbers', 'queue', 'case', 'composer', 'side', 'break', 'needs', 'strip', 'rail', 'bar'] as const

/** Gives the focus to the next area that is shown, to the place in it that takes it best. */
export function walkAreas(step: 1 | -1): boolean {
  const shown = AREAS.flatMap((name) => [...document.querySelectorAll<HTMLElement>(`[data-area="${name}"]`)]).filter(
    (area) => area.checkVisibility() && firstIn(area) !== null,
  )
  if (shown.length === 0) return false
  // The innermost area: the composer lies inside the case.
  const innermost = document.activeElement?.closest<HTMLElement>('[data-area]') ?? null
  const here = innermost === null ? -1 : shown.indexOf(innermost)
  // From the heading of an area the first step leads into it.
  const isAtHead = step === 1 && document.activeElement?.matches('[data-first-focus]') === true
  const start = here === -1 ? (step === 1 ? -1 : 0) : isAtHead ? here - 1 : here
  const next = shown[(start + step + shown.length) % shown.length]
  if (next !== undefined) firstIn(next)?.focus()
  return true
}

// Never the status: an arrow key meant for reading would change it.
const firstIn = (area: HTMLElement): HTMLElement | null =>
  firstPlaceIn(area, 'textarea, [contenteditable="true"], [role="row"], [role="grid"], ol[tabindex], div[tabindex]')
