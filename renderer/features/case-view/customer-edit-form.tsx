import { useId, useState } from 'react'
import type { CustomerField, CustomerRecord, PostalAddress } from '../../../domain/cases/customer.ts'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { fieldText } from '../../../domain/mutations/decide-customer.ts'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import { useWords } from '../../words/use-words.ts'
import { ChoiceField } from './choice-field.tsx'
import { languageName } from '../../words/language-name.ts'
import { RefusedLine } from './refused-line.tsx'
import { useCommit } from './use-commit.ts'

const PARTS = ['line1', 'line2', 'postcode', 'city', 'region', 'country'] as const
const MUST: readonly (keyof PostalAddress)[] = ['line1', 'city']
const LANGUAGES =
  'ar cs da de el en es fi fr he hi hr hu id it ja ko nb nl pl pt pt-BR ro ru sk sl sr sv th tr uk ur vi zh'.split(' ')

type Props = { caseId: CaseId; customer: CustomerRecord; field: CustomerField; onClose: () => void }

/** Corrects one thing known of a customer, against what was seen here: two corrections are laid beside each other. */
export function CustomerEditForm({ caseId, customer, field, onClose }: Props) {
  const words = useWords()
  const problemId = useId()
  const { commit, refusal } = useCommit()
  const [from] = useState(() => fieldText(customer, field))
  const [text, setText] = useState(from ?? '')
  const [address, setAddress] = useState(customer.address)
  const [isEmpty, setEmpty] = useState(false)

  async function save(): Promise<void> {
    const to = field === 'address' ? fieldText({ ...customer, address: trimmed(address) }, 'address') : text.trim()
    const lacks =
      field === 'address' ? MUST.some((part) => address[part].trim() === '') : to === '' && field !== 'phone'
    setEmpty(lacks)
    if (lacks) return
    const known = to === '' ? null : to
    const isSame = known === from
    if (isSame || (await commit('customer.edit', { caseId, customerId: customer.id, field, from, to: known })))
      onClose()
  }

  const name = words(`event.field.${field}`)
  return (
    <AskDialog title={words('customer.edit.name', { field: name })} isOpen onClose={onClose}>
      <form
        className="case-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {field === 'address' ? (
          PARTS.map((part, place) => (
            <Field
              key={part}
              label={words(`customer.address.${part}`)}
              value={address[part]}
              onChange={(value) => setAddress({ ...address, [part]: value })}
              autoFocus={place === 0}
            />
          ))
        ) : field === 'language' ? (
          <ChoiceField
            label={words('customer.language')}
            value={text}
            onChoose={setText}
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
            onChange={setText}
            autoFocus
            describedBy={isEmpty ? problemId : undefined}
          />
        )}
        {isEmpty ? (
          <p id={problemId} className="problem" role="alert">
            {words('customer.edit.empty')}
          </p>
        ) : null}
        <RefusedLine refusal={refusal} />
        <div className="dialog-ways">
          <Button onPress={onClose}>{words('customer.edit.cancel')}</Button>
          <Button tone="primary" type="submit">
            {words('customer.edit.save')}
          </Button>
        </div>
      </form>
    </AskDialog>
  )
}

const trimmed = ({ line1, line2, city, region, postcode, country }: PostalAddress): PostalAddress => ({
  line1: line1.trim(),
  line2: line2.trim(),
  city: city.trim(),
  region: region.trim(),
  postcode: postcode.trim(),
  country: country.trim(),
})
