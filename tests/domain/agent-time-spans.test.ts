import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import { INTERVAL_STATES } from '../../domain/agent-time/interval.ts'
import { isContactState } from '../../domain/agent-time/kinds.ts'
import { spansOf } from '../../domain/agent-time/spans-of.ts'
import type { ContactId, IntervalId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms, Stamp } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import { minute, someInterval } from '../support/intervals.ts'
import { ben, NOON, someContact } from '../support/records.ts'

const at = (minutes: number) => (NOON + minutes * MINUTE_MS) as EpochMs
const EVENING = at(600)
/** "talk 0-5" for each span, in minutes after noon. */
const told = (log: readonly IntervalRecord[], now = EVENING, contacts: Parameters<typeof spansOf>[2] = []) =>
  spansOf(log, now, contacts).map(
    ({ state, startsAt, endsAt }) => `${state} ${(startsAt - NOON) / MINUTE_MS}-${(endsAt - NOON) / MINUTE_MS}`,
  )

describe('the spans of a log', () => {
  it('are its entries, in the order of time', () => {
    const log = [someInterval('b', 'talk', 5, 9), someInterval('a', 'available', 0, 5)]
    expect(told(log)).toEqual(['available 0-5', 'talk 5-9'])
  })

  it('carry what the figures ask for', () => {
    const contact = someContact({ id: 'x-1' as ContactId, channel: 'phone' })
    const entry = someInterval('a', 'talk', 0, 5, { contactId: contact.id, isOffline: true })
    expect(spansOf([entry], EVENING, [contact])).toEqual([
      {
        intervalId: 'a',
        state: 'talk',
        source: 'desk',
        startsAt: at(0),
        endsAt: at(5),
        contactId: 'x-1',
        channel: 'phone',
        caseId: contact.caseId,
        isOffline: true,
        isFaultSeen: false,
      },
    ])
  })

  it('end now where they go on', () => {
    expect(told([someInterval('a', 'lunch', 0, null)], at(12))).toEqual(['lunch 0-12'])
  })

  it('end where the next began when nobody lived to end them', () => {
    const log = [someInterval('a', 'break', 0, null), someInterval('b', 'available', 20, 30)]
    expect(told(log)).toEqual(['break 0-20', 'available 20-30'])
  })

  it('end with their contact when nobody lived to end them', () => {
    const contact = someContact({ id: 'x-1' as ContactId, answeredAt: at(0), endedAt: at(7) })
    expect(told([someInterval('a', 'talk', 0, null, { contactId: contact.id })], EVENING, [contact])).toEqual([
      'talk 0-7',
    ])
  })

  it('keep two chats beside each other', () => {
    const log = [someInterval('a', 'chat', 0, 20), someInterval('b', 'chat', 10, 30)]
    expect(told(log)).toEqual(['chat 0-20', 'chat 10-30'])
  })

  it('end wrap-up where a break begins', () => {
    const log = [someInterval('a', 'wrap-up', 0, 20), someInterval('b', 'break', 8, 18)]
    expect(told(log)).toEqual(['wrap-up 0-8', 'break 8-18'])
  })

  it('let the contact win over a break that it falls into', () => {
    const log = [someInterval('a', 'break', 0, 20), someInterval('b', 'talk', 5, 8)]
    expect(told(log)).toEqual(['break 0-5', 'talk 5-8', 'break 8-20'])
  })

  it('count a second once where two desks each said something else', () => {
    const log = [
      someInterval('a', 'available', 0, 60),
      someInterval('b', 'lunch', 20, 50, { session: 's-2' }),
      someInterval('c', 'logged-out', 0, 90),
    ]
    expect(told(log)).toEqual(['available 0-20', 'lunch 20-50', 'available 50-60', 'logged-out 60-90'])
  })

  it('leave the time of others alone', () => {
    const log = [someInterval('a', 'break', 0, 20), someInterval('b', 'talk', 5, 8, { userId: ben.id })]
    expect(told(log)).toEqual(['break 0-20', 'talk 5-8'])
  })
})

describe('a correction', () => {
  const wrong = someInterval('a', 'available', 0, 30)
  it('stands in for what it corrects', () => {
    expect(told([wrong, someInterval('b', 'tech-issue', 0, 30, { replaces: wrong.id, source: 'lead' })])).toEqual([
      'tech-issue 0-30',
    ])
  })
  it('can be corrected itself', () => {
    const second = someInterval('b', 'meeting', 0, 30, { replaces: wrong.id })
    expect(told([someInterval('c', 'training', 0, 30, { replaces: second.id }), second, wrong])).toEqual([
      'training 0-30',
    ])
  })
  it("of a lead goes before the desk's own end of the same entry", () => {
    const open = someInterval('a', 'break', 0, null)
    const log = [
      open,
      someInterval('z', 'break', 0, 30, { replaces: open.id }),
      someInterval('b', 'coaching', 0, 30, { replaces: open.id, source: 'lead' }),
    ]
    expect(told(log)).toEqual(['coaching 0-30'])
  })
  it('cannot reach the time of somebody else', () => {
    expect(told([wrong, someInterval('b', 'break', 40, 50, { replaces: wrong.id, userId: ben.id })])).toEqual([
      'available 0-30',
      'break 40-50',
    ])
  })
  it('changes nothing in the log as it was: without it the first entry counts', () => {
    expect(told([wrong])).toEqual(['available 0-30'])
  })
})

describe('the clock of a device', () => {
  it('that was put forward an hour during a call makes the call no longer', () => {
    const jumped = minute(65, { monotonicMs: (5 * MINUTE_MS) as Ms })
    expect(told([someInterval('a', 'talk', 0, 5, { endedAt: jumped })])).toEqual(['talk 0-5'])
  })
  it('that was put back an hour eats nothing of what follows', () => {
    const log = [
      someInterval('a', 'talk', 0, 5),
      someInterval('b', 'wrap-up', 5, 9, {
        startedAt: minute(-55, { monotonicMs: (5 * MINUTE_MS) as Ms }),
        endedAt: minute(-51, { monotonicMs: (9 * MINUTE_MS) as Ms }),
      }),
    ]
    expect(told(log)).toEqual(['talk 0-5', 'wrap-up 5-9'])
  })
  it('that is wrong is put right by the first look at the server, for the whole session', () => {
    const wrong = (minutes: number, offsetMs: number | null) =>
      minute(minutes - 10, { monotonicMs: (minutes * MINUTE_MS) as Ms, offsetMs: offsetMs as Ms | null })
    const log = [
      someInterval('a', 'talk', 0, 5, { startedAt: wrong(0, null), endedAt: wrong(5, null) }),
      someInterval('b', 'available', 5, 9, { startedAt: wrong(5, null), endedAt: wrong(9, 10 * MINUTE_MS) }),
    ]
    expect(told(log)).toEqual(['talk 0-5', 'available 5-9'])
  })
  it('joins two sessions without a hole, however differently each was compared with the server', () => {
    const begun = (minutes: number, offset: number) =>
      minute(minutes, { monotonicMs: ((minutes - 20) * MINUTE_MS) as Ms, offsetMs: (offset * MINUTE_MS) as Ms })
    const log = [
      someInterval('a', 'talk', 0, 10),
      someInterval('b', 'logged-out', 10, 20, { endedAt: begun(20, 9), endSession: 's-2' }),
      someInterval('c', 'available', 20, 30, { session: 's-2', startedAt: begun(20, 1), endedAt: begun(30, 1) }),
    ]
    const spans = spansOf(log, EVENING, [])
    expect(spans.map(({ startsAt }) => startsAt).slice(1)).toEqual(spans.map(({ endsAt }) => endsAt).slice(0, -1))
    expect(spans).toHaveLength(3)
  })
  it('of an entry without a session is taken at its word', () => {
    const { session: _, ...old } = someInterval('a', 'break', 0, 5, { endedAt: minute(7, { monotonicMs: 0 as Ms }) })
    expect(told([old])).toEqual(['break 0-7'])
  })
})

// ---- For any log at all.

const stamp = fc
  .record({
    minutes: fc.integer({ min: -600, max: 600 }),
    jump: fc.integer({ min: -90, max: 90 }),
    isKnown: fc.boolean(),
  })
  .map(({ minutes, jump, isKnown }): Stamp => {
    return minute(minutes + jump, {
      offsetMs: (isKnown ? -jump * MINUTE_MS : null) as Ms | null,
      monotonicMs: ((minutes + 600) * MINUTE_MS) as Ms,
    })
  })
const entry = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g').map((id) => id as IntervalId),
  userId: fc.constantFrom(someInterval('', 'talk', 0, 1).userId, ben.id),
  state: fc.constantFrom(...INTERVAL_STATES),
  source: fc.constantFrom('agent', 'desk', 'lead'),
  startedAt: stamp,
  endedAt: fc.option(stamp),
  caseId: fc.constant(null),
  contactId: fc.option(fc.constantFrom('x-1', 'x-2').map((id) => id as ContactId)),
  replaces: fc.option(fc.constantFrom('a', 'b', 'c', 'd').map((id) => id as IntervalId)),
  session: fc.option(fc.constantFrom('s-1', 's-2'), { nil: undefined }),
}) as fc.Arbitrary<IntervalRecord>
const anyLog = fc.array(entry, { maxLength: 14 })
const anyContacts = [
  someContact({ id: 'x-1' as ContactId, answeredAt: at(0), endedAt: at(30) }),
  someContact({ id: 'x-2' as ContactId, answeredAt: at(10) }),
]

describe('for any log', () => {
  it('no span is empty, runs backwards or lies in the future', () => {
    fc.assert(
      fc.property(anyLog, fc.integer({ min: -700, max: 700 }), (log, now) => {
        for (const span of spansOf(log, at(now), anyContacts)) {
          expect(span.endsAt).toBeGreaterThan(span.startsAt)
          expect(span.endsAt).toBeLessThanOrEqual(at(now))
        }
      }),
    )
  })

  it('the order in which it came does not matter, and computing again gives the same bits', () => {
    const shuffled = anyLog.chain((log) =>
      fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length, maxLength: log.length })),
    )
    fc.assert(
      fc.property(shuffled, ([log, again]) => {
        expect(JSON.stringify(spansOf(again, EVENING, anyContacts))).toBe(
          JSON.stringify(spansOf(log, EVENING, anyContacts)),
        )
      }),
    )
  })

  it('no second outside of contacts counts twice', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const mine = log.filter((each) => each.userId !== ben.id)
        const spans = spansOf(mine, EVENING, anyContacts)
        for (const one of spans.filter(({ state }) => !isContactState(state)))
          for (const other of spans)
            if (other !== one)
              expect(Math.min(one.endsAt, other.endsAt)).toBeLessThanOrEqual(Math.max(one.startsAt, other.startsAt))
      }),
    )
  })

  it('however the wall clock jumps, time is as long as the monotonic clock says, without hole or overlap', () => {
    const lengths = fc.array(
      fc.record({ minutes: fc.integer({ min: 1, max: 60 }), jump: fc.integer({ min: -600, max: 600 }) }),
      { minLength: 1, maxLength: 20 },
    )
    fc.assert(
      fc.property(lengths, fc.boolean(), (stretches, isMeasured) => {
        let [mono, drift] = [0, 0]
        const offsetMs = (isMeasured ? 0 : null) as Ms | null
        const read = (): Stamp => minute(mono + drift, { monotonicMs: (mono * MINUTE_MS) as Ms, offsetMs })
        const log = stretches.map(({ minutes, jump }, index) => {
          const startedAt = read()
          mono += minutes
          drift += jump
          return someInterval(`i-${index}`, index % 2 === 0 ? 'available' : 'talk', 0, 0, {
            startedAt,
            endedAt: read(),
          })
        })
        const spans = spansOf(log, at(100_000), [])
        expect(spans.map(({ startsAt, endsAt }) => (endsAt - startsAt) / MINUTE_MS)).toEqual(
          stretches.map(({ minutes }) => minutes),
        )
        for (const [index, span] of spans.entries()) if (index > 0) expect(span.startsAt).toBe(spans[index - 1]?.endsAt)
      }),
    )
  })
})
