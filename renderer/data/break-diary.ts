import { liveFrom } from './live.ts'
import { concerns } from './read-rows.ts'
import type { Live } from './repository.ts'
import type { Store } from './store.ts'
import type { BreakNote } from './store-port.ts'

/** The agent's own list of breaks and exercises. It lies on this desk alone and is theirs to erase. */
export type BreakDiary = {
  /** Newest first. */
  list(): Live<BreakNote[]>
  note(note: BreakNote): Promise<void>
  /** Removes all of it; answers how many entries there were. */
  erase(): Promise<number>
}

export function openBreakDiary(store: Pick<Store, 'shelf' | 'noteBreak' | 'eraseBreaks'>): BreakDiary {
  const { shelf } = store
  const notes = liveFrom(
    (changed) => shelf.watch((told) => concerns(told, { tables: ['breaks'] }, new Set()) && changed()),
    async () => (await shelf.all('breaks')).sort((a, b) => b.startedAt - a.startedAt),
  )
  return {
    list: () => notes,
    async note(note) {
      await store.noteBreak(note)
    },
    erase: () => store.eraseBreaks(),
  }
}
