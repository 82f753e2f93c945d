import { useMemo, useSyncExternalStore } from 'react'
import type { Live } from '../data/repository.ts'
import { useDeps } from './deps.ts'

/** How far the first catch-up of an empty store has come. */
export type Refreshing = {
  /** Records that have come since it began, as the window that leads counts them. */
  done: number
  /** The server does not answer: it goes on when it does. */
  isWaiting: boolean
}

/** Null: everything that the agent may see has been here once. Until then an empty list says nothing. Undefined: not known yet. */
export function useRefreshing(): Refreshing | null | undefined {
  const { repository, connection } = useDeps()
  const currentAt = useLive(useMemo(() => repository.currentAt(), [repository]))
  const line = useLive(connection)
  if (currentAt === undefined) return undefined
  if (currentAt !== null) return null
  return {
    done: line?.state === 'catching-up' ? line.done : 0,
    isWaiting: line?.state === 'offline' || line?.state === 'sign-in' || line?.state === 'needs-attention',
  }
}

function useLive<Value>(live: Live<Value>): Value | undefined {
  const hear = useMemo(
    () => (changed: () => void) => {
      const { unsubscribe } = live.subscribe(changed)
      return unsubscribe
    },
    [live],
  )
  return useSyncExternalStore(hear, () => live.getValue())
}
