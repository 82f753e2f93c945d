import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCESS_LIFE_MS, REUSE_GRACE_MS } from '../../server/auth/tokens.ts'
import type { SignInResponse, WebSessionResponse } from '../../protocol/session.ts'
import { NOON, someMutation } from '../support/records.ts'
import type { TestServer } from '../support/test-server.ts'
import { startTestServer } from '../support/test-server.ts'
import { connect, errorOf } from '../support/wire.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())
const later = (ms: number) => {
  server.clock.now = (server.clock.now + ms) as typeof server.clock.now
}

describe('signing in', () => {
  it('answers who is signed in, for every demo person', async () => {
    for (const login of ['ana', 'ben', 'chie', 'lea', 'quinn', 'tora', 'tom', 'ada']) {
      const { account, tokens } = await server.signIn(login)
      expect(account.login).toBe(login)
      const me = await server.fetch('/api/v1/me', { headers: { authorization: `Bearer ${tokens.accessToken}` } })
      expect(await me.json()).toEqual(account)
    }
  })

  it.each([
    ['a wrong password', { login: 'ana', password: 'wrong', device: 'd' }, 401, 'wrong_credentials'],
    ['an unknown name', { login: 'nobody', password: 'nobody', device: 'd' }, 401, 'wrong_credentials'],
    ['no password', { login: 'ana', device: 'd' }, 400, 'malformed'],
    ['no JSON', 'hello', 400, 'malformed'],
    ['half of a JSON', '{"login":', 400, 'malformed'],
  ])('with %s is refused', async (_, body, status, code) => {
    expect(await errorOf(await server.post('/api/v1/auth/sign-in', body))).toMatchObject({ status, code })
  })

  it('is slowed down after ten wrong passwords, and works again a minute later', async () => {
    const tryIt = () => server.post('/api/v1/auth/sign-in', { login: 'quinn', password: 'wrong', device: 'd' })
    for (let time = 0; time < 10; time++) expect((await tryIt()).status).toBe(401)
    const refused = await tryIt()
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await errorOf(refused)).toMatchObject({ status: 429, code: 'overloaded' })
    later(60_001)
    await server.signIn('quinn')
  })

  it('of a disabled account is refused, and so is its running session', async () => {
    const tom = await connect(server, 'tom')
    await server.db.query(`update accounts set disabled = true where login = 'tom'`)
    expect(await errorOf(await tom.pullRaw())).toMatchObject({ status: 403, code: 'account_disabled' })
    expect(
      await errorOf(await server.post('/api/v1/auth/sign-in', { login: 'tom', password: 'tom', device: 'd' })),
    ).toMatchObject({ status: 403, code: 'account_disabled' })
    await server.db.query(`update accounts set disabled = false where login = 'tom'`)
  })
})

describe('tokens', () => {
  const refresh = (refreshToken: string) => server.post('/api/v1/auth/refresh', { refreshToken })

  it('missing, foreign and expired ones are told apart', async () => {
    expect(await errorOf(await server.fetch('/api/v1/me'))).toMatchObject({ status: 401, code: 'token_missing' })
    const foreign = { headers: { authorization: 'Bearer abc.def.ghi' } }
    expect(await errorOf(await server.fetch('/api/v1/me', foreign))).toMatchObject({
      status: 401,
      code: 'token_invalid',
    })
    const ana = await connect(server, 'ana')
    later(ACCESS_LIFE_MS + 1_000)
    expect(await errorOf(await ana.pullRaw())).toMatchObject({ status: 401, code: 'token_expired' })
  })

  it('are renewed by a refresh token that is good for one use', async () => {
    const { tokens } = await server.signIn('ana')
    const renewed = (await (await refresh(tokens.refreshToken)).json()) as SignInResponse
    expect(renewed.tokens.refreshToken).not.toBe(tokens.refreshToken)
    expect(
      (await server.fetch('/api/v1/me', { headers: { authorization: `Bearer ${renewed.tokens.accessToken}` } })).status,
    ).toBe(200)
  })

  it('may be asked for again at once when the answer was lost', async () => {
    const { tokens } = await server.signIn('ana')
    await refresh(tokens.refreshToken)
    later(REUSE_GRACE_MS - 1)
    expect((await refresh(tokens.refreshToken)).status).toBe(200)
  })

  it('that come back later were stolen: the whole family ends', async () => {
    const { tokens } = await server.signIn('ana')
    const next = (await (await refresh(tokens.refreshToken)).json()) as SignInResponse
    later(REUSE_GRACE_MS + 1)
    expect(await errorOf(await refresh(tokens.refreshToken))).toMatchObject({ status: 401, code: 'token_invalid' })
    expect(await errorOf(await refresh(next.tokens.refreshToken))).toMatchObject({ status: 401, code: 'token_invalid' })
  })

  it('end with the sign-out', async () => {
    const ana = await connect(server, 'ana')
    expect((await server.post('/api/v1/auth/sign-out', {}, ana.authorization)).status).toBe(200)
    expect(await errorOf(await ana.pullRaw())).toMatchObject({ status: 401, code: 'token_invalid' })
    expect(await errorOf(await refresh(ana.tokens.refreshToken))).toMatchObject({ status: 401 })
  })
})

describe("the web edition's session", () => {
  const signIn = async () => {
    const answer = await server.post('/api/v1/web/sign-in', { login: 'ana', password: 'ana', device: 'browser' })
    const cookie = answer.headers.get('set-cookie') ?? ''
    return { cookie, sent: cookie.split(';')[0] ?? '', session: (await answer.json()) as WebSessionResponse }
  }

  it('lies in a cookie that script cannot read and other sites cannot send', async () => {
    const { cookie, session } = await signIn()
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    expect(JSON.stringify(session)).not.toContain(cookie.split('=')[1]?.split(';')[0])
  })

  it('writes only with the value that only its own page knows', async () => {
    const { sent, session } = await signIn()
    const body = (await connect(server, 'ana', 'client-web')).asPull()
    const pull = (headers: Record<string, string>) => server.post('/api/v1/sync/pull', body, headers)
    expect(await errorOf(await pull({ cookie: sent }))).toMatchObject({ status: 403, code: 'forbidden' })
    expect(await errorOf(await pull({ cookie: sent, 'x-evenkeel-csrf': 'guess' }))).toMatchObject({
      status: 403,
      code: 'forbidden',
    })
    expect((await pull({ cookie: sent, 'x-evenkeel-csrf': session.csrf })).status).toBe(200)
  })

  it('goes on after a reload and ends with the sign-out', async () => {
    const { sent, session } = await signIn()
    const again = await server.fetch('/api/v1/web/session', { headers: { cookie: sent } })
    expect(await again.json()).toMatchObject({ account: session.account, csrf: session.csrf })
    await server.post('/api/v1/web/sign-out', {}, { cookie: sent, 'x-evenkeel-csrf': session.csrf })
    expect(await errorOf(await server.fetch('/api/v1/web/session', { headers: { cookie: sent } }))).toMatchObject({
      status: 401,
    })
  })
})

describe('a request that is not of the documented shape', () => {
  it.each([
    ['an empty push', { mutations: [] }],
    [
      'a push of an unknown action',
      {
        mutations: [
          {
            n: 1,
            replay: false,
            mutation: { ...someMutation('case.claim', { caseId: 'c-orders-0' as never }), name: 'case.delete' },
          },
        ],
      },
    ],
    [
      'a number of zero',
      { mutations: [{ n: 0, replay: false, mutation: someMutation('case.claim', { caseId: 'c-orders-0' as never }) }] },
    ],
    [
      'a moment in seconds',
      {
        mutations: [
          {
            n: 1,
            replay: false,
            mutation: {
              ...someMutation('case.claim', { caseId: 'c-orders-0' as never }),
              stamp: { at: NOON / 1_000, offsetMs: null, monotonicMs: 0 },
            },
          },
        ],
      },
    ],
  ])('%s is refused and says where', async (_, change) => {
    const ana = await connect(server, 'ana')
    const answer = await errorOf(await ana.pushRaw(ana.asPush([], change)))
    expect(answer).toMatchObject({ status: 400, code: 'malformed' })
    expect(answer.error.message).toContain('mutations')
  })

  it('a body that is too large is refused', async () => {
    const ana = await connect(server, 'ana')
    const body = JSON.stringify({ padding: 'x'.repeat(600_000) })
    expect(
      await errorOf(
        await server.post('/api/v1/sync/push', body, { ...ana.authorization, 'content-length': String(body.length) }),
      ),
    ).toMatchObject({ status: 413, code: 'too_large' })
  })

  it('an address without anything behind it says where the description is', async () => {
    expect(await errorOf(await server.fetch('/api/v1/nothing'))).toMatchObject({ status: 404, code: 'not_found' })
  })

  it('the description is OpenAPI 3.1 and names every route', async () => {
    const document = (await (await server.fetch('/api/openapi.json')).json()) as {
      openapi: string
      paths: Record<string, unknown>
    }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/sync/push',
        '/api/v1/sync/pull',
        '/api/v1/auth/sign-in',
        '/api/v1/auth/refresh',
        '/api/v1/web/session',
      ]),
    )
    expect(JSON.stringify(document.paths['/api/v1/sync/push'])).toContain('reply.send')
  })
})
