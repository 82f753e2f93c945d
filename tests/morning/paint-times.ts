import type { Page } from '@playwright/test'

/** `character`: typed into a text. `command`: everything else, from Ctrl+J to Enter and Tab. */
type PressKind = 'character' | 'command'
type Press = { at: number; kind: PressKind; key: string; paintedMs: number | null }
type Recorder = { presses: Press[] }

/** Below this the browser does not say how long a press took, only that it was less. */
const LEAST_MS = 16

/**
 * Lets the browser tell, for every key press, how long it took from the press to the next frame on the screen (the Event
 * Timing API: whole steps of 8 ms). Ctrl, Shift and Alt by themselves are no presses: they would only thin out the others.
 */
export async function recordPaints(page: Page): Promise<void> {
  await page.evaluate(() => {
    const presses: Press[] = []
    // At the window: the desk's own keys go no further down.
    window.addEventListener(
      'keydown',
      ({ timeStamp: at, key, ctrlKey, altKey }) => {
        if (['Control', 'Shift', 'Alt', 'Meta'].includes(key)) return
        const isCharacter = key.length === 1 && !ctrlKey && !altKey
        const chord = `${ctrlKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${key}`
        presses.push({ at, kind: isCharacter ? 'character' : 'command', key: chord, paintedMs: null })
      },
      { capture: true, passive: true },
    )
    new PerformanceObserver((list) => {
      for (const { name, startTime, duration } of list.getEntries()) {
        if (name !== 'keydown') continue
        const press = presses.findLast(({ at }) => Math.abs(at - startTime) < 0.5)
        if (press !== undefined) press.paintedMs = duration
      }
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit)
    ;(window as unknown as { paints: Recorder }).paints = { presses }
  })
}

type Share = { presses: number; p50Ms: number; p95Ms: number; p99Ms: number; worstMs: number }
export type Paints = { all: Share; character: Share; command: Share; slowest: { key: string; paintedMs: number }[] }

/** How soon presses were on the screen. Those under 16 ms count as 16. */
export async function readPaints(page: Page): Promise<Paints> {
  // The last entries are told once their frame is on the screen.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  const presses = await page.evaluate(() => (window as unknown as { paints: Recorder }).paints.presses)
  const shareOf = (kept: Press[]): Share => {
    const sorted = kept.map(({ paintedMs }) => paintedMs ?? LEAST_MS).toSorted((a, b) => a - b)
    const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? LEAST_MS
    return { presses: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), worstMs: at(1) }
  }
  const slowest = presses
    .map(({ key, paintedMs }) => ({ key, paintedMs: paintedMs ?? LEAST_MS }))
    .toSorted((a, b) => b.paintedMs - a.paintedMs)
    .slice(0, 20)
  return {
    all: shareOf(presses),
    character: shareOf(presses.filter(({ kind }) => kind === 'character')),
    command: shareOf(presses.filter(({ kind }) => kind === 'command')),
    slowest,
  }
}
