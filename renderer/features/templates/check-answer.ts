import type { TemplateInput } from '../../../domain/templates/template.ts'
import { readAmount } from '../../liquid/read-amount.ts'

/** What is wrong with an answer. */
export type AnswerFault = 'empty' | 'no-day' | 'no-amount' | 'not-offered' | 'too-long'

const LONGEST = 500

/** Null: it can stand in the text. */
export function checkAnswer(input: Pick<TemplateInput, 'kind' | 'choices'>, answer: string): AnswerFault | null {
  const text = answer.trim()
  if (text === '') return 'empty'
  if (text.length > LONGEST) return 'too-long'
  switch (input.kind) {
    case 'text':
      return null
    case 'date':
      return isDay(text) ? null : 'no-day'
    case 'money': {
      const amount = readAmount(text)
      return amount !== null && amount > 0 ? null : 'no-amount'
    }
    case 'choice':
      return input.choices.includes(text) ? null : 'not-offered'
  }
}

/** "2026-02-31" is read as a day in March: then it is none. */
function isDay(text: string): boolean {
  const at = Date.parse(text)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
