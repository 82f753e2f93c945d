import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { SignedIn } from '../auth/accounts.ts'
import { findAccount } from '../auth/accounts.ts'
import { readAccessToken } from '../auth/tokens.ts'
import type { ServerPorts } from '../app.ts'
import { answerError } from './errors.ts'

export const SESSION_COOKIE = 'evenkeel_session'
export const CSRF_HEADER = 'x-evenkeel-csrf'

/** Said to a desk that is to keep nothing. */
export const WIPE_WORDS = 'This device was signed out for good: it destroys what it holds of this person.'

/** Who asks, on every route behind `authenticate`. */
export type Authenticated = {
  Variables: { who: SignedIn; family: string; tokenExpiresAt: EpochMs; viaCookie: boolean }
}

/** The value that a page must send back with a cookie session; another site's page cannot read it. */
export const csrfOf = (secret: Uint8Array, family: string): string =>
  createHmac('sha256', secret).update(`csrf ${family}`).digest('hex')

const bearer = (c: Context): string | undefined => /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1]

/** Lets only signed-in people pass: a bearer token of a desk, or the web edition's cookie with its CSRF value. */
export function authenticate(ports: ServerPorts): MiddlewareHandler<Authenticated> {
  return async (c, next) => {
    const fromDesk = bearer(c)
    const token = fromDesk ?? getCookie(c, SESSION_COOKIE)
    if (token === undefined) return answerError(c, 'token_missing', 'Sign in first.')
    const claims = await readAccessToken(ports, token)
    if (typeof claims === 'string') {
      return answerError(
        c,
        claims,
        claims === 'token_expired'
          ? 'The access token has expired: refresh it.'
          : 'The access token is not one of ours: sign in again.',
      )
    }
    if (fromDesk === undefined) {
      const sent = Buffer.from(c.req.header(CSRF_HEADER) ?? '')
      const right = Buffer.from(csrfOf(ports.secret, claims.family))
      const isRead = c.req.method === 'GET'
      if (!isRead && (sent.length !== right.length || !timingSafeEqual(sent, right))) {
        return answerError(c, 'forbidden', `The header ${CSRF_HEADER} is missing or wrong: reload the page.`)
      }
    }
    const who = await findAccount(ports.db, claims.tenantId, claims.userId)
    if (who === 'disabled') return answerError(c, 'account_disabled', 'This account was disabled: ask your lead.')
    if (who === null) return answerError(c, 'token_invalid', 'This account is gone: sign in again.')
    const [ended] = await ports.db.query<{ wipe: boolean }>(
      'select wipe from refresh_tokens where family = $1 and revoked_at is not null order by wipe desc limit 1',
      [claims.family],
    )
    if (ended?.wipe === true) return answerError(c, 'device_revoked', WIPE_WORDS)
    if (ended !== undefined) return answerError(c, 'token_invalid', 'This sign-in was ended: sign in again.')
    c.set('who', who)
    c.set('family', claims.family)
    c.set('tokenExpiresAt', claims.expiresAt)
    c.set('viaCookie', fromDesk === undefined)
    await next()
    return undefined
  }
}
