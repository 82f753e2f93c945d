import { useObservable } from 'dexie-react-hooks'
import { useState } from 'react'
import { customerName } from '../../../domain/cases/customer.ts'
import { orderTotalMinor } from '../../../domain/cases/order.ts'
import type { CaseId, MessageId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { afterWork } from '../../../domain/sla/business-time.ts'
import type { CaseView, KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { Icon } from '../../kit/icon.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import type { Format } from '../../words/format.ts'
import { useFormat } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'
import './contact.css'
import { useKeptForm } from '../../deps/kept-form.ts'

type Props = { caseId: CaseId; onClose: () => void }

/** Gives a part of the problem to another team, filled in from the case, with that team's own deadline. */
export function EscalateForm({ caseId, onClose }: Props) {
  const words = useWords()
  const { repository } = useDeps()
  const view = useObservable(() => repository.case(caseId), [repository, caseId])
  return (
    <AskDialog title={words('escalate.title')} isOpen onClose={onClose}>
      {view ? <Filled view={view} onClose={onClose} /> : null}
    </AskDialog>
  )
}

function Filled({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const words = useWords()
  const format = useFormat()
  const { repository, newId, now, info } = useDeps()
  const kase = view.case
  const queues = useObservable(() => repository.queues(), [repository]) ?? []
  const others = queues.filter((queue) => queue.id !== kase.queueId)
  const {
    answers,
    change,
    forget,
    done: settled,
  } = useKeptForm(`escalate ${kase.id}`, () => ({
    queueId: null as string | null,
    subject: kase.subject,
    body: prefill(words, format, view),
  }))
  const { queueId, subject, body } = answers
  const [problem, setProblem] = useState<KeepRefusal | 'no-queue' | 'empty' | null>(null)
  const [first, ...rest] = others
  // Where there is a choice it is the agent's: a team chosen for them would get what was meant for another.
  const queue = others.find((each) => each.id === queueId) ?? (rest.length === 0 ? first : undefined)
  const at = (now() + (info.clockOffsetMs ?? 0)) as EpochMs

  async function give(): Promise<void> {
    if (queue === undefined) return setProblem('no-queue')
    if (subject.trim() === '' || body.trim() === '') return setProblem('empty')
    const args = {
      caseId: kase.id,
      childId: newId() as CaseId,
      queueId: queue.id,
      subject,
      messageId: newId() as MessageId,
      body,
    }
    const done = await repository.commit('case.escalate', args, { forms: settled })
    if (!done.ok) return setProblem(done.refusal)
    forget()
    onClose()
  }
  if (first === undefined) return <p>{words('escalate.none')}</p>
  const due = queue && afterWork(queue.sla.calendar, at, queue.sla.replyWithinMs.email)
  return (
    <form
      className="contact-form"
      onSubmit={(event) => {
        event.preventDefault()
        void give()
      }}
    >
      <p className="soft">{words('escalate.why')}</p>
      <label className="labelled">
        {words('escalate.queue')}
        <select
          className="select"
          autoFocus
          value={queue?.id ?? ''}
          onChange={(event) => {
            change({ queueId: event.target.value })
            setProblem(null)
          }}
        >
          {queue === undefined ? <option value="">{words('escalate.queue.choose')}</option> : null}
          {others.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      </label>
      <p className="muted">
        {due === undefined ? words('escalate.due.each') : words('escalate.due', { when: format.moment(due, at) })}
      </p>
      <Field label={words('escalate.subject')} value={subject} onChange={(to) => change({ subject: to })} isRequired />
      <label className="labelled">
        {words('escalate.body')}
        <textarea
          className="field contact-text"
          dir="auto"
          rows={5}
          value={body}
          onChange={(event) => change({ body: event.target.value })}
        />
      </label>
      {problem === null ? null : (
        <p className="problem" role="alert">
          <Icon name="alert" />
          {problem === 'empty' || problem === 'no-queue' ? words(`escalate.${problem}`) : words(`refusal.${problem}`)}
        </p>
      )}
      <div className="dialog-ways">
        <Button tone="quiet" onPress={onClose}>
          {words('contact.cancel')}
        </Button>
        <Button tone="primary" type="submit">
          {words('escalate.done')}
        </Button>
      </div>
    </form>
  )
}

/** What the other team asks for first: which case, whose, which order, how much. */
function prefill(words: Words, format: Format, view: CaseView): string {
  const order = view.orders.find((each) => each.id === view.case.orderId)
  const about =
    order === undefined
      ? ''
      : words('escalate.prefill.order', {
          number: order.number,
          total: format.money(orderTotalMinor(order), order.currency),
        })
  return words('escalate.prefill', {
    number: String(view.case.number),
    customer: view.customer === null ? '' : customerName(view.customer),
    order: about,
  })
}
