import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Forbidden, GuideInputKind, GuideRunRecord } from './guide.ts'
import { pathOf } from './path-of.ts'
import { readInput } from './read-input.ts'
import type { AnswerGiven, GuideSteps } from './steps-of.ts'

/** Why a step does not take an answer. What was typed is kept on the screen. */
export type AnswerRefusal =
  | { code: 'not-running' }
  /** The run has not come to this step, or went another way. */
  | { code: 'not-this-step' }
  /** The step is the end: there is nothing to answer. */
  | { code: 'outcome' }
  | { code: 'unknown-choice' }
  | { code: 'forbidden'; forbidden: Forbidden }
  /** The step cannot be left without an answer. */
  | { code: 'required' }
  | { code: 'malformed'; input: GuideInputKind }

/** An answer that its step takes, as it is kept, and how many answers stand before it: later ones are dropped. */
export type PlannedAnswer = AnswerGiven & { at: number }

/**
 * Whether a run takes an answer: at the step it stands at, or, going back, at any step of its way. The kept answer holds
 * only what its step asked for, in the form the kind of input has.
 */
export function planAnswer(
  guide: GuideSteps,
  run: Pick<GuideRunRecord, 'state' | 'answers'>,
  given: AnswerGiven,
): Result<PlannedAnswer, AnswerRefusal> {
  if (run.state !== 'running') return refuse({ code: 'not-running' })
  const path = pathOf(guide, run.answers)
  const at = path.findIndex((each) => each.step.id === given.stepId)
  const step = path[at]?.step
  if (step === undefined) return refuse({ code: 'not-this-step' })
  const kept = { stepId: step.id, choiceId: null, text: null, at }
  switch (step.kind) {
    case 'outcome':
      return refuse({ code: 'outcome' })
    case 'do':
      return ok(kept)
    case 'choose': {
      if (given.choiceId === null) return refuse({ code: 'required' })
      const choice = step.choices.find((each) => each.id === given.choiceId)
      if (choice === undefined) return refuse({ code: 'unknown-choice' })
      if (choice.forbidden !== null) return refuse({ code: 'forbidden', forbidden: choice.forbidden })
      return ok({ ...kept, choiceId: choice.id })
    }
    case 'ask': {
      if ((given.text ?? '').trim() === '') return step.isRequired ? refuse({ code: 'required' }) : ok(kept)
      const text = readInput(step.input, given.text ?? '')
      return text === null ? refuse({ code: 'malformed', input: step.input }) : ok({ ...kept, text })
    }
  }
}
