import { useId } from 'react'

type Props = {
  label: string
  value: string
  choices: readonly { id: string; words: string }[]
  onChoose: (id: string) => void
  autoFocus?: boolean
}

/** One of several, in the platform's own list. */
export function ChoiceField({ label, value, choices, onChoose, autoFocus }: Props) {
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
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.words}
          </option>
        ))}
      </select>
    </div>
  )
}
