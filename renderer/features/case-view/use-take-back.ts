import { useState } from 'react'
import type { CaseId, MutationId } from '../../../domain/kernel/ids.ts'
import { useDeps } from '../../deps/deps.ts'

/** Takes back what has not left this desk: its text returns to the composer as a draft. */
export function useTakeBack() {
  const { repository, composer } = useDeps()
  const [refusal, setRefusal] = useState<'gone' | 'failed' | null>(null)
  async function takeBack(id: MutationId, caseId: CaseId): Promise<void> {
    const done = await repository.withdraw(id)
    if (done.ok) {
      // The button goes with the message: the agent goes on in the text that came back.
      composer.insert(caseId, { text: '', mode: 'reply' })
      return setRefusal(null)
    }
    setRefusal(done.refusal === 'disk-full' || done.refusal === 'disk-failed' ? 'failed' : 'gone')
  }
  return { takeBack, refusal }
}
