import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import { isOfOtherDesk, nameSession } from '../../domain/agent-time/session-name.ts'
import type { RestElsewhere } from '../../domain/breaks/rests-elsewhere.ts'
import { restsElsewhere } from '../../domain/breaks/rests-elsewhere.ts'
import { accountOf } from '../../domain/breaks/account.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { someInterval } from '../support/intervals.ts'
import { NOON } from '../support/records.ts'
import { clock, MINUTE, openDesk, PLAN_ONLY, shiftOf } from './breaks-kit.ts'

const rest = (kind: RestElsewhere['kind'], from: string, to: string): RestElsewhere => ({
  kind,
  from: clock(from) as EpochMs,
  to: clock(to) as EpochMs,
})
const day = shiftOf([
  ['tea', 'break', '10:00', '10:15'],
  ['lunch', 'lunch', '12:00', '12:30'],
  ['cake', 'break', '14:00', '14:15'],
])
const owedOf = (desk: ReturnType<typeof openDesk>) =>
  accountOf(desk.state).lines.map(({ restId, owedMs }) => `${restId} ${owedMs / MINUTE}`)

describe('a rest at another desk', () => {
  it('is had here too, and is offered no more', () => {
    const desk = openDesk(PLAN_ONLY, day)
    desk.until('10:20', MINUTE)
    expect(desk.state.shown?.what).toBe('offer')
    desk.send({ type: 'rested-elsewhere', rests: [rest('break', '10:01', '10:16')] })
    expect(owedOf(desk)).toEqual(['tea 0', 'lunch 30', 'cake 15'])
    expect(desk.state.shown).toBeNull()
  })

  it('counts once, however often it is told and however its end is found out', () => {
    const desk = openDesk(PLAN_ONLY, day)
    desk.until('10:40', MINUTE)
    for (const to of ['10:05', '10:05', '10:10', '10:10'])
      desk.send({ type: 'rested-elsewhere', rests: [rest('break', '10:01', to)] })
    expect(owedOf(desk)).toEqual(['tea 6', 'lunch 30', 'cake 15'])
  })

  it('that was left early leaves the rest of it owed, for later', () => {
    const desk = openDesk(PLAN_ONLY, day)
    desk.jumpTo('12:20')
    desk.send({ type: 'rested-elsewhere', rests: [rest('lunch', '12:00', '12:20')] })
    expect(owedOf(desk)).toEqual(['tea 15', 'lunch 10', 'cake 15'])
    expect(desk.state.rests.find(({ kind }) => kind === 'lunch')?.dueAt).toBe(clock('12:50'))
  })

  it('takes none of a break that was hours away, and none of another kind', () => {
    const desk = openDesk(PLAN_ONLY, day)
    desk.until('09:00', MINUTE)
    desk.send({ type: 'rested-elsewhere', rests: [rest('break', '08:30', '08:50'), rest('lunch', '08:10', '08:20')] })
    expect(owedOf(desk)).toEqual(['tea 15', 'lunch 30', 'cake 15'])
  })

  it('that was a reset is one of those the policy allows', () => {
    const desk = openDesk(PLAN_ONLY, day)
    const resets = [rest('reset', '08:10', '08:11'), rest('reset', '08:20', '08:21')]
    desk.jumpTo('09:00')
    desk.send({ type: 'rested-elsewhere', rests: resets })
    desk.send({ type: 'rested-elsewhere', rests: resets })
    expect(desk.state.resets).toBe(2)
    expect(owedOf(desk)).toEqual(['tea 15', 'lunch 30', 'cake 15'])
  })

  it('keeps planned = taken + owed, whatever is told in whatever order', () => {
    const some = fc
      .record({
        kind: fc.constantFrom('break' as const, 'lunch' as const, 'reset' as const),
        at: fc.integer({ min: 0, max: 470 }),
        length: fc.integer({ min: 1, max: 40 }),
      })
      .map(({ kind, at, length }): RestElsewhere => {
        const from = (clock('08:00') + at * MINUTE) as EpochMs
        return { kind, from, to: (from + length * MINUTE) as EpochMs }
      })
    fc.assert(
      fc.property(fc.array(fc.array(some, { maxLength: 4 }), { maxLength: 6 }), (told) => {
        const desk = openDesk(PLAN_ONLY, day)
        desk.jumpTo('15:59')
        for (const rests of told) desk.send({ type: 'rested-elsewhere', rests })
        const { total } = accountOf(desk.state)
        expect(total.takenMs + total.owedMs).toBe(60 * MINUTE)
        const before = JSON.stringify(desk.state)
        for (const rests of told) desk.send({ type: 'rested-elsewhere', rests })
        expect(JSON.stringify(desk.state)).toBe(before)
      }),
    )
  })
})

describe('which rests those are', () => {
  const shift = { ...day, startsAt: (NOON - 60 * MINUTE) as EpochMs, endsAt: (NOON + 400 * MINUTE) as EpochMs }
  const here = '0192-this-desk-0001'
  const elsewhere = nameSession('0192-other-desk-02', 's')
  const found = (log: IntervalRecord[], minutes = 90) =>
    restsElsewhere(log, { ...shift, activities: [] }, here, (NOON + minutes * MINUTE) as EpochMs).map(
      ({ kind, from, to }) => `${kind} ${(from - NOON) / MINUTE}-${(to - NOON) / MINUTE}`,
    )
  const at = (session: string) => ({ session })

  it('are those of other desks that are over, or that something else has ended', () => {
    const log = [
      someInterval('a', 'break', 10, 20, at(elsewhere)),
      someInterval('b', 'break', 30, 40, at(nameSession(here, 's'))),
      someInterval('c', 'reset', 50, 51, at(elsewhere)),
      someInterval('d', 'lunch', 60, null, at(elsewhere)),
    ]
    expect(found(log)).toEqual(['break 10-20', 'reset 50-51'])
    expect(found([...log, someInterval('e', 'available', 75, null, at(nameSession(here, 's')))])).toEqual([
      'break 10-20',
      'reset 50-51',
      'lunch 60-75',
    ])
  })

  it('are none of a session of which nobody knows where it ran', () => {
    expect(found([someInterval('a', 'break', 10, 20, { session: 's-1' })])).toEqual([])
    expect([isOfOtherDesk(undefined, here), isOfOtherDesk(nameSession(here, 'x'), here)]).toEqual([false, false])
  })
})
