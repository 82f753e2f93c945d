import type { AnswerRefusal } from '../../../domain/guides/plan-answer.ts'
import type { Forbidden } from '../../../domain/guides/guide.ts'
import type { Words } from '../../words/use-words.ts'

/** Why a way is closed, and who can open it. */
export const forbiddenWords = (words: Words, forbidden: Forbidden): string =>
  words('guide.forbidden', {
    why: forbidden.why.replace(/([^.!?…])$/, '$1.'),
    who: words(`guide.allowed-by.${forbidden.allowedBy}`),
  })

/** Why a step did not take an answer, as a sentence the agent can act on. */
export function answerProblem(words: Words, refusal: AnswerRefusal): string {
  switch (refusal.code) {
    case 'forbidden':
      return forbiddenWords(words, refusal.forbidden)
    case 'malformed':
      return words(`guide.malformed.${refusal.input}`)
    case 'required':
      return words('guide.required')
    case 'not-running':
      return words('guide.not-running')
    case 'not-this-step':
    case 'unknown-choice':
    case 'outcome':
      return words('guide.moved-on')
  }
}
