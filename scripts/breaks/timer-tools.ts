import type { DeskWorld } from './desk-world.ts'
import { isBusy } from './desk-world.ts'
import { dice } from './dice.ts'
import { TICK_MS } from './scenario.ts'
import type { Tally } from './tally.ts'
import { crossOff } from './tally.ts'

/** A break timer that knows the clock and the keyboard, and neither contact nor plan. Its rules are told in docs/breaks.md. */
export type TimerTool = {
  /** Called each tick while the agent is at the desk or rests by this tool. Returns how long the agent goes to rest now, or 0. */
  tick(world: DeskWorld, tally: Tally): number
  /** The rest that it sent the agent to is over. */
  rested(world: DeskWorld): void
}

const MINUTE = 60_000
/** A natural break is booked only where it takes the place of a rest that was at least half due. */
const HALF = 0.5
/** How often a free agent puts a prompt off, the same for every tool. */
export const PUT_OFF = 0.2

const putsOff = (world: DeskWorld, count: number) => dice(world.scenario.seed, 7, count) < PUT_OFF

function prompt(world: DeskWorld, tally: Tally): void {
  tally.prompts++
  if (isBusy(world) || world.isTyping) tally.interruptions++
}

/** Stretchly as it comes: 20 s every 10 min, every third time 5 min; each postponed once; idle for 5 min starts anew. */
export function stretchly(): TimerTool {
  let dueMs = 10 * MINUTE
  let sinceMs = 0
  let number = 1
  let postponed = 0
  let isCleared = false
  let prompts = 0
  const isLong = () => number % 3 === 0
  const next = (ms: number) => {
    number++
    postponed = 0
    sinceMs = ms
    dueMs = ms + 10 * MINUTE
  }
  return {
    tick(world, tally) {
      const { ms } = world
      const idleMs = world.scenario.canTellIdle ? world.idleMs : 0
      if (idleMs > 5 * MINUTE) {
        // The cycle is given up until input comes back; a rest that was coming counts as had.
        if (!isCleared && (isLong() || ms - sinceMs >= HALF * 10 * MINUTE))
          crossOff(tally, isLong() ? 5 * MINUTE : 20_000, world.truth.restRunMs)
        isCleared = true
        return 0
      }
      if (isCleared) {
        isCleared = false
        number = 0
        next(ms)
      }
      if (ms < dueMs) return 0
      prompt(world, tally)
      prompts++
      const lengthMs = isLong() ? 5 * MINUTE : 20_000
      if (postponed < 1 && (isBusy(world) || putsOff(world, prompts))) {
        postponed++
        tally.postponements++
        dueMs = ms + (isLong() ? 5 : 2) * MINUTE
        return 0
      }
      crossOff(tally, lengthMs, isBusy(world) ? 0 : lengthMs)
      if (!isBusy(world)) return lengthMs
      // On a contact it is skipped, which counts like taken: the next one is a whole interval away.
      next(ms)
      return 0
    },
    rested(world) {
      next(world.ms)
    },
  }
}

/** BreakTimer as it comes: 2 min every 28 min, put off by 3 min as often as one likes; idle for 5 min starts anew. */
export function breakTimer(): TimerTool {
  let dueMs = 28 * MINUTE
  let sinceMs = 0
  let isReset = false
  let prompts = 0
  const next = (ms: number) => {
    sinceMs = ms
    dueMs = ms + 28 * MINUTE
  }
  return {
    tick(world, tally) {
      const { ms } = world
      if (world.scenario.canTellIdle && world.idleMs >= 5 * MINUTE) {
        if (!isReset && ms - sinceMs >= HALF * 28 * MINUTE) crossOff(tally, 2 * MINUTE, world.truth.restRunMs)
        isReset = true
        return 0
      }
      if (isReset) {
        isReset = false
        next(ms)
      }
      if (ms < dueMs) return 0
      prompt(world, tally)
      prompts++
      if (isBusy(world) || putsOff(world, prompts)) {
        tally.postponements++
        dueMs = ms + 3 * MINUTE
        return 0
      }
      crossOff(tally, 2 * MINUTE, 2 * MINUTE)
      return 2 * MINUTE
    },
    rested(world) {
      next(world.ms)
    },
  }
}

type WorkraveTimer = {
  limitMs: number
  lengthMs: number
  snoozeMs: number
  activeMs: number
  dueAtMs: number
  ignored: number
}

/**
 * Workrave as it comes: 30 s after 3 min and 10 min after 45 min of input. Time without input is no work, and enough of
 * it is a break. A reminder is ignored three times at most, then the break window comes, which can be postponed.
 */
export function workrave(): TimerTool {
  const timer = (limitMs: number, lengthMs: number, snoozeMs: number): WorkraveTimer => ({
    limitMs,
    lengthMs,
    snoozeMs,
    activeMs: 0,
    dueAtMs: limitMs,
    ignored: 0,
  })
  const timers = [timer(45 * MINUTE, 10 * MINUTE, 180_000), timer(3 * MINUTE, 30_000, 150_000)]
  let resting: WorkraveTimer | null = null
  let prompts = 0
  const reset = (each: WorkraveTimer) => {
    each.activeMs = 0
    each.dueAtMs = each.limitMs
    each.ignored = 0
  }
  return {
    tick(world, tally) {
      const idleMs = world.scenario.canTellIdle ? world.idleMs : 0
      for (const each of timers) {
        if (world.hasInput || !world.scenario.canTellIdle) each.activeMs += TICK_MS
        if (idleMs < each.lengthMs || each.activeMs === 0) continue
        if (each.activeMs >= HALF * each.limitMs) crossOff(tally, each.lengthMs, world.truth.restRunMs)
        reset(each)
      }
      const due = timers.find((each) => each.activeMs >= each.dueAtMs)
      if (due === undefined) return 0
      prompt(world, tally)
      prompts++
      if (!isBusy(world) && !putsOff(world, prompts)) {
        crossOff(tally, due.lengthMs, due.lengthMs)
        resting = due
        return due.lengthMs
      }
      // Ignored, or with the window there postponed: it comes back after so much more input.
      due.ignored++
      if (due.ignored > 3) {
        due.ignored = 0
        tally.postponements++
      }
      due.dueAtMs = due.activeMs + due.snoozeMs
      return 0
    },
    rested() {
      if (resting === null) return
      // A rest break is a micro break as well.
      for (const each of timers) if (each.lengthMs <= resting.lengthMs) reset(each)
      resting = null
    },
  }
}
