import type { RefObject } from 'react'
import { useEffect, useState } from 'react'

/**
 * Whether nobody is at work in the composer. On a low window it then gives its room to the thread. While a button of
 * the mouse is down nothing changes: what is pressed must not move away from under the pointer.
 */
export function useAtRest(root: RefObject<HTMLElement | null>): boolean {
  const [isAtRest, setAtRest] = useState(true)
  useEffect(() => {
    let isPressed = false
    let frame = 0
    const look = () => {
      if (!isPressed) setAtRest(!(root.current?.contains(document.activeElement) ?? false))
    }
    const press = () => {
      isPressed = true
    }
    const release = () => {
      isPressed = false
      // The click comes after the release, and must meet what was pressed.
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(look)
    }
    look()
    const heard = { pointerdown: press, pointerup: release, pointercancel: release, dragend: release, focusin: look }
    for (const [name, hear] of Object.entries(heard)) document.addEventListener(name, hear, { capture: true })
    return () => {
      cancelAnimationFrame(frame)
      for (const [name, hear] of Object.entries(heard)) document.removeEventListener(name, hear, { capture: true })
    }
  }, [root])
  return isAtRest
}
