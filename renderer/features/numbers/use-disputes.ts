import { useObservable } from 'dexie-react-hooks'
import { useCallback } from 'react'
import type { DisputeRecord } from '../../../domain/agent-time/dispute.ts'
import { ok, refuse } from '../../../domain/kernel/result.ts'
import type { Result } from '../../../domain/kernel/result.ts'
import { useDeps } from '../../deps/deps.ts'

/** Why a dispute was not kept. The words stay in the form. */
export type ContestRefusal = 'disk' | 'other'

/** The agent's disputes, and the way to make one; offline too. */
export function useDisputes(): {
  list: readonly DisputeRecord[]
  contest(dispute: DisputeRecord, forms: Readonly<Record<string, null>>): Promise<Result<null, ContestRefusal>>
} {
  const { repository, account } = useDeps()
  const all = useObservable(() => repository.disputes(), [repository])
  const contest = useCallback(
    async (dispute: DisputeRecord, forms: Readonly<Record<string, null>>): Promise<Result<null, ContestRefusal>> => {
      const { decision: _none, ...contested } = dispute
      const done = await repository.commit('interval.contest', { dispute: contested }, { forms })
      if (done.ok) return ok(null)
      return refuse(done.refusal === 'disk-full' || done.refusal === 'disk-failed' ? 'disk' : 'other')
    },
    [repository],
  )
  return { list: (all ?? NONE).filter(({ userId }) => userId === account.userId), contest }
}

const NONE: readonly DisputeRecord[] = []

/** The newest dispute about a line: about its entry, or one whose decision made the entry. */
export const disputeOf = (
  list: readonly DisputeRecord[],
  id: DisputeRecord['intervalId'] | null,
): DisputeRecord | undefined =>
  id === null
    ? undefined
    : list.find(({ intervalId, decision }) => intervalId === id || decision?.correctionIds.includes(id) === true)
