import { useObservable } from 'dexie-react-hooks'
import { useState } from 'react'
import { mayOfferInBlocks } from '../../../domain/breaks/urgent-block.ts'
import { contactState } from '../../../domain/cases/contact.ts'
import type { Ms } from '../../../domain/kernel/time.ts'
import { SECOND_MS } from '../../../domain/kernel/time.ts'
import { isUrgentCase } from '../../../domain/routing/urgency.ts'
import type { KeepRefusal, QueueRow } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { useOwnBlocks } from '../../deps/urgent-time.ts'
import { useNow } from '../../deps/use-now.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import './contact.css'
import { clockText, contactClockMs } from './live-contact.ts'

const NONE: QueueRow[] = []

/** The call or chat that waits longest to be answered, and how long. Nothing while none waits. */
export function LiveNotice() {
  const words = useWords()
  const { repository } = useDeps()
  const go = useGo()
  const rows = useObservable(() => repository.queue(), [repository]) ?? NONE
  const blocks = useOwnBlocks()
  const [refusal, setRefusal] = useState<KeepRefusal | null>(null)
  const now = useNow((at) => (SECOND_MS - (at % SECOND_MS)) as Ms)
  const waiting = rows
    .filter(
      ({ case: kase, live }) =>
        live !== null && contactState(live) === 'offered' && mayOfferInBlocks(blocks, isUrgentCase(kase), now),
    )
    .sort((a, b) => (a.live?.offeredAt ?? 0) - (b.live?.offeredAt ?? 0))[0]
  const contact = waiting?.live ?? null
  const answer = async () => {
    if (contact === null) return
    const { id, caseId, channel, direction } = contact
    // Opened first: the words and the customer are there before the first hello.
    go.openCase(caseId)
    const done = await repository.commit('contact.start', { caseId, contactId: id, channel, direction })
    setRefusal(done.ok ? null : done.refusal)
  }
  useCommand('contact.answer', () => {
    if (contact === null) return false
    void answer()
  })
  if (waiting === undefined || contact === null) return null
  const said = words(contact.channel === 'chat' ? 'live.chat' : 'live.phone', { customer: waiting.customerName })
  return (
    <span className="live-notice">
      <Icon name={contact.channel} />
      <b role="status" title={said}>
        {said}
      </b>
      <span className="num" aria-hidden="true">
        {words('live.waits', { text: clockText(contactClockMs(contact, now)) })}
      </span>
      {refusal === null ? null : (
        <span className="problem clip" role="alert">
          {words(`refusal.${refusal}`)}
        </span>
      )}
      <Button tone="primary" command="contact.answer" onPress={() => void answer()}>
        {words('live.answer')}
      </Button>
    </span>
  )
}
