import type { QueueRow } from './repository.ts'
import type { Shelf } from './store-port.ts'

/** More than stand on the tallest screen. */
export const HEAD_ROWS = 60
/** The queue moves often: what stands at its top so much later is kept. */
const KEEP_AFTER_MS = 2_000
const NAME = 'queue-head'

type Kept = { version: string; rows: readonly QueueRow[] }

/**
 * The first rows of the queue as they were last shown, so that the next start shows them before it has read every case.
 * They may be some moments older than the store: whoever shows them shows the queue itself as soon as that is read.
 */
export type QueueHead = {
  /** Most pressing first. Null: none were kept. */
  rows: readonly QueueRow[] | null
  /** Keeps the first of these for the next start, when they have stood for a while. */
  keep(rows: readonly QueueRow[]): void
}

type Ports = {
  shelf: Pick<Shelf, 'aside'>
  /** Rows of another version of the desk may have another shape: they are not shown. */
  version: string
  after(ms: number, run: () => void): () => void
}

/** Reads what was kept. `keepNow` ends when the disk has it; after `close` nothing more is kept. */
export async function openQueueHead({
  shelf,
  version,
  after,
}: Ports): Promise<QueueHead & { keepNow(rows: readonly QueueRow[]): Promise<void>; close(): void }> {
  // It only makes a start quicker: whatever the disk has against it, the desk opens.
  const kept = (await shelf.aside?.read(NAME).catch(() => undefined)) as Kept | undefined
  const keepNow = async (rows: readonly QueueRow[]) => {
    await shelf.aside?.write(NAME, { version, rows: rows.slice(0, HEAD_ROWS) } satisfies Kept)
  }
  let stop = () => {}
  return {
    rows: kept !== undefined && kept.version === version && kept.rows.length > 0 ? sharingRules(kept.rows) : null,
    keepNow,
    keep(rows) {
      stop()
      stop = after(KEEP_AFTER_MS, () => void keepNow(rows).catch(() => undefined))
    },
    close: () => stop(),
  }
}

/** Rows of one promise have one object for it again, as they do in the queue: what is worked out of its hours is remembered by that. */
function sharingRules(rows: readonly QueueRow[]): QueueRow[] {
  const known = new Map<string, QueueRow['sla']>()
  return rows.map((row) => {
    const text = JSON.stringify(row.sla)
    const sla = known.get(text) ?? row.sla
    known.set(text, sla)
    return { ...row, sla }
  })
}
