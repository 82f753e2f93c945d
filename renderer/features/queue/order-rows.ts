import type { CaseId, QueueId, UserId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import { byUrgency, isLive } from '../../../domain/routing/urgency.ts'
import type { QueueRow } from '../../data/repository.ts'

/** A part of the queue: who is on the line, one's own cases, one part for each queue that waits, what colleagues hold. */
export type QueuePart = { of: 'live' } | { of: 'mine' } | { of: 'waiting'; queueId: QueueId } | { of: 'held' }
export type OrderedPart = { key: string; part: QueuePart; caseIds: CaseId[] }
/** What of the queue is listed. */
export type QueueFilter = 'all' | 'mine' | QueueId

type View = { me: UserId; openId: CaseId | null; now: EpochMs }

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

/** The rows in parts, each with the most pressing first. */
export function orderRows(rows: readonly QueueRow[], filter: QueueFilter, { me, openId, now }: View): OrderedPart[] {
  const listed = byUrgency(
    rows.filter((row) => isListed(row, openId) && isIn(filter, row, partOf(row, me), me)),
    now,
  )
  const first = (part: QueuePart): [string, OrderedPart] => [part.of, { key: part.of, part, caseIds: [] }]
  const parts = new Map([first({ of: 'live' }), first({ of: 'mine' })])
  const [, held] = first({ of: 'held' })
  for (const row of listed) {
    const part = partOf(row, me)
    const key = part.of === 'waiting' ? `waiting ${part.queueId}` : part.of
    const place = part.of === 'held' ? held : (parts.get(key) ?? { key, part, caseIds: [] })
    place.caseIds.push(row.case.id)
    if (part.of !== 'held') parts.set(key, place)
  }
  return [...parts.values(), held].filter((part) => part.caseIds.length > 0)
}

/** How many cases each filter lists, what colleagues hold left out. */
export function countRows(
  rows: readonly QueueRow[],
  me: UserId,
): { all: number; mine: number; byQueue: Map<QueueId, number> } {
  const count = { all: 0, mine: 0, byQueue: new Map<QueueId, number>() }
  for (const row of rows) {
    const part = partOf(row, me)
    if (!isListed(row, null) || part.of === 'held') continue
    count.all++
    if (isIn('mine', row, part, me)) count.mine++
    const { queueId } = row.case
    if (isIn(queueId, row, part, me)) count.byQueue.set(queueId, (count.byQueue.get(queueId) ?? 0) + 1)
  }
  return count
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
  const freshIds = fresh.flatMap((part) => part.caseIds)
  const heldIds = new Set(held.flatMap((part) => part.caseIds))
  const parts = held
    .map((part) => ({ ...part, caseIds: part.caseIds.filter(isKnown) }))
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
