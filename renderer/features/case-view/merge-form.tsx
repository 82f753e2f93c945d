import { useObservable } from 'dexie-react-hooks'
import { useState } from 'react'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import { customerName } from '../../../domain/cases/customer.ts'
import type { CaseId, CustomerId } from '../../../domain/kernel/ids.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useKeptForm } from '../../deps/kept-form.ts'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import { findPeople } from '../../search/find-people.ts'
import { useWords } from '../../words/use-words.ts'
import './case-view.css'
import { ChoiceField } from './choice-field.tsx'
import { RefusedLine } from './refused-line.tsx'
import { useCommit } from './use-commit.ts'

type Props = { caseId: CaseId; onClose: () => void }

/** Says that two cases are one, or that two customers are. Nothing is deleted either way. */
export function MergeForm({ caseId, onClose }: Props) {
  const words = useWords()
  const { repository } = useDeps()
  const view = useObservable(() => repository.case(caseId), [repository, caseId])
  if (!view) return null
  return (
    <AskDialog title={words('merge.title')} isOpen onClose={onClose}>
      <Merge view={view} onClose={onClose} />
    </AskDialog>
  )
}

function Merge({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const words = useWords()
  const { repository } = useDeps()
  const { commit, refusal } = useCommit()
  const customers = useObservable(() => repository.customers(), [repository]) ?? []
  const kase = view.case
  const cases = view.otherCases.filter(({ parentId, mergedIntoId }) => parentId === null && mergedIntoId === null)
  const {
    answers,
    change,
    forget,
    done: settled,
  } = useKeptForm(`merge ${kase.id}`, () => ({
    what: (cases.length > 0 ? 'cases' : 'customers') as 'cases' | 'customers',
    intoCase: null as CaseId | null,
    query: '',
    intoCustomer: null as CustomerId | null,
  }))
  const { what, query, intoCustomer } = answers
  // Where there is a choice it is the agent's.
  const intoCase =
    cases.find(({ id }) => id === answers.intoCase)?.id ?? (cases.length === 1 ? cases[0]?.id : undefined)
  const [hasChosenNothing, setChosenNothing] = useState(false)
  const here = view.customer?.id ?? kase.customerId
  const { found } = findPeople(
    customers.filter(({ id }) => id !== here),
    query,
  )
  const stays: CustomerRecord | null = found.find(({ id }) => id === intoCustomer) ?? null

  async function merge(): Promise<void> {
    const isChosen = what === 'cases' ? intoCase !== undefined : stays !== null
    setChosenNothing(!isChosen)
    if (!isChosen) return
    const isDone =
      what === 'cases'
        ? await commit('case.merge', { caseId: kase.id, intoId: intoCase as CaseId }, { forms: settled })
        : await commit(
            'customer.merge',
            { caseId: kase.id, customerId: here, intoId: (stays as CustomerRecord).id },
            { forms: settled },
          )
    if (!isDone) return
    forget()
    onClose()
  }

  return (
    <form
      className="case-form"
      onSubmit={(event) => {
        event.preventDefault()
        void merge()
      }}
    >
      <ChoiceField
        label={words('merge.what')}
        value={what}
        autoFocus
        onChoose={(id) => change({ what: id === 'cases' ? 'cases' : 'customers' })}
        choices={[
          { id: 'cases', words: words('merge.cases') },
          { id: 'customers', words: words('merge.customers') },
        ]}
      />
      {what === 'cases' ? (
        cases.length === 0 ? (
          <p className="soft">{words('merge.case.none')}</p>
        ) : (
          <>
            <ChoiceField
              label={words('merge.case')}
              value={intoCase ?? ''}
              placeholder={words('merge.case.choose')}
              onChoose={(id) => change({ intoCase: id as CaseId })}
              choices={cases.map(({ id, number, subject }) => ({
                id,
                words: words('merge.case.option', { number: String(number), subject }),
              }))}
            />
            <p className="muted">{words('merge.case.then')}</p>
          </>
        )
      ) : (
        <>
          <Field label={words('merge.customer')} value={query} onChange={(to) => change({ query: to })}>
            <p className="muted">{words('merge.customer.hint')}</p>
          </Field>
          <Found
            found={found}
            chosen={intoCustomer}
            isAsked={query.trim().length > 1}
            onChoose={(id) => change({ intoCustomer: id })}
          />
          {stays === null ? null : (
            <p className="muted">{words('merge.customer.then', { name: customerName(stays) })}</p>
          )}
        </>
      )}
      {hasChosenNothing ? (
        <p className="problem" role="alert">
          {words('merge.choose')}
        </p>
      ) : null}
      <RefusedLine refusal={refusal} />
      <div className="dialog-ways">
        <Button onPress={onClose}>{words('merge.cancel')}</Button>
        <Button tone="primary" type="submit">
          {words('merge.do')}
        </Button>
      </div>
    </form>
  )
}

type FoundProps = {
  found: readonly CustomerRecord[]
  chosen: CustomerId | null
  isAsked: boolean
  onChoose: (id: CustomerId) => void
}

function Found({ found, chosen, isAsked, onChoose }: FoundProps) {
  const words = useWords()
  if (found.length === 0) return isAsked ? <p className="soft">{words('merge.customer.none')}</p> : null
  return (
    <fieldset className="case-found" aria-label={words('merge.customer')}>
      {found.map((customer) => (
        <label key={customer.id} className="case-found-row">
          <input type="radio" name="stays" checked={customer.id === chosen} onChange={() => onChoose(customer.id)} />
          <span dir="auto">
            {words('merge.customer.option', { name: customerName(customer), email: customer.email })}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
