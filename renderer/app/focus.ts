import { useSyncExternalStore } from 'react'

/** Whether the focus stands nowhere, where the desk itself put it at the start, or in something that is no longer shown. */
export function isFocusLost(): boolean {
  const at = document.activeElement
  return at === null || at === document.body || at.matches('[data-first-focus]') || !at.checkVisibility()
}

const TAKES_FOCUS = 'button, [href], input, select, textarea, [tabindex], [contenteditable="true"]'

/** Where the agent goes on in an area: its text, its list, its question; else whatever comes first. */
export function firstPlaceIn(area: Element, preferred: string): HTMLElement | null {
  const all = [...area.querySelectorAll<HTMLElement>(TAKES_FOCUS)].filter(
    (each) => each.tabIndex >= 0 && !each.matches(':disabled, [data-focus-scope-start]') && each.checkVisibility(),
  )
  return all.find((each) => each.matches(preferred)) ?? all[0] ?? null
}

/** Runs once `find` has found it: now, or when it is painted. Returns the way to stop waiting. */
export function whenThere(root: Element, find: () => HTMLElement | null, found: (it: HTMLElement) => void): () => void {
  const now = find()
  if (now !== null) {
    found(now)
    return () => {}
  }
  const watcher = new MutationObserver(() => {
    const it = find()
    if (it === null) return
    watcher.disconnect()
    found(it)
  })
  watcher.observe(root, { childList: true, subtree: true, attributes: true })
  return () => watcher.disconnect()
}

/** Whether the window fits the query just now. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
  )
}
