import { useEffect } from 'react'
import type { CaseId } from '../../domain/kernel/ids.ts'
import { useDeps } from '../deps/deps.ts'
import { useIsReplying } from './slots.ts'

/** Tells colleagues which case this agent has in front, and whether they write to its customer. */
export function useSayPresence(openId: CaseId | null): void {
  const { setPresence } = useDeps()
  const isReplying = useIsReplying(openId)
  useEffect(() => setPresence(openId, isReplying ? 'replying' : 'viewing'), [openId, isReplying, setPresence])
}
