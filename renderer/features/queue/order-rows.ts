import type { CaseId, QueueId, UserId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { byUrgency, comparePressing, isLive } from '../../../domain/routing/urgency.ts'
import type { QueueRow } from '../../data/repository.ts'

/** A part of the queue: who is on the line, one's own cases, one part for each queue that waits, what colleagues hold. */
export type QueuePart = { of: 'live' } | { of: 'mine' } | { of: 'waiting'; queueId: QueueId } | { of: 'held' }
export type OrderedPart = { key: string; part: QueuePart; caseIds: CaseId[] }
/** What of the queue is listed. */
export type QueueFilter = 'all' | 'mine' | QueueId

export type View = { me: UserId; openId: CaseId | null; now: EpochMs }

const onLine = ({ live }: QueueRow) => (live !== null && isLive(live) ? live : null)

function partOf(row: QueueRow, me: UserId): QueuePart {
  const { assigneeId, queueId } = row.case
  const live = onLine(row)
  const holder = live?.agentId ?? assigneeId
  if (holder !== null && holder !== me) return { of: 'held' }
  if (live !== null) return { of: 'live' }
  return holder === me ? { of: 'mine' } : { of: 'waiting', queueId }
}

/** Whether it stands in the queue at all. Solved, closed and merged cases wait for nobody; the open case always stays. */
function isListed(row: QueueRow, openId: CaseId | null): boolean {
  const { id, status, mergedIntoId } = row.case
  return id === openId || (mergedIntoId === null && (status === 'open' || status === 'pending' || onLine(row) !== null))
}

/** The open case, where nothing but its being open keeps it in the queue: whichever else is open changes no order. */
export const keptByBeingOpen = (row: QueueRow | undefined): CaseId | null =>
  row === undefined || isListed(row, null) ? null : row.case.id

const isIn = (filter: QueueFilter, row: QueueRow, { of }: QueuePart, me: UserId) =>
  filter === 'all' ||
  (filter === 'mine'
    ? of === 'mine' || (of === 'live' && row.case.assigneeId === me)
    : row.case.queueId === filter && of !== 'mine')

/** The part of the queue in which a row stands, by its key. Null: in none. */
export function placeOf(row: QueueRow, filter: QueueFilter, { me, openId }: View): [key: string, QueuePart] | null {
  const part = partOf(row, me)
  if (!isListed(row, openId) || !isIn(filter, row, part, me)) return null
  return [part.of === 'waiting' ? `waiting ${part.queueId}` : part.of, part]
}

/** A part with its rows, the most pressing first. */
export type FilledPart = OrderedPart & { rows: readonly QueueRow[] }

/** The rows in parts, in no order of parts. */
export function fillParts(rows: readonly QueueRow[], filter: QueueFilter, view: View): Map<string, FilledPart> {
  const filled = new Map<string, { key: string; part: QueuePart; rows: QueueRow[] }>()
  for (const row of rows) {
    const place = placeOf(row, filter, view)
    if (place === null) continue
    const [key, part] = place
    const there = filled.get(key)
    if (there === undefined) filled.set(key, { key, part, rows: [row] })
    else there.rows.push(row)
  }
  return new Map([...filled].map(([key, each]) => [key, fillPart(each, byUrgency(each.rows, view.now))]))
}

export const fillPart = ({ key, part }: Pick<FilledPart, 'key' | 'part'>, rows: readonly QueueRow[]): FilledPart => ({
  key,
  part,
  rows,
  caseIds: rows.map((row) => row.case.id),
})

/** Who is on the line, one's own, then the queues that wait, by their most pressing case, then what colleagues hold. */
export function listParts(parts: ReadonlyMap<string, FilledPart>, now: EpochMs): OrderedPart[] {
  const waiting = [...parts.values()].filter(({ part }) => part.of === 'waiting')
  const first = ({ rows }: FilledPart) => rows[0] as QueueRow
  waiting.sort((a, b) => comparePressing(first(a), first(b), now))
  return [parts.get('live'), parts.get('mine'), ...waiting, parts.get('held')].filter((part) => part !== undefined)
}

/** The rows in parts, each with the most pressing first. */
export const orderRows = (rows: readonly QueueRow[], filter: QueueFilter, view: View): OrderedPart[] =>
  listParts(fillParts(rows, filter, view), view.now)

export type QueueCount = { all: number; mine: number; byQueue: Map<QueueId, number> }

/** How many cases each filter lists, what colleagues hold left out. */
export function countRows(rows: readonly QueueRow[], me: UserId): QueueCount {
  const count: QueueCount = { all: 0, mine: 0, byQueue: new Map() }
  for (const row of rows) countRow(count, row, me, 1)
  return count
}

/** Counts a row in, or out again. */
export function countRow(count: QueueCount, row: QueueRow, me: UserId, by: 1 | -1): void {
  const part = partOf(row, me)
  if (!isListed(row, null) || part.of === 'held') return
  count.all += by
  if (isIn('mine', row, part, me)) count.mine += by
  const { queueId } = row.case
  if (isIn(queueId, row, part, me)) count.byQueue.set(queueId, (count.byQueue.get(queueId) ?? 0) + by)
}

/**
 * The order as it stood, for as long as the agent's pointer or focus is in it: nothing moves, new cases wait outside.
 * A case that left the agent's sight goes at once.
 */
export function keepOrder(
  held: readonly OrderedPart[],
  fresh: readonly OrderedPart[],
  isKnown: (id: CaseId) => boolean,
): { parts: OrderedPart[]; newCount: number } {
  // A part that lists what it listed needs no look at its thousands.
  const isSame = (a: OrderedPart, others: readonly OrderedPart[]) => others.some(({ caseIds }) => caseIds === a.caseIds)
  const heldIds = new Set(held.filter((part) => !isSame(part, fresh)).flatMap((part) => part.caseIds))
  const freshIds = fresh.filter((part) => !isSame(part, held)).flatMap((part) => part.caseIds)
  const parts = held
    .map((part) => (isSame(part, fresh) ? part : { ...part, caseIds: part.caseIds.filter(isKnown) }))
    .filter((part) => part.caseIds.length > 0)
  return { parts, newCount: freshIds.filter((id) => !heldIds.has(id)).length }
}

/** The rows below and above this one, where an arrow leads. Empty: it is in none of the parts. */
export function rowsAround(id: CaseId, parts: readonly OrderedPart[]): CaseId[] {
  const part = parts.findIndex(({ caseIds }) => caseIds.includes(id))
  if (part === -1) return []
  const ids = parts[part]?.caseIds ?? []
  const at = ids.indexOf(id)
  const below = ids[at + 1] ?? parts[part + 1]?.caseIds[0]
  const above = ids[at - 1] ?? parts[part - 1]?.caseIds.at(-1)
  return [below, above].filter((each) => each !== undefined)
}
