import { describe, expect, it } from 'vitest'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Failure } from '../../protocol/bridge-kit.ts'
import type { EngineEffect, EngineEvent, EngineState } from '../../renderer/sync/step.ts'
import { PULL_TOO_LONG_MS, REST_MS, startState, step, UNSENT_TOO_LONG_MS } from '../../renderer/sync/step.ts'
import { NOON } from '../support/records.ts'

const after = (ms: number) => (NOON + ms) as EpochMs
/** An engine at work: `turn` 5 is under way. */
const at = (phase: EngineState['phase'], change: Partial<EngineState> = {}): EngineState => ({
  ...startState,
  phase,
  turn: 5,
  movedAt: NOON,
  completedAt: NOON,
  ...change,
})
const now = NOON
const pulled = { kind: 'pulled', turn: 5, more: false, changes: 0, unsent: 0, minIntervalMs: 0, at: now } as const
const pushed = { kind: 'pushed', turn: 5, at: now } as const
const wanted = { kind: 'wanted', at: now } as const
const failed = (failure: Failure, during: 'pull' | 'push' = 'pull'): EngineEvent => ({
  kind: 'failed',
  turn: 5,
  during,
  failure,
  at: now,
})
const session = (isSignedIn: boolean): EngineEvent => ({ kind: 'session', isSignedIn, at: now })
const tick = (ms: number, oldestUnsentAt: EpochMs | null = null): EngineEvent => ({
  kind: 'tick',
  at: after(ms),
  oldestUnsentAt,
  isDamaged: false,
})
const damaged: EngineEvent = { kind: 'tick', at: now, oldestUnsentAt: null, isDamaged: true }
const unreachable: Failure = { kind: 'unreachable', detail: '' }
const cut: Failure = { kind: 'damaged', detail: '' }
const unread: Failure = { kind: 'damaged', detail: '', isUnreadable: true }
const unreadSince = (during: 'pull' | 'push') => ({ unreadable: { since: NOON, during } })
const epoch: Failure = { kind: 'epoch', epoch: 'e2', forkHead: {}, lmid: 0 }
const refused: Failure = { kind: 'refused', code: 'malformed', message: '' }
const PULL: EngineEffect[] = [{ do: 'pull', turn: 6 }]
const push = (batch: number): EngineEffect[] => [{ do: 'push', turn: 6, batch }]
const wait = (ceilingMs: number, floorMs: number): EngineEffect[] => [{ do: 'wait', ceilingMs, floorMs }]
const mend = (mending: object): EngineEffect[] => [{ do: 'mend', turn: 6, ...mending } as EngineEffect]

type Row = [name: string, before: EngineState, event: EngineEvent, effects: EngineEffect[], after: Partial<EngineState>]
const table: Row[] = [
  ['resting, asked: pulls', at('resting'), wanted, PULL, { phase: 'pulling' }],
  ['waiting, asked: pulls', at('waiting', { failures: 4 }), wanted, PULL, { phase: 'pulling' }],
  ['waiting, time is up: pulls', at('waiting'), { kind: 'timer', at: now }, PULL, { phase: 'pulling' }],
  ['pulling, asked: remembers', at('pulling'), wanted, [], { phase: 'pulling', isWanted: true }],
  ['pulling, an old timer: nothing', at('pulling'), { kind: 'timer', at: now }, [], { phase: 'pulling' }],
  ['halted, asked: nothing', at('halted', { isSignedIn: false }), wanted, [], { phase: 'halted' }],

  [
    'pulled a part: pulls on',
    at('pulling'),
    { ...pulled, more: true, changes: 200 },
    PULL,
    { isCatchingUp: true, caughtUp: 200 },
  ],
  ['pulled a part although something waits: first all', at('pulling'), { ...pulled, more: true, unsent: 3 }, PULL, {}],
  ['pulled all: rests', at('pulling'), pulled, wait(0, REST_MS), { phase: 'resting', isCatchingUp: false }],
  ['pulled all, something waits: pushes', at('pulling'), { ...pulled, unsent: 1 }, push(50), { phase: 'pushing' }],
  ['pulled all, asked meanwhile: pulls', at('pulling', { isWanted: true }), pulled, PULL, { isWanted: false }],
  [
    'pulled: is online again',
    at('pulling', { failures: 3, offlineSince: NOON, because: 'server-busy' }),
    pulled,
    wait(0, REST_MS),
    { failures: 0, offlineSince: null },
  ],
  ['pushed: pulls, to settle', at('pushing'), pushed, PULL, { phase: 'pulling' }],
  ['pushed: dares a larger batch', at('pushing', { batch: 6 }), pushed, PULL, { batch: 16 }],
  ['pushed: no larger than may be', at('pushing', { batch: 45 }), pushed, PULL, { batch: 50 }],
  ['pushed while an update is needed: pushes on', at('pushing', { because: 'update-needed' }), pushed, push(50), {}],
  [
    'nothing to push: rests',
    at('pushing'),
    { kind: 'nothing-to-push', turn: 5, at: now },
    wait(0, REST_MS),
    { phase: 'resting' },
  ],

  [
    'an answer nobody waits for: nothing',
    at('pulling'),
    { ...pulled, turn: 4, unsent: 1 },
    [],
    { phase: 'pulling', turn: 5 },
  ],
  [
    'a failure nobody waits for: nothing',
    at('pulling'),
    { ...failed(unreachable), turn: 4 } as EngineEvent,
    [],
    { failures: 0 },
  ],

  [
    'unreachable: waits 1 to 3 s, offline',
    at('pulling'),
    failed(unreachable),
    wait(2_000, 1_000),
    { phase: 'waiting', offlineSince: NOON, failures: 1 },
  ],
  [
    'unreachable again: waits longer',
    at('pulling', { failures: 3 }),
    failed(unreachable),
    wait(16_000, 1_000),
    { failures: 4 },
  ],
  [
    'unreachable for long: about a minute',
    at('pulling', { failures: 99 }),
    failed(unreachable),
    wait(60_000, 1_000),
    {},
  ],
  [
    'unreachable while pushing: half as much next time',
    at('pushing'),
    failed(unreachable, 'push'),
    wait(2_000, 1_000),
    { batch: 25 },
  ],
  [
    'overloaded: as long as the server says',
    at('pulling'),
    failed({ kind: 'overloaded', retryAfterMs: 20_000 }),
    wait(2_000, 20_000),
    { because: 'server-busy' },
  ],
  [
    'overloaded, asked: still as long',
    at('waiting', { peace: { since: NOON, forMs: 20_000 } }),
    { ...wanted, at: after(5_000) },
    wait(0, 15_000),
    { phase: 'waiting' },
  ],
  [
    'overloaded, the clock put back: no longer than that',
    at('waiting', { peace: { since: NOON, forMs: 20_000 } }),
    { ...wanted, at: after(-3_600_000) },
    wait(0, 20_000),
    {},
  ],
  [
    'overloaded, the time is over: pulls',
    at('waiting', { peace: { since: NOON, forMs: 20_000 } }),
    { kind: 'timer', at: after(20_000) },
    PULL,
    {},
  ],
  [
    'a pause is asked for between pulls: keeps it',
    at('pulling', { isWanted: true }),
    { ...pulled, minIntervalMs: 3_000 },
    wait(0, 3_000),
    { phase: 'waiting' },
  ],

  ['401: halts, keeps all', at('pulling'), failed({ kind: 'auth' }), [], { phase: 'halted', isSignedIn: false }],
  ['403: halts', at('pushing'), failed({ kind: 'account', code: 'device_revoked' }, 'push'), [], { phase: 'halted' }],
  ['signed in again: pulls', at('halted', { isSignedIn: false }), session(true), PULL, { phase: 'pulling' }],
  [
    'signed out while busy: halts with the answer',
    at('pulling', { isSignedIn: false }),
    { ...pulled, unsent: 1 },
    [],
    { phase: 'halted' },
  ],
  [
    'signed out and in while busy: goes on, one thing at a time',
    at('pulling', { isSignedIn: false }),
    session(true),
    [],
    { phase: 'pulling', isWanted: true },
  ],
  ['signed out at rest: halts', at('resting'), session(false), [], { phase: 'halted' }],

  [
    'another epoch: adopts it',
    at('pulling'),
    failed(epoch),
    mend({ mend: 'epoch', failure: epoch }),
    { phase: 'mending' },
  ],
  [
    'cursor ahead: the same way',
    at('pulling'),
    failed({ kind: 'cursor-ahead' }),
    mend({ mend: 'epoch', failure: { kind: 'cursor-ahead' } }),
    {},
  ],
  [
    'forked: new numbers',
    at('pushing'),
    failed({ kind: 'client-forked', lmid: 3 }, 'push'),
    mend({ mend: 'number-anew' }),
    {},
  ],
  [
    'mended: pulls at once',
    at('mending', { mendings: 1, failures: 4 }),
    { kind: 'mended', turn: 5, at: now },
    PULL,
    {},
  ],
  [
    'mended in vain: waits longer each time',
    at('mending', { mendings: 3 }),
    { kind: 'mended', turn: 5, at: now },
    wait(8_000, 0),
    {},
  ],
  ['mending, asked: remembers', at('mending'), wanted, [], { phase: 'mending', isWanted: true }],
  [
    'a page that cannot be read: says so, and asks again later',
    at('pulling'),
    failed(unread),
    wait(2_000, 1_000),
    { ...unreadSince('pull'), damagedPages: 1 },
  ],
  [
    'for the second time: since the first, and later still',
    at('pulling', { failures: 1, ...unreadSince('pull') }),
    { ...failed(unread), at: after(5_000) },
    wait(4_000, 1_000),
    unreadSince('pull'),
  ],
  [
    'the cable goes out then: says that',
    at('pulling', unreadSince('pull')),
    failed(unreachable),
    wait(2_000, 1_000),
    { unreadable: null, because: 'unreachable' },
  ],
  [
    'a page that can be read: it is over',
    at('pulling', unreadSince('pull')),
    pulled,
    wait(0, REST_MS),
    { unreadable: null },
  ],
  [
    'verdicts that cannot be read: not over with a page that can be, nor asked for sooner',
    at('pulling', { failures: 2, ...unreadSince('push') }),
    { ...pulled, unsent: 1 },
    push(50),
    { ...unreadSince('push'), failures: 2 },
  ],
  ['verdicts that can be read: it is over', at('pushing', unreadSince('push')), pushed, PULL, { unreadable: null }],
  ['a cut page: asks again', at('pulling'), failed(cut), wait(2_000, 1_000), { damagedPages: 1 }],
  [
    'the third cut page: fetches anew',
    at('pulling', { damagedPages: 2 }),
    failed(cut),
    mend({ mend: 'fetch-anew' }),
    { damagedPages: 0 },
  ],
  [
    '426 on a pull: pushes what waits',
    at('pulling'),
    failed({ kind: 'upgrade' }),
    push(50),
    { because: 'update-needed', offlineSince: NOON },
  ],
  [
    '426 on a push: waits',
    at('pushing'),
    failed({ kind: 'upgrade' }, 'push'),
    wait(2_000, 1_000),
    { because: 'update-needed' },
  ],
  [
    'a refused batch: half of it',
    at('pushing', { batch: 50 }),
    failed(refused, 'push'),
    wait(2_000, 1_000),
    { batch: 25 },
  ],
  [
    'a refused single action: set aside',
    at('pushing', { batch: 1 }),
    failed(refused, 'push'),
    mend({ mend: 'set-aside' }),
    {},
  ],

  ['watchdog: all is well', at('pulling'), tick(30_000), [], { phase: 'pulling' }],
  ['watchdog: no pull completed for too long', at('pulling'), tick(PULL_TOO_LONG_MS + 1), PULL, { turn: 6 }],
  [
    'watchdog: no pull completed, though pages come',
    at('pulling', { movedAt: after(80_000) }),
    tick(PULL_TOO_LONG_MS + 1),
    [],
    {},
  ],
  ['watchdog: unsent for too long while online', at('pushing'), tick(UNSENT_TOO_LONG_MS + 1, NOON), PULL, { turn: 6 }],
  [
    'watchdog: unsent for long, but it moves',
    at('pushing', { movedAt: after(50_000) }),
    tick(UNSENT_TOO_LONG_MS + 1, NOON),
    [],
    {},
  ],
  [
    'watchdog: unsent for long while offline',
    at('waiting', { offlineSince: NOON }),
    tick(600_000, NOON),
    [],
    { phase: 'waiting' },
  ],
  ['rows that cannot be opened: fetches anew', at('resting'), damaged, mend({ mend: 'fetch-anew' }), {}],
  ['rows that cannot be opened, busy: later', at('pulling'), damaged, [], { phase: 'pulling' }],
  ['watchdog: halted', at('halted', { isSignedIn: false }), tick(600_000, NOON), [], { phase: 'halted' }],
  ['watchdog: the clock was put back', at('pulling'), tick(-3_600_000, NOON), [], { movedAt: after(-3_600_000) }],
]

describe('the engine', () => {
  it.each(table)('%s', (_, before, event, effects, expected) => {
    const next = step(before, event)
    expect(next.effects).toEqual(effects)
    expect(next.state).toMatchObject(expected)
  })
})
