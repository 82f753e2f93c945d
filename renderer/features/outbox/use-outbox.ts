import { useObservable } from 'dexie-react-hooks'
import type { OutboxEntry } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'

const NONE: OutboxEntry[] = []

/** What is not settled yet, in the order it was done. */
export function useOutbox(): OutboxEntry[] {
  const { repository } = useDeps()
  return useObservable(() => repository.outbox(), [repository]) ?? NONE
}

/** How many actions are not settled yet. */
export const useOutboxCount = (): number => useOutbox().length
