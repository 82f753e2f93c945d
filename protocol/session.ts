import { z } from 'zod'
import { ROLES } from '../domain/people/person.ts'
import { epochMs, queueId, teamId, tenantId, userId } from './ids.ts'

/** Who is signed in, as the desk needs to know. */
export const account = z.object({
  tenantId,
  /** What customers know the house by. Absent: told by a server that does not say. */
  tenantName: z.string().optional(),
  userId,
  login: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  teamIds: z.array(teamId),
  queueIds: z.array(queueId),
})
export type Account = z.infer<typeof account>

export const signInRequest = z.object({
  login: z.string().min(1).max(100),
  password: z.string().min(1).max(1_000),
  /** Shown to the person in their list of devices. */
  device: z.string().max(200),
})
export type SignInRequest = z.infer<typeof signInRequest>

export const tokens = z.object({
  accessToken: z.string(),
  accessExpiresAt: epochMs,
  /** Good for one use; the answer to that use brings the next. */
  refreshToken: z.string(),
})
export type Tokens = z.infer<typeof tokens>

export const signInResponse = z.object({ account, tokens, now: epochMs })
export type SignInResponse = z.infer<typeof signInResponse>

export const refreshRequest = z.object({ refreshToken: z.string().min(1).max(500) })

/** What the web edition gets: the tokens stay in HttpOnly cookies, script sees only the value it must send back in `x-evenkeel-csrf`. */
export const webSessionResponse = z.object({ account, csrf: z.string(), now: epochMs })
export type WebSessionResponse = z.infer<typeof webSessionResponse>

/** Public facts about a server, before anyone signs in. */
export const serverInfo = z.object({
  product: z.literal('evenkeel'),
  version: z.string(),
  proto: z.number().int(),
  /** True: the demo world, where a password equals the name. */
  demo: z.boolean(),
})
export type ServerInfo = z.infer<typeof serverInfo>
