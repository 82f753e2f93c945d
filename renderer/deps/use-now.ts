import { useEffect, useState } from 'react'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { useDeps } from './deps.ts'

/**
 * The time on the server's clock, read again whenever `untilNext` says that words made from it go stale. Promises are
 * the server's, so a wrong clock of this machine must not make them late.
 */
export function useNow(untilNext: (now: EpochMs) => Ms): EpochMs {
  const { now: readClock, timers, info } = useDeps()
  const [, tick] = useState(0)
  const now = (readClock() + (info.clockOffsetMs ?? 0)) as EpochMs
  useEffect(() => timers.after(untilNext(now), () => tick((count) => count + 1)))
  return now
}
