import { createHash } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Tokens } from '../../protocol/session.ts'
import type { Db, Queryable } from '../store/database.ts'

export const ACCESS_LIFE_MS = 15 * 60_000
export const REFRESH_LIFE_MS = 30 * 86_400_000
/**
 * A desk whose answer was lost asks again with the same refresh token. Within this time it gets a fresh pair; later the
 * second use means that the token was stolen, and the whole family ends (decision 0007).
 */
export const REUSE_GRACE_MS = 30_000

/** What issuing and checking tokens needs. `secret`: 32 random bytes kept by this server. */
export type TokenPorts = { db: Db; secret: Uint8Array; now(): EpochMs; newToken(): string }

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** A first pair for a person who has just proven who they are. */
export async function issueTokens(
  ports: TokenPorts,
  who: { tenantId: string; userId: string },
  device: string,
): Promise<Tokens> {
  return issue(ports, ports.db, who, device, ports.newToken())
}

async function issue(
  ports: TokenPorts,
  on: Queryable,
  who: { tenantId: string; userId: string },
  device: string,
  family: string,
): Promise<Tokens> {
  const now = ports.now()
  const refreshToken = ports.newToken()
  await on.query(
    'insert into refresh_tokens (hash, family, tenant, user_id, device, issued_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [hashOf(refreshToken), family, who.tenantId, who.userId, device, now, now + REFRESH_LIFE_MS],
  )
  const accessExpiresAt = (now + ACCESS_LIFE_MS) as EpochMs
  const accessToken = await new SignJWT({ tenant: who.tenantId, family })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(who.userId)
    .setIssuedAt(Math.floor(now / 1_000))
    .setExpirationTime(Math.ceil(accessExpiresAt / 1_000))
    .sign(ports.secret)
  return { accessToken, accessExpiresAt, refreshToken }
}

type RefreshRow = {
  family: string
  tenant: string
  user_id: string
  device: string
  expires_at: number
  used_at: number | null
  revoked_at: number | null
  wipe: boolean
}

/** The next pair for a refresh token. Null: unknown, expired, revoked, or used before and therefore stolen. "wipe": its desk is to keep nothing. */
export async function refreshTokens(
  ports: TokenPorts,
  refreshToken: string,
): Promise<{ who: { tenantId: string; userId: string }; tokens: Tokens } | 'wipe' | null> {
  return ports.db.transaction('write', async (tx) => {
    const now = ports.now()
    const hash = hashOf(refreshToken)
    const [row] = await tx.query<RefreshRow>('select * from refresh_tokens where hash = $1 for update', [hash])
    if (row?.wipe === true) return 'wipe'
    if (row === undefined || row.revoked_at !== null || row.expires_at <= now) return null
    if (row.used_at !== null && now - row.used_at > REUSE_GRACE_MS) {
      await tx.query('update refresh_tokens set revoked_at = $1 where family = $2 and revoked_at is null', [
        now,
        row.family,
      ])
      return null
    }
    if (row.used_at === null) await tx.query('update refresh_tokens set used_at = $1 where hash = $2', [now, hash])
    const who = { tenantId: row.tenant, userId: row.user_id }
    return { who, tokens: await issue(ports, tx, who, row.device, row.family) }
  })
}

/** Ends the family of the token: nothing issued from that sign-in can be renewed any more. */
export async function revokeFamily(ports: TokenPorts, family: string): Promise<void> {
  await ports.db.query('update refresh_tokens set revoked_at = $1 where family = $2 and revoked_at is null', [
    ports.now(),
    family,
  ])
}

/** Whose access token it is, or why it is not taken. */
export async function readAccessToken(
  ports: Pick<TokenPorts, 'secret' | 'now'>,
  token: string,
): Promise<
  { tenantId: string; userId: string; family: string; expiresAt: EpochMs } | 'token_expired' | 'token_invalid'
> {
  try {
    const { payload } = await jwtVerify(token, ports.secret, {
      algorithms: ['HS256'],
      currentDate: new Date(ports.now()),
    })
    const { sub, tenant, family, exp } = payload
    if (typeof sub !== 'string' || typeof tenant !== 'string' || typeof family !== 'string' || exp === undefined)
      return 'token_invalid'
    return { tenantId: tenant, userId: sub, family, expiresAt: (exp * 1_000) as EpochMs }
  } catch (error) {
    return error instanceof errors.JWTExpired ? 'token_expired' : 'token_invalid'
  }
}
