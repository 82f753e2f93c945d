import { useEffect, useRef } from 'react'
import type { MutationId } from '../../../domain/kernel/ids.ts'
import type { OutboxEntry } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import type { DraftKeeper } from './draft-keeper.ts'

/** A reply that came too late for its chat. Null: there is none. */
export function lateForChat(own: readonly OutboxEntry[]): MutationId | null {
  const late = own.find(
    ({ mutation, state, refusal }) =>
      mutation.name === 'reply.send' && state === 'needs-you' && refusal === 'chat_ended',
  )
  return late?.mutation.id ?? null
}

/** Brings a reply that came too late for its chat back into the composer, with the reason, as soon as the case is looked at. */
export function useChatEnded(own: readonly OutboxEntry[], keeper: DraftKeeper, isActive: boolean): void {
  const { repository } = useDeps()
  const isAtIt = useRef(false)
  const late = lateForChat(own)
  useEffect(() => {
    if (late === null || !isActive || isAtIt.current) return
    isAtIt.current = true
    void (async () => {
      await keeper.flush()
      const dismissed = await repository.dismiss(late, { asDraft: true })
      if (dismissed.ok) {
        await keeper.reload()
        keeper.setMode('reply')
        keeper.setMore({ cameBack: 'chat_ended' })
      }
      isAtIt.current = false
    })()
  }, [late, isActive, keeper, repository])
}
