import type { GuideStep } from './guide.ts'
import type { AnswerGiven, GuideSteps } from './steps-of.ts'
import { nextAfter, stepOf } from './steps-of.ts'

/** One step of a run: with its answer, or null where the agent stands now. */
export type PathStep<Answer extends AnswerGiven = AnswerGiven> = { step: GuideStep; answer: Answer | null }

/**
 * The way a run has come: every answered step, then the one it stands at. Answers that do not fit the guide (of a step
 * that was left out, or of a choice that is none) count as not given, and so does whatever came after them.
 */
export function pathOf<Answer extends AnswerGiven>(guide: GuideSteps, answers: readonly Answer[]): PathStep<Answer>[] {
  const path: PathStep<Answer>[] = []
  const seen = new Set<string>()
  let step = stepOf(guide, guide.start)
  while (step !== null && !seen.has(step.id)) {
    seen.add(step.id)
    const answer = answers[path.length]
    const next = answer === undefined ? null : nextAfter(step, answer)
    path.push({ step, answer: next === null ? null : (answer ?? null) })
    if (next === null) break
    step = stepOf(guide, next)
  }
  return path
}

/** Where a run stands. Null: the guide is broken there; the validator says how. */
export function currentStep(guide: GuideSteps, answers: readonly AnswerGiven[]): GuideStep | null {
  const last = pathOf(guide, answers).at(-1)
  return last === undefined || last.answer !== null ? null : last.step
}

/**
 * What `answers.<step id>` holds in the drafted texts: the words of the choice, or the text that was given. Steps
 * without either (things done, questions left open) are not in it.
 */
export function answerTexts(guide: GuideSteps, answers: readonly AnswerGiven[]): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const { step, answer } of pathOf(guide, answers)) {
    if (answer === null) continue
    const chosen = step.kind === 'choose' ? step.choices.find((choice) => choice.id === answer.choiceId)?.words : null
    const text = chosen ?? answer.text
    if (text !== null && text !== '') texts[step.id] = text
  }
  return texts
}
