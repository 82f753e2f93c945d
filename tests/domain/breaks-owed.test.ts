import { describe, expect, it } from 'vitest'
import { accountOf } from '../../domain/breaks/account.ts'
import { openBreakState } from '../../domain/breaks/break-state.ts'
import { step } from '../../domain/breaks/step.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import type { ShiftRecord } from '../../domain/schedule/shift.ts'
import { clock, LUNCH_ONLY, MINUTE, openDesk, PLAN_ONLY, shiftOf } from './breaks-kit.ts'

describe('a lunch that a call eats into', () => {
  it('moves at full length, says by how much, and leaves what raw and protected adherence need [C39]', () => {
    // Lunch 12:00 to 12:30; the call ends 12:07, wrap-up 12:09.
    const desk = openDesk()
    desk.until('11:50')
    desk.answer()
    desk.until('12:07')
    desk.hangUp()
    desk.until('12:09')
    desk.wrapUp()
    expect(desk.all('offer')).toMatchObject([{ lengthMs: 30 * MINUTE, movedMs: 9 * MINUTE, protectedMs: 9 * MINUTE }])
    desk.key('start')
    desk.until('12:39')
    expect(desk.all('rest-full').map((each) => each.at)).toEqual([clock('12:39')])
    desk.key('return')
    expect(desk.all('record').map((each) => each.fact)).toEqual([
      {
        restId: 'lunch',
        activityId: 'lunch',
        kind: 'lunch',
        planVersion: 1,
        plannedFrom: clock('12:00'),
        plannedTo: clock('12:30'),
        takenFrom: clock('12:09'),
        takenTo: clock('12:39'),
        takenMs: 30 * MINUTE,
        overstayedMs: 0,
        owedMs: 0,
        waited: { contactMs: 9 * MINUTE, queueMs: 0, ownMs: 0 },
        heldBy: ['call'],
      },
    ])
  })

  it('is begun again for what is left when a contact comes into it', () => {
    const desk = openDesk()
    desk.until('12:00')
    desk.key('start')
    desk.until('12:10')
    desk.answer()
    expect(desk.all('record')).toMatchObject([{ fact: { takenMs: 10 * MINUTE, owedMs: 20 * MINUTE } }])
    desk.until('12:15')
    desk.hangUp('call', false)
    expect(desk.all('offer').at(-1)).toMatchObject({
      lengthMs: 20 * MINUTE,
      movedMs: 5 * MINUTE,
      protectedMs: 5 * MINUTE,
    })
  })

  it('books what lies beyond its length as overstayed, not as taken', () => {
    const desk = openDesk()
    desk.until('12:00')
    desk.key('start')
    desk.jumpTo('12:41')
    desk.key('return')
    expect(desk.all('record')).toMatchObject([{ fact: { takenMs: 30 * MINUTE, overstayedMs: 11 * MINUTE } }])
  })
})

describe('finish, then break', () => {
  it('stops new offers now and begins after the last contact and its wrap-up [C12]', () => {
    const desk = openDesk()
    desk.until('11:50')
    desk.answer('a', 'chat')
    desk.answer('b', 'chat')
    expect(desk.key('break-next').map((each) => each.type)).toEqual(['stop-offers'])
    desk.until('11:55')
    desk.hangUp('a')
    desk.wrapUp('a')
    desk.until('11:58')
    desk.hangUp('b')
    expect(desk.state.resting).toBeNull()
    desk.until('11:59')
    desk.wrapUp('b')
    expect(desk.all('rest-started')).toMatchObject([{ at: clock('11:59'), target: { of: 'plan', restId: 'lunch' } }])
    expect(desk.all('resume-offers')).toEqual([])
  })

  it('can be cancelled until then, and offers come again [C12]', () => {
    const desk = openDesk()
    desk.until('11:50')
    desk.answer()
    desk.key('break-next')
    desk.until('11:52')
    expect(desk.key('cancel').map((each) => each.type)).toEqual(['resume-offers'])
    desk.hangUp('call', false)
    expect(desk.all('rest-started')).toEqual([])
    expect(desk.key('cancel')).toMatchObject([{ refusal: { code: 'nothing-to-cancel' } }])
  })

  it('survives a crash in between [C12]', () => {
    const desk = openDesk()
    desk.until('11:50')
    desk.answer()
    desk.key('break-next')
    desk.restart()
    desk.send({ type: 'desk-started' })
    desk.until('11:55')
    desk.hangUp('call', false)
    expect(desk.all('rest-started').map((each) => each.at)).toEqual([clock('11:55')])
  })
})

describe('a queue that can spare nobody', () => {
  const short = { type: 'queue-read', canSpare: false, nextSlotAt: clock('12:20') as EpochMs } as const

  it('is told with the next good slot and a reset, and the break comes then at full length [C38]', () => {
    const desk = openDesk()
    desk.until('11:59')
    desk.send(short)
    desk.until('12:00')
    expect(desk.all('keep')).toMatchObject([
      { at: clock('12:00'), keptMs: 30 * MINUTE, nextSlotAt: clock('12:20'), resetMs: MINUTE, resetsLeft: 6 },
    ])
    desk.key('reset')
    desk.until('12:08')
    desk.send(short)
    desk.until('12:17')
    desk.send(short)
    desk.until('12:20')
    const told = { lengthMs: 30 * MINUTE, movedMs: 20 * MINUTE, protectedMs: 19 * MINUTE }
    expect(desk.all('offer')).toMatchObject([{ at: clock('12:20'), ...told }])
    expect(desk.all('keep').length).toBe(1)
    // One minute of it was the agent's own reset; the rest was the queue's.
    expect(desk.state.rests[0]?.waited).toEqual({ contactMs: 0, queueMs: 19 * MINUTE, ownMs: MINUTE })
  })

  it('holds a break up for half an hour, not for longer, whatever it says [C38]', () => {
    const desk = openDesk()
    for (let minute = 0; minute < 45; minute += 3) {
      desk.until(clock('11:59') + minute * MINUTE)
      desk.send({ type: 'queue-read', canSpare: false, nextSlotAt: null })
    }
    expect(desk.all('offer').map((each) => each.at)).toEqual([clock('12:30')])
  })

  it('counts for ten minutes without further word: no connection keeps nobody from a break', () => {
    const desk = openDesk()
    desk.until('11:55')
    desk.send({ type: 'queue-read', canSpare: false, nextSlotAt: null })
    desk.until('12:10')
    expect(desk.all('offer').map((each) => each.at)).toEqual([clock('12:05')])
  })
})

describe('a reset after a hard contact', () => {
  it('holds the next contact, lasts a minute and tells the lead nothing but "reset" [C42]', () => {
    const desk = openDesk()
    desk.until('09:00')
    desk.answer()
    desk.until('09:20')
    expect(desk.key('reset').map((each) => each.type)).toEqual(['stop-offers'])
    desk.hangUp()
    desk.until('09:21')
    expect(desk.wrapUp()).toContainEqual({ type: 'lead-sees', state: 'reset' })
    desk.until('09:23')
    expect(desk.all('resume-offers').map((each) => each.at)).toEqual([clock('09:22')])
    expect(desk.all('record')).toEqual([])
    expect(accountOf(desk.state).total.owedMs).toBe(30 * MINUTE)
  })

  it('is given six times a shift and then refused [C42]', () => {
    const desk = openDesk()
    for (let at = 0; at < 6; at++) {
      desk.until(clock('09:00') + at * 5 * MINUTE)
      desk.key('reset')
    }
    desk.until('10:00')
    expect(desk.key('reset')).toMatchObject([{ refusal: { code: 'resets-spent' } }])
  })

  it('never comes by itself, however long the contact was [C42]', () => {
    const desk = openDesk()
    desk.answer()
    desk.until('11:00')
    desk.hangUp('call', false)
    desk.until('11:30')
    expect(desk.all('rest-started')).toEqual([])
  })
})

describe('a plan that changes during the day', () => {
  const total = (desk: ReturnType<typeof openDesk>) => accountOf(desk.state).total
  it('moves a lunch without owing it twice', () => {
    const desk = openDesk()
    desk.until('11:00')
    desk.send({ type: 'plan', shift: shiftOf([['lunch', 'lunch', '12:30', '13:00']], 2, '11:00') })
    desk.until('12:31')
    expect(desk.all('offer').map((each) => each.at)).toEqual([clock('12:30')])
    expect(total(desk)).toEqual({ plannedMs: 30 * MINUTE, takenMs: 0, owedMs: 30 * MINUTE, removedMs: 0 })
  })

  it('does not bring back a lunch that was had already under another name', () => {
    const desk = openDesk()
    desk.until('12:00')
    desk.key('start')
    desk.until('12:30')
    desk.key('return')
    desk.send({ type: 'plan', shift: shiftOf([['lunch-new', 'lunch', '13:00', '13:30']], 2, '12:30') })
    desk.until('13:10')
    expect(desk.all('offer').length).toBe(1)
    expect(total(desk).owedMs).toBe(0)
  })

  it('takes out what voluntary time off removes, and says so', () => {
    const desk = openDesk(PLAN_ONLY, shiftOf([...LUNCH_ONLY, ['late', 'break', '15:00', '15:15']]))
    desk.until('13:00')
    desk.send({
      type: 'plan',
      shift: shiftOf([...LUNCH_ONLY, ['off', 'time-off', '14:00', '16:00']], 2, '13:00'),
    })
    desk.until('14:00')
    expect(total(desk)).toEqual({ plannedMs: 45 * MINUTE, takenMs: 0, owedMs: 30 * MINUTE, removedMs: 15 * MINUTE })
    // The work is over at 14:00: what is still owed is said then.
    expect(desk.all('owed-at-end')).toMatchObject([{ at: clock('14:00'), totalMs: 30 * MINUTE }])
  })

  it('counts from the moment it was given, not before', () => {
    const desk = openDesk()
    desk.until('09:00')
    desk.send({ type: 'plan', shift: shiftOf([['lunch', 'lunch', '11:00', '11:30']], 2, '11:40') })
    desk.until('11:39')
    expect(desk.all('offer')).toEqual([])
    desk.until('11:40')
    expect(desk.all('offer').map((each) => each.at)).toEqual([clock('11:40')])
  })

  it('is not undone by an older version that comes late', () => {
    const desk = openDesk()
    desk.send({ type: 'plan', shift: shiftOf([['lunch', 'lunch', '13:00', '13:30']], 3, '08:00') })
    desk.send({ type: 'plan', shift: shiftOf([['lunch', 'lunch', '10:00', '10:30']], 2, '08:00') })
    expect(desk.state.plan?.version).toBe(3)
  })
})

describe('the end of a shift', () => {
  it('says what is still owed, to the millisecond, after the last contact [C39]', () => {
    const desk = openDesk()
    desk.until('15:30')
    desk.answer()
    desk.until('16:05')
    expect(desk.all('owed-at-end')).toEqual([])
    desk.hangUp('call', false)
    expect(desk.all('owed-at-end')).toMatchObject([
      { at: clock('16:05'), totalMs: 30 * MINUTE, lines: [{ kind: 'lunch', owedMs: 30 * MINUTE, heldBy: ['call'] }] },
    ])
    desk.until('16:30')
    expect(desk.all('owed-at-end').length).toBe(1)
  })
})

describe('clocks', () => {
  it('put forward by an hour bring no break early and make nobody work longer', () => {
    const desk = openDesk()
    desk.until('09:00')
    desk.turnWallClock(60 * MINUTE)
    desk.until('12:00')
    expect(desk.all('offer').map((each) => each.at)).toEqual([clock('12:00')])
    expect(desk.state.workedMs).toBe(4 * 60 * MINUTE)
  })

  it('that stood still in a crash during lunch lose none of it', () => {
    const desk = openDesk()
    desk.until('12:00')
    desk.key('start')
    desk.until('12:10')
    desk.jumpTo('12:25')
    desk.restart()
    desk.send({ type: 'desk-started' })
    desk.until('12:30')
    expect(desk.all('rest-full').map((each) => each.at)).toEqual([clock('12:30')])
  })

  it.each([
    ['a night that loses an hour has seven', '2026-03-28T21:00:00Z', '2026-03-29T04:00:00Z', 7],
    ['a night that wins an hour has nine', '2026-10-24T20:00:00Z', '2026-10-25T05:00:00Z', 9],
  ])('of %s real hours of work before what is owed is said', (_what, from, to, hours) => {
    const [startsAt, endsAt] = [Date.parse(from), Date.parse(to)]
    const shift: ShiftRecord = {
      ...shiftOf([]),
      startsAt: startsAt as EpochMs,
      endsAt: endsAt as EpochMs,
      activities: [],
    }
    const stamp = (at: number) => ({ at: at as EpochMs, offsetMs: 0 as Ms, monotonicMs: (at - startsAt) as Ms })
    let state = openBreakState(PLAN_ONLY)
    state = step(state, { type: 'plan', shift, stamp: stamp(startsAt) }, PLAN_ONLY).state
    state = step(state, { type: 'tick', stamp: stamp(endsAt - 1) }, PLAN_ONLY).state
    expect(state.workedMs).toBe(hours * 60 * MINUTE - 1)
    const { effects } = step(state, { type: 'tick', stamp: stamp(endsAt) }, PLAN_ONLY)
    expect(effects.map((each) => each.type)).toEqual(['owed-at-end'])
  })
})
