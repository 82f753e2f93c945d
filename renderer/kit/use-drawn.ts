import { useEffect } from 'react'

/** Runs `drawn` once, as soon as the first frame in which `isThere` held has been given to the screen. */
export function useDrawn(isThere: boolean, drawn: () => void): void {
  useEffect(() => {
    if (!isThere) return
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = drawn
    // What is sent while a frame begins comes when that frame has been given to the screen.
    const frame = requestAnimationFrame(() => port2.postMessage(null))
    return () => {
      cancelAnimationFrame(frame)
      port1.close()
    }
  }, [isThere, drawn])
}
