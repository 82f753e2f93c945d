import type { Ms } from '../../../domain/kernel/time.ts'
import { MINUTE_MS, SECOND_MS } from '../../../domain/kernel/time.ts'
import type { WordsKey } from '../../words/catalogue.ts'

export const EXERCISE_KINDS = ['breathing', 'stretch', 'eyes', 'body'] as const
export type ExerciseKind = (typeof EXERCISE_KINDS)[number]

/** How long an exercise can be, in minutes. */
export const MINUTES = [1, 3, 5] as const
export type Minutes = (typeof MINUTES)[number]

/** What is done in a step. hold: with the lungs as they are. notice: attention only. */
export type Phase = 'in' | 'hold' | 'out' | 'rest' | 'move' | 'look' | 'close' | 'settle' | 'notice'

/** The name of a sentence that says what to do. One that no catalogue has does not compile. */
export type Caption = WordsKey extends infer Key ? (Key extends `exercise.caption.${infer Name}` ? Name : never) : never
/** The name of an exercise: its title and its line of explanation are found by it. */
export type PatternId = WordsKey extends infer Key ? (Key extends `exercise.name.${infer Name}` ? Name : never) : never
/** Exercises that need a word of care before they begin. */
export type CautionId = WordsKey extends infer Key
  ? Key extends `exercise.caution.${infer Name}`
    ? Name
    : never
  : never

/** One step. `seconds` is a whole number, 1 or more. */
export type Step = { phase: Phase; seconds: number; caption: Caption }

/** Steps that are gone through `times` times. Only rounds are counted; settling and resting between them is not. */
export type Part = { steps: readonly Step[]; times: number; isRound: boolean }

/** An exercise as it is written down: what is done, for each length. */
export type Pattern = {
  id: PatternId
  kind: ExerciseKind
  caution: CautionId | null
  parts: Readonly<Record<Minutes, readonly Part[]>>
}

/** One length of it, ready to be gone through. */
export type Exercise = { pattern: Pattern; minutes: Minutes; parts: readonly Part[] }

export const exerciseOf = (pattern: Pattern, minutes: Minutes): Exercise => ({
  pattern,
  minutes,
  parts: pattern.parts[minutes],
})

export const lengthMs = ({ minutes }: Pick<Exercise, 'minutes'>): Ms => (minutes * MINUTE_MS) as Ms

/** How long the steps of a part take together, once through, ms. */
export const turnMs = ({ steps }: Pick<Part, 'steps'>): Ms =>
  (steps.reduce((sum, { seconds }) => sum + seconds, 0) * SECOND_MS) as Ms
