import type { EpochMs } from '../../../domain/kernel/time.ts'
import { SECOND_MS } from '../../../domain/kernel/time.ts'
import { USUAL_METRIC_POLICY } from '../../../domain/metrics/metric-policy.ts'
import type { BreaksView, NextRest } from '../../deps/breaks-port.ts'
import type { Format } from '../../words/format.ts'
import type { Words } from '../../words/use-words.ts'
import type { ShiftPlan } from './shift-plan.ts'

/** What the plan has next, in words. `at`: when it is due; `isLate`: it is due for longer than the grace, has not been begun, and waits for the agent alone. */
export type NextWords = { at: number; words: string; isLate: boolean }

/** From so much on it is worth saying that a break moved, as the card of the break has it. */
const MOVED_FROM_MS = 30 * SECOND_MS

/**
 * The shift by its plan, its breaks by what the engine of breaks knows: a break that moved, was put off or was had
 * elsewhere is the same here as on its card. `isHandling`: a contact is in hand, so that what is due moves with the clock.
 * @param breaks null: nobody keeps them (yet); then nothing is said of them
 */
export function sayNext(
  words: Words,
  format: Format,
  plan: ShiftPlan | null,
  breaks: Pick<BreaksView, 'next'> | null,
  now: EpochMs,
  isHandling: boolean,
): NextWords {
  if (plan === null) return { at: Infinity, words: words('strip.none'), isLate: false }
  const { startsAt, endsAt } = plan
  if (now < startsAt)
    return { at: startsAt, words: words('strip.begins', { time: format.clock(startsAt) }), isLate: false }
  if (now >= endsAt) return { at: Infinity, words: words('strip.over'), isLate: false }
  const next = breaks?.next ?? null
  if (next !== null) return sayRest(words, format, next, now, isHandling)
  const said = words('strip.ends', { time: format.clock(endsAt), length: format.length(endsAt - now) })
  return { at: endsAt, words: said, isLate: false }
}

function sayRest(words: Words, format: Format, rest: NextRest, now: EpochMs, isHandling: boolean): NextWords {
  const { state, dueAt, until } = rest
  const kind = words(`plan.${rest.kind}`)
  const said = (text: string, at: EpochMs = dueAt, isLate = false): NextWords => ({ at, words: text, isLate })
  if (state === 'armed') return said(words('strip.armed', { kind }), now)
  if (until !== null) {
    const time = format.clock(until)
    if (state === 'resting') return said(words('strip.now', { kind, time }), now)
    if (state === 'kept') return said(words('strip.kept', { kind, time }), until)
    if (state === 'postponed') return said(words('strip.postponed', { kind, time }), until)
  }
  const time = format.clock(dueAt)
  if (now < dueAt) return said(words('strip.next', { kind, time, length: format.length(dueAt - now) }))
  const ownMs = rest.movedMs - rest.protectedMs
  const protectedMs = isHandling ? now - dueAt - ownMs : rest.protectedMs
  if (protectedMs >= MOVED_FROM_MS) return said(words('strip.moved', { kind, length: format.length(protectedMs) }))
  // Within the grace nobody is late by any figure, and is not told so.
  if (now - dueAt <= USUAL_METRIC_POLICY.graceMs)
    return said(words('strip.due', { kind, time: format.clock((dueAt + rest.owedMs) as EpochMs) }))
  return said(words('strip.late', { kind, time, length: format.length(now - dueAt) }), dueAt, true)
}
