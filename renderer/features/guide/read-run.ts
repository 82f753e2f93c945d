import type { GuideAnswer, GuideRecord, GuideRunRecord, GuideStep } from '../../../domain/guides/guide.ts'
import { currentStep, pathOf } from '../../../domain/guides/path-of.ts'

/** One step that was answered. `words`: the choice, what was typed, or null where the step only asked for something to be done or was left open. */
export type DoneStep = { at: number; step: GuideStep; answer: GuideAnswer; words: string | null }

/** What was answered, in words. */
export function answerWords(step: GuideStep, answer: Pick<GuideAnswer, 'choiceId' | 'text'>): string | null {
  if (step.kind === 'choose') return step.choices.find((choice) => choice.id === answer.choiceId)?.words ?? null
  return answer.text === '' ? null : answer.text
}

/** The steps that a run has behind it, first to last. */
export const doneSteps = (guide: GuideRecord, run: GuideRunRecord): DoneStep[] =>
  pathOf(guide, run.answers).flatMap(({ step, answer }, at) =>
    answer === null ? [] : [{ at, step, answer, words: answerWords(step, answer) }],
  )

/** Where the agent looks: where the run stands, or at a step behind it that is looked at again. `former`: what was answered there. */
export type Stand = { at: number; step: GuideStep; former: GuideAnswer | null; done: DoneStep[] }

/** Null: the guide is broken there. `lookAt`: the place of a step looked at again; null, or past the end: where the run stands. */
export function standOf(guide: GuideRecord, run: GuideRunRecord, lookAt: number | null): Stand | null {
  const done = doneSteps(guide, run)
  const again = lookAt === null ? undefined : done[lookAt]
  if (again !== undefined)
    return { at: again.at, step: again.step, former: again.answer, done: done.slice(0, again.at) }
  const step = currentStep(guide, run.answers)
  return step === null ? null : { at: done.length, step, former: null, done }
}

/** What a newer version says about the steps: the version, and each change with the step's title. */
export type VersionNews = { version: number; changes: { stepId: string; title: string; words: string }[] }

/** What has changed since the version that a run stays with. Null: it is the newest. */
export function newsOf(guide: GuideRecord, guides: readonly GuideRecord[]): VersionNews | null {
  const newer = guides
    .filter((each) => each.key === guide.key && each.version > guide.version)
    .sort((a, b) => a.version - b.version)
  const newest = newer.at(-1)
  if (newest === undefined) return null
  const titleOf = (stepId: string) =>
    [...newer]
      .reverse()
      .concat(guide)
      .flatMap((each) => each.steps)
      .find((step) => step.id === stepId)?.title ?? stepId
  return {
    version: newest.version,
    changes: newer.flatMap((each) => each.changes.map((change) => ({ ...change, title: titleOf(change.stepId) }))),
  }
}
