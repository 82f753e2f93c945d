import type { RefObject } from 'react'
import { useEffect } from 'react'

/**
 * Keeps the keyboard inside a dialog when the control that has it is taken away, as the button of a row that its own
 * press removes: the box itself gets it, in the same turn, so that the very next key already finds the dialog.
 */
export function useFocusStays(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const watcher = new MutationObserver(() => {
      const holder = document.activeElement
      if (holder === null || holder === document.body) element.focus()
    })
    watcher.observe(element, { childList: true, subtree: true })
    return () => watcher.disconnect()
  }, [box])
}
