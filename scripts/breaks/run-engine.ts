import { accountOf } from '../../domain/breaks/account.ts'
import type { BreakEffect, RestTarget } from '../../domain/breaks/break-effect.ts'
import type { BreakEvent, BreakKey } from '../../domain/breaks/break-event.ts'
import type { BreakPolicy } from '../../domain/breaks/break-policy.ts'
import { DEFAULT_BREAK_POLICY } from '../../domain/breaks/break-policy.ts'
import type { BreakState } from '../../domain/breaks/break-state.ts'
import { openBreakState } from '../../domain/breaks/break-state.ts'
import { step } from '../../domain/breaks/step.ts'
import { untilNextTick } from '../../domain/breaks/until-next-tick.ts'
import type { ContactId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { ContactNews, DeskWorld } from './desk-world.ts'
import { advanceContacts, endTick, isBusy, mayEndSoon, openWorld, takeNext } from './desk-world.ts'
import { dice } from './dice.ts'
import { checkEffect, checkEnd, openLedger } from './engine-rules.ts'
import type { Scenario } from './scenario.ts'
import { isPeak, SHIFT_MS, TICK_MS } from './scenario.ts'
import type { Tally } from './tally.ts'
import { crossOff } from './tally.ts'
import { PUT_OFF } from './timer-tools.ts'

const MINUTE = 60_000

/** The body of an event: all but its stamp. */
type Body = BreakEvent extends infer Event ? (Event extends BreakEvent ? Omit<Event, 'stamp'> : never) : never

/** How a shift is run. What is left out does not happen. */
export type EngineRun = {
  policy?: BreakPolicy
  /** Puts another step in the place of the real one, to see whether the rules notice. */
  step?: typeof step
  /** Takes the state between two events: what it gives back is what goes on. */
  between?: (state: BreakState, count: number) => BreakState
  /** Told every event with what it led to. */
  tell?: (event: BreakEvent, effects: readonly BreakEffect[]) => void
  /** The process ends and another begins before the event of this number. */
  restartsAt?: number
}

/** One shift at a desk with the break engine. Returns the broken rules in words. */
export function runEngine(scenario: Scenario, tally: Tally, run: EngineRun = {}): string[] {
  const policy = run.policy ?? DEFAULT_BREAK_POLICY
  const { seed } = scenario
  const world = openWorld(scenario)
  const ledger = openLedger()
  const violations: string[] = []
  const stepOnce = run.step ?? step
  let state = openBreakState(policy)
  let count = 0
  let processBeganMs = 0
  let hasRestarted = false
  let rests = 0
  let prompts = 0
  let wakeMs = Infinity
  /** A key that the agent will press, and when. */
  let intent: { key: BreakKey; atMs: number } | null = null
  let isIdleTold = false
  // In some shifts somebody puts the wall clock forward; the monotonic clock does not care.
  const jumpMs = dice(seed, 8, 0) < 0.1 ? SHIFT_MS * dice(seed, 8, 1) : Infinity

  const apply = (ms: number, body: Body) => {
    if (count === run.restartsAt && !hasRestarted) {
      hasRestarted = true
      processBeganMs = ms - 7
      apply(ms, { type: 'desk-started' })
    }
    const jumpedMs = ms >= jumpMs && processBeganMs === 0 ? 45 * MINUTE : 0
    const stamp = {
      at: (scenario.startsAt + ms + jumpedMs) as EpochMs,
      offsetMs: 0 as Ms,
      monotonicMs: (ms - processBeganMs) as Ms,
    }
    const event = { ...body, stamp } as BreakEvent
    if (run.between !== undefined) state = run.between(state, count)
    const before = state
    const result = stepOnce(state, event, policy)
    if (body.type !== 'desk-started') count++
    state = result.state
    bookPauses(before, state, policy, world, tally)
    for (const effect of result.effects) {
      const broken = checkEffect(ledger, world, ms, effect, state, policy)
      if (broken !== null) violations.push(`seed ${seed}, ${Math.round(ms / 1000)} s: ${broken}`)
      react(ms, effect)
    }
    run.tell?.(event, result.effects)
    const waitMs = untilNextTick(state, policy)
    wakeMs = waitMs === null ? Infinity : ms + waitMs
  }

  const plan = (key: BreakKey, atMs: number) => {
    intent = { key, atMs }
  }

  const react = (ms: number, effect: BreakEffect) => {
    switch (effect.type) {
      case 'offer': {
        tally.prompts++
        prompts++
        const roll = dice(seed, 7, prompts)
        if (effect.postponementsLeft > 0 && roll < PUT_OFF)
          plan(effect.target.of === 'plan' && roll < PUT_OFF / 3 ? 'after-next-contact' : 'postpone', ms + TICK_MS)
        else if (effect.target.of === 'plan' || roll < 0.7) plan('start', ms + TICK_MS)
        return
      }
      case 'keep':
        tally.prompts++
        prompts++
        if (effect.resetsLeft > 0 && dice(seed, 7, prompts) < 0.3) plan('reset', ms + TICK_MS)
        return
      case 'stop-offers':
        world.areOffersStopped = true
        return
      case 'resume-offers':
        world.areOffersStopped = false
        return
      case 'rest-started':
        leave(world)
        // Now and then somebody comes back early.
        if (effect.target.of === 'own-wish' || dice(seed, 9, ++rests) < 0.04)
          plan('return', ms + Math.min(4 * MINUTE, Math.max(TICK_MS, effect.lengthMs * 0.6)))
        return
      case 'rest-full':
        plan('return', ms + 1 + Math.floor(dice(seed, 9, ++rests) * 12_000))
        return
      case 'rest-ended':
        world.isAway = false
        intent = null
        return
      default:
        return
    }
  }

  apply(0, { type: 'desk-started' })
  apply(0, {
    type: 'idle-read',
    reading: { state: scenario.canTellIdle ? 'active' : 'unknown', idleForMs: null, isReliable: scenario.canTellIdle },
  })
  let plansGiven = 0
  while (world.ms < SHIFT_MS || (isBusy(world) && world.ms < SHIFT_MS * 2)) {
    const { ms } = world
    for (let next = scenario.plans[plansGiven]; next !== undefined; next = scenario.plans[plansGiven]) {
      if (next.knownFrom - scenario.startsAt > ms) break
      plansGiven++
      apply(ms, { type: 'plan', shift: next })
    }
    if (ms % (5 * MINUTE) === 0) apply(ms, queueRead(scenario, ms))
    advanceContacts(world)
    for (const news of world.news) {
      apply(ms, bodyOf(news))
      // After a hard one, or with the break in mind.
      const roll = dice(seed, 10, news.index)
      if (news.news === 'answered' && roll < 0.04) plan('break-next', ms + 30_000)
      if (news.news === 'answered' && roll > 0.99) plan('cancel', ms + 60_000)
      if (news.news === 'ended' && roll > 0.6 && roll < 0.63) plan('reset', ms)
    }
    takeNext(world)
    for (const news of world.news) apply(ms, bodyOf(news))
    // What is typed in the middle of a contact tells the engine nothing that the contact does not.
    const isTypingTold = world.isTyping && (!isBusy(world) || mayEndSoon(world))
    if (isTypingTold) apply(ms, { type: 'typed' })
    if (scenario.canTellIdle) {
      if (world.hasInput && isIdleTold) {
        isIdleTold = false
        apply(ms, { type: 'idle-read', reading: { state: 'active', idleForMs: 0 as Ms, isReliable: true } })
      } else if (!world.hasInput && !isIdleTold && world.idleMs >= MINUTE) {
        isIdleTold = true
        apply(ms, { type: 'idle-read', reading: { state: 'idle', idleForMs: world.idleMs as Ms, isReliable: true } })
      }
    }
    const endMs = ms + TICK_MS
    if (isTypingTold) {
      while (wakeMs < ms + TICK_MS / 2) apply(wakeMs, { type: 'tick' })
      apply(ms + TICK_MS / 2, { type: 'typed' })
    }
    for (;;) {
      const pressed: { key: BreakKey; atMs: number } | null = intent
      const atMs: number =
        pressed === null
          ? Infinity
          : Math.max((pressed as { atMs: number }).atMs, world.isTyping ? ms + TICK_MS / 2 : ms)
      if (Math.min(wakeMs, atMs) >= endMs) break
      if (pressed !== null && atMs <= wakeMs) {
        intent = null
        const { key } = pressed as { key: BreakKey }
        if (key === 'postpone' || key === 'after-next-contact') tally.postponements++
        apply(atMs, { type: 'key', key })
      } else apply(wakeMs, { type: 'tick' })
    }
    endTick(world)
  }
  apply(world.ms, { type: 'tick' })
  for (const broken of checkEnd(ledger, state, scenario)) violations.push(`seed ${seed}, end: ${broken}`)

  const { total } = accountOf(state)
  tally.shifts++
  tally.plannedMs += total.plannedMs - total.removedMs
  // Lost is what is neither had, as the world saw it, nor shown as owed.
  tally.planLostMs += Math.max(0, total.plannedMs - total.removedMs - total.owedMs - ledger.restedMs)
  tally.planOwedMs += total.owedMs
  tally.interruptions += ledger.interruptions
  const longest = Math.max(world.truth.longestMs, world.truth.sinceRestMs)
  tally.longestMs += longest
  tally.longestEverMs = Math.max(tally.longestEverMs, longest)
  return violations
}

function leave(world: DeskWorld): void {
  world.isAway = true
  world.isTyping = false
  world.hasInput = false
}

function bodyOf({ index, coming, news }: ContactNews): Body {
  const contactId = `contact-${index}` as ContactId
  const { channel } = coming
  switch (news) {
    case 'offered':
      return { type: 'contact-offered', contactId, channel }
    case 'answered':
      return { type: 'contact-answered', contactId, channel }
    case 'gone':
      return { type: 'offer-gone', contactId }
    case 'hold':
      return { type: 'hold-begun', contactId }
    case 'resumed':
      return { type: 'hold-ended', contactId }
    case 'ended':
      return { type: 'contact-ended', contactId, needsWrapUp: coming.wrapUpMs > 0 }
    case 'wrapped':
      return { type: 'wrap-up-ended', contactId }
  }
}

/** In a peak the queue mostly can spare nobody, and says when it will. */
function queueRead(scenario: Scenario, ms: number): Body {
  const isShort = isPeak(scenario, ms) && dice(scenario.seed, 11, Math.floor(ms / (10 * MINUTE))) < 0.6
  const nextSlotAt = (scenario.startsAt + (Math.floor(ms / (10 * MINUTE)) + 1) * 10 * MINUTE) as EpochMs
  return { type: 'queue-read', canSpare: !isShort, nextSlotAt: isShort ? nextSlotAt : null }
}

const isPauseOf = (target: RestTarget | undefined, kind: string) => target?.of === 'pause' && target.kind === kind

/** What the engine crosses off by itself is held against what the agent really had, as with every other tool. */
function bookPauses(before: BreakState, after: BreakState, policy: BreakPolicy, world: DeskWorld, tally: Tally): void {
  if (before.pauses === after.pauses) return
  for (let at = 0; at < before.pauses.length; at++) {
    const [was, is, rule] = [before.pauses[at], after.pauses[at], policy.pauses[at]]
    if (was === undefined || is === undefined || rule === undefined || is.workedMs > 0) continue
    if (was.workedMs < rule.afterWorkMs / 2) continue
    const { resting } = before
    // While a rest goes on the agent is away; the world's own count lags behind by the tick that is not over.
    const isAtRest = resting !== null && (isPauseOf(resting.target, rule.kind) || world.isAway)
    crossOff(tally, rule.lengthMs, isAtRest ? rule.lengthMs : world.truth.restRunMs + TICK_MS)
  }
}
