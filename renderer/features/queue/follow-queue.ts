import type { UserId } from '../../../domain/kernel/ids.ts'
import { byUrgency, comparePressing } from '../../../domain/routing/urgency.ts'
import { type QueueNews, queueNews } from '../../data/queue-news.ts'
import type { QueueRow } from '../../data/repository.ts'
import type { FilledPart, orderRows, QueueCount, QueueFilter, View } from './order-rows.ts'
import { countRow, countRows, fillPart, fillParts, listParts, placeOf } from './order-rows.ts'

/** `orderRows` that works the news into the order it made last; a part in which nothing moved keeps its very list. */
export function followOrder(): typeof orderRows {
  let last: { rows: readonly QueueRow[]; filter: QueueFilter; view: View; parts: Map<string, FilledPart> } | null = null
  return (rows, filter, view) => {
    const isSameView =
      last !== null && last.filter === filter && last.view.me === view.me && last.view.openId === view.openId
    const news = last !== null && isSameView ? queueNews(last.rows, rows) : null
    const followed = last !== null && news !== null ? workIn(last.parts, news, filter, last.view) : null
    const parts = followed === null ? fillParts(rows, filter, view) : atTime(followed, last?.view ?? view, view)
    last = { rows, filter, view, parts }
    return listParts(parts, view.now)
  }
}

/** `countRows` that counts the news only. */
export function followCount(): typeof countRows {
  let last: { rows: readonly QueueRow[]; me: UserId; count: QueueCount } | null = null
  return (rows, me) => {
    if (last?.rows === rows && last.me === me) return last.count
    const news = last?.me === me ? queueNews(last.rows, rows) : null
    const count =
      last !== null && news !== null ? { ...last.count, byQueue: new Map(last.count.byQueue) } : countRows(rows, me)
    for (const row of news?.gone ?? []) countRow(count, row, me, -1)
    for (const row of news?.come ?? []) countRow(count, row, me, 1)
    last = { rows, me, count }
    return count
  }
}

/** Null: a row that goes does not stand where it should, so that nothing may be taken for granted. */
function workIn(
  parts: ReadonlyMap<string, FilledPart>,
  { gone, come }: QueueNews,
  filter: QueueFilter,
  view: View,
): Map<string, FilledPart> | null {
  const touched = new Map<string, { part: Pick<FilledPart, 'key' | 'part'>; rows: QueueRow[] }>()
  const touch = (key: string, part: FilledPart['part']) => {
    const there = touched.get(key) ?? { part: { key, part }, rows: [...(parts.get(key)?.rows ?? [])] }
    touched.set(key, there)
    return there.rows
  }
  for (const row of gone) {
    const place = placeOf(row, filter, view)
    if (place === null) continue
    const rows = touch(...place)
    const at = indexFor(row, rows, view)
    if (rows[at] !== row) return null
    rows.splice(at, 1)
  }
  for (const row of come) {
    const place = placeOf(row, filter, view)
    if (place === null) continue
    const rows = touch(...place)
    rows.splice(indexFor(row, rows, view), 0, row)
  }
  const followed = new Map(parts)
  for (const [key, { part, rows }] of touched) {
    if (rows.length > 0) followed.set(key, kept(parts.get(key), fillPart(part, rows)))
    else followed.delete(key)
  }
  return followed
}

/** Where it stands among rows that are in order, or would stand. */
function indexFor(row: QueueRow, rows: readonly QueueRow[], { now }: View): number {
  let [from, to] = [0, rows.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (comparePressing(rows[middle] as QueueRow, row, now) < 0) from = middle + 1
    else to = middle
  }
  return from
}

/** In the order of another moment. Most stand where they stood, which is soon sorted. */
function atTime(parts: Map<string, FilledPart>, before: View, { now }: View): Map<string, FilledPart> {
  if (before.now === now) return parts
  return new Map([...parts].map(([key, part]) => [key, kept(part, fillPart(part, byUrgency(part.rows, now)))]))
}

/** The very list of before, where it says the same. */
function kept(before: FilledPart | undefined, part: FilledPart): FilledPart {
  const isSame =
    before !== undefined &&
    before.caseIds.length === part.caseIds.length &&
    part.caseIds.every((id, at) => id === before.caseIds[at])
  return isSame ? { ...part, caseIds: before.caseIds } : part
}
