/** A moment after the next frame has been given to the screen. */
export const afterPaint = () =>
  new Promise<void>((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => resolve()
      port2.postMessage(null)
    })
  })

/**
 * Watches for how long the page's thread does not come to a task as urgent as a key press: the browser takes those before all others,
 * so one that comes waits for what is being done, and not for what waits. Answers the way to end and what was seen.
 */
export function watchBlocks(): () => Promise<{ longestMs: number; over50Ms: number }> {
  let last = performance.now()
  let longestMs = 0
  let over50Ms = 0
  let isOn = true
  function look(): void {
    const now = performance.now()
    longestMs = Math.max(longestMs, now - last)
    if (now - last > 50) over50Ms += now - last
    last = now
    if (isOn) void scheduler.postTask(look, { priority: 'user-blocking', delay: 1 })
  }
  look()
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    isOn = false
    return { longestMs, over50Ms }
  }
}
