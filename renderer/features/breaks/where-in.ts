import type { Ms } from '../../../domain/kernel/time.ts'
import { SECOND_MS } from '../../../domain/kernel/time.ts'
import type { Exercise, Part, Phase, Step } from './exercise.ts'
import { lengthMs, turnMs } from './exercise.ts'

/** Where somebody stands in an exercise. */
export type Place = {
  part: Part
  /** Place in the steps of the part, from 0. */
  stepAt: number
  step: Step
  /** How much of the step is over, ms. */
  intoStepMs: Ms
  /** Whole seconds of the step that are still to come, 1 or more. */
  secondsLeft: number
  /** The round, from 1. 0: before the first; while resting between two, the one that is over. */
  round: number
  rounds: number
  /** Until the exercise is over, ms. */
  leftMs: Ms
}

/** The place in the exercise after `elapsedMs`; before the beginning it is the beginning. Null: the exercise is over. */
export function whereIn(exercise: Exercise, elapsedMs: number): Place | null {
  const elapsed = Math.max(0, elapsedMs)
  const leftMs = (lengthMs(exercise) - elapsed) as Ms
  if (leftMs <= 0) return null
  const rounds = exercise.parts.reduce((sum, { isRound, times }) => sum + (isRound ? times : 0), 0)
  let from = 0
  let before = 0
  for (const part of exercise.parts) {
    const turn = turnMs(part)
    if (elapsed < from + turn * part.times) {
      const turnAt = Math.floor((elapsed - from) / turn)
      const at = stepAfter(part, elapsed - from - turnAt * turn)
      return { part, ...at, round: part.isRound ? before + turnAt + 1 : before, rounds, leftMs }
    }
    from += turn * part.times
    if (part.isRound) before += part.times
  }
  throw new Error(`The parts of the exercise "${exercise.pattern.id}" do not fill its length.`)
}

function stepAfter(part: Part, intoTurnMs: number): Pick<Place, 'stepAt' | 'step' | 'intoStepMs' | 'secondsLeft'> {
  let from = 0
  for (const [stepAt, step] of part.steps.entries()) {
    const ms = step.seconds * SECOND_MS
    if (intoTurnMs < from + ms) {
      const intoStepMs = (intoTurnMs - from) as Ms
      return { stepAt, step, intoStepMs, secondsLeft: Math.ceil((ms - intoStepMs) / SECOND_MS) }
    }
    from += ms
  }
  throw new Error('A part of an exercise has no step at this moment.')
}

/** How full the lungs are, from 0 to 1. Null: this step is not about breathing. */
export function fullness({ part, stepAt, step, intoStepMs }: Place): number | null {
  const share = ease(intoStepMs / (step.seconds * SECOND_MS))
  if (step.phase === 'in') return share
  if (step.phase === 'out') return 1 - share
  if (step.phase !== 'hold') return null
  const earlier: Phase | undefined = part.steps[stepAt - 1]?.phase
  return earlier === 'in' ? 1 : 0
}

/** Slow at both ends, as a breath is. */
const ease = (share: number): number => (1 - Math.cos(Math.PI * share)) / 2
