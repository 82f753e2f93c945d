import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Timers } from './deps.ts'

/** Time from the last key to the disk. */
export const SAVE_AFTER_MS = 100
/**
 * Time from the first unsaved key to the beginning of its saving, however fast others follow. With the way to the disk,
 * which on a busy machine takes as long again, a sudden end takes half a second of typing at most.
 */
export const SAVE_AT_LATEST_MS = 200

export type SaveTimer = {
  /** Something is unsaved: puts the saving off a little, but never for long. */
  touch(): void
  /** It is being saved, or shall not be. */
  stop(): void
}

/** Says when what is being typed is to be saved. */
export function makeSaveTimer(
  { timers, now }: { timers: Pick<Timers, 'after'>; now(): EpochMs },
  save: () => void,
): SaveTimer {
  let stopTimer: (() => void) | null = null
  let unsavedSince: EpochMs | null = null
  return {
    touch() {
      unsavedSince ??= now()
      const leftMs = Math.max(0, unsavedSince + SAVE_AT_LATEST_MS - now())
      stopTimer?.()
      stopTimer = timers.after(Math.min(SAVE_AFTER_MS, leftMs), save)
    },
    stop() {
      stopTimer?.()
      stopTimer = null
      unsavedSince = null
    },
  }
}
