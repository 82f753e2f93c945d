import type { Ref } from 'react'
import type { CaseStatus } from '../../../domain/cases/case.ts'
import { KeyHint } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'

type Props = {
  status: CaseStatus
  choices: readonly CaseStatus[]
  /** Nothing can be chosen any more, or not by this agent. */
  isFixed: boolean
  onChoose: (status: CaseStatus) => void
  ref: Ref<HTMLSelectElement>
}

/** The platform's own list: it opens without a frame of delay and every screen reader knows it. */
export function StatusPicker({ status, choices, isFixed, onChoose, ref }: Props) {
  const words = useWords()
  return (
    <span className="case-status">
      <select
        ref={ref}
        className="select"
        aria-label={words('case.status.label')}
        aria-keyshortcuts="F3"
        value={status}
        disabled={isFixed}
        onChange={(event) => {
          const chosen = choices.find((each) => each === event.target.value)
          if (chosen !== undefined) onChoose(chosen)
        }}
      >
        {choices.map((each) => (
          <option key={each} value={each}>
            {words(`case.status.${each}`)}
          </option>
        ))}
      </select>
      <KeyHint command="case.status" />
    </span>
  )
}
