import { useObservable } from 'dexie-react-hooks'
import type { DisputeRecord } from '../../../domain/agent-time/dispute.ts'
import type { UserId } from '../../../domain/kernel/ids.ts'
import { useDeps } from '../../deps/deps.ts'

/** Nobody decides about their own time. */
export const ofOthers = (all: readonly DisputeRecord[], me: UserId): DisputeRecord[] =>
  all.filter(({ userId }) => userId !== me)

/** How many stretches wait for this lead's word. */
export function useOpenDisputeCount(): number {
  const { account, repository } = useDeps()
  const all = useObservable(() => repository.disputes(), [repository]) ?? []
  return ofOthers(all, account.userId).filter(({ decision }) => decision === null).length
}
