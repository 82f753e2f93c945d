import type { AnswerGiven, GuideSteps } from './steps-of.ts'
import { openWaysFrom, stepOf } from './steps-of.ts'
import { pathOf } from './path-of.ts'

/** How far a run has come. Steps are counted from 1 and the outcome counts as one. */
export type GuideProgress = {
  /** The step the agent stands at. */
  at: number
  /** The whole run, were the shortest way taken from here. */
  least: number
  /** The whole run, were the longest way taken from here. */
  most: number
  /** Between the two: "step 4 of about 6". */
  about: number
}

type Length = { least: number; most: number }

/** How many steps follow each step until an outcome. A step that reaches none, or that leads back to itself, is left out. */
export function stepsLeft(guide: GuideSteps): Map<string, Length> {
  const known = new Map<string, Length | null>()
  const measure = (stepId: string): Length | null => {
    const measured = known.get(stepId)
    if (measured !== undefined) return measured
    const step = stepOf(guide, stepId)
    // Null while it is being measured: a way back to it is no way on.
    known.set(stepId, null)
    if (step === null) return null
    const after = openWaysFrom(step).flatMap((way) => measure(way.to) ?? [])
    if (step.kind !== 'outcome' && after.length === 0) return null
    const length =
      step.kind === 'outcome'
        ? { least: 0, most: 0 }
        : {
            least: 1 + Math.min(...after.map((each) => each.least)),
            most: 1 + Math.max(...after.map((each) => each.most)),
          }
    known.set(stepId, length)
    return length
  }
  for (const step of guide.steps) measure(step.id)
  return new Map([...known].flatMap(([id, length]) => (length === null ? [] : [[id, length]])))
}

/** How far the run has come, and about how long it will be. */
export function progressOf(guide: GuideSteps, answers: readonly AnswerGiven[]): GuideProgress {
  const path = pathOf(guide, answers)
  const at = Math.max(path.length, 1)
  const left = stepsLeft(guide).get(path.at(-1)?.step.id ?? guide.start) ?? { least: 0, most: 0 }
  const [least, most] = [at + left.least, at + left.most]
  return { at, least, most, about: Math.round((least + most) / 2) }
}
