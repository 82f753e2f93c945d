import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isSameServer } from '../../electron/profile/session-file.ts'
import { NOON } from '../support/records.ts'
import { ana, type Asked, createWorld, json, openSessionsOf, refusal } from './link-kit.ts'

const LIFE_MS = 15 * 60_000

/** A server that gives tokens a1/r1, a2/r2, ... and knows which are good. */
function tokenServer() {
  const state = { given: 0, isUp: true, isRefreshRefused: false, refuses: new Set<string>() }
  const world = createWorld(({ path, token, body }: Asked) => {
    if (!state.isUp) throw new TypeError('net::ERR_CONNECTION_REFUSED')
    const give = () => {
      state.given += 1
      const now = world.ports.now()
      const tokens = {
        accessToken: `a${state.given}`,
        accessExpiresAt: now + LIFE_MS,
        refreshToken: `r${state.given}`,
      }
      return json({ account: ana, tokens, now })
    }
    if (path === '/api/v1/auth/sign-in')
      return (body as { password: string }).password === 'ana' ? give() : refusal(401, 'wrong_credentials')
    if (path === '/api/v1/auth/refresh') {
      const isRight = (body as { refreshToken: string }).refreshToken === `r${state.given}`
      return state.isRefreshRefused || !isRight ? refusal(401, 'token_invalid') : give()
    }
    if (path === '/api/v1/auth/sign-out') return json({})
    if (token === null || state.refuses.has(token)) return refusal(401, 'token_expired')
    return json({ epoch: 'e-1', verdicts: [], lmid: 0, now: world.ports.now() })
  })
  return { state, world }
}

const push = { proto: 1, schema: 1, epoch: 'e-1', clientId: 'c-1', mutations: [] } as never
const signedIn = async () => {
  const { state, world } = tokenServer()
  const desk = await openSessionsOf(world.ports)
  await desk.sessions.signIn('ana', 'ana')
  const ask = () => desk.sessions.withToken((token) => desk.link.push(token, push))
  return { state, world, desk, ask }
}

describe('a person at the desk', () => {
  it('is nobody at first, and somebody after signing in', async () => {
    const { world } = tokenServer()
    const { sessions, changes } = await openSessionsOf(world.ports)
    expect(sessions.state()).toEqual({ state: 'none' })
    expect(await sessions.signIn('ana', 'wrong')).toEqual({ ok: false, failure: { kind: 'wrong-credentials' } })
    expect(await sessions.signIn('ana', 'ana')).toMatchObject({ ok: true, value: { state: 'signed-in' } })
    expect(changes.map(({ state }) => state)).toEqual(['signed-in'])
  })

  it('is still signed in after a restart without a connection', async () => {
    const { state, world, desk } = await signedIn()
    state.isUp = false
    const again = await openSessionsOf(world.ports, desk)
    expect(again.sessions.state()).toEqual({ state: 'signed-in', account: ana })
    expect(again.sessions.place()).toEqual(
      desk.sessions.place() && expect.objectContaining({ profileId: expect.any(String) }),
    )
    expect(await again.sessions.token()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    expect(again.sessions.state().state).toBe('signed-in')
  })

  it('renews in time, once for all who ask together', async () => {
    const { world, ask, state } = await signedIn()
    await ask()
    world.pass(LIFE_MS - 61_000)
    await ask()
    expect(state.given).toBe(1)
    world.pass(2_000)
    const answers = await Promise.all([ask(), ask(), ask()])
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(world.count('/api/v1/auth/refresh')).toBe(1)
  })

  it('renews once when the server refuses the token, and goes on', async () => {
    const { world, ask, state } = await signedIn()
    state.refuses.add('a1')
    expect((await Promise.all([ask(), ask()])).every(({ ok }) => ok)).toBe(true)
    expect(world.count('/api/v1/auth/refresh')).toBe(1)
  })

  it('has to sign in again when the renewal is refused, and their profile stays', async () => {
    const { world, ask, state, desk } = await signedIn()
    state.refuses.add('a1')
    state.isRefreshRefused = true
    expect(await ask()).toEqual({ ok: false, failure: { kind: 'auth' } })
    expect(desk.changes.at(-1)).toEqual({ state: 'expired', account: ana })
    const again = await openSessionsOf(world.ports, desk)
    expect(again.sessions.state()).toEqual({ state: 'expired', account: ana })
    expect(again.sessions.place()?.profileId).toBe(desk.sessions.place()?.profileId)
    expect(await again.sessions.signIn('ana', 'ana')).toMatchObject({ ok: true, value: { state: 'signed-in' } })
  })

  it('stays signed in when the renewal does not get through', async () => {
    const { world, ask, state, desk } = await signedIn()
    world.pass(LIFE_MS)
    state.isUp = false
    expect(await ask()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    expect(desk.sessions.state().state).toBe('signed-in')
    state.isUp = true
    expect(await ask()).toMatchObject({ ok: true })
    expect(desk.reached).toBe(1)
  })

  it('is nobody after signing out, also after a restart, and no token stays on the disk', async () => {
    const { world, desk, ask } = await signedIn()
    const folder = desk.sessions.place()?.folder ?? ''
    expect(await readFile(join(folder, 'session.json'), 'utf8')).toContain('r1')
    expect((await stat(join(folder, 'session.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect(await desk.sessions.signOut()).toEqual({ ok: true, value: { state: 'none' } })
    expect(await readdir(folder)).toEqual([])
    expect(await ask()).toEqual({ ok: false, failure: { kind: 'auth' } })
    expect((await openSessionsOf(world.ports, desk)).sessions.state()).toEqual({ state: 'none' })
  })

  it('is not remembered by a machine that is shared: neither name nor token lies on its disk', async () => {
    const { world } = tokenServer()
    const desk = await openSessionsOf(world.ports, { remembers: false })
    await desk.sessions.signIn('ana', 'ana')
    expect(desk.sessions.state().state).toBe('signed-in')
    const device = await readFile(join(desk.userData, 'device.json'), 'utf8')
    expect(await readdir(desk.userData)).not.toContain('profiles')
    for (const word of ['ana', 'r1', desk.sessions.place()?.profileId ?? '']) expect(device).not.toContain(`"${word}"`)
    const again = await openSessionsOf(world.ports, { userData: desk.userData, remembers: false })
    expect(again.sessions.state()).toEqual({ state: 'none' })
  })

  it('is forgotten by a machine that has become shared', async () => {
    const { world, desk } = await signedIn()
    const folder = desk.sessions.place()?.folder ?? ''
    const shared = await openSessionsOf(world.ports, { userData: desk.userData, remembers: false })
    expect(shared.sessions.state()).toEqual({ state: 'none' })
    expect(await readdir(folder)).toEqual([])
    expect((await openSessionsOf(world.ports, { userData: desk.userData })).sessions.state()).toEqual({ state: 'none' })
  })

  it('is heard of with every answer that their token got, and with no other', async () => {
    const { desk, ask, state } = await signedIn()
    const before = desk.heard
    await ask()
    expect(desk.heard).toBe(before + 1)
    state.isUp = false
    await ask()
    expect(desk.heard).toBe(before + 1)
    expect(desk.revoked).toBe(0)
  })

  it('is to be wiped when the server says so at any answer, or when it renews', async () => {
    const { desk } = await signedIn()
    await desk.sessions.withToken(async () => ({
      ok: false,
      failure: { kind: 'account', code: 'device_revoked' },
    }))
    expect(desk.revoked).toBe(1)
    await desk.sessions.withToken(async () => ({
      ok: false,
      failure: { kind: 'account', code: 'account_disabled' },
    }))
    expect(desk.revoked).toBe(1)
  })

  it('is to be wiped when the live stream is refused so, with the token of now', async () => {
    const { desk } = await signedIn()
    const token = await desk.sessions.token()
    expect(token.ok).toBe(true)
    desk.sessions.refused('another', { kind: 'account', code: 'device_revoked' })
    desk.sessions.refused(token.ok ? token.value : '', { kind: 'account', code: 'account_disabled' })
    expect(desk.revoked).toBe(0)
    desk.sessions.refused(token.ok ? token.value : '', { kind: 'account', code: 'device_revoked' })
    expect(desk.revoked).toBe(1)
  })

  it('gets no answer that was asked for somebody who has left', async () => {
    const { desk } = await signedIn()
    const answer = await desk.sessions.withToken(async () => {
      await desk.sessions.signOut()
      return { ok: true, value: 'rows of somebody else' }
    })
    expect(answer).toEqual({ ok: false, failure: { kind: 'auth' } })
  })

  it('shows a token to the server that gave it and to no other', async () => {
    expect(isSameServer('http://127.0.0.1:1', 'http://localhost:2')).toBe(true)
    expect(isSameServer('https://desk.example', 'https://desk.example/')).toBe(true)
    expect(isSameServer('https://desk.example', 'http://desk.example')).toBe(false)
    expect(isSameServer('http://127.0.0.1:1', 'https://desk.example')).toBe(false)
    const { world, desk } = await signedIn()
    const moved = await openSessionsOf({ ...world.ports, serverUrl: 'https://evil.example' }, desk)
    expect(moved.sessions.state()).toEqual({ state: 'expired', account: ana })
  })
})

it('measures the clock by half of the way there and back', async () => {
  const { world, desk, ask } = await signedIn()
  expect(desk.link.clockOffsetMs()).toBe(0)
  const slow = createWorld(() => {
    slow.pass(400)
    return json({ epoch: 'e-1', verdicts: [], lmid: 0, now: NOON + 10_200 })
  })
  const late = await openSessionsOf(slow.ports)
  await late.link.push('a1', push)
  expect(late.link.clockOffsetMs()).toBe(10_000)
  await ask()
  expect(world.asked.every(({ init }) => init.redirect === 'error')).toBe(true)
})
