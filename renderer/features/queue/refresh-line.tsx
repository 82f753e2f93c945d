import { useObservable } from 'dexie-react-hooks'
import { useDeps } from '../../deps/deps.ts'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'

/** Stands in place of "Nothing waits" while not all cases are on this desk: how many records have come, or what it waits for. */
export function RefreshLine() {
  const words = useWords()
  const { connection } = useDeps()
  const line = useObservable(connection)
  const isWaiting = line?.state === 'offline' || line?.state === 'sign-in' || line?.state === 'needs-attention'
  const done = line?.state === 'catching-up' ? line.done : 0
  return (
    <p className="queue-refreshing">
      <Icon name="refresh" />
      <span>{isWaiting ? words('queue.refreshingLater') : words('queue.refreshing', { done })}</span>
    </p>
  )
}
