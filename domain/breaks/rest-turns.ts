import type { EpochMs, Ms } from '../kernel/time.ts'
import type { BreakEffect, RestTarget } from './break-effect.ts'
import type { BreakState, Resting } from './break-state.ts'
import type { BreakPolicy } from './break-policy.ts'
import { restOf } from './due.ts'
import { movedMsOf, NOT_WAITED, owedMsOf, protectedMsOf } from './owed-rest.ts'

/** One step while it is worked out: the state so far and what it led to. It does not outlive the step. */
export type Turn = { state: BreakState; readonly effects: BreakEffect[]; readonly policy: BreakPolicy }

const leadWord = (target: RestTarget) =>
  target.of === 'plan' ? target.kind : target.of === 'own-wish' ? 'break' : target.of === 'pause' ? 'pause' : 'reset'

/** New contacts are held back from now on. */
export function stopOffers(turn: Turn): void {
  if (turn.state.areOffersStopped) return
  turn.state = { ...turn.state, areOffersStopped: true }
  turn.effects.push({ type: 'stop-offers' })
}

/** New contacts may come again. */
export function resumeOffers(turn: Turn): void {
  if (!turn.state.areOffersStopped) return
  turn.state = { ...turn.state, areOffersStopped: false }
  turn.effects.push({ type: 'resume-offers' })
}

/** Takes down what is on the screen. */
export function withdraw(turn: Turn, because: Extract<BreakEffect, { type: 'withdraw' }>['because']): void {
  if (turn.state.shown === null) return
  turn.state = { ...turn.state, shown: null }
  turn.effects.push({ type: 'withdraw', because })
}

/** A rest begins now. */
export function startRest(turn: Turn, target: RestTarget): void {
  withdraw(turn, 'answered')
  stopOffers(turn)
  const { state, policy } = turn
  const rest = restOf(state, target)
  const lengthMs = lengthOf(target, policy)
  const resting: Resting = {
    target,
    startedAt: state.clock.at,
    lengthMs,
    restedMs: 0 as Ms,
    takenMs: 0 as Ms,
    isFullTold: false,
  }
  turn.state = {
    ...state,
    resting,
    armed: null,
    restRunMs: 0 as Ms,
    resets: state.resets + (target.of === 'reset' ? 1 : 0),
  }
  turn.effects.push({
    type: 'rest-started',
    target,
    lengthMs: rest === null ? (lengthMs ?? (0 as Ms)) : owedMsOf(rest),
    movedMs: rest === null ? (0 as Ms) : movedMsOf(rest.waited),
    protectedMs: rest === null ? (0 as Ms) : protectedMsOf(rest.waited),
    heldBy: rest?.heldBy ?? [],
  })
  turn.effects.push({ type: 'lead-sees', state: leadWord(target) })
}

function lengthOf(target: RestTarget, policy: BreakPolicy): Ms | null {
  if (target.of === 'reset') return policy.resetMs
  if (target.of === 'pause') return policy.pauses.find((rule) => rule.kind === target.kind)?.lengthMs ?? (0 as Ms)
  return null
}

/** The rest is over; a part of a planned break that was not had stays owed. `at`: when it ended on the state's clock. */
export function endRest(
  turn: Turn,
  because: Extract<BreakEffect, { type: 'rest-ended' }>['because'],
  at: EpochMs,
): void {
  const { state, policy } = turn
  const { resting } = state
  if (resting === null) return
  const rest = restOf(state, resting.target)
  turn.state = { ...state, resting: null, chosen: 'available', restRunMs: 0 as Ms, busyMs: state.clock.ranMs }
  if (rest !== null) {
    const owedMs = owedMsOf(rest)
    turn.effects.push({
      type: 'record',
      fact: {
        restId: rest.id,
        activityId: rest.activityId,
        kind: rest.kind,
        planVersion: state.plan?.version ?? 0,
        plannedFrom: rest.plannedStartsAt,
        plannedTo: rest.plannedEndsAt,
        takenFrom: resting.startedAt,
        takenTo: at,
        takenMs: resting.takenMs,
        overstayedMs: (resting.restedMs - resting.takenMs) as Ms,
        owedMs,
        waited: rest.waited,
        heldBy: rest.heldBy,
      },
    })
    const dueAt = (because === 'returned' ? at + policy.againAfterMs : at) as EpochMs
    const opened = { ...rest, dueAt, waited: NOT_WAITED, heldBy: [], toldSlot: null, snoozedUntilMs: 0 as Ms }
    turn.state = { ...turn.state, rests: state.rests.map((each) => (each === rest ? opened : each)) }
  }
  turn.effects.push({ type: 'rest-ended', target: resting.target, restedMs: resting.restedMs, because })
  turn.effects.push({ type: 'lead-sees', state: 'back' })
}
