import type { ConnectionState } from '../../domain/connection/connection-state.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { isRecordedByDesk } from '../../domain/mutations/mutation.ts'
import { isHeld } from '../data/is-held.ts'
import type { Settling } from '../data/live.ts'
import { liveFrom } from '../data/live.ts'
import { concerns } from '../data/read-rows.ts'
import type { Store } from '../data/store.ts'
import { connectionOf } from '../sync/connection-of.ts'
import type { EngineState } from '../sync/step.ts'

const NO_DRAFTS: ReadonlySet<string> = new Set()

/** What the status area says of the line, from the engine of this window and from what waits in the store. */
export const watchConnection = (
  store: Store,
  engineState: () => EngineState,
  watchEngine: (changed: () => void) => () => void,
  now: () => EpochMs,
): Settling<ConnectionState> =>
  liveFrom<ConnectionState>(
    (changed) => {
      const stopEngine = watchEngine(changed)
      const stop = store.shelf.watch((told) => concerns(told, { tables: ['outbox', 'meta'] }, NO_DRAFTS) && changed())
      return () => {
        stopEngine()
        stop()
      }
    },
    async () => {
      const items = await store.outbox()
      const unsent = items.filter(
        (item) =>
          !isRecordedByDesk(item.mutation) &&
          (item.state === 'sealed' || (item.state === 'waiting' && !isHeld(item, now()))),
      ).length
      const refused = items.filter((item) => item.state === 'rejected').length
      return connectionOf(engineState(), { unsent, refused, lastChangeAt: (await store.meta()).lastChangeAt })
    },
  )
