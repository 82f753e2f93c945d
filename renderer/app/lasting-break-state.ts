import type { BreakState } from '../../domain/breaks/break-state.ts'

/** What must outlive a crash: all but what merely counts up, which the clock gives back, and the last key. */
export function lasting(state: BreakState) {
  const { plan, comingPlans, rests, pauses, contacts, chosen, idle, askedUnknown, queue, resting } = state
  return {
    plans: [plan, ...comingPlans].map((each) => each?.version),
    rests: rests.map((rest) => ({ ...rest, waited: null, takenMs: 0 })),
    pauses: pauses.map((pause) => ({ ...pause, workedMs: 0 })),
    contacts,
    chosen,
    idle: idle.state,
    isAsking: askedUnknown?.isAsked,
    queue: queue === null ? null : [queue.canSpare, queue.nextSlotAt],
    resting: resting === null ? null : { ...resting, restedMs: 0, takenMs: 0 },
    armed: state.armed,
    shown: state.shown,
    heldForAnswerMs: state.heldForAnswerMs,
    areOffersStopped: state.areOffersStopped,
    counts: [state.postponements, state.resets, state.elsewhere],
    isOver: state.isOver,
  }
}
