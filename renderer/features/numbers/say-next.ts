import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { Format } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import type { ShiftPlan } from './shift-plan.ts'

/** What the plan has next, in words. `at`: when it is due; `isLate`: it is due and has not been begun. */
export type NextWords = { at: number; words: string; isLate: boolean }

/** @param isResting whether the agent is in a break or at lunch now */
export function sayNext(
  words: Words,
  format: Format,
  plan: ShiftPlan | null,
  now: EpochMs,
  isResting: boolean,
): NextWords {
  if (plan === null) return { at: Infinity, words: words('strip.none'), isLate: false }
  const { rest, startsAt, endsAt } = plan
  if (now < startsAt)
    return { at: startsAt, words: words('strip.begins', { time: format.clock(startsAt) }), isLate: false }
  if (now >= endsAt) return { at: Infinity, words: words('strip.over'), isLate: false }
  if (rest === null) {
    const said = words('strip.ends', { time: format.clock(endsAt), length: format.length(endsAt - now) })
    return { at: endsAt, words: said, isLate: false }
  }
  const kind = words(`plan.${rest.kind}`)
  if (now < rest.from) {
    const said = words('strip.next', { kind, time: format.clock(rest.from), length: format.length(rest.from - now) })
    return { at: rest.from, words: said, isLate: false }
  }
  if (isResting) return { at: now, words: words('strip.now', { kind, time: format.clock(rest.to) }), isLate: false }
  const said = words('strip.late', { kind, time: format.clock(rest.from), length: format.length(now - rest.from) })
  return { at: rest.from, words: said, isLate: true }
}
