import type { Failure } from '../../protocol/bridge-kit.ts'

/** Why a desk could not be opened, as far as somebody can do something about it. */
export type RefusedBecause = 'newer-data' | 'disk-full' | 'disk-failed' | 'other'

/** The machine did not let the desk open: nothing was changed, and what is unsent is kept. */
export class OpenRefusal extends Error {
  readonly because: RefusedBecause
  constructor(failure: Failure) {
    super('detail' in failure ? failure.detail : failure.kind)
    this.because =
      failure.kind === 'upgrade' ? 'newer-data' : failure.kind === 'disk' ? `disk-${failure.code}` : 'other'
  }
}
