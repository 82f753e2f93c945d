import { openEntries } from '../../domain/agent-time/recording.ts'
import { shownState } from '../../domain/agent-time/my-state.ts'
import type { UserId } from '../../domain/kernel/ids.ts'
import { correctedAt } from '../../domain/kernel/time.ts'
import type { AgentTime } from '../deps/deps.ts'
import { liveFrom } from '../data/live.ts'
import { concerns } from '../data/read-rows.ts'
import type { DeskRepository } from '../data/repository.ts'
import type { Store } from '../data/store.ts'

const NO_DRAFTS: ReadonlySet<string> = new Set()

/** What any window shows of the agent's time: it lies in the store, whichever window records it. */
export function readMyTime(
  { shelf, meta }: Pick<Store, 'shelf' | 'meta'>,
  repository: Pick<DeskRepository, 'ownIntervals'>,
  me: UserId,
): Pick<AgentTime, 'my' | 'log'> {
  const watchMeta = (changed: () => void) =>
    shelf.watch((told) => concerns(told, { tables: ['meta'] }, NO_DRAFTS) && changed())
  const my = liveFrom(watchMeta, async () => {
    const recording = (await meta()).timekeeping?.recording
    if (recording === undefined) return null
    const running = recording.running.map(({ state, startedAt, contactId }) => ({
      state,
      startedAt: correctedAt(startedAt),
      contactId,
    }))
    return shownState(running, recording.next)
  })
  const written = repository.ownIntervals()
  const log = liveFrom(
    (changed) => {
      const stopMeta = watchMeta(changed)
      const watching = written.subscribe(changed)
      return () => {
        stopMeta()
        watching.unsubscribe()
      }
    },
    async () => {
      const recording = (await meta()).timekeeping?.recording
      const entries = written.getValue() ?? []
      // One or two go on, among ten thousand that are over.
      const goingOn = recording === undefined ? [] : openEntries(recording, me)
      return [...entries, ...goingOn.filter(({ id }) => !entries.some((entry) => entry.id === id))]
    },
  )
  return { my, log }
}
