import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountOf } from '../../domain/breaks/account.ts'
import type { BreakEffect } from '../../domain/breaks/break-effect.ts'
import type { BreakEvent } from '../../domain/breaks/break-event.ts'
import { CHOSEN_STATES } from '../../domain/breaks/break-event.ts'
import { DEFAULT_BREAK_POLICY } from '../../domain/breaks/break-policy.ts'
import type { BreakState } from '../../domain/breaks/break-state.ts'
import { openBreakState } from '../../domain/breaks/break-state.ts'
import { step } from '../../domain/breaks/step.ts'
import { untilNextTick } from '../../domain/breaks/until-next-tick.ts'
import type { ContactId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { EIGHT, MINUTE, shiftOf } from './breaks-kit.ts'

const policy = { ...DEFAULT_BREAK_POLICY, postponementsPerShift: 3, resetsPerShift: 2 }
type Body = BreakEvent extends infer Event ? (Event extends BreakEvent ? Omit<Event, 'stamp'> : never) : never

const contactId = fc.constantFrom('a', 'b').map((id) => id as ContactId)
const channel = fc.constantFrom('phone' as const, 'chat' as const)
const two = (minutes: number) =>
  String(Math.floor(minutes / 60) + 8).padStart(2, '0') + ':' + String(minutes % 60).padStart(2, '0')
const plan = fc
  .record({
    version: fc.integer({ min: 1, max: 9 }),
    break: fc.integer({ min: 10, max: 60 }),
    lunch: fc.integer({ min: 80, max: 120 }),
    breakFor: fc.integer({ min: 0, max: 15 }),
    lunchFor: fc.integer({ min: 5, max: 40 }),
  })
  .map((each) => ({
    type: 'plan' as const,
    shift: shiftOf(
      [
        ['break', 'break', two(each.break), two(each.break + each.breakFor)],
        ['lunch', 'lunch', two(each.lunch), two(each.lunch + each.lunchFor)],
      ],
      each.version,
      '08:00',
      '11:00',
    ),
  }))
/** Anything in any order, also what cannot be: an end without a beginning, a key at the wrong time. */
const body: fc.Arbitrary<Body> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ type: 'tick' as const }) },
  { weight: 2, arbitrary: fc.constant({ type: 'typed' as const }) },
  { weight: 1, arbitrary: plan },
  { weight: 1, arbitrary: fc.constantFrom({ type: 'desk-started' as const }, { type: 'desk-resumed' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom('contact-offered' as const, 'contact-answered' as const, 'wrap-up-begun' as const),
      contactId,
      channel,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'offer-gone' as const,
        'hold-begun' as const,
        'hold-ended' as const,
        'wrap-up-ended' as const,
      ),
      contactId,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('contact-ended' as const), contactId, needsWrapUp: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...CHOSEN_STATES).map((state) => ({ type: 'state-chosen' as const, state })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('queue-read' as const),
      canSpare: fc.boolean(),
      nextSlotAt: fc.option(fc.integer({ min: 0, max: 180 }).map((minutes) => (EIGHT + minutes * MINUTE) as EpochMs)),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('idle-read' as const),
      reading: fc.record({
        state: fc.constantFrom('active' as const, 'idle' as const, 'locked' as const, 'unknown' as const),
        idleForMs: fc.option(fc.integer({ min: 0, max: 900_000 }).map((ms) => ms as Ms)),
        isReliable: fc.boolean(),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('unknown-answered' as const), wasRest: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc
      .constantFrom('start', 'break-next', 'cancel', 'postpone', 'after-next-contact', 'reset', 'return')
      .map((key) => ({ type: 'key' as const, key: key as 'start' })),
  },
)
const story = fc.array(
  fc.record({ body, afterMs: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 15 * MINUTE })) }),
  { minLength: 20, maxLength: 120 },
)

type Told = { event: BreakEvent; effects: BreakEffect[]; state: BreakState; atMs: number }

/** Plays a story with the ticks that the engine asks for; `between` takes the state before each event. */
function play(events: { body: Body; afterMs: number }[], between = (state: BreakState) => state): Told[] {
  let state = openBreakState(policy)
  const told: Told[] = []
  let ms = 0
  const send = (each: Body) => {
    const event = {
      ...each,
      stamp: { at: (EIGHT + ms) as EpochMs, offsetMs: 0 as Ms, monotonicMs: ms as Ms },
    } as BreakEvent
    const result = step(between(state), event, policy)
    state = result.state
    told.push({ event, effects: result.effects, state, atMs: ms })
  }
  send({
    type: 'plan',
    shift: shiftOf(
      [
        ['break', 'break', '08:30', '08:45'],
        ['lunch', 'lunch', '09:30', '10:00'],
      ],
      1,
      '08:00',
      '11:00',
    ),
  })
  for (const each of events) {
    const end = ms + each.afterMs
    for (
      let wait = untilNextTick(state, policy);
      wait !== null && ms + wait < end;
      wait = untilNextTick(state, policy)
    ) {
      ms += wait
      send({ type: 'tick' })
    }
    ms = end
    send(each.body)
  }
  return told
}

describe('after any events in any order', () => {
  it('every planned millisecond is taken, owed or taken out by a plan', () => {
    fc.assert(
      fc.property(story, (events) => {
        let recordedMs = 0
        for (const { state, effects } of play(events)) {
          for (const effect of effects) if (effect.type === 'record') recordedMs += effect.fact.takenMs
          const { total, lines } = accountOf(state)
          expect(total.takenMs + total.owedMs + total.removedMs).toBe(total.plannedMs)
          expect(lines.every((line) => line.takenMs >= 0 && line.owedMs >= 0 && line.removedMs >= 0)).toBe(true)
          // The account is the facts that were left, and what goes on.
          expect(total.takenMs).toBe(recordedMs + (state.resting?.takenMs ?? 0))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('nothing is shown with a contact in hand, while typing or during a rest', () => {
    fc.assert(
      fc.property(story, (events) => {
        let typedMs = -1e9
        for (const { state, event, effects, atMs } of play(events)) {
          if (event.type === 'typed') typedMs = atMs
          if (!effects.some((each) => ['warn', 'offer', 'keep', 'ask-about-unknown'].includes(each.type))) continue
          expect(state.contacts).toEqual([])
          expect(state.resting).toBeNull()
          expect(atMs - typedMs).toBeGreaterThanOrEqual(3_000)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('no budget is overdrawn, and contacts are held back exactly while a rest goes on, is next or waits for an answer', () => {
    fc.assert(
      fc.property(story, (events) => {
        let isStopped = false
        for (const { state, effects } of play(events)) {
          for (const effect of effects) {
            if (effect.type === 'stop-offers') isStopped = true
            if (effect.type === 'resume-offers') isStopped = false
          }
          expect(state.areOffersStopped).toBe(isStopped)
          const isRest = state.resting !== null || state.armed?.form === 'after-these'
          if (isRest) expect(isStopped).toBe(true)
          else if (isStopped) expect(state.clock.ranMs).toBeLessThan(state.heldForAnswerMs)
          expect(state.postponements).toBeLessThanOrEqual(3)
          expect(state.resets).toBeLessThanOrEqual(2)
          expect(state.rests.every((rest) => rest.postponements <= 2)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a state that was written down and read again goes on as the one in memory', () => {
    fc.assert(
      fc.property(story, (events) => {
        const kept = play(events, (state) => JSON.parse(JSON.stringify(state)) as BreakState)
        expect(kept).toEqual(play(events))
      }),
      { numRuns: 100 },
    )
  })
})
