import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IdleReading } from '../../domain/agent-time/idle.ts'
import type { Ms } from '../../domain/kernel/time.ts'
import { keepWatch } from '../../electron/gate/keep-watch.ts'
import { heardAt, lookAtClock } from '../../electron/gate/time-guard.ts'
import { type MachinePolicy, unmanagedPolicy } from '../../electron/policy/machine-policy.ts'
import type { DeviceFile } from '../../electron/profile/device.ts'
import { NOON } from '../support/records.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const managed = { 'auth.idleLockMinutes': 5, 'auth.lockWithSystem': true } as const

/** A desk of which only the clocks move. */
function makeWatch(policy: Partial<MachinePolicy> = managed, device: Partial<DeviceFile> = {}, remembers = true) {
  const world = {
    open: 'p1' as string | null,
    wall: NOON as number,
    monotonic: 0,
    /** Null: the system tells nothing. */
    systemIdleMs: null as number | null,
    isOnLine: true,
    isVouchedFor: false,
    locks: [] as [string, boolean][],
    device: { seen: null, ...device } as DeviceFile,
  }
  const watch = keepWatch({
    policy: { ...unmanagedPolicy, ...policy },
    remembers,
    device: {
      get: () => world.device,
      async change(change) {
        world.device = { ...world.device, ...change }
      },
    },
    openProfileId: () => world.open,
    readIdle: (): IdleReading =>
      world.systemIdleMs === null
        ? { kind: 'unknown', why: 'wayland' }
        : { kind: 'known', idleMs: world.systemIdleMs as Ms, source: 'system' },
    now: () => world.wall,
    monotonicMs: () => world.monotonic,
    after: () => () => undefined,
    isOnLine: () => world.isOnLine,
    proveOnline: async () => world.isVouchedFor,
    async lock(why, needsServer) {
      world.locks.push([why, needsServer])
      world.open = null
    },
  })
  const pass = async (ms: number) => {
    world.wall += ms
    world.monotonic += ms
    await watch.look()
  }
  return Object.assign(world, { watch, pass })
}

describe('a desk that nobody touches', () => {
  it('locks after the minutes of the house, and not before', async () => {
    const desk = makeWatch()
    await desk.pass(5 * MINUTE - 1)
    expect(desk.locks).toEqual([])
    await desk.pass(1)
    expect(desk.locks).toEqual([['idle', false]])
  })

  it('is not idle while somebody types in it, or in another program', async () => {
    const desk = makeWatch()
    await desk.pass(4 * MINUTE)
    desk.watch.stir(false)
    await desk.pass(4 * MINUTE)
    desk.systemIdleMs = 1_000
    await desk.pass(4 * MINUTE)
    expect(desk.locks).toEqual([])
    desk.systemIdleMs = 5 * MINUTE
    await desk.pass(0)
    expect(desk.locks).toEqual([['idle', false]])
  })

  it('never locks by itself where nobody manages the machine', async () => {
    const desk = makeWatch({})
    await desk.pass(8 * HOUR)
    desk.watch.systemLocked()
    expect(desk.locks).toEqual([])
  })

  it('is not idle during a call without a key, and counts anew from its end', async () => {
    const desk = makeWatch()
    for (let at = 0; at < HOUR; at += 10_000) {
      desk.watch.stir(true)
      await desk.pass(10_000)
    }
    expect(desk.locks).toEqual([])
    desk.watch.stir(false)
    await desk.pass(4 * MINUTE)
    expect(desk.locks).toEqual([])
    await desk.pass(MINUTE)
    expect(desk.locks).toEqual([['idle', false]])
  })

  it('is not kept open by the call of a page that has died', async () => {
    const desk = makeWatch()
    desk.watch.stir(true)
    await desk.pass(30_000)
    await desk.pass(6 * MINUTE)
    expect(desk.locks).toEqual([['idle', false]])
  })
})

describe('the machine’s own lock', () => {
  it('locks the desk at once, and after the call where there is one', async () => {
    const desk = makeWatch()
    desk.watch.systemLocked()
    expect(desk.locks).toEqual([['system', false]])
    const busy = makeWatch()
    busy.watch.stir(true)
    busy.watch.systemLocked()
    await busy.pass(10_000)
    expect(busy.locks).toEqual([])
    busy.watch.stir(false)
    await busy.pass(10_000)
    expect(busy.locks).toEqual([['system', false]])
  })

  it('of hours ago says nothing about whoever has come since', async () => {
    const desk = makeWatch()
    desk.watch.stir(true)
    desk.watch.systemLocked()
    desk.watch.entered()
    await desk.pass(10_000)
    expect(desk.locks).toEqual([])
  })
})

describe('a desk without a connection', () => {
  const offline = () => {
    const desk = makeWatch({})
    desk.isOnLine = false
    desk.watch.heard()
    return desk
  }

  it('works for twelve hours and is locked at the thirteenth, for the server to unlock', async () => {
    const desk = offline()
    await desk.pass(12 * HOUR)
    expect(desk.locks).toEqual([])
    await desk.pass(HOUR)
    expect(desk.locks).toEqual([['offline', true]])
  })

  it('counts the hours in which it was closed', async () => {
    const desk = makeWatch({}, { seen: { profileId: 'p1', ...heardAt(NOON - 13 * HOUR) } })
    desk.isOnLine = false
    await desk.pass(0)
    expect(desk.locks).toEqual([['offline', true]])
  })

  it('is told on the disk of no machine that remembers nobody, and counts all the same', async () => {
    const desk = makeWatch({}, { seen: { profileId: 'p1', ...heardAt(NOON) } }, false)
    desk.isOnLine = false
    desk.watch.heard()
    await desk.pass(HOUR)
    expect(desk.device.seen).toBeNull()
    await desk.pass(12 * HOUR)
    expect(desk.locks).toEqual([['offline', true]])
  })

  it('begins anew with every word of the server', async () => {
    const desk = offline()
    await desk.pass(11 * HOUR)
    desk.watch.heard()
    await desk.pass(11 * HOUR)
    desk.isVouchedFor = true
    await desk.pass(3 * HOUR)
    expect(desk.locks).toEqual([])
  })

  it('gains nothing from a clock that is put back', async () => {
    const desk = offline()
    await desk.pass(11 * HOUR)
    desk.wall -= 6 * MINUTE
    await desk.watch.look()
    expect(desk.locks).toEqual([['clock', true]])
  })

  it('lets a clock be put right by five minutes, and by more when the server vouches for the person', async () => {
    const desk = offline()
    await desk.pass(HOUR)
    desk.wall -= 5 * MINUTE
    await desk.watch.look()
    desk.wall -= 2 * HOUR
    desk.isVouchedFor = true
    await desk.watch.look()
    desk.isVouchedFor = false
    await desk.pass(MINUTE)
    expect(desk.locks).toEqual([])
  })

  it('waits for the end of the call, and then locks as strictly', async () => {
    const desk = offline()
    await desk.pass(12 * HOUR)
    desk.watch.stir(true)
    await desk.pass(50_000)
    expect(desk.locks).toEqual([])
    desk.wall += HOUR
    desk.watch.stir(true)
    await desk.pass(0)
    expect(desk.locks).toEqual([])
    desk.watch.stir(false)
    await desk.pass(0)
    expect(desk.locks).toEqual([['offline', true]])
  })
})

it('never lets the time that was seen go back, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -48, max: 48 }), { maxLength: 40 }), (hours) => {
      let now = NOON as number
      let seen = heardAt(now)
      for (const by of hours) {
        now += by * HOUR
        const looked = lookAtClock(seen, now, 12)
        expect(looked.seen.lastSeenAt).toBe(Math.max(seen.lastSeenAt, now))
        expect(looked.seen.lastHeardAt).toBe(seen.lastHeardAt)
        if (looked.verdict === 'fine') expect(now).toBeLessThanOrEqual(seen.lastHeardAt + 12 * HOUR)
        seen = looked.seen
      }
    }),
  )
})
