import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayAskIfThere } from '../../domain/agent-time/idle.ts'
import type { IntervalRecord } from '../../domain/agent-time/interval.ts'
import { isContactState } from '../../domain/agent-time/kinds.ts'
import { shownState } from '../../domain/agent-time/my-state.ts'
import type { Pen, Recording } from '../../domain/agent-time/recording.ts'
import { beginRecording, choose, endAll, gapEntry, moveOn, openEntries } from '../../domain/agent-time/recording.ts'
import { spansOf } from '../../domain/agent-time/spans-of.ts'
import type { WorkFacts } from '../../domain/agent-time/work-now.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { CaseId, ContactId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import { minute } from '../support/intervals.ts'
import { ana, NOON, someContact } from '../support/records.ts'

const at = (minutes: number) => (NOON + minutes * MINUTE_MS) as EpochMs
type Seen = Omit<WorkFacts, 'chosen' | 'letGo' | 'consulting'>
const quiet: Seen = {
  contacts: [],
  ringing: null,
  editing: null,
  isOffline: false,
  isActive: false,
  isFaultSeen: false,
}

function makePen(): Pen {
  let made = 0
  return { userId: ana.id, zone: 'Europe/Lisbon', newId: () => `i-${String(++made).padStart(3, '0')}` }
}

/** Plays a day: at each minute something is seen or chosen. Returns the log and what goes on. */
function play(steps: readonly [number, Partial<Seen> | ((recording: Recording) => Recording)][]) {
  const pen = makePen()
  let recording = beginRecording('s-1')
  let seen = quiet
  const log: IntervalRecord[] = []
  for (const [when, what] of steps) {
    if (typeof what === 'function') recording = what(recording)
    else seen = { ...seen, ...what }
    const moved = moveOn(recording, seen, minute(when), pen)
    recording = moved.recording
    log.push(...moved.entries)
  }
  return { log, recording, pen }
}
const told = (log: readonly IntervalRecord[]) =>
  log.map(({ state, startedAt, endedAt }) => {
    const from = (startedAt.at - NOON) / MINUTE_MS
    return `${state} ${from}-${endedAt === null ? '' : (endedAt.at - NOON) / MINUTE_MS}`
  })

const call = (change: Partial<ContactRecord> = {}) => someContact({ agentId: ana.id, answeredAt: at(5), ...change })
const chat = (id: string, change: Partial<ContactRecord> = {}) =>
  call({ id: id as ContactId, channel: 'chat', caseId: `c-${id}` as CaseId, ...change })

describe('a desk records', () => {
  it('a call from answering to wrap-up, without a hole', () => {
    const { log, recording } = play([
      [0, {}],
      [5, { contacts: [call()] }],
      [8, { contacts: [call({ holds: [{ from: at(8), to: null }] })] }],
      [9, { contacts: [call({ holds: [{ from: at(8), to: at(9) }] })] }],
      [12, { contacts: [call({ endedAt: at(12) })] }],
      [14, { contacts: [call({ endedAt: at(12), wrappedUpAt: at(14) })] }],
    ])
    expect(told(log)).toEqual(['available 0-5', 'talk 5-8', 'hold 8-9', 'talk 9-12', 'wrap-up 12-14'])
    expect(log[1]).toMatchObject({ contactId: 'x-1', channel: 'phone', caseId: 'c-7', zone: 'Europe/Lisbon' })
    expect(recording.running.map(({ state }) => state)).toEqual(['available'])
  })

  it('two chats beside each other', () => {
    const { log } = play([
      [0, {}],
      [10, { contacts: [chat('a')] }],
      [15, { contacts: [chat('a'), chat('b')] }],
      [20, { contacts: [chat('b')] }],
      [30, { contacts: [] }],
    ])
    expect(told(log)).toEqual(['available 0-10', 'chat 10-20', 'chat 15-30'])
  })

  it('a mail while it is written, but not what is typed in a chat or during a call', () => {
    const mail = 'c-mail' as CaseId
    const { log } = play([
      [0, {}],
      [1, { editing: mail }],
      [3, { editing: null }],
      [4, { contacts: [chat('a')], editing: 'c-a' as CaseId }],
      [6, { contacts: [call()], editing: mail }],
      [8, { contacts: [], editing: null }],
    ])
    expect(told(log)).toEqual(['available 0-1', 'email-edit 1-3', 'available 3-4', 'chat 4-6', 'talk 6-8'])
  })

  it('a break when it begins, and again when it ends in place of the first', () => {
    const { log } = play([
      [0, {}],
      [5, (now) => choose(now, 'break', [])],
      [20, (now) => choose(now, 'available', [])],
    ])
    expect(told(log)).toEqual(['available 0-5', 'break 5-', 'break 5-20'])
    expect(log[2]?.replaces).toBe(log[1]?.id)
    expect(log.map(({ source }) => source)).toEqual(['desk', 'agent', 'agent'])
  })

  it('no break while a customer is there: it begins after the contact and its wrap-up', () => {
    const { log, recording } = play([
      [5, { contacts: [call()] }],
      [6, (now) => choose(now, 'break', [call()])],
      [12, { contacts: [call({ endedAt: at(12) })] }],
      [14, { contacts: [] }],
    ])
    expect(told(log)).toEqual(['talk 5-12', 'wrap-up 12-14', 'break 14-'])
    expect(recording.next).toBeNull()
  })

  it('no break that was taken back before the contact ended', () => {
    const { log } = play([
      [5, { contacts: [call()] }],
      [6, (now) => choose(now, 'break', [call()])],
      [7, (now) => choose(now, 'available', [call()])],
      [12, { contacts: [] }],
    ])
    expect(told(log)).toEqual(['talk 5-12'])
  })

  it('a break during wrap-up: the wrap-up ends there and does not come back', () => {
    const wrapUp = call({ endedAt: at(12) })
    const { log, recording } = play([
      [12, { contacts: [wrapUp] }],
      [14, (now) => choose(now, 'break', [wrapUp])],
      [24, (now) => choose(now, 'available', [wrapUp])],
    ])
    expect(told(log)).toEqual(['wrap-up 12-14', 'break 14-', 'break 14-24'])
    expect(recording.running.map(({ state }) => state)).toEqual(['available'])
  })

  it('what rings from the offer to the answer, for whoever is free for it', () => {
    const ringing = call({ agentId: null, answeredAt: null })
    const { log } = play([
      [0, {}],
      [2, { ringing }],
      [5, { contacts: [call()], ringing: null }],
      [6, { ringing: call({ id: 'x-2' as ContactId, agentId: null, answeredAt: null }) }],
      [9, { contacts: [] }],
      [10, { ringing: null }],
      [11, (now) => choose(now, 'break', [])],
      [12, { ringing }],
      [13, (now) => choose(now, 'available', [])],
      [14, { isOffline: true }],
      [20, { ringing: null }],
    ])
    expect(told(log.filter(({ endedAt }) => endedAt !== null))).toEqual([
      'available 0-2',
      'ringing 2-5',
      'talk 5-9',
      'ringing 9-10',
      'available 10-11',
      'break 11-13',
      'ringing 13-14',
    ])
    expect(log[1]).toMatchObject({ contactId: 'x-1', channel: 'phone', source: 'desk' })
  })

  it('that a colleague is asked while the call is on hold, until the customer is back on the line', () => {
    const held = call({ holds: [{ from: at(8), to: null }] })
    const consult = (now: Recording): Recording => ({ ...now, consulting: held.id })
    const { log, recording } = play([
      [5, { contacts: [call()] }],
      [8, consult],
      [8, { contacts: [held] }],
      [11, { contacts: [call({ holds: [{ from: at(8), to: at(11) }] })] }],
      [12, { contacts: [held] }],
      [13, consult],
      [15, { contacts: [call({ endedAt: at(15) })] }],
      [16, { contacts: [] }],
    ])
    expect(told(log)).toEqual([
      'talk 5-8',
      'consult 8-11',
      'talk 11-12',
      'hold 12-13',
      'consult 13-15',
      'wrap-up 15-16',
    ])
    expect(log[1]).toMatchObject({ contactId: 'x-1', caseId: 'c-7', channel: 'phone' })
    expect(recording.consulting).toBeNull()
  })

  it('a fault as seen for as long as the desk itself knew of it, and only a fault', () => {
    const { log } = play([
      [0, (now) => choose(now, 'tech-issue', [])],
      [5, { isFaultSeen: true }],
      [20, { isFaultSeen: false }],
      [30, (now) => choose(now, 'meeting', [])],
      [31, { isFaultSeen: true }],
      [40, (now) => choose(now, 'available', [])],
    ])
    const ended = log.filter(({ endedAt }) => endedAt !== null)
    expect(told(ended)).toEqual(['tech-issue 0-5', 'tech-issue 5-20', 'tech-issue 20-30', 'meeting 30-40'])
    expect(ended.map(({ isFaultSeen }) => isFaultSeen)).toEqual([undefined, true, undefined, undefined])
  })

  it('work without a connection as such, and does not cut it into crumbs when the line flaps', () => {
    const { log } = play([
      [0, {}],
      [10, { isOffline: true, isActive: true }],
      [20, { contacts: [call()] }],
      [20.2, { isOffline: false }],
      [20.4, { isOffline: true }],
      [29, { contacts: [] }],
    ])
    expect(told(log)).toEqual(['available 0-10', 'offline-working 10-20', 'talk 20-29'])
    expect(log.map(({ isOffline }) => isOffline)).toEqual([false, true, true])
  })

  it('where in a long call the connection went', () => {
    const { log } = play([
      [0, { contacts: [call()] }],
      [10, { isOffline: true }],
      [30, { contacts: [] }],
    ])
    expect(told(log)).toEqual(['talk 0-10', 'talk 10-30'])
    expect(log.map(({ isOffline }) => isOffline)).toEqual([false, true])
  })

  it('the last sign of life as the end, when it died', () => {
    const { recording, pen } = play([[0, { contacts: [call()] }]])
    const { entries } = endAll(recording, minute(7), pen, true)
    expect(told(entries)).toEqual(['talk 0-7'])
    expect(entries[0]).toMatchObject({ isCutShort: true, source: 'desk' })
  })

  it('nothing of who was there while it did not run, except a break that nobody ended', () => {
    const pen = makePen()
    const working = play([[0, {}]]).recording
    const resting = play([[0, (now) => choose(now, 'lunch', [])]]).recording
    expect(gapEntry(working, minute(0), 's-2', minute(30), pen)?.state).toBe('logged-out')
    expect(gapEntry(resting, minute(0), 's-2', minute(30), pen)?.state).toBe('lunch')
    expect(gapEntry(resting, minute(0), 's-2', minute(900), pen)?.state).toBe('logged-out')
    expect(gapEntry(working, minute(5), 's-2', minute(5), pen)).toBeNull()
    const reset = { ...resting, running: resting.running.map((each) => ({ ...each, state: 'reset' as const })) }
    expect(gapEntry(reset, minute(0), 's-2', minute(1), pen)?.state).toBe('reset')
    expect(gapEntry(reset, minute(0), 's-2', minute(30), pen)?.state).toBe('logged-out')
  })
})

it('whatever happens, the time of a session is told without hole, and without overlap but for contacts', () => {
  const contacts = fc.subarray([
    call(),
    chat('a'),
    chat('b'),
    chat('c', { endedAt: at(20) }),
    call({ id: 'x-9' as ContactId, endedAt: at(9) }),
  ])
  const event = fc.oneof(
    contacts.map((list) => ({ contacts: list })),
    fc.option(fc.constantFrom('c-a', 'c-mail').map((id) => id as CaseId)).map((editing) => ({ editing })),
    fc.boolean().map((isOffline) => ({ isOffline, isActive: true })),
    fc.constantFrom('available', 'break', 'meeting').map((state) => ({ state })),
  )
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 30 }), (events) => {
      const pen = makePen()
      let [recording, seen] = [beginRecording('s-1'), quiet]
      const log: IntervalRecord[] = []
      for (const [index, each] of events.entries()) {
        if ('state' in each) recording = choose(recording, each.state as 'break', seen.contacts)
        else seen = { ...seen, ...each }
        const moved = moveOn(recording, seen, minute(index), pen)
        recording = moved.recording
        log.push(...moved.entries)
      }
      const end = minute(events.length)
      const closed = spansOf([...log, ...endAll(recording, end, pen).entries], at(10_000), [])
      // What goes on counts to now as it will have counted when it ends then.
      const open = spansOf([...log, ...openEntries(recording, ana.id)], at(events.length), [])
      const lengths = (spans: typeof closed) =>
        spans.map(({ state, startsAt, endsAt }) => ({ state, startsAt, endsAt }))
      expect(lengths(open)).toEqual(lengths(closed))
      let reached: number = NOON
      for (const span of closed) {
        if (!isContactState(span.state)) expect(span.startsAt).toBe(reached)
        expect(span.startsAt).toBeLessThanOrEqual(reached)
        reached = Math.max(reached, span.endsAt)
      }
      expect(reached).toBe(at(events.length))
    }),
  )
})

describe('the one state that stands for all', () => {
  const running = (...states: Parameters<typeof shownState>[0][number]['state'][]) =>
    states.map((state, index) => ({ state, startedAt: at(index) }))
  it.each([
    ['available', running('available')],
    ['on-contact', running('wrap-up', 'chat')],
    ['on-contact', running('email-edit')],
    ['wrap-up', running('wrap-up')],
    ['offline-working', running('offline-working')],
    ['available', running('ringing')],
    ['offline', running('logged-out')],
    ['lunch', running('lunch')],
    ['reset', running('reset')],
  ] as const)('is %s', (state, all) => {
    expect(shownState(all, null)?.state).toBe(state)
  })
  it('is none before anything goes on', () => {
    expect(shownState([], null)).toBeNull()
  })
})

describe('the desk asks whether somebody is there', () => {
  const long = (11 * MINUTE_MS) as Ms
  const short = MINUTE_MS as Ms
  const unknown = { kind: 'unknown', why: 'wayland' } as const
  it('after ten minutes without input to the machine', () => {
    expect(mayAskIfThere({ kind: 'known', idleMs: long, source: 'system' }, long, 'available')).toBe(true)
    expect(mayAskIfThere({ kind: 'known', idleMs: short, source: 'system' }, long, 'available')).toBe(false)
  })
  it('by its own window alone where the system is blind', () => {
    expect(mayAskIfThere(unknown, long, 'available')).toBe(true)
    expect(mayAskIfThere(unknown, short, 'available')).toBe(false)
  })
  it.each(['on-contact', 'wrap-up', 'break', 'lunch', 'training', 'meeting'] as const)('never in %s', (state) => {
    expect(mayAskIfThere({ kind: 'known', idleMs: long, source: 'system' }, long, state)).toBe(false)
    expect(mayAskIfThere(unknown, long, state)).toBe(false)
  })
})
