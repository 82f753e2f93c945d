import { useState } from 'react'
import type { CaseId, PromiseId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { PromiseKind } from '../../../domain/promises/promise.ts'
import { PROMISE_KINDS } from '../../../domain/promises/promise.ts'
import type { KeepRefusal } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useKeptForm } from '../../deps/kept-form.ts'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { Icon } from '../../kit/icon.tsx'
import { AskDialog } from '../../kit/overlay.tsx'
import { useWords } from '../../words/use-words.ts'
import { DueChooser } from './due-chooser.tsx'
import './promises.css'
import { quickTimes } from './promise-times.ts'
import { useMinute } from './use-promises.ts'

/** `dueAt`: undefined until one is chosen; null where no whole time was written. */
const NOTHING: { kind: PromiseKind; text: string; dueAt?: EpochMs | null } = { kind: 'update', text: '' }

type Props = { caseId: CaseId; onClose: () => void }

/** Notes a promise to the customer, so that it is kept: what, by when. Enter notes it. */
export function PromiseForm({ caseId, onClose }: Props) {
  const words = useWords()
  const { repository, newId } = useDeps()
  const now = useMinute()
  const { answers, change, forget, done: settled } = useKeptForm(`promise ${caseId}`, () => NOTHING)
  const { kind, text } = answers
  const [soonest] = useState(() => quickTimes(now)[0]?.at ?? null)
  const dueAt = answers.dueAt === undefined ? soonest : answers.dueAt
  const [problem, setProblem] = useState<KeepRefusal | 'no-time' | 'past' | null>(null)

  const note = async () => {
    if (dueAt === null) return setProblem('no-time')
    if (dueAt <= now) return setProblem('past')
    const args = {
      caseId,
      promiseId: newId() as PromiseId,
      promise: kind,
      words: text.trim() || words(`promise.kind.${kind}`),
      dueAt,
      messageId: null,
    }
    const done = await repository.commit('promise.make', args, { forms: settled })
    if (!done.ok) return setProblem(done.refusal)
    forget()
    onClose()
  }
  return (
    <AskDialog title={words('promise.title')} isOpen onClose={onClose}>
      <form
        className="promise-form"
        onSubmit={(event) => {
          event.preventDefault()
          void note()
        }}
      >
        <Field label={words('promise.words')} value={text} onChange={(to) => change({ text: to })} autoFocus>
          <p className="muted">{words('promise.words.hint', { kind: words(`promise.kind.${kind}`) })}</p>
        </Field>
        <fieldset className="promise-kinds">
          <legend>{words('promise.kind.label')}</legend>
          {PROMISE_KINDS.map((each) => (
            <label key={each} className="choice-part">
              <input type="radio" name="kind" checked={kind === each} onChange={() => change({ kind: each })} />
              <span>{words(`promise.kind.${each}`)}</span>
            </label>
          ))}
        </fieldset>
        <DueChooser
          now={now}
          dueAt={dueAt}
          onChange={(at) => {
            change({ dueAt: at })
            setProblem(null)
          }}
        />
        {problem === null ? null : (
          <p className="problem" role="alert">
            <Icon name="alert" />
            {problem === 'no-time' || problem === 'past' ? words(`promise.${problem}`) : words(`refusal.${problem}`)}
          </p>
        )}
        <div className="dialog-ways">
          <Button tone="quiet" onPress={onClose}>
            {words('promise.cancel')}
          </Button>
          <Button tone="primary" type="submit">
            {words('promise.note')}
          </Button>
        </div>
      </form>
    </AskDialog>
  )
}
