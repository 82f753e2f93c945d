import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createGate, type Seat } from '../../electron/gate/gate.ts'
import { type MachinePolicy, unmanagedPolicy } from '../../electron/policy/machine-policy.ts'
import type { DeviceFile } from '../../electron/profile/device.ts'
import type { KnownState, ProfilePlace } from '../../electron/profile/sessions.ts'
import type { Failure } from '../../protocol/bridge-kit.ts'
import type { Account } from '../../protocol/session.ts'
import { draft } from './journal-kit.ts'
import { closeProfiles, newPlace, profilesOf, shareServer } from './profile-kit.ts'

afterEach(closeProfiles)

const person = (login: string) => ({ tenantId: 't', userId: `u-${login}`, login, name: login.toUpperCase() }) as Account

/** A desk without windows and without a line that the test does not hold. */
async function makeDesk(policy: Partial<MachinePolicy> = {}, device: Partial<DeviceFile> = {}) {
  const server = shareServer()
  const held = { ...unmanagedPolicy, ...policy }
  const profiles = profilesOf(held['storage.keyProtection'], { server })
  const places: Record<string, ProfilePlace> = {
    ana: await newPlace('profileana1'),
    ben: await newPlace('profileben1'),
  }
  let known: { account: Account } | null = null
  const world = {
    server,
    profiles,
    places,
    isUp: true,
    seats: [] as Seat[],
    log: [] as string[],
    device: { lock: null, ...device } as DeviceFile,
    remembered(login: string) {
      known = { account: person(login) }
    },
  }
  const state = (): KnownState => (known === null ? { state: 'none' } : { state: 'signed-in', ...known })
  const unreachable: Failure = { kind: 'unreachable', detail: '' }
  const make = () =>
    createGate({
      sessions: {
        state,
        place: () => (known === null ? null : (places[known.account.login] ?? null)),
        async signIn(login, password) {
          if (!world.isUp) return { ok: false, failure: unreachable }
          if (login !== password) return { ok: false, failure: { kind: 'wrong-credentials' } }
          known = { account: person(login) }
          return { ok: true, value: state() }
        },
        async signOut() {
          world.log.push('signed out')
          known = null
          return { ok: true, value: state() }
        },
      },
      profiles,
      device: {
        get: () => world.device,
        async change(change) {
          world.device = { ...world.device, ...change }
        },
      },
      policy: held,
      async show(seat) {
        world.log.push(seat.at === 'door' ? 'door' : `desk of ${seat.profileId}`)
        world.seats.push(seat)
      },
      async clearPages({ profileId }) {
        world.log.push(`cleared ${profileId}`)
      },
      handedOver: () => world.log.push('clipboard emptied'),
      changed: () => undefined,
      entered: () => undefined,
      report: () => undefined,
    })
  return Object.assign(world, { make, gate: make(), front: () => world.seats.at(-1) })
}
type Desk = Awaited<ReturnType<typeof makeDesk>>
const seatOf = (desk: Desk, login: string): Seat => ({ at: 'desk', profileId: desk.places[login]?.profileId ?? '' })
const write = async (desk: Desk, login: string) => {
  const place = desk.places[login]
  const opened = place && (await desk.profiles.open(place))
  if (opened?.ok) await opened.value.journal.append([draft(1)])
}

describe('the door', () => {
  let desk: Desk
  beforeEach(async () => {
    desk = await makeDesk()
    await desk.gate.start()
  })

  it('stands open for nobody, and opens for whoever the server knows', async () => {
    expect(desk.front()).toEqual({ at: 'door' })
    expect(await desk.gate.doorState()).toEqual({ state: 'none' })
    expect(desk.gate.placeOf(seatOf(desk, 'ana'))).toBeNull()
    expect(await desk.gate.enter('ana', 'wrong')).toMatchObject({ failure: { kind: 'wrong-credentials' } })
    expect(desk.front()).toEqual({ at: 'door' })
    await desk.gate.enter('ana', 'ana')
    expect(desk.front()).toEqual(seatOf(desk, 'ana'))
    expect(desk.gate.placeOf(seatOf(desk, 'ana'))).toEqual(desk.places['ana'])
    // The page at the door gets nothing of hers.
    expect(desk.gate.placeOf({ at: 'door' })).toBeNull()
  })

  it('is not shown again when somebody signs in once more at their own desk', async () => {
    await desk.gate.enter('ana', 'ana')
    await desk.gate.enter('ana', 'ana')
    expect(desk.seats).toHaveLength(2)
  })

  it('is passed by whoever was signed in when the desk was closed', async () => {
    desk.remembered('ana')
    const again = desk.make()
    await again.start()
    expect(again.placeOf(seatOf(desk, 'ana'))).toEqual(desk.places['ana'])
  })
})

describe('a locked desk', () => {
  let desk: Desk
  beforeEach(async () => {
    desk = await makeDesk()
    await desk.gate.start()
    await desk.gate.enter('ana', 'ana')
  })

  it('gives nothing to anybody, names its owner, and is the same after a restart', async () => {
    await desk.gate.lock('agent')
    const locked = { state: 'locked', name: 'ANA', login: 'ana', why: 'agent', pinTriesLeft: null, needsServer: false }
    expect(desk.front()).toEqual({ at: 'door' })
    expect(await desk.gate.doorState()).toEqual(locked)
    expect(desk.gate.placeOf(seatOf(desk, 'ana'))).toBeNull()
    const again = desk.make()
    await again.start()
    expect(desk.front()).toEqual({ at: 'door' })
    expect(await again.doorState()).toEqual(locked)
  })

  it('is unlocked by the PIN, and by the password also without a line', async () => {
    await desk.gate.setPin('4711')
    await desk.gate.lock('idle')
    expect(await desk.gate.doorState()).toMatchObject({ why: 'idle', pinTriesLeft: 5 })
    expect(await desk.gate.unlock('pin', '4711')).toMatchObject({ ok: true })
    expect(desk.front()).toEqual(seatOf(desk, 'ana'))
    await desk.gate.lock('agent')
    desk.isUp = false
    expect(await desk.gate.enter('ana', 'wrong')).toMatchObject({ failure: { kind: 'wrong-credentials' } })
    expect(await desk.gate.enter('ana', 'ana')).toMatchObject({ ok: true })
    expect(desk.front()).toEqual(seatOf(desk, 'ana'))
  })

  it('opens for the server’s word alone after five wrong PINs in a row', async () => {
    await desk.gate.setPin('4711')
    await desk.gate.lock('agent')
    // All at once, too: they are counted one after the other.
    await Promise.all(Array.from({ length: 5 }, () => desk.gate.unlock('pin', '0000')))
    expect(await desk.gate.doorState()).toMatchObject({ why: 'tries', pinTriesLeft: null, needsServer: true })
    expect(await desk.gate.unlock('pin', '4711')).toMatchObject({ ok: false })
    desk.isUp = false
    expect(await desk.gate.enter('ana', 'ana')).toMatchObject({ failure: { kind: 'unreachable' } })
    desk.isUp = true
    expect(await desk.gate.enter('ana', 'ana')).toMatchObject({ ok: true })
    expect(desk.gate.placeOf(seatOf(desk, 'ana'))).not.toBeNull()
  })

  it('asks for the server where the house allows nothing else', async () => {
    const strict = await makeDesk({ 'offline.unlock': false, 'auth.pin': false })
    await strict.gate.start()
    await strict.gate.enter('ana', 'ana')
    expect(await strict.gate.setPin('4711')).toMatchObject({ failure: { kind: 'not-available' } })
    await strict.gate.lock('agent')
    strict.isUp = false
    expect(await strict.gate.enter('ana', 'ana')).toMatchObject({ failure: { kind: 'unreachable' } })
  })

  it('becomes stricter when it must, and never milder', async () => {
    await desk.gate.setPin('4711')
    await desk.gate.lock('agent')
    await desk.gate.lock('offline', true)
    await desk.gate.lock('idle')
    expect(await desk.gate.doorState()).toMatchObject({ why: 'offline', needsServer: true })
    expect(await desk.gate.unlock('pin', '4711')).toMatchObject({ ok: false })
  })

  it('lets the next agent in, keeps the work of the first, and gives neither the other’s [C66]', async () => {
    await write(desk, 'ana')
    await desk.gate.lock('agent')
    await desk.gate.enter('ben', 'ben')
    expect(desk.front()).toEqual(seatOf(desk, 'ben'))
    expect(desk.gate.placeOf(seatOf(desk, 'ana'))).toBeNull()
    await desk.gate.lock('agent')
    await desk.gate.enter('ana', 'ana')
    expect(desk.gate.placeOf(seatOf(desk, 'ben'))).toBeNull()
    const opened = desk.places['ana'] && (await desk.profiles.open(desk.places['ana']))
    expect(opened?.ok && (await opened.value.journal.read())).toMatchObject({ value: { entries: [draft(1)] } })
  })

  it('of a person who is not there is none', async () => {
    await desk.gate.leave()
    await desk.gate.lock('idle')
    expect(await desk.gate.doorState()).toEqual({ state: 'none' })
  })
})

describe('leaving', () => {
  it('ends the page, then clears what it kept, then destroys the keys, then ends the session', async () => {
    const desk = await makeDesk()
    await desk.gate.start()
    await desk.gate.enter('ana', 'ana')
    await desk.gate.leave()
    expect(desk.log.slice(-4)).toEqual(['door', 'clipboard emptied', 'cleared profileana1', 'signed out'])
    expect(await desk.gate.doorState()).toEqual({ state: 'none' })
    expect(await desk.profiles.secrets(desk.places['ana'] as ProfilePlace)).toEqual({})
  })

  it('is refused with unsent work where the house wants it sent first', async () => {
    const desk = await makeDesk({ 'storage.unsentAtSignOut': 'send-first' })
    await desk.gate.start()
    await desk.gate.enter('ana', 'ana')
    const place = desk.places['ana'] as ProfilePlace
    const opened = await desk.profiles.open(place)
    if (!opened.ok) throw new Error('not open')
    const mutation = { id: 'm-1' } as never
    const { journal } = opened.value
    const report = { tornBytes: 0, quarantined: 0 }
    journal.read = async () => ({
      ok: true,
      value: { entries: [{ kind: 'intent', order: 1, mutation }] as never, report, mark: 'm' },
    })
    expect(await desk.gate.leave()).toMatchObject({ failure: { kind: 'refused', code: 'unsent' } })
    expect(desk.gate.placeOf(seatOf(desk, 'ana'))).not.toBeNull()
    journal.read = async () => ({ ok: true, value: { entries: [], report, mark: 'm' } })
    expect(await desk.gate.leave()).toMatchObject({ ok: true })
  })
})

describe('a wipe that the server asks for', () => {
  it.each(['keep', 'drop'] as const)(
    'destroys the profile and has unsent work as the house says (%s)',
    async (unsentAtWipe) => {
      const desk = await makeDesk({ 'storage.unsentAtWipe': unsentAtWipe })
      await desk.gate.start()
      await desk.gate.enter('ana', 'ana')
      await write(desk, 'ana')
      const place = desk.places['ana'] as ProfilePlace
      const before = await desk.profiles.open(place)
      const keyId = before.ok ? before.value.key.keyId : ''
      await desk.gate.wipe()
      expect(desk.front()).toEqual({ at: 'door' })
      expect(desk.log.at(-1)).toBe('signed out')
      const after = await desk.profiles.open(place)
      expect(after.ok && after.value.key.keyId).not.toBe(keyId)
      const read = after.ok && (await after.value.journal.read())
      expect(read).toMatchObject({ value: { entries: unsentAtWipe === 'keep' ? [draft(1)] : [] } })
    },
  )
})

describe('a shared machine', () => {
  it('opens for nobody whose share the server does not give, and says so at the door', async () => {
    const desk = await makeDesk({ 'storage.keyProtection': 'shared' })
    await desk.gate.start()
    desk.server.refusal = { kind: 'unreachable', detail: '' }
    expect(await desk.gate.enter('ana', 'ana')).toMatchObject({ failure: { kind: 'unreachable' } })
    expect(await desk.gate.doorState()).toEqual({ state: 'none' })
    desk.server.refusal = null
    await desk.gate.enter('ana', 'ana')
    expect(desk.gate.placeOf(seatOf(desk, 'ana'))).not.toBeNull()
  })

  it('begins anew for whoever’s share was revoked: what it sealed is closed for everybody', async () => {
    const desk = await makeDesk({ 'storage.keyProtection': 'shared' })
    await desk.gate.start()
    await desk.gate.enter('ana', 'ana')
    await write(desk, 'ana')
    await desk.gate.lock('agent')
    desk.server.shares.clear()
    await desk.gate.enter('ana', 'ana')
    const opened = await desk.profiles.open(desk.places['ana'] as ProfilePlace)
    expect(opened.ok && (await opened.value.journal.read())).toMatchObject({ value: { entries: [] } })
  })
})
