import type { Folding } from './fold.ts'
import type { Overlay } from './overlay.ts'

/** So long after a write the log is folded, if that is worth it: what comes together is folded together. */
const FOLD_AFTER_MS = 3_000
/** Writes that come meanwhile put it off, so many times. */
const POSTPONED_AT_MOST = 200
/** Fewer rows, in fewer parts, are not worth the work: they are read at an opening in a few milliseconds. */
const WORTH_ROWS = 1_000
const WORTH_PARTS = 200
/** So many rows in memory are folded while more come. */
const MANY_ROWS = 20_000
/** Where so many lie in memory, and in the log that the next opening would read, catching up waits. */
const MOST_ROWS = 2 * MANY_ROWS
/** And where of so many is known where they lie in pages of the feed: more than a large desk has. */
const MOST_LINES = 600_000

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
  overlay: Pick<Overlay, 'size'> & { lines: Pick<Overlay['lines'], 'size'> },
  { fold, moveOld }: { fold: InSlices; moveOld: InSlices },
  { after, failed, whenIdle }: Ports,
) {
  let parts = 0
  let underWay: Promise<void> | null = null
  /** More comes than lies well in memory: nothing is waited for. */
  let isUrgent = false
  let isStopped = false
  let isWaiting = false
  /** However little it is: it was there at the opening, or something has gone. */
  let isOwed = false
  let postponed = 0
  let stopTimer = () => {}

  const rest = () => new Promise<void>((go) => (isUrgent || whenIdle === undefined ? go() : whenIdle(go)))
  const goOn = () => !isStopped
  /** What an earlier version left comes after all else. */
  const isQuiet = () => !isStopped && !isWaiting && !isUrgent

  async function foldOnce(): Promise<void> {
    try {
      const outcome = await fold(goOn, rest)
      isUrgent = false
      if (outcome === 'folded') parts = 0
      const isDone = outcome === 'folded' || outcome === 'nothing'
      const moving = isDone && isQuiet() ? await moveOld(isQuiet, rest) : outcome
      if (outcome === 'overtaken' || moving === 'overtaken') owe()
    } catch (error) {
      // Nothing is lost: it lies in the log, and is folded another time.
      if (!isStopped) failed?.(error)
    }
  }

  const isMuch = () => overlay.size + overlay.lines.size >= WORTH_ROWS || parts >= WORTH_PARTS

  function run(): void {
    isWaiting = false
    if (isStopped) return
    if (underWay !== null) return wait()
    // What was much may have been folded since then, and a few rows have come.
    if (!isOwed && !isMuch()) return
    isOwed = false
    underWay = foldOnce().finally(() => {
      underWay = null
      isUrgent = false
    })
  }

  /** Until nothing has been written for a while: whoever catches up comes first. But not for ever. */
  function wait(): void {
    if (isStopped || after === undefined) return
    if (!isWaiting) postponed = 0
    else if (++postponed > POSTPONED_AT_MOST) return
    stopTimer()
    isWaiting = true
    stopTimer = after(FOLD_AFTER_MS, run)
  }
  function owe(): void {
    isOwed = true
    wait()
  }
  return {
    /** What an earlier life left in the log, or an earlier version in blocks. */
    found: owe,
    /** So many parts were written to the log. `hasGone`: rows were removed. */
    written(count: number, hasGone: boolean): void {
      if (after === undefined || isStopped) return
      parts += count
      if (overlay.size >= MANY_ROWS || overlay.lines.size >= MOST_LINES) {
        isUrgent = true
        return underWay === null ? run() : wait()
      }
      if (hasGone) owe()
      else if (isMuch()) wait()
    },
    /** Whoever catches up must not outrun it: resolves when there is room, or at the end of the folding under way, however that went. */
    async room(): Promise<void> {
      if (overlay.size >= MOST_ROWS || overlay.lines.size >= MOST_LINES) await underWay
    },
    stop(): void {
      isStopped = true
      stopTimer()
    },
  }
}
