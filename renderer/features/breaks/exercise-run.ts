import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'

/** Somebody going through an exercise: how much of it is over, and when that was last counted. */
export type ExerciseRun = {
  startedAt: EpochMs
  elapsedMs: Ms
  /** Null: paused, or not begun. */
  countedAt: EpochMs | null
}

/**
 * A longer silence of the clock was no part of the exercise: the machine slept, or somebody set its clock. The exercise
 * then goes on where it stood.
 */
export const SILENCE_MS = 5_000

export const beginRun = (now: EpochMs): ExerciseRun => ({ startedAt: now, elapsedMs: 0 as Ms, countedAt: now })

/** The run at `now`. A clock that went back counts nothing. */
export function countRun(run: ExerciseRun, now: EpochMs): ExerciseRun {
  if (run.countedAt === null) return run
  const passed = now - run.countedAt
  const counts = passed > 0 && passed <= SILENCE_MS
  return { ...run, elapsedMs: (run.elapsedMs + (counts ? passed : 0)) as Ms, countedAt: now }
}

export const pauseRun = (run: ExerciseRun, now: EpochMs): ExerciseRun => ({ ...countRun(run, now), countedAt: null })

export const resumeRun = (run: ExerciseRun, now: EpochMs): ExerciseRun =>
  run.countedAt === null ? { ...run, countedAt: now } : run
