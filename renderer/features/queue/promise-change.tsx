import { useObservable } from 'dexie-react-hooks'
import { useMemo, useState } from 'react'
import { isAllowed } from '../../../domain/people/permissions.ts'
import type { UserId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { KeepRefusal, PromiseRow } from '../../data/repository.ts'
import { useDeps } from '../../deps/deps.ts'
import { useKeptForm } from '../../deps/kept-form.ts'
import { Button } from '../../kit/button.tsx'
import { Field } from '../../kit/field.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'
import { DueChooser } from './due-chooser.tsx'
import { quickTimes } from './promise-times.ts'

/** move: another time; give: to a colleague; drop: it will not be kept. */
export type PromiseChange = 'move' | 'give' | 'drop'
type Problem = KeepRefusal | 'no-time' | 'past' | 'no-owner' | 'no-reason'

/** `dueAt`: undefined until one is chosen; null where no whole time was written. */
const NOTHING: { why: string; ownerId: UserId | null; dueAt?: EpochMs | null } = { why: '', ownerId: null }

type Props = { row: PromiseRow; change: PromiseChange; now: EpochMs; onClose: () => void; onDone: () => void }

/** Asks, within the line of the promise, what the change needs. Esc goes back to the line. */
export function PromiseChangeForm({ row, change, now, onClose, onDone }: Props) {
  const words = useWords()
  const { repository } = useDeps()
  const everyone = useObservable(useMemo(() => repository.people(), [repository]))
  const { promise } = row
  const { answers, change: fill, forget, done: settled } = useKeptForm(`promise ${change} ${promise.id}`, () => NOTHING)
  const { why, ownerId } = answers
  const [soonest] = useState(() => quickTimes(now)[0]?.at ?? null)
  const dueAt = answers.dueAt === undefined ? soonest : answers.dueAt
  const [problem, setProblem] = useState<Problem | null>(null)
  const colleagues = (everyone ?? [])
    .filter((each) => each.id !== promise.ownerId && isAllowed(each.role, 'promise.handle'))
    .sort((a, b) => a.name.localeCompare(b.name))

  const fault = (): Problem | null => {
    if (change === 'move') return dueAt === null ? 'no-time' : dueAt <= now ? 'past' : null
    if (change === 'give' && ownerId === null) return 'no-owner'
    return why.trim() === '' ? 'no-reason' : null
  }
  const settle = async () => {
    const found = fault()
    if (found !== null) return setProblem(found)
    const at = { caseId: promise.caseId, promiseId: promise.id }
    const done =
      change === 'drop'
        ? await repository.commit('promise.settle', { ...at, state: 'dropped', why: why.trim() }, { forms: settled })
        : await repository.commit(
            'promise.move',
            {
              ...at,
              dueAt: change === 'move' && dueAt !== null ? dueAt : promise.dueAt,
              ownerId: ownerId ?? promise.ownerId,
              why: why.trim(),
            },
            { forms: settled },
          )
    if (!done.ok) return setProblem(done.refusal)
    forget()
    onDone()
    onClose()
  }
  const problemWords = (found: Problem): string => {
    switch (found) {
      case 'no-time':
      case 'past':
        return words(`promise.${found}`)
      case 'no-owner':
        return words('promises.give.nobody')
      case 'no-reason':
        return words('promises.why.missing')
      default:
        return words(`refusal.${found}`)
    }
  }
  return (
    <form
      className="promise-change"
      aria-label={words(`promises.${change}.title`, { words: promise.words })}
      onSubmit={(event) => {
        event.preventDefault()
        void settle()
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      {change === 'give' ? (
        <label className="labelled">
          <span className="strong">{words('promises.give.to')}</span>
          <select
            className="select"
            autoFocus
            value={ownerId ?? ''}
            onChange={(event) => {
              fill({ ownerId: colleagues.find(({ id }) => id === event.target.value)?.id ?? null })
              setProblem(null)
            }}
          >
            <option value="">{words('promises.give.choose')}</option>
            {colleagues.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {change === 'move' ? (
        <DueChooser now={now} dueAt={dueAt} onChange={(at) => fill({ dueAt: at })} autoFocus />
      ) : null}
      <Field
        label={words(change === 'move' ? 'promises.why.may' : 'promises.why')}
        value={why}
        onChange={(to) => fill({ why: to })}
        autoFocus={change === 'drop'}
      />
      {problem === null ? null : (
        <p className="problem" role="alert">
          <Icon name="alert" />
          {problemWords(problem)}
        </p>
      )}
      <div className="promise-ways">
        <Button tone="primary" type="submit">
          {words(`promises.${change}.do`)}
        </Button>
        <Button tone="quiet" onPress={onClose}>
          {words('promises.cancel')}
        </Button>
      </div>
    </form>
  )
}
