import { useEffect } from 'react'
import { isMac } from '../kit/button.tsx'
import { commandOf } from '../kit/keymap.ts'
import type { Commands } from '../kit/use-command.ts'

/** Hears the keys of `kit/keymap.ts` anywhere in the window and runs what answers them. */
export function useKeys(commands: Commands): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const command = commandOf(event, isMac)
      if (command === null || !commands.run(command)) return
      event.preventDefault()
      // A focused button would take Ctrl+Enter for a press of its own.
      event.stopPropagation()
    }
    // Before the components see it: a text box or a list must not take a key of the desk for its own.
    window.addEventListener('keydown', hear, { capture: true })
    return () => window.removeEventListener('keydown', hear, { capture: true })
  }, [commands])
}

/** The areas that F6 walks through, in order, by their `data-area`. */
const AREAS = ['queue', 'case', 'composer', 'side', 'bar'] as const

/** Gives the focus to the next area that is shown, to the place in it that takes it best. */
export function walkAreas(step: 1 | -1): boolean {
  const shown = AREAS.flatMap((name) => [...document.querySelectorAll<HTMLElement>(`[data-area="${name}"]`)]).filter(
    (area) => area.checkVisibility() && firstIn(area) !== null,
  )
  if (shown.length === 0) return false
  const active = document.activeElement
  // The innermost area: the composer lies inside the case.
  const here = shown.findLastIndex((area) => area.contains(active))
  const start = here === -1 ? (step === 1 ? -1 : 0) : here
  const next = shown[(start + step + shown.length) % shown.length]
  if (next !== undefined) firstIn(next)?.focus()
  return true
}

const FOCUSABLE = 'button, [href], input, select, textarea, [tabindex]'

function firstIn(area: HTMLElement): HTMLElement | null {
  const all = [...area.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (each) => each.tabIndex >= 0 && !each.matches(':disabled') && each.checkVisibility(),
  )
  // Never the status: an arrow key meant for reading would change it.
  const preferred = all.find((each) =>
    each.matches('textarea, [role="row"], [role="grid"], ol[tabindex], div[tabindex]'),
  )
  return preferred ?? all[0] ?? null
}
