import { describe, expect, it } from 'vitest'
import { classifyRefusal } from '../../protocol/classify-refusal.ts'
import { ERROR_CODES } from '../../protocol/errors.ts'

const body = (code: string, more: object = {}) => ({ error: { code, message: 'words that decide nothing', ...more } })
const epoch = { epoch: 'e-2', forkHead: { '0': 9 }, lmid: 3 }

const table: [code: string, status: number, more: object, failure: object][] = [
  ['malformed', 400, {}, { kind: 'refused', code: 'malformed' }],
  ['wrong_credentials', 401, {}, { kind: 'wrong-credentials' }],
  ['token_missing', 401, {}, { kind: 'auth' }],
  ['token_expired', 401, {}, { kind: 'auth' }],
  ['token_invalid', 401, {}, { kind: 'auth' }],
  ['account_disabled', 403, {}, { kind: 'account', code: 'account_disabled' }],
  ['device_revoked', 403, {}, { kind: 'account', code: 'device_revoked' }],
  ['forbidden', 403, {}, { kind: 'refused', code: 'forbidden' }],
  ['not_found', 404, {}, { kind: 'refused', code: 'not_found' }],
  ['epoch', 409, { epoch }, { kind: 'epoch', ...epoch }],
  ['epoch', 409, {}, { kind: 'damaged' }],
  ['cursor_ahead', 409, {}, { kind: 'cursor-ahead' }],
  ['cursor_expired', 409, {}, { kind: 'cursor-expired' }],
  ['client_forked', 409, { lmid: 7 }, { kind: 'client-forked', lmid: 7 }],
  ['client_forked', 409, {}, { kind: 'damaged' }],
  ['too_large', 413, {}, { kind: 'refused', code: 'too_large' }],
  ['upgrade_required', 426, {}, { kind: 'upgrade' }],
  ['overloaded', 429, { retryAfterMs: 900 }, { kind: 'overloaded', retryAfterMs: 900 }],
  ['overloaded', 503, {}, { kind: 'overloaded', retryAfterMs: 5_000 }],
  ['bug', 500, { reference: 'r-1' }, { kind: 'overloaded', retryAfterMs: 5_000 }],
]

describe("the server's errors", () => {
  it.each(table)('%s (%i) %j', (code, status, more, failure) => {
    expect(classifyRefusal(status, body(code, more), null)).toMatchObject(failure)
  })

  it('are all in the table', () => {
    expect(new Set(table.map(([code]) => code))).toEqual(new Set(ERROR_CODES))
  })

  it('are told from their code and not from their words', () => {
    const told = { error: { code: 'overloaded', message: 'token_expired upgrade_required epoch' } }
    expect(classifyRefusal(429, told, null).kind).toBe('overloaded')
  })
})

describe('an answer that no server of ours wrote', () => {
  it.each<[number, unknown, string | null, object]>([
    [200, undefined, null, { kind: 'unreachable' }],
    [302, undefined, null, { kind: 'unreachable' }],
    [401, undefined, null, { kind: 'unreachable' }],
    [403, 'Access denied by proxy', null, { kind: 'unreachable' }],
    [404, { error: 'no such route' }, null, { kind: 'unreachable' }],
    [407, undefined, null, { kind: 'unreachable' }],
    [426, undefined, null, { kind: 'upgrade' }],
    [429, undefined, '7', { kind: 'overloaded', retryAfterMs: 7_000 }],
    [500, undefined, null, { kind: 'overloaded', retryAfterMs: 5_000 }],
    [502, undefined, 'soon', { kind: 'overloaded', retryAfterMs: 5_000 }],
    [503, undefined, '-4', { kind: 'overloaded', retryAfterMs: 5_000 }],
    [503, undefined, '999999999', { kind: 'overloaded', retryAfterMs: 3_600_000 }],
    [504, '<html>', null, { kind: 'overloaded' }],
    // A newer server's code: refused as it is, or busy if it says so by its status.
    [400, body('too_many_tags'), null, { kind: 'refused', code: 'too_many_tags' }],
    [500, body('split_brain'), null, { kind: 'overloaded' }],
    [409, body('epoch', { epoch: 'not an object' }), null, { kind: 'damaged' }],
  ])('with status %i and %j', (status, given, retryAfter, failure) => {
    expect(classifyRefusal(status, given, retryAfter)).toMatchObject(failure)
  })
})
