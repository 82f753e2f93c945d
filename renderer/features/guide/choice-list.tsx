import { useId } from 'react'
import type { Forbidden, GuideChoice, GuideStep } from '../../../domain/guides/guide.ts'
import { useWords } from '../../words/use-words.ts'
import { forbiddenWords } from './answer-problem.ts'

/** The choices of a step: arrows or 1 to 9. Forbidden ones stay readable and reachable, and say why and who can allow them. */
export function ChoiceList(props: {
  step: Extract<GuideStep, { kind: 'choose' }>
  chosen: string | null
  labelledBy: string
  describedBy: string | undefined
  onChoose: (choice: GuideChoice) => void
  onForbidden: (forbidden: Forbidden) => void
}) {
  const { step, chosen, onChoose, onForbidden } = props
  const group = useId()
  const choose = (choice: GuideChoice) => (choice.forbidden === null ? onChoose(choice) : onForbidden(choice.forbidden))
  const firstOpen = step.choices.find((choice) => choice.forbidden === null)?.id
  return (
    <div
      role="radiogroup"
      className="guide-choices"
      aria-labelledby={props.labelledBy}
      aria-describedby={props.describedBy}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
        const choice = /^[1-9]$/.test(event.key) ? step.choices[Number(event.key) - 1] : undefined
        if (choice === undefined) return
        event.preventDefault()
        choose(choice)
        event.currentTarget.querySelectorAll('input')[step.choices.indexOf(choice)]?.focus()
      }}
    >
      {step.choices.map((choice, at) => (
        <Choice
          key={choice.id}
          group={group}
          choice={choice}
          digit={at < 9 ? at + 1 : null}
          isChosen={choice.id === chosen}
          isFirst={choice.id === (chosen ?? firstOpen)}
          onChoose={() => choose(choice)}
        />
      ))}
    </div>
  )
}

function Choice(props: {
  /** Arrows move among the choices of one group. */
  group: string
  choice: GuideChoice
  digit: number | null
  isChosen: boolean
  /** Takes the focus when the step comes up. */
  isFirst: boolean
  onChoose: () => void
}) {
  const words = useWords()
  const id = useId()
  const { choice, digit, isChosen } = props
  const isForbidden = choice.forbidden !== null
  const hint = choice.forbidden === null ? choice.hint : forbiddenWords(words, choice.forbidden)
  return (
    <label className="guide-choice" data-chosen={isChosen || undefined} data-forbidden={isForbidden || undefined}>
      <input
        type="radio"
        name={props.group}
        checked={isChosen}
        data-first={props.isFirst ? '' : undefined}
        aria-disabled={isForbidden || undefined}
        aria-labelledby={`${id}-words`}
        aria-describedby={hint === '' ? undefined : `${id}-hint`}
        onChange={props.onChoose}
      />
      <span className="guide-choice-words" id={`${id}-words`} dir="auto">
        {choice.words}
      </span>
      {digit === null ? null : <kbd aria-hidden="true">{digit}</kbd>}
      {hint === '' ? null : (
        <span className="guide-choice-hint" id={`${id}-hint`} dir="auto">
          {hint}
        </span>
      )}
    </label>
  )
}
