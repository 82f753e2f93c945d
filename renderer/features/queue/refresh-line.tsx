import type { Refreshing } from '../../deps/use-refreshing.ts'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'

/** Stands in place of "Nothing waits" while not all cases are on this desk. Its name is said once, its figure only shown. */
export function RefreshLine({ refreshing }: { refreshing: Refreshing | null }) {
  const words = useWords()
  if (refreshing === null) return null
  const { done, isWaiting } = refreshing
  return (
    <p className="queue-refreshing">
      <Icon name="refresh" />
      <span>{isWaiting ? words('queue.refreshingLater') : words('queue.refreshing', { done })}</span>
    </p>
  )
}
