import type { CaseId, QueueId, UserId } from '../../../domain/kernel/ids.ts'
import type { QueueRow } from '../../data/repository.ts'

/** A part of the queue: one's own cases, one part for each queue that waits, and what colleagues hold. */
export type QueuePart = { of: 'mine' } | { of: 'waiting'; queueId: QueueId } | { of: 'held' }
export type OrderedPart = { key: string; part: QueuePart; caseIds: CaseId[] }

/** The rows in parts, each sorted by time left. Solved and closed cases wait for nobody; the open case always stays. */
export function orderRows(rows: readonly QueueRow[], me: UserId, openId: CaseId | null): OrderedPart[] {
  const shown = rows
    .filter(({ case: { id, status } }) => status === 'open' || status === 'pending' || id === openId)
    .sort((a, b) => dueOf(a) - dueOf(b) || a.case.openedAt - b.case.openedAt || a.case.number - b.case.number)
  const parts = new Map<string, OrderedPart>([['mine', { key: 'mine', part: { of: 'mine' }, caseIds: [] }]])
  const held: OrderedPart = { key: 'held', part: { of: 'held' }, caseIds: [] }
  for (const { case: kase } of shown) {
    const key = kase.assigneeId === me ? 'mine' : `waiting ${kase.queueId}`
    const isHeld = kase.assigneeId !== null && kase.assigneeId !== me
    const part = isHeld
      ? held
      : (parts.get(key) ?? { key, part: { of: 'waiting', queueId: kase.queueId }, caseIds: [] })
    part.caseIds.push(kase.id)
    if (!isHeld) parts.set(key, part)
  }
  return [...parts.values(), held].filter((part) => part.caseIds.length > 0)
}

/** A paused clock comes after every running one. */
const dueOf = (row: QueueRow) => row.case.replyDueAt ?? Number.MAX_SAFE_INTEGER

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
