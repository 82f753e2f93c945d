import type { ShiftActivity } from '../../domain/schedule/shift.ts'
import { advanceContacts, endTick, isBusy, openWorld, takeNext } from './desk-world.ts'
import type { Scenario } from './scenario.ts'
import { SHIFT_MS, TICK_MS } from './scenario.ts'
import type { Tally } from './tally.ts'
import type { TimerTool } from './timer-tools.ts'

/**
 * A shift with a timer that knows nothing of the plan: the agent takes the plan's breaks by the clock on the wall, late
 * if a contact holds them, and comes back at the planned end. What a contact has eaten is gone.
 */
export function runTimer(scenario: Scenario, tool: TimerTool, tally: Tally): void {
  const world = openWorld(scenario)
  let awayUntilMs = 0
  let isAwayByTool = false
  const rests = new Map<string, WallRest>()
  let list: WallRest[] = []
  let version = -1
  while (world.ms < SHIFT_MS) {
    while (version + 1 < scenario.plans.length && knownMs(scenario, version + 1) <= world.ms) {
      version++
      takePlan(scenario, version, rests, world.ms)
      list = [...rests.values()]
    }
    if (world.isAway && world.ms >= awayUntilMs) {
      world.isAway = false
      if (isAwayByTool) tool.rested(world)
      isAwayByTool = false
    }
    advanceContacts(world)
    takeNext(world)
    const running = runningRest(list, world.ms)
    const planned = world.isAway && !isAwayByTool ? null : running
    if (planned !== null && !isBusy(world)) {
      if (isAwayByTool) tool.rested(world)
      isAwayByTool = false
      world.isAway = true
      awayUntilMs = planned.toMs
      world.hasInput = false
      world.isTyping = false
    }
    if (!isAwayByTool) {
      const restMs = tool.tick(world, tally)
      if (restMs > 0 && !world.isAway) {
        world.isAway = true
        isAwayByTool = true
        awayUntilMs = world.ms + restMs
        world.hasInput = false
        world.isTyping = false
      }
    }
    if (world.isAway && !isAwayByTool && running !== null) running.hadMs += TICK_MS
    endTick(world)
  }
  for (const rest of rests.values()) {
    tally.plannedMs += rest.toMs - rest.fromMs
    tally.planLostMs += rest.toMs - rest.fromMs - rest.hadMs
  }
  tally.shifts++
  const longest = Math.max(world.truth.longestMs, world.truth.sinceRestMs)
  tally.longestMs += longest
  tally.longestEverMs = Math.max(tally.longestEverMs, longest)
}

type WallRest = { fromMs: number; toMs: number; hadMs: number }

function runningRest(rests: readonly WallRest[], ms: number): WallRest | null {
  for (const rest of rests) if (rest.fromMs <= ms && ms < rest.toMs) return rest
  return null
}

const knownMs = (scenario: Scenario, at: number) =>
  (scenario.plans[at]?.knownFrom ?? Number.POSITIVE_INFINITY) - scenario.startsAt

const isRest = (activity: ShiftActivity) => activity.kind === 'break' || activity.kind === 'lunch'

function takePlan(scenario: Scenario, version: number, rests: Map<string, WallRest>, ms: number): void {
  const activities = scenario.plans[version]?.activities.filter(isRest) ?? []
  for (const id of rests.keys()) if (!activities.some((each) => each.id === id)) rests.delete(id)
  for (const each of activities) {
    const before = rests.get(each.id)
    // What has begun stays where it is.
    if (before !== undefined && before.fromMs <= ms) continue
    rests.set(each.id, { fromMs: each.startsAt - scenario.startsAt, toMs: each.endsAt - scenario.startsAt, hadMs: 0 })
  }
}
