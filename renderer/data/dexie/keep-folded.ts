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
  /** What is to be done when nobody waits for the page. Without it nothing is waited for. */
  whenIdle?: ((run: () => void) => void) | undefined
  after?: ((ms: number, run: () => void) => () => void) | undefined
  failed?: (error: unknown) => void
}

type InSlices = (goOn: () => boolean, rest: () => Promise<void>) => Promise<Folding>

/**
 * Folds the log into the blocks a little after much has come, or anything has gone: what was removed leaves the disk. It goes
 * slice by slice, each when the page has nothing else to do: no key waits for it.
 */
export function keepFolded(
  overlay: Pick<Overlay, 'size'>,
  { fold, moveOld }: { fold: InSlices; moveOld: InSlices },
  { after, failed, whenIdle }: Ports,
) {
  let parts = 0
  let isFolding = false
  let isStopped = false
  let isWaiting = false
  let postponed = 0
  let stopTimer = () => {}

  const untilIdle = () => new Promise<void>((resolve) => (whenIdle === undefined ? resolve() : whenIdle(resolve)))
  const atOnce = async () => {}
  const isQuiet = () => !isStopped && !isWaiting && overlay.size < MANY_ROWS

  async function run(rest: () => Promise<void>): Promise<void> {
    isWaiting = false
    if (isStopped) return
    if (isFolding) return wait()
    isFolding = true
    try {
      const outcome = await fold(() => !isStopped, rest)
      if (outcome === 'folded') parts = 0
      const isDone = outcome === 'folded' || outcome === 'nothing'
      // What an earlier version left comes after all else.
      const moving = isDone && rest === untilIdle ? await moveOld(isQuiet, rest) : outcome
      if (outcome === 'overtaken' || moving === 'overtaken') wait()
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
    stopTimer = after(FOLD_AFTER_MS, () => void run(untilIdle))
  }
  return {
    /** So many parts were written to the log. `hasGone`: rows were removed. */
    written(count: number, hasGone: boolean): void {
      if (after === undefined || isStopped) return
      parts += count
      // Whoever catches up must not outrun it.
      if (overlay.size >= MANY_ROWS && !isFolding) void run(atOnce)
      else if (hasGone || overlay.size >= WORTH_ROWS || parts >= WORTH_PARTS) wait()
    },
    stop(): void {
      isStopped = true
      stopTimer()
    },
  }
}
