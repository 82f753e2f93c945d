import type { KeyboardEvent } from 'react'
import { useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { TemplateRecord, TemplateVariant } from '../../../domain/templates/template.ts'
import type { Piece } from '../../deps/composer-port.ts'
import { useDeps } from '../../deps/deps.ts'
import { Button } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'
import { checkAnswer } from './check-answer.ts'
import type { Answers } from './fill-template.ts'
import { pieceOf, suggestAnswers } from './fill-template.ts'
import { InputField } from './input-field.tsx'
import { keepAnswers, keptAnswers } from './kept-answers.ts'
import { MarkedText } from './marked.tsx'
import type { usePicking } from './use-picking.ts'

type Props = {
  caseId: CaseId
  template: TemplateRecord
  variant: TemplateVariant
  picking: NonNullable<ReturnType<typeof usePicking>>
  onInsert: (piece: Piece) => void
  onBack: () => void
}

/** Asks in place of the text what only the agent knows; what the customer will read stands beside it. */
export function InputForm({ caseId, template, variant, picking, onInsert, onBack }: Props) {
  const words = useWords()
  const { forms } = useDeps()
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const suggested = useMemo(() => suggestAnswers(template, picking.scope), [template, picking.scope])
  const [answers, setAnswers] = useState<Answers>(() => ({ ...suggested, ...keptAnswers(forms, caseId, template.id) }))
  /** Fields that were left or sent off: only those are told what is wrong. */
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState(0)
  const filled = picking.fill(template, variant, answers)
  const faultOf = (place: number) => {
    const input = template.inputs[place]
    return input === undefined ? null : checkAnswer(input, answers[input.name] ?? '')
  }
  const fields = () => [...(form.current?.querySelectorAll<HTMLElement>('input, select') ?? [])]
  useLayoutEffect(() => fields()[0]?.focus(), [])

  function answer(name: string, text: string): void {
    const next = { ...answers, [name]: text }
    setAnswers(next)
    keepAnswers(forms, caseId, template.id, next)
  }
  function insert(): void {
    setTried(new Set(template.inputs.map(({ name }) => name)))
    const wrong = template.inputs.findIndex((_, place) => faultOf(place) !== null)
    if (wrong !== -1) return fields()[wrong]?.focus()
    if (filled.ok) onInsert(pieceOf(template, filled))
  }
  function next(): void {
    const input = template.inputs[at]
    if (input !== undefined) setTried(new Set([...tried, input.name]))
    if (faultOf(at) !== null) return
    const empty = template.inputs.findIndex((_, place) => place > at && faultOf(place) !== null)
    if (empty === -1) insert()
    else fields()[empty]?.focus()
  }
  function keyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
    if (event.key === 'Escape') onBack()
    else if (event.key === 'Enter' && isPlain && !(event.target instanceof HTMLButtonElement)) next()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <form
      ref={form}
      data-template-form
      className="template-form"
      aria-label={template.title}
      noValidate
      onKeyDown={keyDown}
      onSubmit={(event) => event.preventDefault()}
    >
      <div className="template-form-columns">
        <div className="template-fields">
          <div className="template-preview-head">
            <b>{template.title}</b>
            <span className="template-meta">
              {words('template.question', { at: at + 1, count: template.inputs.length })}
            </span>
          </div>
          {template.inputs.map((input, place) => (
            <InputField
              key={input.name}
              id={`${id}-${place}`}
              input={input}
              answer={answers[input.name] ?? ''}
              fault={tried.has(input.name) ? faultOf(place) : null}
              onAnswer={(text) => answer(input.name, text)}
              onEnter={() => setAt(place)}
            />
          ))}
        </div>
        <div className="template-preview" tabIndex={0} role="group" aria-label={words('template.preview.reads')}>
          <span className="template-meta">{words('template.preview.reads')}</span>
          {filled.ok ? (
            <MarkedText text={filled.text} language={variant.language} filled={filled.filled} holes={filled.holes} />
          ) : (
            <p className="template-broken">
              <Icon name="refused" size={14} />
              {words('template.broken', { why: filled.why, owner: template.owner })}
            </p>
          )}
        </div>
      </div>
      <div className="template-form-foot">
        <span className="template-meta">{words('template.answers-kept')}</span>
        <Button tone="quiet" onPress={onBack}>
          {words('template.back')}
          <kbd aria-hidden="true">{words('template.key.escape')}</kbd>
        </Button>
        <Button tone="primary" onPress={insert}>
          {words('template.put-in')}
          <kbd aria-hidden="true">{words('keys.enter')}</kbd>
        </Button>
      </div>
    </form>
  )
}
