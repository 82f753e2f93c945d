import type { ReadRow } from '../../protocol/sync/read-page.ts'

let coming: Promise<ReadRow> | null = null
const forget = (error: unknown) => {
  coming = null
  throw error
}

/** What reads and checks a row of a page in parts. It brings all schemas of the feed with it: loaded where such a page is, not at a start. */
export const rowReaderToCome = (): Promise<ReadRow> => (coming ??= load().catch(forget))

async function load(): Promise<ReadRow> {
  const { readRow } = await import('../../protocol/sync/read-page.ts')
  return readRow
}
