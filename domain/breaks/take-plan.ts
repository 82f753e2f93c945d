import type { EpochMs, Ms } from '../kernel/time.ts'
import type { ShiftActivity, ShiftRecord } from '../schedule/shift.ts'
import type { BreakState } from './break-state.ts'
import type { OwedRest } from './owed-rest.ts'
import { NOT_WAITED } from './owed-rest.ts'

type RestActivity = ShiftActivity & { kind: 'break' | 'lunch' }
const isRest = (activity: ShiftActivity): activity is RestActivity =>
  activity.kind === 'break' || activity.kind === 'lunch'

/**
 * Takes in a version of the plan: at once when it is in force, else it waits for its moment. A version older than the one
 * in force, or of another shift, changes nothing: another shift has a state of its own.
 */
export function takePlan(state: BreakState, shift: ShiftRecord): BreakState {
  if (state.plan !== null && (shift.id !== state.plan.id || shift.version <= state.plan.version)) return state
  // The first plan is taken whenever it was meant for: without any there is nothing to go by.
  if (state.plan !== null && shift.knownFrom > state.clock.at)
    return { ...state, comingPlans: [...state.comingPlans.filter((each) => each.version !== shift.version), shift] }
  return {
    ...state,
    plan: shift,
    comingPlans: state.comingPlans.filter((each) => each.version > shift.version),
    rests: restsUnder(state.rests, shift, state.clock.at),
  }
}

/** The newest plan that has come into force meanwhile is taken. */
export function takeComingPlans(state: BreakState): BreakState {
  let next: ShiftRecord | null = null
  for (const plan of state.comingPlans)
    if (plan.knownFrom <= state.clock.at && (next === null || plan.version > next.version)) next = plan
  return next === null ? state : takePlan(state, next)
}

/** The breaks under a new plan. A break that it names otherwise is the same break if it is the next of its kind. */
function restsUnder(rests: readonly OwedRest[], shift: ShiftRecord, now: EpochMs): OwedRest[] {
  const planned = shift.activities.filter(isRest)
  const left = new Set(planned)
  const found = new Map<OwedRest, RestActivity>()
  for (const rest of rests) {
    const same = planned.find((each) => each.id === rest.activityId || each.id === rest.id)
    if (same === undefined || !left.delete(same)) continue
    found.set(rest, same)
  }
  for (const rest of rests) {
    if (found.has(rest) || rest.activityId === null) continue
    const alike = planned.find((each) => left.has(each) && each.kind === rest.kind)
    if (alike === undefined) continue
    left.delete(alike)
    found.set(rest, alike)
  }
  const kept = rests.map((rest) => {
    const activity = found.get(rest)
    return activity === undefined ? { ...rest, activityId: null, entitledMs: 0 as Ms } : moved(rest, activity, now)
  })
  const added = [...left].map((activity) => opened(activity))
  return [...kept, ...added].sort((a, b) => a.plannedStartsAt - b.plannedStartsAt)
}

function moved(rest: OwedRest, activity: RestActivity, now: EpochMs): OwedRest {
  const entitledMs = (activity.endsAt - activity.startsAt) as Ms
  const isMoved = activity.startsAt !== rest.plannedStartsAt
  const isUntouched = rest.takenMs === 0 && rest.dueAt === rest.plannedStartsAt
  return {
    ...rest,
    activityId: activity.id,
    isPaid: activity.isPaid,
    plannedStartsAt: activity.startsAt,
    plannedEndsAt: activity.endsAt,
    entitledMs,
    plannedMs: Math.max(rest.plannedMs, entitledMs) as Ms,
    dueAt: isUntouched ? activity.startsAt : rest.dueAt,
    isWarned: rest.isWarned && !isMoved,
    // What is planned for later has not waited.
    ...(isMoved && activity.startsAt > now ? { waited: NOT_WAITED, heldBy: [], toldSlot: null } : {}),
  }
}

const opened = (activity: RestActivity): OwedRest => ({
  id: activity.id,
  activityId: activity.id,
  kind: activity.kind,
  isPaid: activity.isPaid,
  plannedStartsAt: activity.startsAt,
  plannedEndsAt: activity.endsAt,
  plannedMs: (activity.endsAt - activity.startsAt) as Ms,
  entitledMs: (activity.endsAt - activity.startsAt) as Ms,
  takenMs: 0 as Ms,
  dueAt: activity.startsAt,
  waited: NOT_WAITED,
  heldBy: [],
  postponements: 0,
  snoozedUntilMs: 0 as Ms,
  isWarned: false,
  toldSlot: null,
})
