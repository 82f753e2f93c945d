import { describe, expect, it } from 'vitest'
import { DEFAULT_BREAK_POLICY } from '../../domain/breaks/break-policy.ts'
import type { ContactId } from '../../domain/kernel/ids.ts'
import type { Ms } from '../../domain/kernel/time.ts'
import { clock, MINUTE, openDesk, PLAN_ONLY, shiftOf } from './breaks-kit.ts'

const HOURLY = (60 * MINUTE) as Ms
const FIVE = (5 * MINUTE) as Ms
const contactId = 'call' as ContactId
const isQuiet = (desk: ReturnType<typeof openDesk>) =>
  !desk.told.some(({ effect }) => ['warn', 'offer', 'keep', 'ask-about-unknown'].includes(effect.type))

describe('a break that is due', () => {
  it('is told two minutes before, and offered at its time', () => {
    const desk = openDesk()
    desk.until('12:00:00')
    expect(desk.all('warn').map((each) => each.at)).toEqual([clock('11:58')])
    expect(desk.all('offer').map((each) => each.at)).toEqual([clock('12:00')])
  })

  const busy: [string, (desk: ReturnType<typeof openDesk>) => void, (desk: ReturnType<typeof openDesk>) => void][] = [
    [
      'while a call rings',
      (desk) => desk.send({ type: 'contact-offered', contactId, channel: 'phone' }),
      (desk) => desk.send({ type: 'offer-gone', contactId }),
    ],
    ['while talking', (desk) => desk.answer(), (desk) => desk.hangUp('call', false)],
    [
      'while the customer is on hold',
      (desk) => [desk.answer(), desk.send({ type: 'hold-begun', contactId })],
      (desk) => desk.hangUp('call', false),
    ],
    ['in wrap-up', (desk) => [desk.answer(), desk.hangUp()], (desk) => desk.wrapUp()],
    [
      'with the second of two chats still going on',
      (desk) => [desk.answer('a', 'chat'), desk.answer('b', 'chat'), desk.hangUp('a', false)],
      (desk) => desk.hangUp('b', false),
    ],
  ]
  it.each(busy)('is neither told nor offered %s, and is offered right after [C36]', (_when, begin, end) => {
    const desk = openDesk()
    desk.until('11:50')
    begin(desk)
    desk.until('12:20')
    expect(isQuiet(desk)).toBe(true)
    end(desk)
    expect(desk.all('offer').map((each) => each.at)).toEqual([clock('12:20')])
  })

  it('leaves the screen when a contact comes, and is back after it [C36]', () => {
    const desk = openDesk()
    desk.until('12:01')
    desk.answer()
    expect(desk.all('withdraw').map((each) => each.because)).toEqual(['contact'])
    desk.until('12:05')
    desk.hangUp('call', false)
    expect(desk.all('offer').map((each) => each.at)).toEqual([clock('12:00'), clock('12:05')])
  })

  it('waits until no key was pressed for three seconds [C40]', () => {
    const desk = openDesk()
    desk.until('11:57')
    for (let second = 0; second < 200; second++) {
      desk.until(clock('11:57') + second * 1_000)
      desk.send({ type: 'typed' })
    }
    expect(isQuiet(desk)).toBe(true)
    desk.until(clock('12:00:19') + 2_999, 1)
    expect(isQuiet(desk)).toBe(true)
    desk.until(clock('12:00:22'), 1)
    expect(desk.all('offer').map((each) => each.at)).toEqual([clock('12:00:22')])
  })

  it('holds the next contact back for a moment, so that calls on end cannot hide it', () => {
    const desk = openDesk()
    desk.until('11:55')
    desk.answer()
    desk.until('12:10')
    expect(desk.all('stop-offers')).toEqual([])
    desk.hangUp('call', false)
    expect(desk.all('stop-offers').map((each) => each.at)).toEqual([clock('12:10')])
    desk.until('12:11')
    expect(desk.all('resume-offers').map((each) => each.at)).toEqual([clock('12:10:20')])
    expect(desk.state.shown?.what).toBe('offer')
  })
})

describe('putting a break off', () => {
  it('is possible twice for one break, five minutes each, and then no more [C40]', () => {
    const desk = openDesk()
    desk.until('12:00')
    desk.key('postpone')
    desk.until('12:05')
    desk.key('postpone')
    desk.until('12:10')
    expect(desk.all('offer').map((each) => [each.at, each.postponementsLeft])).toEqual([
      [clock('12:00'), 2],
      [clock('12:05'), 1],
      [clock('12:10'), 0],
    ])
    expect(desk.key('postpone')).toEqual([
      { type: 'refused', key: 'postpone', refusal: { code: 'postponements-spent' } },
    ])
    expect(desk.state.shown?.what).toBe('offer')
  })

  it('is not possible where the shift would end before it was taken in full', () => {
    const desk = openDesk(PLAN_ONLY, shiftOf([['late', 'break', '15:40', '15:45']]))
    desk.until('15:41')
    expect(desk.key('postpone')).toMatchObject([{ refusal: { code: 'no-room-left' } }])
  })

  it('is counted against the agent, unlike what a call took', () => {
    const desk = openDesk()
    desk.until('11:55')
    desk.answer()
    desk.until('12:09')
    desk.hangUp('call', false)
    desk.key('postpone')
    desk.until('12:14')
    desk.key('start')
    expect(desk.all('rest-started')).toMatchObject([{ movedMs: 14 * MINUTE, protectedMs: 9 * MINUTE }])
  })

  it('until after the next contact lets one in, stops the rest, and begins by itself after its wrap-up', () => {
    const desk = openDesk()
    desk.until('12:00')
    desk.key('after-next-contact')
    expect(desk.state.areOffersStopped).toBe(false)
    desk.until('12:02')
    desk.answer()
    expect(desk.state.areOffersStopped).toBe(true)
    desk.until('12:06')
    desk.hangUp()
    desk.until('12:07')
    desk.wrapUp()
    expect(desk.all('rest-started').map((each) => each.at)).toEqual([clock('12:07')])
  })

  it('until after the next contact comes back when no contact comes for ten minutes', () => {
    const desk = openDesk()
    desk.until('12:00')
    desk.key('after-next-contact')
    desk.until('12:10')
    expect(desk.all('offer').map((each) => each.at)).toEqual([clock('12:00'), clock('12:10')])
  })
})

describe('work that goes on', () => {
  const onlyPause = {
    ...DEFAULT_BREAK_POLICY,
    pauses: [{ kind: 'pause', afterWorkMs: HOURLY, lengthMs: FIVE }],
  } as const
  it('over back-to-back calls adds up, and the pause is offered right after the call that passed the hour [C37]', () => {
    const desk = openDesk({ ...onlyPause, pauses: [...onlyPause.pauses] })
    // Seven calls of nine minutes, nobody types, and the machine says idle all along.
    for (let call = 0; call < 7; call++) {
      desk.answer(`c${call}`)
      desk.until(clock('08:00') + call * 9 * MINUTE + 8 * MINUTE)
      desk.send({ type: 'idle-read', reading: { state: 'idle', idleForMs: (8 * MINUTE) as Ms, isReliable: true } })
      desk.until(clock('08:00') + (call + 1) * 9 * MINUTE)
      desk.hangUp(`c${call}`, false)
    }
    expect(desk.all('offer')).toMatchObject([
      { at: clock('09:03'), target: { of: 'pause', kind: 'pause' }, workedMs: 63 * MINUTE },
    ])
  })

  const idleTable: [string, 'idle' | 'locked' | 'unknown', boolean, boolean][] = [
    ['idle by a reliable source is rest', 'idle', true, true],
    ['a locked screen by a reliable source is rest', 'locked', true, true],
    ['idle by a source that guesses is none', 'idle', false, false],
    ['what no source can tell is none', 'unknown', false, false],
  ]
  it.each(idleTable)('%s [C46]', (_what, reading, isReliable, isRest) => {
    const desk = openDesk({ ...onlyPause, pauses: [...onlyPause.pauses] })
    desk.until('08:50')
    desk.send({ type: 'idle-read', reading: { state: reading, idleForMs: 0 as Ms, isReliable } })
    desk.until('08:56')
    desk.send({ type: 'idle-read', reading: { state: 'active', idleForMs: 0 as Ms, isReliable: true } })
    desk.until('09:00')
    expect(desk.all('offer').length).toBe(isRest ? 0 : 1)
  })

  it('is not taken for rest further back than the last contact, however long the machine saw no input [C46]', () => {
    const desk = openDesk({ ...onlyPause, pauses: [...onlyPause.pauses] })
    desk.answer()
    desk.until('08:58')
    desk.hangUp('call', false)
    desk.until('08:59')
    desk.send({ type: 'idle-read', reading: { state: 'idle', idleForMs: (59 * MINUTE) as Ms, isReliable: true } })
    expect(desk.state.restRunMs).toBe(MINUTE)
    expect(desk.state.pauses[0]?.workedMs).toBe(58 * MINUTE)
  })

  it('asks, once the agent is back, whether a long unknown stretch was a rest, and believes the answer [C46]', () => {
    const desk = openDesk({ ...onlyPause, pauses: [...onlyPause.pauses] })
    desk.send({ type: 'idle-read', reading: { state: 'unknown', idleForMs: null, isReliable: false } })
    desk.until('08:20')
    desk.send({ type: 'typed' })
    desk.until('08:20:10')
    expect(desk.all('ask-about-unknown')).toMatchObject([{ forMs: 20 * MINUTE }])
    desk.send({ type: 'unknown-answered', wasRest: true })
    expect(desk.state.pauses[0]?.workedMs).toBe(10_000)
  })
})
