import type { Ms } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import { liveFrom } from './live.ts'
import { concerns } from './read-rows.ts'
import type { Live } from './repository.ts'
import type { Store } from './store.ts'
import type { BreakNote } from './store-port.ts'

/** The agent's own list of breaks and exercises. It lies on this desk alone and is theirs to erase. */
export type BreakDiary = {
  /** Newest first, with what could not be written yet. */
  list(): Live<BreakNote[]>
  /** How many entries wait in memory because the disk would not take them. */
  unwritten: Live<number>
  /** Never fails: what the disk does not take is kept here and written when there is room. */
  note(note: BreakNote): Promise<void>
  /** Removes all of it; answers how many entries there were. */
  erase(): Promise<number>
}

type Ports = {
  store: Pick<Store, 'shelf' | 'noteBreak' | 'eraseBreaks'>
  after(ms: number, run: () => void): () => void
}

/** So often what could not be written is tried again. */
export const TRY_AGAIN_MS = MINUTE_MS as Ms

export function openBreakDiary({ store, after }: Ports): BreakDiary {
  const { shelf } = store
  let waiting: readonly BreakNote[] = []
  let stopTrying: (() => void) | null = null
  const watchers = new Set<() => void>()
  const watch = (changed: () => void) => {
    watchers.add(changed)
    const stop = shelf.watch((told) => concerns(told, { tables: ['breaks'] }, new Set()) && changed())
    return () => {
      watchers.delete(changed)
      stop()
    }
  }
  const notes = liveFrom(watch, async () => {
    const written = await shelf.all('breaks')
    const known = new Set(written.map(({ id }) => id))
    const all = [...written, ...waiting.filter(({ id }) => !known.has(id))]
    return all.sort((a, b) => b.startedAt - a.startedAt)
  })

  function wait(now: readonly BreakNote[]): void {
    waiting = now
    stopTrying?.()
    stopTrying = now.length === 0 ? null : after(TRY_AGAIN_MS, () => void write())
    for (const changed of watchers) changed()
  }

  let turn: Promise<void> = Promise.resolve()
  const write = () => {
    turn = turn.then(async () => {
      for (const note of waiting) {
        try {
          await store.noteBreak(note)
        } catch {
          return wait(waiting)
        }
        wait(waiting.filter((each) => each !== note))
      }
    })
    return turn
  }

  return {
    list: () => notes,
    unwritten: liveFrom(watch, async () => waiting.length),
    note(note) {
      waiting = [...waiting, note]
      return write()
    },
    erase() {
      // After what is being written, so that none of it comes back.
      const erased = turn.then(async () => {
        const left = waiting.length
        wait([])
        return left + (await store.eraseBreaks())
      })
      turn = erased.then(
        () => undefined,
        () => undefined,
      )
      return erased
    },
  }
}
