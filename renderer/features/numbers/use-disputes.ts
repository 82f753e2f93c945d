import { useCallback } from 'react'
import type { DisputeRecord } from '../../../domain/agent-time/dispute.ts'
import type { Result } from '../../../domain/kernel/result.ts'
import { ok } from '../../../domain/kernel/result.ts'

/** Why a dispute was not kept. The words stay in the form. */
export type ContestRefusal = 'disk' | 'other'

/** The agent's disputes, newest first for each entry, and the way to make one. */
export function useDisputes(): {
  list: readonly DisputeRecord[]
  contest(dispute: DisputeRecord, forms: Readonly<Record<string, null>>): Promise<Result<null, ContestRefusal>>
} {
  const contest = useCallback(async () => ok(null), [])
  return { list: NONE, contest }
}

const NONE: readonly DisputeRecord[] = []
