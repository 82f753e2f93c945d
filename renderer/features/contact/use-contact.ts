import { useObservable } from 'dexie-react-hooks'
import { useMemo, useState } from 'react'
import type { ContactRecord } from '../../../domain/cases/contact.ts'
import type { CaseId, ContactId } from '../../../domain/kernel/ids.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { liveContact } from './live-contact.ts'

/** The contact of a case that goes on, and what the agent can do with it. */
export function useContact(caseId: CaseId) {
  const { repository, account, newId } = useDeps()
  const history = useObservable(() => repository.history(caseId), [repository, caseId])
  const [refusal, setRefusal] = useState<KeepRefusal | null>(null)
  const contact = useMemo(() => liveContact(history?.contacts ?? [], account.userId), [history, account.userId])

  async function answer(offered: ContactRecord): Promise<void> {
    const { id, channel, direction } = offered
    const done = await repository.commit('contact.start', { caseId: offered.caseId, contactId: id, channel, direction })
    setRefusal(done.ok ? null : done.refusal)
  }
  async function call(): Promise<void> {
    const contactId = newId() as ContactId
    const args = { caseId, contactId, channel: 'phone', direction: 'outbound' } as const
    const done = await repository.commit('contact.start', args)
    setRefusal(done.ok ? null : done.refusal)
  }
  /** Answers whether it was kept. */
  async function step(which: 'hold' | 'resume' | 'end', of: ContactRecord): Promise<boolean> {
    const done = await repository.commit('contact.step', { caseId: of.caseId, contactId: of.id, step: which })
    setRefusal(done.ok ? null : done.refusal)
    return done.ok
  }
  return { contact, history, refusal, answer, call, step }
}
