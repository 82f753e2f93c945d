/** A moment after the next frame has been given to the screen. */
export const afterPaint = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve()
      port2.postMessage(null)
    })
  })

/** Watches for how long the page's thread does not come to anything else. Answers the way to end and what was seen. */
export function watchBlocks(): () => Promise<{ longestMs: number; over50Ms: number }> {
  const { port1, port2 } = new MessageChannel()
  let last = performance.now()
  let longestMs = 0
  let over50Ms = 0
  let isOn = true
  port1.onmessage = () => {
    const now = performance.now()
    longestMs = Math.max(longestMs, now - last)
    if (now - last > 50) over50Ms += now - last
    last = now
    if (isOn) setTimeout(() => port2.postMessage(null), 1)
  }
  port2.postMessage(null)
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    isOn = false
    return { longestMs, over50Ms }
  }
}
