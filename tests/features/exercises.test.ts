import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { Exercise } from '../../renderer/features/breaks/exercise.ts'
import { EXERCISE_KINDS, exerciseOf, lengthMs, MINUTES, turnMs } from '../../renderer/features/breaks/exercise.ts'
import { beginRun, countRun, pauseRun, resumeRun, SILENCE_MS } from '../../renderer/features/breaks/exercise-run.ts'
import { PATTERNS } from '../../renderer/features/breaks/library.ts'
import { fullness, whereIn } from '../../renderer/features/breaks/where-in.ts'

const named = (id: string, minutes: 1 | 3 | 5): Exercise => {
  const pattern = PATTERNS.find((each) => each.id === id)
  if (pattern === undefined) throw new Error(`No exercise "${id}"`)
  return exerciseOf(pattern, minutes)
}
const EXERCISES = PATTERNS.flatMap((pattern) => MINUTES.map((minutes) => exerciseOf(pattern, minutes)))
const anyExercise = fc.constantFrom(...EXERCISES)

describe('the exercises as written down', () => {
  it.each(EXERCISES.map((each) => [each.pattern.id, each.minutes, each] as const))(
    '%s of %i min fills its length to the second, in steps of whole seconds [C41]',
    (_id, _minutes, exercise) => {
      const sum = exercise.parts.reduce((ms, part) => ms + turnMs(part) * part.times, 0)
      expect(sum).toBe(lengthMs(exercise))
      for (const { steps } of exercise.parts)
        for (const { seconds } of steps) expect(Number.isInteger(seconds) && seconds >= 1).toBe(true)
    },
  )

  it('offer each kind in each length, and breathing in four patterns', () => {
    for (const kind of EXERCISE_KINDS) expect(PATTERNS.some((each) => each.kind === kind)).toBe(true)
    const breaths = PATTERNS.filter(({ kind }) => kind === 'breathing').map(({ parts }) =>
      (parts[1].find(({ isRound }) => isRound)?.steps ?? []).map(({ seconds }) => seconds),
    )
    expect(breaths).toEqual([
      [4, 2, 6],
      [4, 4, 4, 4],
      [5, 5],
      [4, 7, 8],
    ])
  })

  it('never hold the breath for seven seconds more than four times in a row, and warn before', () => {
    const { pattern } = named('longOut', 1)
    expect(pattern.caution).toBe('longOut')
    for (const minutes of MINUTES) {
      const { parts } = exerciseOf(pattern, minutes)
      for (const [at, part] of parts.entries()) {
        if (part.isRound) expect(part.times).toBeLessThanOrEqual(4)
        expect(part.isRound && parts[at + 1]?.isRound).not.toBe(true)
      }
    }
  })
})

describe('where somebody stands in an exercise', () => {
  const table: [string, Exercise, number, object | null][] = [
    ['begins with the first breath', named('longExhale', 1), 0, { round: 1, stepAt: 0, secondsLeft: 4 }],
    ['counts a begun second as whole', named('longExhale', 1), 1, { secondsLeft: 4 }],
    ['stays in a step until its very end', named('longExhale', 1), 3_999, { stepAt: 0, secondsLeft: 1 }],
    ['goes on without a gap', named('longExhale', 1), 4_000, { stepAt: 1, secondsLeft: 2 }],
    ['counts the rounds', named('longExhale', 1), 24_000, { round: 3, rounds: 5, stepAt: 0 }],
    ['knows its last moment', named('longExhale', 1), 59_999, { round: 5, stepAt: 2, leftMs: 1 }],
    ['is over after its length', named('longExhale', 1), 60_000, null],
    ['is at its beginning before it', named('longExhale', 1), -500, { round: 1, stepAt: 0, leftMs: 60_000 }],
    ['settles before the first round', named('box', 1), 5_999, { round: 0, rounds: 3 }],
    ['begins the rounds after settling', named('box', 1), 6_000, { round: 1, stepAt: 0 }],
    ['keeps the last round while it rests', named('box', 1), 54_000, { round: 3, secondsLeft: 6 }],
    ['rests between two fours', named('longOut', 3), 76_000, { round: 4, rounds: 8, secondsLeft: 28 }],
    ['and goes on after it', named('longOut', 3), 104_000, { round: 5, stepAt: 0 }],
  ]
  it.each(table)('%s', (_what, exercise, elapsedMs, place) => {
    if (place === null) expect(whereIn(exercise, elapsedMs)).toBe(null)
    else expect(whereIn(exercise, elapsedMs)).toMatchObject(place)
  })

  it('is always in one step, with what is left of step and whole in line with the clock', () => {
    fc.assert(
      fc.property(anyExercise, fc.nat(), (exercise, some) => {
        const elapsed = some % lengthMs(exercise)
        const place = whereIn(exercise, elapsed)
        if (place === null) throw new Error('a gap')
        expect(place.part.steps[place.stepAt]).toBe(place.step)
        expect(place.leftMs).toBe(lengthMs(exercise) - elapsed)
        expect(place.intoStepMs).toBeGreaterThanOrEqual(0)
        expect(place.intoStepMs).toBeLessThan(place.step.seconds * 1_000)
        expect(place.secondsLeft).toBe(Math.ceil(place.step.seconds - place.intoStepMs / 1_000))
        expect(place.round).toBeLessThanOrEqual(place.rounds)
      }),
    )
  })

  it('passes every step in its order, and each lasts as long as it says [C41]', () => {
    fc.assert(
      fc.property(anyExercise, (exercise) => {
        const written = exercise.parts.flatMap((part) => Array.from({ length: part.times }, () => part.steps).flat())
        let elapsed = 0
        for (const step of written) {
          expect(whereIn(exercise, elapsed)?.step).toBe(step)
          elapsed += step.seconds * 1_000
          expect(whereIn(exercise, elapsed - 1)?.step).toBe(step)
        }
        expect(whereIn(exercise, elapsed)).toBe(null)
      }),
      { numRuns: EXERCISES.length },
    )
  })

  it('fills and empties the lungs without a jump', () => {
    for (const exercise of EXERCISES.filter(({ pattern }) => pattern.kind === 'breathing')) {
      let last: number | null = null
      for (let elapsed = 0; elapsed < lengthMs(exercise); elapsed += 50) {
        const place = whereIn(exercise, elapsed)
        const now: number | null = place && fullness(place)
        if (now !== null && last !== null) expect(Math.abs(now - last)).toBeLessThan(0.05)
        last = now
      }
    }
  })
})

describe('going through an exercise', () => {
  const NOON = 1_000_000 as EpochMs
  const at = (ms: number) => (NOON + ms) as EpochMs

  it('goes on where it stood after the machine slept, as after a pause', () => {
    const before = countRun(beginRun(NOON), at(4_000))
    const woken = countRun(before, at(4_000 + 20 * 60_000))
    expect(woken.elapsedMs).toBe(4_000)
    expect(countRun(woken, at(4_250 + 20 * 60_000)).elapsedMs).toBe(4_250)

    const paused = pauseRun(before, at(4_500))
    expect(countRun(paused, at(60_000)).elapsedMs).toBe(4_500)
    const resumed = resumeRun(paused, at(60_000))
    expect(countRun(resumed, at(61_000)).elapsedMs).toBe(5_500)
  })

  it('loses nothing when it is told twice to go on', () => {
    const going = beginRun(NOON)
    expect(countRun(resumeRun(going, at(2_000)), at(3_000)).elapsedMs).toBe(3_000)
  })

  it('never goes back, never jumps, and counts exactly what passed, whatever the clock does', () => {
    const steps = fc.array(fc.integer({ min: -10_000, max: 30_000 }), { maxLength: 40 })
    fc.assert(
      fc.property(steps, (passed) => {
        let now = NOON as number
        let run = beginRun(NOON)
        let expected = 0
        for (const ms of passed) {
          now += ms
          const next = countRun(run, now as EpochMs)
          const counted = (next.elapsedMs - run.elapsedMs) as Ms
          expect(counted).toBeGreaterThanOrEqual(0)
          expect(counted).toBeLessThanOrEqual(SILENCE_MS)
          expected += ms > 0 && ms <= SILENCE_MS ? ms : 0
          run = next
        }
        expect(run.elapsedMs).toBe(expected)
      }),
    )
  })
})
