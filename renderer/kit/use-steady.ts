import { useCallback, useLayoutEffect, useRef } from 'react'

/**
 * A function that stays the same from frame to frame and does what the latest one does: for parts that are drawn again
 * only when something of theirs has changed.
 */
export function useSteady<Given extends unknown[], Answer>(
  act: (...given: Given) => Answer,
): (...given: Given) => Answer {
  const latest = useRef(act)
  useLayoutEffect(() => {
    latest.current = act
  })
  return useCallback((...given: Given) => latest.current(...given), [])
}
