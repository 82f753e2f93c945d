import type { TemplateInput } from '../../../domain/templates/template.ts'
import { Icon } from '../../kit/icon.tsx'
import { useWords } from '../../words/use-words.ts'
import type { AnswerFault } from './check-answer.ts'

type Props = {
  id: string
  input: TemplateInput
  answer: string
  fault: AnswerFault | null
  onAnswer: (text: string) => void
  onEnter: () => void
}

/** One question: its label, the field, what is wrong with the answer or a hint. */
export function InputField({ id, input, answer, fault, onAnswer, onEnter }: Props) {
  const words = useWords()
  const shared = {
    id,
    className: 'field',
    value: answer,
    'aria-invalid': fault !== null,
    'aria-describedby': `${id}-below`,
    onFocus: onEnter,
  }
  return (
    <div className="template-question">
      <label htmlFor={id}>{input.label}</label>
      {input.kind === 'choice' ? (
        <select {...shared} onChange={(event) => onAnswer(event.target.value)}>
          <option value="">{words('template.choose')}</option>
          {input.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type={input.kind === 'date' ? 'date' : 'text'}
          inputMode={input.kind === 'money' ? 'decimal' : undefined}
          autoComplete="off"
          dir="auto"
          onChange={(event) => onAnswer(event.target.value)}
        />
      )}
      <div id={`${id}-below`}>
        {fault === null ? (
          <span className="template-meta">{input.hint}</span>
        ) : (
          <span className="template-fault">
            <Icon name="refused" size={14} />
            {words(`template.fault.${fault}`)}
          </span>
        )}
      </div>
    </div>
  )
}
