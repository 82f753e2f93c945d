import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { KeyShare } from '../../protocol/session.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { errorOf } from '../support/wire.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const PROFILE = 'profile0001'
const ask = async (token: string, path: string, body: unknown) =>
  server.fetch(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const shareOf = async (token: string, shareId: string | null, profileId = PROFILE): Promise<KeyShare> =>
  (await (await ask(token, '/api/v1/auth/key-share', { profileId, shareId })).json()) as KeyShare
const refusalOf = async (token: string, shareId: string, profileId = PROFILE) =>
  errorOf(await ask(token, '/api/v1/auth/key-share', { profileId, shareId }))
const forget = (token: string, except: string | null) =>
  ask(token, '/api/v1/auth/key-share/forget', { profileId: PROFILE, except })

describe('the share of a profile’s key', () => {
  it('is made once and handed out again to whoever signs in as the same person', async () => {
    const first = await server.signIn('ana')
    const made = await shareOf(first.tokens.accessToken, null)
    expect(made.share.length).toBeGreaterThanOrEqual(32)
    const later = await server.signIn('ana')
    expect(await shareOf(later.tokens.accessToken, made.shareId)).toEqual(made)
    expect((await shareOf(later.tokens.accessToken, null)).share).not.toBe(made.share)
  })

  it('is nobody else’s, and of no other profile', async () => {
    const ana = await server.signIn('ana')
    const ben = await server.signIn('ben')
    const { shareId } = await shareOf(ana.tokens.accessToken, null)
    expect(await refusalOf(ben.tokens.accessToken, shareId)).toMatchObject({ status: 404, code: 'not_found' })
    expect(await refusalOf(ana.tokens.accessToken, shareId, 'profile0002')).toMatchObject({ status: 404 })
    expect(await errorOf(await server.post('/api/v1/auth/key-share', { profileId: PROFILE, shareId }))).toMatchObject({
      status: 401,
    })
  })

  it('is gone for ever when its desk has nothing more sealed with it', async () => {
    const { tokens } = await server.signIn('ben')
    const old = await shareOf(tokens.accessToken, null)
    const kept = await shareOf(tokens.accessToken, null)
    expect((await forget(tokens.accessToken, kept.shareId)).status).toBe(200)
    expect(await refusalOf(tokens.accessToken, old.shareId)).toMatchObject({ code: 'not_found' })
    expect(await shareOf(tokens.accessToken, kept.shareId)).toEqual(kept)
    await forget(tokens.accessToken, null)
    expect(await refusalOf(tokens.accessToken, kept.shareId)).toMatchObject({ code: 'not_found' })
  })

  it('is not handed out in a session that has ended, or to a disabled account', async () => {
    const ended = await server.signIn('chie')
    const { shareId } = await shareOf(ended.tokens.accessToken, null)
    await ask(ended.tokens.accessToken, '/api/v1/auth/sign-out', {})
    expect(await refusalOf(ended.tokens.accessToken, shareId)).toMatchObject({ status: 401 })
    const { tokens } = await server.signIn('chie')
    await server.db.query(`update accounts set disabled = true where login = 'chie'`)
    expect(await refusalOf(tokens.accessToken, shareId)).toMatchObject({ status: 403, code: 'account_disabled' })
    await server.db.query(`update accounts set disabled = false where login = 'chie'`)
  })

  it.each([{ profileId: '../x', shareId: null }, { profileId: PROFILE }, {}, { profileId: PROFILE, shareId: '' }])(
    'is not asked for like %j',
    async (body) => {
      const { tokens } = await server.signIn('ana')
      expect(await errorOf(await ask(tokens.accessToken, '/api/v1/auth/key-share', body))).toMatchObject({
        status: 400,
      })
    },
  )
})

describe('ending all sign-ins of an account', () => {
  const end = (token: string, id: string, wipe: boolean) => ask(token, `/api/v1/accounts/${id}/end-sessions`, { wipe })

  it('is an administrator’s alone', async () => {
    const ana = await server.signIn('ana')
    for (const login of ['ana', 'lea']) {
      const { tokens } = await server.signIn(login)
      expect(await errorOf(await end(tokens.accessToken, ana.account.userId, true))).toMatchObject({ status: 403 })
    }
    const ada = await server.signIn('ada')
    expect(await errorOf(await end(ada.tokens.accessToken, 'nobody', true))).toMatchObject({ status: 404 })
  })

  it('takes the shares along, and the person can sign in again', async () => {
    const tom = await server.signIn('tom')
    const { shareId } = await shareOf(tom.tokens.accessToken, null)
    const ada = await server.signIn('ada')
    expect((await end(ada.tokens.accessToken, tom.account.userId, false)).status).toBe(200)
    expect(await refusalOf(tom.tokens.accessToken, shareId)).toMatchObject({ status: 401, code: 'token_invalid' })
    const again = await server.signIn('tom')
    expect(await refusalOf(again.tokens.accessToken, shareId)).toMatchObject({ code: 'not_found' })
  })

  it('tells desks that are to be wiped so, at any request and when they renew', async () => {
    const tora = await server.signIn('tora')
    const ada = await server.signIn('ada')
    await end(ada.tokens.accessToken, tora.account.userId, true)
    expect(await refusalOf(tora.tokens.accessToken, 'any')).toMatchObject({ status: 403, code: 'device_revoked' })
    const { refreshToken } = tora.tokens
    expect(await errorOf(await server.post('/api/v1/auth/refresh', { refreshToken }))).toMatchObject({
      status: 403,
      code: 'device_revoked',
    })
    const again = await server.signIn('tora')
    expect((await shareOf(again.tokens.accessToken, null)).shareId).toBeTruthy()
  })
})
