import { useEffect, useRef } from 'react'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import type { NewCustomer } from '../../../domain/cases/new-customer.ts'
import { isEmailAddress } from '../../../domain/cases/new-customer.ts'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { languageName, LANGUAGES } from '../../words/language-name.ts'
import { useWords } from '../../words/use-words.ts'

type Props = {
  newcomer: NewCustomer
  /** Somebody who has the same address or number. Null: nobody on this desk. */
  known: { customer: CustomerRecord; by: 'email' | 'phone' } | null
  onChange: (newcomer: NewCustomer) => void
  onTake: (customer: CustomerRecord) => void
  onBack: () => void
}

/** Takes down somebody who is not known yet: name, ways to reach them, language. Whoever is known already is offered. */
export function NewcomerFields({ newcomer, known, onChange, onTake, onBack }: Props) {
  const words = useWords()
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const field = (name: 'givenName' | 'familyName' | 'email' | 'phone') => ({
    value: newcomer[name] ?? '',
    onChange: (to: string) => onChange({ ...newcomer, [name]: to }),
    autoComplete: 'off',
  })
  const name = known === null ? '' : customerName(known.customer)
  return (
    <fieldset className="newcomer">
      <legend className="contact-chosen">
        <b className="grow">{words('newcomer.title')}</b>
        <Button tone="quiet" icon="close" label={words('newcomer.back')} onPress={onBack} />
      </legend>
      <div className="newcomer-pair">
        <Field label={words('newcomer.given')} {...field('givenName')} inputRef={first} />
        <Field label={words('newcomer.family')} {...field('familyName')} />
        <Field label={words('newcomer.email')} {...field('email')} />
        <Field label={words('newcomer.phone')} {...field('phone')}>
          <p className="muted">{words('newcomer.phone.hint')}</p>
        </Field>
      </div>
      {known === null ? null : (
        <p className="contact-chosen" role="status">
          <span className="grow">{words(`newcomer.known.${known.by}`, { name })}</span>
          <Button onPress={() => onTake(known.customer)}>{words('newcomer.take', { name })}</Button>
        </p>
      )}
      <label className="labelled">
        {words('newcomer.language')}
        <select
          className="select"
          value={newcomer.language}
          onChange={(event) => onChange({ ...newcomer, language: event.target.value })}
        >
          {[...new Set([newcomer.language, ...LANGUAGES])].map((tag) => (
            <option key={tag} value={tag}>
              {languageName(words.locale, tag)}
            </option>
          ))}
        </select>
      </label>
    </fieldset>
  )
}

/** What was looked for is taken over: an address, a number or a name. */
export function newcomerFrom(query: string, language: string): NewCustomer {
  const text = query.trim()
  const nobody: NewCustomer = { givenName: '', familyName: '', email: '', phone: null, language }
  if (isEmailAddress(text)) return { ...nobody, email: text }
  if (/^\+?[0-9][0-9 ().-]*$/.test(text)) return { ...nobody, phone: text }
  const [givenName = '', ...rest] = text.split(/\s+/)
  return { ...nobody, givenName, familyName: rest.join(' ') }
}

/** As it is sent and compared: without the spaces at its ends, and null where no number was told. */
export function trimmedNewcomer({ givenName, familyName, email, phone, language }: NewCustomer): NewCustomer {
  const number = phone?.trim() ?? ''
  return {
    givenName: givenName.trim(),
    familyName: familyName.trim(),
    email: email.trim(),
    phone: number === '' ? null : number,
    language,
  }
}
