import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { SignJWT } from 'jose'
import { errorBody } from '../../protocol/errors.ts'
import {
  account,
  refreshRequest,
  serverInfo,
  signInRequest,
  signInResponse,
  webSessionResponse,
} from '../../protocol/session.ts'
import { PROTOCOL_VERSION } from '../../protocol/version.ts'
import type { ServerPorts } from '../app.ts'
import type { Attempts } from '../auth/attempts.ts'
import type { SignedIn } from '../auth/accounts.ts'
import { checkPassword, findAccount } from '../auth/accounts.ts'
import { issueTokens, refreshTokens, revokeFamily } from '../auth/tokens.ts'
import { type Authenticated, authenticate, csrfOf, SESSION_COOKIE, WIPE_WORDS } from './authenticate.ts'
import { answerError } from './errors.ts'

const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const error = (description: string) => json(errorBody, description)
const body = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})
const done = json(z.object({}), 'Done')

const WEB_LIFE_MS = 12 * 3_600_000

/** Sign-in, renewal and sign-out for desks (tokens) and for the web edition (cookie). */
export function addAuthRoutes(app: OpenAPIHono<Authenticated>, ports: ServerPorts, attempts: Attempts): void {
  app.openapi(
    createRoute({ method: 'get', path: '/api/v1/server', responses: { 200: json(serverInfo, 'Public facts') } }),
    (c) =>
      c.json({ product: 'evenkeel' as const, version: ports.version, proto: PROTOCOL_VERSION, demo: ports.demo }, 200),
  )

  const proven = async (
    c: Context<Authenticated>,
    given: z.infer<typeof signInRequest>,
  ): Promise<SignedIn | Response> => {
    const key = `${given.login} ${ports.addressOf(c)}`
    const waitMs = attempts.waitMs(key)
    if (waitMs > 0)
      return answerError(c, 'overloaded', 'Too many wrong passwords: wait a minute.', { retryAfterMs: waitMs })
    const who = await checkPassword(ports.db, given.login, given.password)
    if (who === null) {
      attempts.failed(key)
      return answerError(c, 'wrong_credentials', 'Name or password is wrong.')
    }
    if (who === 'disabled') return answerError(c, 'account_disabled', 'This account was disabled: ask your lead.')
    attempts.succeeded(key)
    return who
  }

  app.openapi(
    createRoute({
      method: 'post',
      path: '/api/v1/auth/sign-in',
      request: body(signInRequest),
      responses: {
        200: json(signInResponse, 'Signed in'),
        401: error('wrong_credentials'),
        403: error('account_disabled'),
        429: error('overloaded'),
      },
    }),
    async (c) => {
      const given = c.req.valid('json')
      const who = await proven(c, given)
      if (who instanceof Response) return who as never
      return c.json(
        { account: who.account, tokens: await issueTokens(ports, who, given.device), now: ports.now() },
        200,
      )
    },
  )

  app.openapi(
    createRoute({
      method: 'post',
      path: '/api/v1/auth/refresh',
      request: body(refreshRequest),
      responses: {
        200: json(signInResponse, 'The next pair'),
        401: error('token_invalid'),
        403: error('account_disabled, device_revoked'),
      },
    }),
    async (c) => {
      const renewed = await refreshTokens(ports, c.req.valid('json').refreshToken)
      if (renewed === 'wipe') return answerError(c, 'device_revoked', WIPE_WORDS) as never
      if (renewed === null) return answerError(c, 'token_invalid', 'This session has ended: sign in again.') as never
      const who = await findAccount(ports.db, renewed.who.tenantId, renewed.who.userId)
      if (who === 'disabled' || who === null)
        return answerError(c, 'account_disabled', 'This account was disabled: ask your lead.') as never
      return c.json({ account: who.account, tokens: renewed.tokens, now: ports.now() }, 200)
    },
  )

  const guard = authenticate(ports)
  app.openapi(
    createRoute({
      method: 'get',
      path: '/api/v1/me',
      middleware: [guard] as const,
      responses: { 200: json(account, 'Who I am'), 401: error('token_*') },
    }),
    (c) => c.json(c.get('who').account, 200),
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/api/v1/auth/sign-out',
      middleware: [guard] as const,
      responses: { 200: done, 401: error('token_*') },
    }),
    async (c) => {
      await revokeFamily(ports, c.get('family'))
      return c.json({}, 200)
    },
  )

  const giveCookie = async (c: Context<Authenticated>, who: SignedIn, family: string) => {
    const now = ports.now()
    const token = await new SignJWT({ tenant: who.tenantId, family })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(who.userId)
      .setIssuedAt(Math.floor(now / 1_000))
      .setExpirationTime(Math.ceil((now + WEB_LIFE_MS) / 1_000))
      .sign(ports.secret)
    setCookie(c, SESSION_COOKIE, token, {
      httpOnly: true,
      sameSite: 'Strict',
      secure: ports.isTls,
      path: '/api',
      maxAge: WEB_LIFE_MS / 1_000,
    })
    return { account: who.account, csrf: csrfOf(ports.secret, family), now }
  }
  app.openapi(
    createRoute({
      method: 'post',
      path: '/api/v1/web/sign-in',
      request: body(signInRequest),
      responses: {
        200: json(webSessionResponse, 'Signed in by cookie'),
        401: error('wrong_credentials'),
        403: error('account_disabled'),
        429: error('overloaded'),
      },
    }),
    async (c) => {
      const given = c.req.valid('json')
      const who = await proven(c, given)
      if (who instanceof Response) return who as never
      // The cookie belongs to a family of its own, so that signing out ends it on the server too.
      const family = ports.newToken()
      await ports.db.query(
        'insert into refresh_tokens (hash, family, tenant, user_id, device, issued_at, expires_at) values ($1, $1, $2, $3, $4, $5, $6)',
        [family, who.tenantId, who.userId, given.device, ports.now(), ports.now() + WEB_LIFE_MS],
      )
      return c.json(await giveCookie(c, who, family), 200)
    },
  )
  app.openapi(
    createRoute({
      method: 'get',
      path: '/api/v1/web/session',
      middleware: [guard] as const,
      responses: { 200: json(webSessionResponse, 'The running session, renewed'), 401: error('token_*') },
    }),
    async (c) => c.json(await giveCookie(c, c.get('who'), c.get('family')), 200),
  )
  app.openapi(
    createRoute({
      method: 'post',
      path: '/api/v1/web/sign-out',
      middleware: [guard] as const,
      responses: { 200: done, 401: error('token_*'), 403: error('forbidden') },
    }),
    async (c) => {
      await revokeFamily(ports, c.get('family'))
      deleteCookie(c, SESSION_COOKIE, { path: '/api' })
      return c.json({}, 200)
    },
  )
}
