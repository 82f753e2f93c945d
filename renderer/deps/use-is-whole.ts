import { useMemo, useSyncExternalStore } from 'react'
import { useDeps } from './deps.ts'

/**
 * Whether everything that the agent may see has been here since the local store was last empty. Until then an empty list
 * says nothing. Undefined: not known yet. Draws anew only when that changes.
 */
export function useIsWhole(): boolean | undefined {
  const { repository } = useDeps()
  const live = useMemo(() => repository.currentAt(), [repository])
  const hear = useMemo(
    () => (changed: () => void) => {
      const { unsubscribe } = live.subscribe(changed)
      return unsubscribe
    },
    [live],
  )
  return useSyncExternalStore(hear, () => {
    const at = live.getValue()
    return at === undefined ? undefined : at !== null
  })
}
