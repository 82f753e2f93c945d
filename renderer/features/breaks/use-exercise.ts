import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'
import { useDeps } from '../../deps/deps.ts'
import type { BreathSounds, Loudness } from './breath-sounds.ts'
import type { Exercise } from './exercise.ts'
import type { ExerciseRun } from './exercise-run.ts'
import { beginRun, countRun, pauseRun, resumeRun } from './exercise-run.ts'
import type { Place } from './where-in.ts'
import { whereIn } from './where-in.ts'

/** Four times a second: the ring glides between, and no word comes later than a quarter of a second. */
const TICK_MS = 250

/** What of an exercise was done, for the agent's own list. */
export type Exercised = { pattern: Exercise['pattern']['id']; startedAt: EpochMs; lengthMs: Ms }

export type ExerciseHold = {
  /** over: gone through to the end. */
  state: 'ready' | 'running' | 'paused' | 'over'
  /** Null: not begun, or over. */
  place: Place | null
  start(): void
  pause(): void
  resume(): void
  /** Back to before the beginning. */
  leave(): void
}

/** Goes through an exercise by the desk's clock, with its sounds. Another exercise begins anew, or waits to begin. */
export function useExercise(
  exercise: Exercise,
  sounds: BreathSounds,
  loudness: Loudness,
  onExercised: (done: Exercised) => void,
): ExerciseHold {
  const { now, timers } = useDeps()
  const [run, setRun] = useState<ExerciseRun | null>(null)
  const latest = useRef({ run, exercise, onExercised })
  useEffect(() => {
    latest.current = { run, exercise, onExercised }
  })
  const place = run === null ? null : whereIn(exercise, run.elapsedMs)
  const isRunning = run !== null && run.countedAt !== null && place !== null

  useEffect(() => {
    if (!isRunning) return
    return timers.every(TICK_MS, () => setRun((held) => held && countRun(held, now())))
  }, [isRunning, timers, now])

  const tell = useCallback(() => {
    const { run: held, exercise: done, onExercised: told } = latest.current
    if (held === null || held.elapsedMs <= 0) return
    const lengthMs = Math.min(held.elapsedMs, done.minutes * 60_000) as Ms
    told({ pattern: done.pattern.id, startedAt: held.startedAt, lengthMs })
  }, [])
  // Whatever ends the screen ends the exercise: what was done of it is in the list all the same.
  useEffect(() => tell, [tell])

  // One sound for each step, for as long as it lasts.
  const stepKey = place === null ? null : `${place.round} ${place.part.steps.indexOf(place.step)} ${place.stepAt}`
  const secondsLeft = useRef(0)
  useEffect(() => {
    secondsLeft.current = place === null ? 0 : place.step.seconds - place.intoStepMs / 1_000
  })
  const phase = place?.step.phase ?? null
  useEffect(() => {
    if (!isRunning || phase === null || stepKey === null) return
    sounds.play(phase, secondsLeft.current, loudness)
    return () => sounds.stop()
  }, [isRunning, phase, stepKey, loudness, sounds])

  const ways = useMemo(
    () => ({
      start() {
        tell()
        setRun(beginRun(now()))
      },
      pause: () => setRun((held) => held && pauseRun(held, now())),
      resume: () => setRun((held) => held && resumeRun(held, now())),
      leave() {
        tell()
        setRun(null)
      },
    }),
    [now, tell],
  )
  const state = run === null ? 'ready' : place === null ? 'over' : run.countedAt === null ? 'paused' : 'running'
  return { state, place, ...ways }
}
