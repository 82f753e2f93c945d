import type { ReactNode } from 'react'
import { useState } from 'react'
import type { CustomerField, CustomerRecord } from '../../../domain/cases/customer.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import type { SensitiveField } from '../../../domain/mutations/mutation.ts'
import { isAllowed } from '../../../domain/people/permissions.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { useCommands } from '../../kit/use-command.ts'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { CustomerEditForm } from './customer-edit-form.tsx'
import { languageName } from '../../words/language-name.ts'
import { addressLines, maskedAddress, maskedPhone } from './masks.ts'
import type { useReveal } from './use-reveal.ts'

export type Covered = ReturnType<typeof useReveal>

type Props = { customer: CustomerRecord; view: CaseView; covered: Covered; now: number }

/** The person, and how to reach them. What is sensitive is covered until it is asked for. */
export function CustomerFacts({ customer, view, covered, now }: Props) {
  const words = useWords()
  const { account, openOutside } = useDeps()
  const commands = useCommands()
  const [editing, setEditing] = useState<CustomerField | null>(null)
  const mayEdit = isAllowed(account.role, 'customer.edit')
  const language = languageName(words.locale, customer.language)
  const orders = view.orders.length
  const { phone } = customer

  /** Editing shows the whole, so it is a look that is written down too. */
  async function edit(field: CustomerField): Promise<void> {
    const isSensitive = field === 'phone' || field === 'address'
    if (!isSensitive || covered.shown.has(field) || (await covered.reveal(field))) setEditing(field)
  }
  const change = (field: CustomerField) =>
    mayEdit ? (
      <Button
        tone="quiet"
        className="case-way case-edit"
        icon="pencil"
        label={words('customer.edit.name', { field: words(`event.field.${field}`) })}
        onPress={() => void edit(field)}
      />
    ) : null
  return (
    <>
      <h2 className="case-side-name">
        <bdi>{customerName(customer)}</bdi>
      </h2>
      <p className="muted">
        {customer.since === null
          ? words('customer.since-unknown', { orders, language })
          : words('customer.since', { year: String(new Date(customer.since).getFullYear()), orders, language })}
        {change('language')}
      </p>
      <dl className="case-facts">
        <Fact name={words('customer.phone')} edited={lastEdit(customer, 'phone')} now={now} change={change('phone')}>
          {phone === null ? (
            <span className="muted">{words('customer.phone.none')}</span>
          ) : covered.shown.has('phone') ? (
            <>
              <span className="num">{phone}</span>
              <Button
                tone="quiet"
                className="case-way"
                command="contact.call"
                // A call is timed where none goes on in this case; the number is dialled either way.
                onPress={() =>
                  commands?.run('contact.call') || void openOutside(`tel:${phone.replaceAll(/[^+\d]/g, '')}`)
                }
              >
                {words('customer.phone.call')}
              </Button>
            </>
          ) : (
            <Cover field="phone" masked={maskedPhone(phone)} covered={covered} />
          )}
        </Fact>
        <Fact name={words('customer.email')} edited={lastEdit(customer, 'email')} now={now} change={change('email')}>
          <span className="case-break">{customer.email}</span>
        </Fact>
        <Fact
          name={words('customer.address')}
          edited={lastEdit(customer, 'address')}
          now={now}
          change={change('address')}
        >
          {addressLines(customer.address).length === 0 ? (
            <span className="muted">{words('customer.phone.none')}</span>
          ) : covered.shown.has('address') ? (
            <span dir="auto">
              {addressLines(customer.address).map((line) => (
                <span key={line} className="case-side-line">
                  {line}
                </span>
              ))}
            </span>
          ) : (
            <Cover field="address" masked={maskedAddress(customer.address)} covered={covered} />
          )}
        </Fact>
      </dl>
      {editing === null ? null : (
        <CustomerEditForm
          key={editing}
          caseId={view.case.id}
          customer={customer}
          field={editing}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}

type FactProps = {
  name: string
  edited: CustomerRecord['edits'][number] | null
  now: number
  change: ReactNode
  children: ReactNode
}

function Fact({ name, edited, now, change, children }: FactProps) {
  const words = useWords()
  const format = useFormat()
  return (
    <div className="case-facts-pair">
      <dt>{name}</dt>
      <dd>
        <span className="case-fact-value">{children}</span>
        {change}
        {edited === null ? null : (
          <span className="case-side-line case-edited">
            {words('customer.edit.by', { name: edited.by.name, at: format.moment(edited.at, now) })}
          </span>
        )}
      </dd>
    </div>
  )
}

/** The covered form of something sensitive; the whole is not in the page before it is asked for. */
export function Cover({ field, masked, covered }: { field: SensitiveField; masked: string; covered: Covered }) {
  const words = useWords()
  const { account } = useDeps()
  return (
    <>
      <span className="num">{masked}</span>
      {isAllowed(account.role, 'case.reveal') ? (
        <button
          type="button"
          className="case-reveal"
          aria-label={words('customer.reveal.name', { field: words(`event.field.${field}`) })}
          onClick={() => void covered.reveal(field)}
        >
          {words('customer.reveal')}
        </button>
      ) : null}
    </>
  )
}

const lastEdit = (customer: CustomerRecord, field: CustomerField) =>
  customer.edits.findLast((edit) => edit.field === field) ?? null
