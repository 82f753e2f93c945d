import { useId, useState } from 'react'
import type { CustomerField, CustomerRecord, PostalAddress } from '../../../domain/cases/customer.ts'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { fieldText } from '../../../domain/mutations/decide-customer.ts'
import { useKeptForm } from '../../deps/kept-form.ts'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import { useWords } from '../../words/use-words.ts'
import { ChoiceField } from './choice-field.tsx'
import { languageName, LANGUAGES } from '../../words/language-name.ts'
import { RefusedLine } from './refused-line.tsx'
import { useCommit } from './use-commit.ts'

const PARTS = ['line1', 'line2', 'postcode', 'city', 'region', 'country'] as const
const MUST: readonly (keyof PostalAddress)[] = ['line1', 'city']

type Props = { caseId: CaseId; customer: CustomerRecord; field: CustomerField; onClose: () => void }

/** Corrects one thing known of a customer, against what was seen here: two corrections are laid beside each other. */
export function CustomerEditForm({ caseId, customer, field, onClose }: Props) {
  const words = useWords()
  const problemId = useId()
  const { commit, refusal } = useCommit()
  // Kept with what was seen when it was begun: a colleague's correction since then must not be written over unseen.
  const { answers, change, forget, done } = useKeptForm(`customer ${customer.id} ${field}`, () => {
    const seen = fieldText(customer, field)
    return { from: seen, text: seen ?? '', address: customer.address }
  })
  const { from, text, address } = answers
  const close = () => {
    forget()
    onClose()
  }
  const [isEmpty, setEmpty] = useState(false)

  /** `seen`: what the change is made against; after a conflict that is theirs. */
  async function save(seen: string | null): Promise<void> {
    const to = field === 'address' ? fieldText({ ...customer, address: trimmed(address) }, 'address') : text.trim()
    const lacks =
      field === 'address' ? MUST.some((part) => address[part].trim() === '') : to === '' && field !== 'phone'
    setEmpty(lacks)
    if (lacks) return
    const known = to === '' ? null : to
    const isSame = known === seen
    const args = { caseId, customerId: customer.id, field, from: seen, to: known }
    if (isSame || (await commit('customer.edit', args, { forms: done }))) close()
  }

  const name = words(`event.field.${field}`)
  const theirs = fieldText(customer, field)
  const by = customer.edits.findLast((each) => each.field === field)?.by.name ?? words('queue.someone')
  return (
    <AskDialog title={words('customer.edit.name', { field: name })} isOpen onClose={close}>
      <form
        className="case-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save(from)
        }}
      >
        {field === 'address' ? (
          PARTS.map((part, place) => (
            <Field
              key={part}
              label={words(`customer.address.${part}`)}
              value={address[part]}
              onChange={(value) => change({ address: { ...address, [part]: value } })}
              autoFocus={place === 0}
            />
          ))
        ) : field === 'language' ? (
          <ChoiceField
            label={words('customer.language')}
            value={text}
            onChoose={(tag) => change({ text: tag })}
            autoFocus
            choices={[...new Set([customer.language, ...LANGUAGES])].map((tag) => ({
              id: tag,
              words: languageName(words.locale, tag),
            }))}
          />
        ) : (
          <Field
            label={words(`customer.${field}`)}
            value={text}
            onChange={(value) => change({ text: value })}
            autoFocus
            describedBy={isEmpty ? problemId : undefined}
          />
        )}
        {isEmpty ? (
          <p id={problemId} className="problem" role="alert">
            {words('customer.edit.empty')}
          </p>
        ) : null}
        {refusal === 'conflict' && theirs !== from ? (
          <div className="case-conflict" role="alert">
            <p dir="auto">
              {words('customer.edit.theirs', { name: by, value: shownValue(words.locale, customer, field) })}
            </p>
            <div className="dialog-ways">
              <Button onPress={close}>{words('customer.edit.keep-theirs')}</Button>
              <Button onPress={() => void save(theirs)}>{words('customer.edit.keep-yours')}</Button>
            </div>
          </div>
        ) : (
          <RefusedLine refusal={refusal} />
        )}
        <div className="dialog-ways">
          <Button onPress={close}>{words('customer.edit.cancel')}</Button>
          <Button tone="primary" type="submit">
            {words('customer.edit.save')}
          </Button>
        </div>
      </form>
    </AskDialog>
  )
}

/** What stands there now, as it is read. */
function shownValue(locale: string, customer: CustomerRecord, field: CustomerField): string {
  if (field === 'language') return languageName(locale, customer.language)
  if (field !== 'address') return customer[field] ?? ''
  return PARTS.map((part) => customer.address[part])
    .filter(Boolean)
    .join(', ')
}

const trimmed = ({ line1, line2, city, region, postcode, country }: PostalAddress): PostalAddress => ({
  line1: line1.trim(),
  line2: line2.trim(),
  city: city.trim(),
  region: region.trim(),
  postcode: postcode.trim(),
  country: country.trim(),
})
