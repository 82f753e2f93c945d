import { useObservable } from 'dexie-react-hooks'
import { useEffect, useRef, useState } from 'react'
import type { Channel } from '../../../domain/cases/channel.ts'
import { CHANNELS } from '../../../domain/cases/channel.ts'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import type { NewCustomer, NewCustomerFault } from '../../../domain/cases/new-customer.ts'
import { findKnown, newCustomerFault } from '../../../domain/cases/new-customer.ts'
import type { CaseId, CustomerId, OrderId, QueueId } from '../../../domain/kernel/ids.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { Icon } from '../../kit/icon.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import type { Words } from '../../words/use-words.ts'
import { useWords } from '../../words/use-words.ts'
import './contact.css'
import { CustomerSearch } from './customer-search.tsx'
import { NEW_CASE_FORM } from '../../deps/form-keeper.ts'
import { useKeptForm } from '../../deps/kept-form.ts'
import { newcomerFrom, NewcomerFields, trimmedNewcomer } from './newcomer-fields.tsx'

const NOTHING: {
  customer: CustomerRecord | null
  subject: string
  channel: Channel
  queueId: QueueId | null
  orderId: OrderId | null
  /** Somebody who is not known, as far as they are taken down. Null: it is a customer whom we know. */
  newcomer: NewCustomer | null
} = { newcomer: null, customer: null, subject: '', channel: 'phone', queueId: null, orderId: null }

type Problem = KeepRefusal | NewCustomerFault | 'no-customer' | 'known' | 'no-subject'

/** A case that begins with us: who it is about, what about, where it waits. */
export function NewCaseForm({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const go = useGo()
  const { repository, account, newId } = useDeps()
  const orders = useObservable(() => repository.orders(), [repository]) ?? []
  const queues = useObservable(() => repository.queues(), [repository]) ?? []
  const own = queues.filter((queue) => account.queueIds.includes(queue.id))
  const { answers, change, forget, done: settled } = useKeptForm(NEW_CASE_FORM, () => NOTHING)
  const { customer, newcomer, subject, channel, queueId, orderId } = answers
  const [problem, setProblem] = useState<Problem | null>(null)
  const queue = own.find((each) => each.id === queueId) ?? own[0]
  const customers = useObservable(() => repository.customers(), [repository]) ?? []
  const taken = newcomer === null ? null : trimmedNewcomer(newcomer)
  const known = taken === null ? null : findKnown(customers, taken)
  const theirs = orders.filter((order) => order.customerId === customer?.id).sort((a, b) => b.placedAt - a.placedAt)

  // Chosen by Enter in the search, which goes: the next thing to write takes the focus.
  const subjectField = useRef<HTMLInputElement>(null)
  const customerId = customer?.id ?? null
  useEffect(() => {
    if (customerId !== null) subjectField.current?.focus()
  }, [customerId])

  async function open(): Promise<void> {
    const fault = taken === null ? null : newCustomerFault(taken)
    if (fault !== null) return setProblem(fault)
    // An address is one person's: nobody is made twice.
    if (known?.by === 'email') return setProblem('known')
    if (customer === null && taken === null) return setProblem('no-customer')
    if (subject.trim() === '') return setProblem('no-subject')
    if (queue === undefined) return
    const caseId = newId() as CaseId
    const customerId = customer?.id ?? (newId() as CustomerId)
    const args = { caseId, customerId, subject, channel, queueId: queue.id, orderId, reason: null }
    const done = await repository.commit('case.open', taken === null ? args : { ...args, customer: taken }, {
      forms: settled,
    })
    if (!done.ok) return setProblem(done.refusal)
    forget()
    onClose()
    go.openCase(caseId)
  }
  return (
    <AskDialog title={words('new-case.title')} isOpen onClose={onClose}>
      <form
        className="contact-form"
        onSubmit={(event) => {
          event.preventDefault()
          void open()
        }}
      >
        {customer === null && newcomer === null ? (
          <CustomerSearch
            onChoose={(chosen) => change({ customer: chosen })}
            onNewcomer={(query) => change({ newcomer: newcomerFrom(query, words.locale) })}
          />
        ) : (
          <>
            {customer === null ? null : (
              <p className="contact-chosen">
                <b>{customerName(customer)}</b> <span className="muted grow">{customer.email || customer.phone}</span>
                <Button
                  tone="quiet"
                  icon="close"
                  label={words('new-case.another')}
                  onPress={() => change({ customer: null, orderId: null })}
                />
              </p>
            )}
            {newcomer === null ? null : (
              <NewcomerFields
                newcomer={newcomer}
                known={known}
                onChange={(to) => {
                  change({ newcomer: to })
                  setProblem(null)
                }}
                onTake={(chosen) => {
                  change({ customer: chosen, newcomer: null })
                  setProblem(null)
                }}
                onBack={() => change({ newcomer: null })}
              />
            )}
            <Field
              label={words('new-case.subject')}
              value={subject}
              onChange={(to) => change({ subject: to })}
              inputRef={subjectField}
              isRequired
            />
            <div className="contact-row">
              <label className="labelled">
                {words('new-case.channel')}
                <select
                  className="select"
                  value={channel}
                  onChange={(event) =>
                    change({ channel: CHANNELS.find((each) => each === event.target.value) ?? 'phone' })
                  }
                >
                  {CHANNELS.map((each) => (
                    <option key={each} value={each}>
                      {words(`channel.${each}`)}
                    </option>
                  ))}
                </select>
              </label>
              <label className="labelled">
                {words('new-case.queue')}
                <select
                  className="select"
                  value={queue?.id ?? ''}
                  onChange={(event) => change({ queueId: event.target.value as QueueId })}
                >
                  {own.map((each) => (
                    <option key={each.id} value={each.id}>
                      {each.name}
                    </option>
                  ))}
                </select>
              </label>
              <label className="labelled">
                {words('new-case.order')}
                <select
                  className="select"
                  value={orderId ?? ''}
                  onChange={(event) =>
                    change({ orderId: event.target.value === '' ? null : (event.target.value as OrderId) })
                  }
                >
                  <option value="">{words('new-case.no-order')}</option>
                  {theirs.map((each) => (
                    <option key={each.id} value={each.id}>
                      {each.number}
                    </option>
                  ))}
                </select>
              </label>
            </div>
          </>
        )}
        {problem === null ? null : (
          <p className="problem" role="alert">
            <Icon name="alert" />
            {problemWords(words, problem)}
          </p>
        )}
        <div className="dialog-ways">
          <Button tone="quiet" onPress={onClose}>
            {words('contact.cancel')}
          </Button>
          <Button tone="primary" type="submit">
            {words('new-case.done')}
          </Button>
        </div>
      </form>
    </AskDialog>
  )
}

function problemWords(words: Words, problem: Problem): string {
  switch (problem) {
    case 'no-customer':
      return words('new-case.choose-customer')
    case 'no-subject':
      return words('new-case.no-subject')
    case 'known':
    case 'no-name':
    case 'no-way':
    case 'bad-email':
    case 'bad-phone':
    case 'no-language':
      return words(`newcomer.${problem}`)
    default:
      return words(`refusal.${problem}`)
  }
}
