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

/** A desk's own opaque name for a person's profile there. */
export const profileName = z.string().regex(/^[0-9a-z]{8,64}$/)
/** Asks for a share of a profile's key. `shareId` null: for a new one. */
export const keyShareRequest = z.object({ profileId: profileName, shareId: z.string().min(1).max(200).nullable() })
/** `share`: random, and without it nothing sealed with it opens. It is kept in memory only. */
export const keyShareResponse = z.object({ shareId: z.string(), share: z.string().min(32) })
export type KeyShare = z.infer<typeof keyShareResponse>
/** The shares of a profile that nothing is sealed with any more: all but this one. Null: all. */
export const forgetSharesRequest = z.object({ profileId: profileName, except: z.string().max(200).nullable() })
/** Ends every sign-in of an account. `wipe`: its desks destroy what they hold of it as soon as they ask anything. */
export const endSessionsRequest = z.object({ wipe: z.boolean() })

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
