/** So long without input nobody is at the page. */
const QUIET_MS = 120_000
const INPUT = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Whether nobody has touched the page for a while. */
export function watchQuiet(page: Pick<EventTarget, 'addEventListener'>, monotonicNow: () => number): () => boolean {
  let touchedAt = monotonicNow()
  const touched = () => {
    touchedAt = monotonicNow()
  }
  for (const name of INPUT) page.addEventListener(name, touched, { capture: true, passive: true })
  return () => monotonicNow() - touchedAt >= QUIET_MS
}
