import type { RefObject } from 'react'
import { useLayoutEffect, useState } from 'react'

const GAP = 8

/** How much height there is over the thread, from the composer's upper edge to what stands above the thread. Pixels. */
export function useRoom(panel: RefObject<HTMLElement | null>, threadName: string): number {
  const [room, setRoom] = useState(Number.POSITIVE_INFINITY)
  useLayoutEffect(() => {
    const measure = () => {
      const box = panel.current?.parentElement
      if (box) setRoom(roomAbove(box, threadName))
    }
    measure()
    const box = panel.current?.parentElement
    const watching = new ResizeObserver(measure)
    if (box) watching.observe(box)
    window.addEventListener('resize', measure)
    return () => {
      watching.disconnect()
      window.removeEventListener('resize', measure)
    }
  }, [panel, threadName])
  return room
}

/** Up to where the thread is seen, whatever of it is scrolled away. Without a thread, up to the window's edge. */
function roomAbove(box: Element, threadName: string): number {
  const from = box.getBoundingClientRect().top
  const lists = [...document.querySelectorAll(`[aria-label="${CSS.escape(threadName)}"]`)]
  for (
    let at: Element | null = lists.find((list) => list.checkVisibility()) ?? null;
    at !== null;
    at = at.parentElement
  ) {
    if (['auto', 'scroll'].includes(getComputedStyle(at).overflowY)) return from - at.getBoundingClientRect().top - GAP
  }
  return from - GAP
}
