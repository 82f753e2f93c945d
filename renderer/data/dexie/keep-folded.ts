import type { Folding } from './fold.ts'
import type { Overlay } from './overlay.ts'

/** So long after a write the log is folded, if that is worth it: what comes together is folded together. */
const FOLD_AFTER_MS = 3_000
/** Writes that come meanwhile put it off, so many times. */
const POSTPONED_AT_MOST = 20
/** Fewer rows, in fewer parts, are not worth the work: they are read at an opening in a few milliseconds. */
const WORTH_ROWS = 1_000
const WORTH_PARTS = 200
/** So many are folded at once, while more come: they lie in memory until then. */
const MANY_ROWS = 20_000

type Ports = {
  after?: ((ms: number, run: () => void) => () => void) | undefined
  failed?: (error: unknown) => void
}

/** Folds the log into the blocks a little after much has come, or anything has gone: what was removed leaves the disk. */
export function keepFolded(
  overlay: Pick<Overlay, 'size'>,
  fold: (goOn: () => boolean) => Promise<Folding>,
  { after, failed }: Ports,
) {
  let parts = 0
  let isFolding = false
  let isStopped = false
  let isWaiting = false
  let postponed = 0
  let stopTimer = () => {}

  async function run(): Promise<void> {
    isWaiting = false
    if (isStopped) return
    if (isFolding) return wait()
    isFolding = true
    try {
      const outcome = await fold(() => !isStopped)
      if (outcome === 'folded') parts = 0
      else if (outcome === 'overtaken') wait()
    } catch (error) {
      // Nothing is lost: it lies in the log, and is folded another time.
      if (!isStopped) failed?.(error)
    } finally {
      isFolding = false
    }
  }

  /** Until nothing has been written for a while: whoever catches up comes first. But not for ever. */
  function wait(): void {
    if (isStopped || after === undefined) return
    if (!isWaiting) postponed = 0
    else if (++postponed > POSTPONED_AT_MOST) return
    stopTimer()
    isWaiting = true
    stopTimer = after(FOLD_AFTER_MS, () => void run())
  }
  return {
    /** So many parts were written to the log. `hasGone`: rows were removed. */
    written(count: number, hasGone: boolean): void {
      if (after === undefined || isStopped) return
      parts += count
      if (overlay.size >= MANY_ROWS && !isFolding) void run()
      else if (hasGone || overlay.size >= WORTH_ROWS || parts >= WORTH_PARTS) wait()
    },
    stop(): void {
      isStopped = true
      stopTimer()
    },
  }
}
