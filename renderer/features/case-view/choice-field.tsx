import { useId } from 'react'

type Props = {
  label: string
  value: string
  choices: readonly { id: string; words: string }[]
  onChoose: (id: string) => void
  /** Shown as long as nothing is chosen. Absent: something always is. */
  placeholder?: string
  autoFocus?: boolean
}

/** One of several, in the platform's own list. */
export function ChoiceField({ label, value, choices, onChoose, placeholder, autoFocus }: Props) {
  const id = useId()
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="select case-choice"
        value={value}
        autoFocus={autoFocus ?? false}
        onChange={(event) => onChoose(event.target.value)}
      >
        {placeholder !== undefined && value === '' ? <option value="">{placeholder}</option> : null}
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.words}
          </option>
        ))}
      </select>
    </div>
  )
}
