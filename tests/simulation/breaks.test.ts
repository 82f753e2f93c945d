import { describe, expect, it } from 'vitest'
import type { BreakEffect } from '../../domain/breaks/break-effect.ts'
import type { BreakEvent } from '../../domain/breaks/break-event.ts'
import type { BreakState } from '../../domain/breaks/break-state.ts'
import { step } from '../../domain/breaks/step.ts'
import { runEngine } from '../../scripts/breaks/run-engine.ts'
import { makeScenario } from '../../scripts/breaks/scenario.ts'
import { emptyTally } from '../../scripts/breaks/tally.ts'

const SHIFTS = 2_000

const traceOf = (seed: number, run: Parameters<typeof runEngine>[2] = {}) => {
  const trace: { event: BreakEvent; effects: readonly BreakEffect[] }[] = []
  runEngine(makeScenario(seed), emptyTally(), { ...run, tell: (event, effects) => trace.push({ event, effects }) })
  return trace
}

const effectsOf = (trace: ReturnType<typeof traceOf>) => trace.flatMap((each) => each.effects)

describe('seeded shifts with peaks, long calls, chats beside each other, changes of plan and clocks put forward', () => {
  it(`break no rule in ${SHIFTS} of them`, { timeout: 60_000 }, () => {
    const tally = emptyTally()
    const broken: string[] = []
    for (let seed = 1; seed <= SHIFTS; seed++) broken.push(...runEngine(makeScenario(seed), tally))
    expect(broken).toEqual([])
    expect([tally.interruptions, tally.planLostMs, tally.ownLostMs]).toEqual([0, 0, 0])
    // Shifts in which hardly anything happens prove nothing.
    expect(tally.prompts).toBeGreaterThan(SHIFTS * 10)
    expect(tally.plannedMs).toBeGreaterThan(SHIFTS * 50 * 60_000)
  })

  it('tell the same story for the same seed', () => {
    expect(traceOf(7).length).toBeGreaterThan(300)
    expect(traceOf(7)).toEqual(traceOf(7))
    expect(traceOf(7)).not.toEqual(traceOf(8))
  })

  it('tell the same story when the process ends and begins again at any event', { timeout: 60_000 }, () => {
    for (const seed of [3, 11, 20]) {
      const whole = effectsOf(traceOf(seed))
      for (let at = 5; at < 400; at += 41) {
        const between = (state: BreakState) => JSON.parse(JSON.stringify(state)) as BreakState
        const kept = traceOf(seed, { restartsAt: at, between })
        expect(kept.filter((each) => each.event.type === 'desk-started').length).toBe(2)
        expect(effectsOf(kept)).toEqual(whole)
      }
    }
  })

  const mistakes: [string, typeof step][] = [
    [
      'forgets wrap-up',
      (state, event, policy) =>
        step(state, event.type === 'contact-ended' ? { ...event, needsWrapUp: false } : event, policy),
    ],
    [
      'hears no typing',
      (state, event, policy) => step(state, event.type === 'typed' ? { ...event, type: 'tick' } : event, policy),
    ],
    [
      'drops what is owed of an interrupted break',
      (state, event, policy) => {
        const next = step(state, event, policy)
        const rests = next.state.rests.map((rest) =>
          rest.takenMs > 0 && next.state.resting === null ? { ...rest, entitledMs: rest.takenMs } : rest,
        )
        return { ...next, state: { ...next.state, rests, isOver: next.state.isOver } }
      },
    ],
    [
      'counts a rest twice',
      (state, event, policy) => {
        const next = step(state, event, policy)
        if (!next.effects.some((each) => each.type === 'rest-ended')) return next
        const rests = next.state.rests.map((rest) => ({
          ...rest,
          takenMs: Math.min(rest.entitledMs, rest.takenMs * 2) as typeof rest.takenMs,
        }))
        return { ...next, state: { ...next.state, rests } }
      },
    ],
  ]
  it.each(mistakes)('notice an engine that %s', (_what, wrong) => {
    let broken = 0
    const tally = emptyTally()
    for (let seed = 1; seed <= 60; seed++) broken += runEngine(makeScenario(seed), tally, { step: wrong }).length
    expect(broken + tally.planLostMs).toBeGreaterThan(0)
  })
})
