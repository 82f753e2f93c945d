import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ErrorBody, ErrorCode } from '../../protocol/errors.ts'

/** The status of each code: the one table. */
export const STATUS: Record<ErrorCode, ContentfulStatusCode> = {
  malformed: 400,
  wrong_credentials: 401,
  token_missing: 401,
  token_expired: 401,
  token_invalid: 401,
  account_disabled: 403,
  device_revoked: 403,
  forbidden: 403,
  not_found: 404,
  epoch: 409,
  cursor_ahead: 409,
  cursor_expired: 409,
  client_forked: 409,
  too_large: 413,
  upgrade_required: 426,
  overloaded: 429,
  bug: 500,
}

/** The documented answer for an error. */
export function answerError(c: Context, code: ErrorCode, message: string, detail: Partial<ErrorBody['error']> = {}) {
  const body: ErrorBody = { error: { code, message, ...detail } }
  if (detail.retryAfterMs !== undefined) c.header('retry-after', String(Math.ceil(detail.retryAfterMs / 1_000)))
  return c.json(body, STATUS[code])
}
