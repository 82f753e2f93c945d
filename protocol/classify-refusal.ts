import { z } from 'zod'
import type { Failure } from './bridge-kit.ts'
import { ERROR_CODES, type ErrorCode, errorBody } from './errors.ts'

/** A server that is busy or broken is asked again after this time unless it says otherwise. */
export const DEFAULT_RETRY_MS = 5_000

/** Enough of an error to know that an Evenkeel server wrote it, even one that is newer than this desk. */
const anyErrorBody = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

type Told = z.infer<typeof errorBody>['error']

/** What each documented code means to the desk. Never decided by the words of a message. */
const MEANING: Record<ErrorCode, (told: Told) => Failure> = {
  malformed: refused,
  wrong_credentials: () => ({ kind: 'wrong-credentials' }),
  token_missing: () => ({ kind: 'auth' }),
  token_expired: () => ({ kind: 'auth' }),
  token_invalid: () => ({ kind: 'auth' }),
  account_disabled: () => ({ kind: 'account', code: 'account_disabled' }),
  device_revoked: () => ({ kind: 'account', code: 'device_revoked' }),
  forbidden: refused,
  not_found: refused,
  epoch: (told) =>
    told.epoch === undefined
      ? { kind: 'damaged', detail: 'The server told of a new epoch without naming it.', isUnreadable: true }
      : { kind: 'epoch', ...told.epoch },
  cursor_ahead: () => ({ kind: 'cursor-ahead' }),
  cursor_expired: () => ({ kind: 'cursor-expired' }),
  client_forked: (told) =>
    told.lmid === undefined
      ? { kind: 'damaged', detail: 'The server told of a forked client without its number.', isUnreadable: true }
      : { kind: 'client-forked', lmid: told.lmid },
  too_large: refused,
  upgrade_required: () => ({ kind: 'upgrade' }),
  overloaded: (told) => ({ kind: 'overloaded', retryAfterMs: told.retryAfterMs ?? DEFAULT_RETRY_MS }),
  // A fault of the server may be gone the next time; the desk's work must not be dropped because of it.
  bug: (told) => ({ kind: 'overloaded', retryAfterMs: told.retryAfterMs ?? DEFAULT_RETRY_MS }),
}

function refused(told: { code: string; message: string }): Failure {
  return { kind: 'refused', code: told.code, message: told.message }
}

/** What an answer other than 200 means, from its status and its documented code. `body` is undefined where it is no JSON. */
export function classifyRefusal(status: number, body: unknown, retryAfter: string | null): Failure {
  const known = errorBody.safeParse(body)
  if (known.success) return MEANING[known.data.error.code](known.data.error)
  const busy: Failure = { kind: 'overloaded', retryAfterMs: readRetryAfter(retryAfter) }
  if (status === 429 || status >= 500) return busy
  if (status === 426) return { kind: 'upgrade' }
  const newer = anyErrorBody.safeParse(body)
  if (newer.success) {
    const isKnownCode = ERROR_CODES.some((code) => code === newer.data.error.code)
    return isKnownCode
      ? {
          kind: 'damaged',
          detail: `The server's error "${newer.data.error.code}" is not of the documented shape.`,
          isUnreadable: true,
        }
      : refused(newer.data.error)
  }
  // A proxy, a captive portal, another program on that port: the server itself was not reached.
  return { kind: 'unreachable', detail: `Something that is no Evenkeel server answered with status ${status}.` }
}

function readRetryAfter(header: string | null): number {
  const seconds = header === null ? Number.NaN : Number(header)
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3_600) * 1_000 : DEFAULT_RETRY_MS
}
