import { useRef, useState } from 'react'
import type { CaseStatus } from '../../../domain/cases/case.ts'
import { CASE_STATUSES } from '../../../domain/cases/case.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { isAllowed } from '../../../domain/people/permissions.ts'
import { slaStep } from '../../../domain/sla/sla-step.ts'
import type { CaseView, KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { SlaClock } from '../../kit/sla-clock.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useWords } from '../../words/use-words.ts'
import { StatusPicker } from './status-picker.tsx'

/** What the case is about, how pressing it is, who has it, and what state it is in. Never moves. */
export function CaseHeader({ view, now }: { view: CaseView; now: EpochMs }) {
  const words = useWords()
  const { repository, account } = useDeps()
  const [refusal, setRefusal] = useState<KeepRefusal | null>(null)
  const status = useRef<HTMLSelectElement>(null)
  const kase = view.case
  useCommand('case.status', () => status.current?.focus())

  async function setStatus(to: CaseStatus): Promise<void> {
    const pre = await repository.seen(kase.id)
    const done = await repository.commit('case.setStatus', { caseId: kase.id, status: to }, { pre })
    setRefusal(done.ok ? null : done.refusal)
  }
  async function take(): Promise<void> {
    const done = await repository.commit('case.claim', { caseId: kase.id })
    setRefusal(done.ok ? null : done.refusal)
    // The button is gone once the case is taken; the focus stays in the case.
    if (done.ok) status.current?.focus()
  }

  const isFree = kase.assigneeId === null
  const holder = isFree
    ? words('case.held.by-nobody', { queue: view.queueName })
    : kase.assigneeId === account.userId
      ? words('case.held.by-you')
      : words('case.held.by-other', { name: view.assigneeName || words('queue.someone') })
  return (
    <header className="case-head">
      <div className="case-head-row">
        <h1 className="case-subject" title={kase.subject}>
          {kase.subject}
        </h1>
        {isFree && kase.status !== 'closed' && isAllowed(account.role, 'case.claim') ? (
          <Button onPress={() => void take()}>{words('case.take')}</Button>
        ) : null}
        <StatusPicker
          ref={status}
          status={kase.status}
          choices={CASE_STATUSES}
          isFixed={kase.status === 'closed' || !isAllowed(account.role, 'case.setStatus')}
          onChoose={(to) => void setStatus(to)}
        />
      </div>
      <p className="case-meta">
        <SlaClock sla={slaStep(kase.replyDueAt, now)} form="case" />
        {kase.priority === 'urgent' ? (
          <span className="tag-state tone-warn">
            <Icon name="alert" size={14} />
            {words('case.urgent')}
          </span>
        ) : null}
        <span className="num">{words('case.number', { number: String(kase.number) })}</span>
        {view.customer === null ? null : <span className="case-customer">{customerName(view.customer)}</span>}
        <span>{holder}</span>
      </p>
      {refusal === null ? null : (
        <p className="case-refused" role="alert">
          <Icon name="refused" size={14} />
          <b>{words('case.not-done')}</b> {words(`refusal.${refusal}`)}
        </p>
      )}
    </header>
  )
}
