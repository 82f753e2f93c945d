import type { KeyboardEvent } from 'react'
import { useId, useRef, useState } from 'react'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import type { QuickTime } from './promise-times.ts'
import { fieldText, quickTimes, readFieldText } from './promise-times.ts'

type Props = { now: EpochMs; dueAt: EpochMs | null; onChange: (dueAt: EpochMs | null) => void; autoFocus?: boolean }

/** By when: the usual moments by one digit each, or any other. */
export function DueChooser({ now, dueAt, onChange, autoFocus = false }: Props) {
  const words = useWords()
  const format = useFormat()
  const name = useId()
  const [openedAt] = useState(now)
  const quick = quickTimes(openedAt)
  const [chosen, setChosen] = useState<QuickTime['id'] | 'other'>(
    () => quick.find(({ at }) => at === dueAt)?.id ?? 'other',
  )
  const field = useRef<HTMLInputElement>(null)
  const choose = (id: QuickTime['id'] | 'other', at: EpochMs | null) => {
    setChosen(id)
    onChange(at)
  }
  const other = () => {
    choose('other', readFieldText(field.current?.value ?? ''))
    field.current?.focus()
  }
  const chooseByKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target === field.current) return
    const time = quick[Number(event.key) - 1]
    if (time !== undefined) choose(time.id, time.at)
    else if (event.key === String(quick.length + 1)) other()
    else return
    event.preventDefault()
  }
  return (
    <fieldset className="due" onKeyDown={chooseByKey}>
      <legend>{words('promise.due.label')}</legend>
      {quick.map(({ id, at }, place) => (
        <label key={id} className="choice">
          <input
            type="radio"
            name={name}
            autoFocus={autoFocus && chosen === id}
            checked={chosen === id}
            onChange={() => choose(id, at)}
          />
          <span className="grow">{words(`promise.due.${id}`)}</span>
          <span className="muted figures">{format.moment(at, openedAt)}</span>
          <kbd aria-hidden="true">{place + 1}</kbd>
        </label>
      ))}
      <div className="choice">
        <label className="choice-part">
          <input type="radio" name={name} checked={chosen === 'other'} onChange={other} />
          <span>{words('promise.due.other')}</span>
        </label>
        <input
          ref={field}
          type="datetime-local"
          className="field due-field"
          aria-label={words('promise.due.when')}
          defaultValue={fieldText(dueAt ?? openedAt)}
          onChange={(event) => choose('other', readFieldText(event.target.value))}
        />
        <kbd aria-hidden="true">{quick.length + 1}</kbd>
      </div>
    </fieldset>
  )
}
