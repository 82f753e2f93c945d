import type { GuideAnswer, GuideChoice, GuideRecord, GuideStep } from './guide.ts'

/** The part of a guide that says how it runs. */
export type GuideSteps = Pick<GuideRecord, 'start' | 'steps'>
/** What was answered at one step, without who and when. */
export type AnswerGiven = Pick<GuideAnswer, 'stepId' | 'choiceId' | 'text'>
/** One way on from a step. `choice` is null where there is only one. */
export type WayOn = { from: string; to: string; choice: GuideChoice | null; isForbidden: boolean }

/** The step of that id. Null: the guide has none. */
export const stepOf = (guide: GuideSteps, stepId: string): GuideStep | null =>
  guide.steps.find((step) => step.id === stepId) ?? null

/** Every way on from a step, forbidden ones too; none from an outcome. */
export function waysFrom(step: GuideStep): WayOn[] {
  switch (step.kind) {
    case 'outcome':
      return []
    case 'choose':
      return step.choices.map((choice) => ({
        from: step.id,
        to: choice.next,
        choice,
        isForbidden: choice.forbidden !== null,
      }))
    default:
      return [{ from: step.id, to: step.next, choice: null, isForbidden: false }]
  }
}

/** The ways that an agent can take. */
export const openWaysFrom = (step: GuideStep): WayOn[] => waysFrom(step).filter((way) => !way.isForbidden)

/** Where an answer leads. Null: it is none that this step takes. */
export function nextAfter(step: GuideStep, answer: AnswerGiven): string | null {
  if (answer.stepId !== step.id) return null
  return openWaysFrom(step).find((way) => (way.choice?.id ?? null) === answer.choiceId)?.to ?? null
}
