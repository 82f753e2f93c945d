import type { EpochMs, Ms } from '../kernel/time.ts'
import type { BreakPolicy } from './break-policy.ts'
import type { BreakState } from './break-state.ts'
import { isSpared } from './due.ts'
import type { OwedRest } from './owed-rest.ts'
import { owedMsOf } from './owed-rest.ts'

type WorkAndRest = Pick<BreakState, 'restRunMs' | 'workedMs' | 'pauses'>

/** Whether the machine has proven that nobody works: a guess, and a source that cannot tell, prove nothing. */
const isProvenIdle = ({ idle }: BreakState): boolean =>
  idle.isReliable && (idle.state === 'idle' || idle.state === 'locked')

/**
 * Lets time pass in the situation that the state describes. Whoever has a contact in hand works, whatever the machine
 * says of idleness; without one, only a rest, a chosen absence or proven idleness are rest, all else is work.
 * `until` is the end of the stretch on the state's clock, `hasSlept` that the machine slept through it.
 */
export function passTime(
  state: BreakState,
  passedMs: Ms,
  until: { at: EpochMs; ranMs: Ms },
  hasSlept: boolean,
  policy: BreakPolicy,
): BreakState {
  if (passedMs === 0 || state.isOver) return state
  const isHandling = state.contacts.length > 0
  const isResting =
    state.resting !== null || (!isHandling && (state.chosen === 'offline' || hasSlept || isProvenIdle(state)))
  const isUnknown = !isHandling && !isResting && state.idle.state === 'unknown'
  const next = isResting ? addRest(state, passedMs, policy) : addWork(state, passedMs)
  const { resting } = state
  const takenMs = takenOf(state, passedMs)
  return {
    ...state,
    restRunMs: next.restRunMs,
    workedMs: next.workedMs,
    pauses: next.pauses,
    rests: rested(state, passedMs, takenMs, until.at, policy),
    busyMs: isHandling || resting !== null ? until.ranMs : state.busyMs,
    unknownMs: (isUnknown ? state.unknownMs + passedMs : 0) as Ms,
    resting:
      resting === null
        ? null
        : { ...resting, restedMs: (resting.restedMs + passedMs) as Ms, takenMs: (resting.takenMs + takenMs) as Ms },
  }
}

/** What of a stretch counts as taken of the break that goes on. */
function takenOf(state: BreakState, passedMs: Ms): Ms {
  const target = state.resting?.target
  if (target?.of !== 'plan') return 0 as Ms
  const rest = state.rests.find((each) => each.id === target.restId)
  return Math.min(passedMs, rest === undefined ? 0 : owedMsOf(rest)) as Ms
}

function rested(state: BreakState, passedMs: Ms, takenMs: Ms, at: EpochMs, policy: BreakPolicy): OwedRest[] {
  const target = state.resting?.target
  const restId = target?.of === 'plan' ? target.restId : null
  let hasChanged = false
  const rests = state.rests.map((rest) => {
    if (rest.id === restId) {
      hasChanged ||= takenMs > 0
      return { ...rest, takenMs: (rest.takenMs + takenMs) as Ms }
    }
    const lateMs = Math.min(passedMs, at - rest.dueAt)
    if (lateMs <= 0 || owedMsOf(rest) === 0) return rest
    hasChanged = true
    return waitedLonger(state, rest, lateMs, policy)
  })
  return hasChanged ? rests : state.rests
}

function waitedLonger(state: BreakState, rest: OwedRest, lateMs: number, policy: BreakPolicy): OwedRest {
  const { waited } = rest
  const handled = state.contacts.filter((contact) => contact.phase !== 'offered')
  if (handled.length > 0) {
    const added = handled.filter((contact) => !rest.heldBy.includes(contact.id)).map((contact) => contact.id)
    const heldBy = added.length === 0 ? rest.heldBy : [...rest.heldBy, ...added]
    return { ...rest, heldBy, waited: { ...waited, contactMs: (waited.contactMs + lateMs) as Ms } }
  }
  const isOwn = state.resting !== null || rest.snoozedUntilMs > state.clock.ranMs || isSpared(state, rest, policy)
  return {
    ...rest,
    waited: isOwn
      ? { ...waited, ownMs: (waited.ownMs + lateMs) as Ms }
      : { ...waited, queueMs: (waited.queueMs + lateMs) as Ms },
  }
}

const addWork = (state: BreakState, passedMs: Ms): WorkAndRest => ({
  restRunMs: 0 as Ms,
  workedMs: (state.workedMs + passedMs) as Ms,
  pauses: state.pauses.map((pause) => ({ ...pause, workedMs: (pause.workedMs + passedMs) as Ms })),
})

/** Rest that goes on for so much longer; every pause that is not longer than the whole of it has been had. */
function addRest(state: WorkAndRest, passedMs: Ms, policy: BreakPolicy): WorkAndRest {
  const restRunMs = (state.restRunMs + passedMs) as Ms
  return {
    restRunMs,
    workedMs: restRunMs >= policy.realRestMs ? (0 as Ms) : state.workedMs,
    pauses: state.pauses.map((pause) => {
      const rule = policy.pauses.find((each) => each.kind === pause.kind)
      if (rule === undefined || restRunMs < rule.lengthMs) return pause
      return { ...pause, workedMs: 0 as Ms, snoozedUntilMs: 0 as Ms, toldSlot: null }
    }),
  }
}

/**
 * Idleness proven only now reaches back to the last contact, key press or rest, not further: what was counted as work
 * since then was rest.
 */
export function creditIdle(state: BreakState, idleForMs: Ms, policy: BreakPolicy): BreakState {
  const idleMs = Math.min(idleForMs, state.clock.ranMs - state.busyMs) as Ms
  const lateMs = (idleMs - state.restRunMs) as Ms
  if (lateMs <= 0) return state
  const less = (workedMs: Ms) => Math.max(0, workedMs - lateMs) as Ms
  const corrected = {
    restRunMs: state.restRunMs,
    workedMs: less(state.workedMs),
    pauses: state.pauses.map((pause) => ({ ...pause, workedMs: less(pause.workedMs) })),
  }
  return { ...state, ...addRest(corrected, lateMs, policy) }
}
