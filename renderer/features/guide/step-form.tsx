import type { KeyboardEvent, ReactNode } from 'react'
import { useId, useRef } from 'react'
import type { GuideRecord, GuideRunRecord, GuideStep } from '../../../domain/guides/guide.ts'
import type { AnswerGiven } from '../../../domain/guides/steps-of.ts'
import type { CaseView } from '../../data/repository.ts'
import { Button } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'
import { forbiddenWords } from './answer-problem.ts'
import { ChoiceList } from './choice-list.tsx'
import { Problem } from './problem.tsx'
import type { Stand } from './read-run.ts'
import { StepInput } from './step-input.tsx'
import type { Moves } from './use-moves.ts'
import { useMoves } from './use-moves.ts'

export type Given = { choiceId: string | null; text: string }

/** What a step's form and the form of the end have in common. */
export type StepShared = {
  guide: GuideRecord
  run: GuideRunRecord
  stand: Stand
  view: CaseView
  problem: string | null
  onProblem: (problem: string | null) => void
  /** Null: it is the first step. */
  onBack: (() => void) | null
  moves: Moves
  head: ReactNode
  done: ReactNode
  foot: ReactNode
}

/**
 * Shift+Enter goes back, Enter in a longer text goes on; a button keeps its own Enter, and so does a text with lines.
 * Taken on the way down: a button keeps every Enter that reaches it for itself.
 */
export function answerKeys(event: KeyboardEvent<HTMLFormElement>, onBack: (() => void) | null): void {
  const { target } = event
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
  if (target instanceof HTMLButtonElement && !(event.shiftKey && target.type === 'submit')) return
  if (target instanceof HTMLTextAreaElement && target.dataset.lines !== undefined) return
  if (event.shiftKey) {
    event.preventDefault()
    event.stopPropagation()
    onBack?.()
  } else if (target instanceof HTMLTextAreaElement) {
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }
}

/** One step: a question with its choices or its field, or something to do. */
export function StepForm(
  props: StepShared & {
    step: Exclude<GuideStep, { kind: 'outcome' }>
    /** What is half-made. Null: nothing yet. */
    given: Given | null
    /** How many later answers a change here drops. */
    dropped: number
    onGive: (given: Given) => void
    onAnswer: (given: AnswerGiven) => void
  },
) {
  const words = useWords()
  const id = useId()
  const { step, stand, problem, onBack } = props
  const form = useRef<HTMLFormElement>(null)
  useMoves(props.moves, form, step.id)
  const choiceId = props.given?.choiceId ?? stand.former?.choiceId ?? null
  const text = props.given?.text ?? stand.former?.text ?? ''
  const isChanged = stand.former !== null && (choiceId !== stand.former.choiceId || text !== (stand.former.text ?? ''))
  const ids = { title: `${id}-title`, ask: `${id}-ask`, problem: `${id}-problem` }
  const question = (
    <>
      <h3 className="guide-question" id={ids.title} dir="auto">
        {step.title}
      </h3>
      <p className="guide-ask" id={ids.ask} dir="auto">
        {step.kind === 'do' ? step.ask : words('guide.ask', { ask: step.ask })}
      </p>
    </>
  )
  const details =
    step.details.length === 0 ? null : (
      <ul className="guide-details" dir="auto">
        {step.details.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    )
  return (
    <form
      ref={form}
      className="guide-form"
      aria-label={words('guide.form')}
      noValidate
      onKeyDownCapture={(event) => answerKeys(event, onBack)}
      onSubmit={(event) => {
        event.preventDefault()
        props.onAnswer({ stepId: step.id, choiceId, text })
      }}
    >
      {props.head}
      {props.done}
      <div className="guide-scroll" key={step.id}>
        {question}
        {details}
        {step.kind === 'choose' ? (
          <ChoiceList
            step={step}
            chosen={choiceId}
            labelledBy={`${ids.title} ${ids.ask}`}
            describedBy={problem === null ? undefined : ids.problem}
            onChoose={(choice) => props.onGive({ choiceId: choice.id, text: '' })}
            onForbidden={(forbidden) => props.onProblem(forbiddenWords(words, forbidden))}
          />
        ) : step.kind === 'ask' ? (
          <StepInput
            step={step}
            view={props.view}
            text={text}
            labelledBy={`${ids.title} ${ids.ask}`}
            describedBy={problem === null ? undefined : ids.problem}
            isRefused={problem !== null}
            onText={(typed) => props.onGive({ choiceId: null, text: typed })}
          />
        ) : null}
        <Problem id={ids.problem}>{problem}</Problem>
        {isChanged && props.dropped > 0 ? (
          <p className="guide-drops">{words('guide.drops', { count: props.dropped })}</p>
        ) : null}
      </div>
      <div className="guide-ways">
        <ContinueButton isFirst={step.kind === 'do'} words={words('guide.continue')} />
        <BackButton onBack={onBack} />
      </div>
      {props.foot}
    </form>
  )
}

/** `isFirst`: it takes the focus, because the step has nothing else to take it. */
export function ContinueButton({ isFirst, words }: { isFirst: boolean; words: string }) {
  return (
    <Button type="submit" tone="primary" ref={isFirst ? markFirst : null}>
      {words}
      <kbd aria-hidden="true">{useWords()('keys.enter')}</kbd>
    </Button>
  )
}
const markFirst = (button: HTMLButtonElement | null) => {
  if (button !== null) button.dataset.first = ''
}

export function BackButton({ onBack }: { onBack: (() => void) | null }) {
  const words = useWords()
  return onBack === null ? null : (
    <Button onPress={onBack}>
      {words('guide.back')}
      <kbd aria-hidden="true">{`${words('keys.shift')} ${words('keys.enter')}`}</kbd>
    </Button>
  )
}
