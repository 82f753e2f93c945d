/** Why Chromium says that the page's process is gone. */
export type GoneReason =
  | 'clean-exit'
  | 'abnormal-exit'
  | 'killed'
  | 'crashed'
  | 'oom'
  | 'launch-failed'
  | 'integrity-failure'
  | 'memory-eviction'

/** What has happened to the page so far. Times are monotonic ms. */
export type GoneHistory = { reloadedAt: readonly number[]; hasRelaunched: boolean }

export type GoneStep = { do: 'nothing' } | { do: 'reload'; afterMs: number } | { do: 'relaunch' } | { do: 'give-up' }

const BUDGET_WINDOW_MS = 60_000
const DELAYS_MS = [0, 1_000, 3_000] as const

/** What to do about a page that is gone: three reloads within 60 s, then stop and say so. */
export function afterRendererGone(
  reason: GoneReason | (string & {}),
  history: GoneHistory,
  nowMs: number,
): { step: GoneStep; history: GoneHistory } {
  if (reason === 'clean-exit') return { step: { do: 'nothing' }, history }
  if (reason === 'launch-failed' || reason === 'integrity-failure') {
    return history.hasRelaunched
      ? { step: { do: 'give-up' }, history }
      : { step: { do: 'relaunch' }, history: { ...history, hasRelaunched: true } }
  }
  const recent = history.reloadedAt.filter((at) => nowMs - at < BUDGET_WINDOW_MS)
  const afterMs = DELAYS_MS[recent.length]
  if (afterMs === undefined) return { step: { do: 'give-up' }, history: { ...history, reloadedAt: recent } }
  return { step: { do: 'reload', afterMs }, history: { ...history, reloadedAt: [...recent, nowMs] } }
}
