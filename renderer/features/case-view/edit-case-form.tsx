import { useObservable } from 'dexie-react-hooks'
import { useId, useState } from 'react'
import type { CaseField } from '../../../domain/mutations/mutation.ts'
import { CASE_FIELDS } from '../../../domain/mutations/mutation.ts'
import type { CaseView } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useKeptForm } from '../../deps/kept-form.ts'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import { useWords } from '../../words/use-words.ts'
import { ChoiceField } from './choice-field.tsx'
import { codeWords } from './code-words.ts'
import { RefusedLine } from './refused-line.tsx'
import { useCommit } from './use-commit.ts'

type Values = Record<CaseField, string | null>

/** Subject, reason, priority and order of a case. Only what was changed is written, against what was seen here. */
export function EditCaseForm({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const words = useWords()
  const problemId = useId()
  const { commit, refusal } = useCommit()
  const kase = view.case
  // Kept with what was seen when it was begun: a colleague's change since then must not be written over unseen.
  const { answers, change, forget } = useKeptForm(`case ${kase.id}`, () => {
    const { subject, reason, priority, orderId } = kase
    const shown: Values = { subject, reason, priority, orderId }
    return { seen: shown, values: shown }
  })
  const { seen, values } = answers
  const close = () => {
    forget()
    onClose()
  }
  const [isEmpty, setEmpty] = useState(false)
  const set = (field: CaseField) => (value: string) =>
    change({ values: { ...values, [field]: value === '' ? null : value } })
  const reasons = useReasons(seen.reason)

  async function save(): Promise<void> {
    const subject = values.subject?.trim() ?? ''
    setEmpty(subject === '')
    if (subject === '') return
    for (const field of CASE_FIELDS) {
      const to = field === 'subject' ? subject : values[field]
      if (to !== seen[field] && !(await commit('case.edit', { caseId: kase.id, field, from: seen[field], to }))) return
    }
    close()
  }

  return (
    <AskDialog title={words('case.edit.title')} isOpen onClose={close}>
      <form
        className="case-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label={words('case.edit.subject')}
          value={values.subject ?? ''}
          onChange={set('subject')}
          autoFocus
          describedBy={isEmpty ? problemId : undefined}
        >
          {isEmpty ? (
            <p id={problemId} className="problem">
              {words('case.edit.subject-empty')}
            </p>
          ) : null}
        </Field>
        <ChoiceField
          label={words('case.edit.reason')}
          value={values.reason ?? ''}
          onChoose={set('reason')}
          choices={[
            { id: '', words: words('case.edit.reason.none') },
            ...reasons.map((reason) => ({ id: reason, words: codeWords(reason) })),
          ]}
        />
        <ChoiceField
          label={words('case.edit.priority')}
          value={values.priority ?? 'normal'}
          onChoose={set('priority')}
          choices={[
            { id: 'normal', words: words('case.normal') },
            { id: 'urgent', words: words('case.urgent') },
          ]}
        />
        <ChoiceField
          label={words('case.edit.order')}
          value={values.orderId ?? ''}
          onChoose={set('orderId')}
          choices={[
            { id: '', words: words('case.edit.order.none') },
            ...view.orders.map(({ id, number }) => ({ id, words: number })),
          ]}
        />
        <RefusedLine refusal={refusal} />
        <div className="dialog-ways">
          <Button onPress={close}>{words('case.edit.cancel')}</Button>
          <Button tone="primary" type="submit">
            {words('case.edit.save')}
          </Button>
        </div>
      </form>
    </AskDialog>
  )
}

/** The reasons in use on this desk: of its guides, its templates and its cases. */
function useReasons(own: string | null): string[] {
  const { repository } = useDeps()
  const guides = useObservable(() => repository.guides(), [repository]) ?? []
  const templates = useObservable(() => repository.templates(), [repository]) ?? []
  const rows = useObservable(() => repository.queue(), [repository]) ?? []
  const known = [
    own,
    ...guides.flatMap(({ reasons }) => reasons),
    ...templates.flatMap(({ reasons }) => reasons),
    ...rows.map((row) => row.case.reason),
  ]
  return [...new Set(known.filter((reason) => reason !== null))].toSorted()
}
