import { owedLines } from '../../domain/breaks/account.ts'
import type { RestTarget } from '../../domain/breaks/break-effect.ts'
import type { BreakPolicy } from '../../domain/breaks/break-policy.ts'
import type { BreakState } from '../../domain/breaks/break-state.ts'
import { restOf } from '../../domain/breaks/due.ts'
import type { OwedRest } from '../../domain/breaks/owed-rest.ts'
import { movedMsOf, owedMsOf, protectedMsOf } from '../../domain/breaks/owed-rest.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { BreakCard, BreaksView, NextRest, RunningRest } from '../deps/breaks-port.ts'

/** What the screens show of the engine's state. It holds moments, not what is left of them, so that it does not change by itself. */
export function breakView(state: BreakState, policy: BreakPolicy): BreaksView {
  const { armed, askedUnknown, isOver } = state
  const about = state.shown?.target ?? armed?.target ?? null
  const rest = about === null ? null : restOf(state, about)
  return {
    next: nextRest(state, policy),
    resting: runningRest(state),
    card: cardOf(state, policy),
    postponing: {
      used: rest?.postponements ?? 0,
      allowed: Math.min(
        policy.postponementsPerBreak,
        (rest?.postponements ?? 0) + Math.max(0, policy.postponementsPerShift - state.postponements),
      ),
      byMs: policy.postponeMs,
    },
    isArmed: armed?.form === 'after-these',
    areOffersHeld: state.areOffersStopped,
    askedUnknownMs: askedUnknown?.isAsked === true ? askedUnknown.forMs : null,
    owedAtEnd: isOver ? owedLines(state, policy) : null,
  }
}

/** A moment of the state's running time as one of the clock. */
const momentOf = (state: BreakState, ranMs: Ms) => (state.clock.at + (ranMs - state.clock.ranMs)) as EpochMs

function nextRest(state: BreakState, policy: BreakPolicy): NextRest | null {
  const { resting, armed } = state
  const meant = (resting && restOf(state, resting.target)) ?? (armed && restOf(state, armed.target)) ?? null
  const owed = state.rests.filter((rest) => owedMsOf(rest) > 0)
  const rest = meant ?? owed.toSorted((a, b) => a.dueAt - b.dueAt)[0]
  if (rest === undefined || state.isOver) return null
  return {
    kind: rest.kind,
    ...standing(state, rest, policy),
    plannedAt: rest.plannedStartsAt,
    dueAt: rest.dueAt,
    owedMs: owedMsOf(rest),
    movedMs: movedMsOf(rest.waited),
    protectedMs: protectedMsOf(rest.waited),
  }
}

function standing(state: BreakState, rest: OwedRest, policy: BreakPolicy): Pick<NextRest, 'state' | 'until'> {
  const { resting, armed, shown, clock } = state
  const isAbout = (target: RestTarget | undefined) => target?.of === 'plan' && target.restId === rest.id
  if (resting !== null && isAbout(resting.target)) return { state: 'resting', until: endOf(state) }
  if (isAbout(armed?.target)) return { state: 'armed', until: null }
  if (rest.dueAt > clock.at) {
    return { state: rest.dueAt - policy.warnBeforeMs <= clock.at ? 'soon' : 'coming', until: null }
  }
  if (rest.snoozedUntilMs > clock.ranMs) return { state: 'postponed', until: momentOf(state, rest.snoozedUntilMs) }
  if (shown?.what === 'keep' && isAbout(shown.target)) return { state: 'kept', until: slotOf(state, policy) }
  return { state: 'due', until: null }
}

/** When it is rested in full. Null: it has no length. */
function endOf(state: BreakState): EpochMs | null {
  const { resting, clock } = state
  if (resting === null) return null
  const rest = restOf(state, resting.target)
  if (rest !== null && resting.isFullTold) return (resting.startedAt + resting.takenMs) as EpochMs
  if (rest !== null) return (clock.at + owedMsOf(rest)) as EpochMs
  return resting.lengthMs === null ? null : ((clock.at + resting.lengthMs - resting.restedMs) as EpochMs)
}

export const kindOf = (target: RestTarget): RunningRest['kind'] =>
  target.of === 'plan' || target.of === 'pause' ? target.kind : target.of === 'reset' ? 'reset' : 'break'

function runningRest(state: BreakState): RunningRest | null {
  const { resting } = state
  return resting === null ? null : { kind: kindOf(resting.target), startedAt: resting.startedAt, endsAt: endOf(state) }
}

/** The slot that was named; where none is known, when the queue has held it up long enough. */
function slotOf(state: BreakState, policy: BreakPolicy): EpochMs {
  const { queue, shown, clock } = state
  const rest = shown === null ? null : restOf(state, shown.target)
  const left = policy.longestHoldMs - (rest?.waited.queueMs ?? 0)
  return queue?.nextSlotAt ?? ((clock.at + left) as EpochMs)
}

function cardOf(state: BreakState, policy: BreakPolicy): BreakCard | null {
  const { shown, armed, contacts } = state
  const target = armed?.form === 'after-next' ? armed.target : shown?.target
  if (target === undefined || contacts.length > 0) return null
  const kind = kindOf(target)
  if (kind === 'reset') return null
  const rest = restOf(state, target)
  const rule = policy.pauses.find((each) => each.kind === kind)
  const lengthMs = rest === null ? (rule?.lengthMs ?? (0 as Ms)) : owedMsOf(rest)
  if (shown === null) return { what: 'after-next', kind, lengthMs }
  if (shown.what === 'keep') {
    const resetsLeft = Math.max(0, policy.resetsPerShift - state.resets)
    return { what: 'keep', kind, lengthMs, slotAt: slotOf(state, policy), resetsLeft }
  }
  return {
    what: 'offer',
    kind,
    lengthMs,
    workedMs: state.workedMs,
    protectedMs: rest === null ? (0 as Ms) : protectedMsOf(rest.waited),
    since: momentOf(state, shown.sinceMs),
  }
}
