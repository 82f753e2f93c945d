import type { Caption, Minutes, Part, Pattern, Phase, Step } from './exercise.ts'
import { MINUTES } from './exercise.ts'

// How exercises are written down: a step by what is done, for how many seconds, with which words.

const stepOf =
  (phase: Phase) =>
  (seconds: number, caption: Caption): Step => ({ phase, seconds, caption })
export const breatheIn = stepOf('in')
export const hold = stepOf('hold')
export const breatheOut = stepOf('out')
export const rest = stepOf('rest')
export const move = stepOf('move')
export const look = stepOf('look')
export const close = stepOf('close')
export const settle = stepOf('settle')
export const notice = stepOf('notice')

/** Gone through once, and not counted. */
export const once = (...steps: Step[]): Part => ({ steps, times: 1, isRound: false })
/** Gone through so many times, and counted. */
export const rounds = (times: number, ...steps: Step[]): Part => ({ steps, times, isRound: true })
/** One round that fills a minute. */
export const minuteOf = (...steps: Step[]): Part => rounds(1, ...steps)

const eachLength = (partsOf: (minutes: Minutes) => readonly Part[]): Pattern['parts'] => {
  const [one, three, five] = MINUTES
  return { [one]: partsOf(one), [three]: partsOf(three), [five]: partsOf(five) }
}
/** The same steps from beginning to end, so many times a minute. */
export const allRounds = (aMinute: number, ...steps: Step[]): Pattern['parts'] =>
  eachLength((minutes) => [rounds(minutes * aMinute, ...steps)])
/** First the one, then the other, in turn, a minute each. */
export const inTurn = (first: Part, other: Part): Pattern['parts'] =>
  eachLength((minutes) => Array.from({ length: minutes }, (_, at) => (at % 2 === 0 ? first : other)))
