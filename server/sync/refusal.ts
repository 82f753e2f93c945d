import type { ErrorBody, ErrorCode } from '../../protocol/errors.ts'

/** A sync request that is answered with a documented error. */
export class SyncRefusal extends Error {
  readonly code: ErrorCode
  readonly detail: Partial<ErrorBody['error']>
  constructor(code: ErrorCode, message: string, detail: Partial<ErrorBody['error']> = {}) {
    super(message)
    this.name = 'SyncRefusal'
    this.code = code
    this.detail = detail
  }
}
