import type { EpochMs, Ms } from '../kernel/time.ts'
import type { KeyRefusal, RestTarget } from './break-effect.ts'
import type { BreakKey } from './break-event.ts'
import { duePauses, duePlanned, hasRoom, nextPlanned, restOf, targetOf } from './due.ts'
import type { Turn } from './rest-turns.ts'
import { endRest, startRest, stopOffers, withdraw } from './rest-turns.ts'

/** Does what the agent's key asks for, or says why it cannot be. */
export function pressKey(turn: Turn, key: BreakKey): void {
  const refusal = obey(turn, key)
  if (refusal !== null) turn.effects.push({ type: 'refused', key, refusal })
}

function obey(turn: Turn, key: BreakKey): KeyRefusal | null {
  const { state } = turn
  if (key === 'return') {
    if (state.resting === null) return { code: 'not-resting' }
    endRest(turn, 'returned', state.clock.at)
    return null
  }
  if (key === 'cancel') {
    if (state.armed === null) return { code: 'nothing-to-cancel' }
    turn.state = { ...state, armed: null }
    return null
  }
  if (state.isOver) return { code: 'shift-over' }
  if (state.resting !== null) return { code: 'resting' }
  switch (key) {
    case 'start':
      return state.contacts.length > 0 ? breakNext(turn, null) : start(turn)
    case 'break-next':
      return breakNext(turn, null)
    case 'postpone':
      return postpone(turn)
    case 'after-next-contact':
      return afterNext(turn)
    case 'reset':
      return reset(turn)
  }
}

/** The break of the plan that a key means: what is on the screen, else what is due, else what may be begun early. */
function wanted(turn: Turn, kind: 'break' | 'lunch' | null): RestTarget | null {
  const { state, policy } = turn
  if (kind === null && state.shown !== null) return state.shown.target
  const due = duePlanned(state, policy.earliestBeforeMs)
  const rest = due.find((each) => each.kind === kind) ?? due[0]
  if (rest !== undefined) return targetOf(rest)
  const pause = duePauses(state, policy)[0]
  return pause === undefined ? null : { of: 'pause', kind: pause.rule.kind }
}

function nothingDue({ state, policy }: Turn): KeyRefusal {
  const next = nextPlanned(state)
  return { code: 'nothing-due', from: next === null ? null : ((next.dueAt - policy.earliestBeforeMs) as EpochMs) }
}

function start(turn: Turn): KeyRefusal | null {
  const target = turn.state.armed?.target ?? wanted(turn, null)
  if (target === null) return nothingDue(turn)
  startRest(turn, target)
  return null
}

/** Finishes what is in hand, then breaks; at once where nothing is. `kind`: break or lunch, if the agent said which. */
export function breakNext(turn: Turn, kind: 'break' | 'lunch' | null): KeyRefusal | null {
  const { state, policy } = turn
  if (state.armed?.form === 'after-these') return { code: 'break-is-next' }
  const ownWish: RestTarget | null = policy.mayBreakUnplanned ? { of: 'own-wish' } : null
  const target = state.armed?.target ?? wanted(turn, kind) ?? ownWish
  if (target === null) return nothingDue(turn)
  if (state.contacts.length === 0) startRest(turn, target)
  else {
    turn.state = { ...state, armed: { form: 'after-these', target } }
    stopOffers(turn)
  }
  return null
}

/** Takes one postponement out of the budget of the break and of the shift. */
function spendPostponement(turn: Turn, target: RestTarget, snoozedUntilMs: Ms): KeyRefusal | null {
  const { state, policy } = turn
  const rest = restOf(state, target)
  const isSpent =
    state.postponements >= policy.postponementsPerShift ||
    (rest !== null && rest.postponements >= policy.postponementsPerBreak)
  if (isSpent) return { code: 'postponements-spent' }
  if (rest !== null && !hasRoom(state, policy.postponeMs, policy)) return { code: 'no-room-left' }
  turn.state = {
    ...state,
    postponements: state.postponements + 1,
    rests: state.rests.map((each) =>
      each === rest ? { ...each, postponements: each.postponements + 1, snoozedUntilMs } : each,
    ),
    pauses: state.pauses.map((each) =>
      target.of === 'pause' && each.kind === target.kind ? { ...each, snoozedUntilMs } : each,
    ),
  }
  withdraw(turn, 'answered')
  return null
}

function postpone(turn: Turn): KeyRefusal | null {
  const { shown, clock } = turn.state
  if (shown === null) return nothingDue(turn)
  return spendPostponement(turn, shown.target, (clock.ranMs + turn.policy.postponeMs) as Ms)
}

function afterNext(turn: Turn): KeyRefusal | null {
  const { shown, clock } = turn.state
  if (shown === null) return nothingDue(turn)
  const refusal = spendPostponement(turn, shown.target, clock.ranMs)
  if (refusal !== null) return refusal
  turn.state = { ...turn.state, armed: { form: 'after-next', target: shown.target, sinceMs: clock.ranMs } }
  return null
}

function reset(turn: Turn): KeyRefusal | null {
  const { state, policy } = turn
  if (state.resets >= policy.resetsPerShift) return { code: 'resets-spent' }
  if (state.armed !== null) return { code: 'break-is-next' }
  if (state.contacts.length === 0) startRest(turn, { of: 'reset' })
  else {
    turn.state = { ...state, armed: { form: 'after-these', target: { of: 'reset' } } }
    stopOffers(turn)
  }
  return null
}
