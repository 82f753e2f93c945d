import type { QueueRow } from './repository.ts'

/** From so many rows on that came or went, whatever is made of the queue is made anew: that is as quick then. */
const MANY_NEWS = 1_000

/** `gone` first: a row that says something new stands in both. */
export type QueueNews = { gone: QueueRow[]; come: QueueRow[] }
/** The rows of one queue by the id of their case. */
export type QueueLookup = { get(id: string): QueueRow | undefined; has(id: string): boolean }

/**
 * What one has to take out of the queue as it was, and to put in, for it to be as it is: of tens of thousands of rows an action
 * changes one, and all others are the very same objects at their places. Null: so much that there is no use in it.
 */
export function queueNews(before: readonly QueueRow[], after: readonly QueueRow[]): QueueNews | null {
  const news: QueueNews = { gone: [], come: [] }
  let at = 0
  for (const row of before) {
    const now = after[at]
    if (row === now) {
      at++
      continue
    }
    if (news.gone.push(row) > MANY_NEWS) return null
    if (now === undefined || now.case.id !== row.case.id) continue
    news.come.push(now)
    at++
  }
  if (news.come.length + after.length - at > MANY_NEWS) return null
  news.come.push(...after.slice(at))
  return news
}

/** Finds rows of the queue by their case; from one queue to the next only the news are worked in. */
export function followLookup(): (rows: readonly QueueRow[]) => QueueLookup {
  const byId = new Map<string, QueueRow>()
  let last: { rows: readonly QueueRow[]; lookup: QueueLookup } | null = null
  return (rows) => {
    if (last?.rows === rows) return last.lookup
    const news = last === null ? null : queueNews(last.rows, rows)
    if (news === null) byId.clear()
    for (const row of news?.gone ?? []) byId.delete(row.case.id)
    for (const row of news?.come ?? rows) byId.set(row.case.id, row)
    // A new one each time, so that whoever goes by it looks again.
    const lookup = { get: (id: string) => byId.get(id), has: (id: string) => byId.has(id) }
    last = { rows, lookup }
    return lookup
  }
}
