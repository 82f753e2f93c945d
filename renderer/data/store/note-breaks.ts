import type { BreakNote, Change } from '../store-port.ts'
import type { StoreBase } from './store-base.ts'

/** So long the list of one's own breaks goes back. */
export const KEEP_BREAKS_MS = 90 * 24 * 3_600_000

/** The agent's own list of breaks. */
export const noteBreaks = ({ shelf, change }: StoreBase) => ({
  /** Kept for the agent alone; what is older than `KEEP_BREAKS_MS` goes. */
  noteBreak: (note: BreakNote) =>
    change('relaxed', async () => {
      const old = (await shelf.all('breaks')).filter((each) => note.startedAt - each.startedAt > KEEP_BREAKS_MS)
      const gone = old.map(({ id }): Change => ({ table: 'breaks', remove: id }))
      return { changes: [...gone, { table: 'breaks', put: note }], value: null }
    }),

  /** Removes every one of them, those that cannot be opened too, and says how many there were. */
  eraseBreaks: () =>
    change('strict', async () => {
      const kept = (await shelf.all('breaks')).map(({ id }) => id)
      const damaged = shelf.damaged().flatMap(({ table, id }) => (table === 'breaks' ? [id] : []))
      const ids = [...new Set([...kept, ...damaged])]
      return { changes: ids.map((id): Change => ({ table: 'breaks', remove: id })), value: ids.length }
    }),
})
