import { z } from 'zod'
import { cursor } from './sync/pull.ts'

/** Every error the server answers with. Desks decide by the code, never by the words. */
export const ERROR_CODES = [
  'malformed', // 400: the request is not of the documented shape
  'wrong_credentials', // 401: user or password
  'token_missing',
  'token_expired',
  'token_invalid', // 401
  'account_disabled',
  'device_revoked', // 403: the desk locks its store
  'forbidden', // 403
  'not_found', // 404
  'epoch', // 409: the server was restored or failed over
  'cursor_ahead', // 409: the desk has seen more than the server has
  'cursor_expired', // 409: too long away, fetch anew
  'client_forked', // 409: this number was used for another mutation
  'too_large', // 413
  'upgrade_required', // 426
  'overloaded', // 429, 503, with retryAfterMs
  'bug', // 500, with reference
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

export const errorBody = z.object({
  error: z.object({
    code: z.enum(ERROR_CODES),
    /** A sentence for a developer or for support; says what to do. */
    message: z.string(),
    retryAfterMs: z.number().int().nonnegative().optional(),
    /** Looked up by support. */
    reference: z.string().optional(),
    /** With code "epoch". */
    epoch: z.object({ epoch: z.string(), forkHead: cursor, lmid: z.number().int().nonnegative() }).optional(),
    /** With code "client_forked". */
    lmid: z.number().int().nonnegative().optional(),
  }),
})
export type ErrorBody = z.infer<typeof errorBody>
