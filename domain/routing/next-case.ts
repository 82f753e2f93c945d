import type { KeptStretch } from '../breaks/urgent-block.ts'
import { mayOfferInBlocks } from '../breaks/urgent-block.ts'
import type { CaseRecord } from '../cases/case.ts'
import type { CaseId } from '../kernel/ids.ts'
import type { EpochMs, Ms } from '../kernel/time.ts'
import { MINUTE_MS } from '../kernel/time.ts'
import { isAllowed } from '../people/permissions.ts'
import type { Actor } from '../people/person.ts'
import type { Presence } from '../people/presence.ts'
import type { Waiting } from './urgency.ts'
import { byUrgency, isUrgentCase, liveSince } from './urgency.ts'

/** A waiting case as far as it matters who may take it. */
export type Offer = Waiting & {
  case: Waiting['case'] & Pick<CaseRecord, 'id' | 'queueId' | 'assigneeId' | 'mergedIntoId'>
  /** When this agent last passed it over. Null: never. */
  skippedAt: EpochMs | null
}

/** What the agent has before them. */
export type Sight = {
  presence: Presence
  /** The case that is open now. Null: none. */
  openId: CaseId | null
  /** When Next case last showed them a case, so that it does not go to and fro between their own. */
  shownAt: ReadonlyMap<CaseId, EpochMs>
  /** Cases that somebody else was faster to take, until the news of it has come. */
  lost: ReadonlySet<CaseId>
  /** What they keep of their time for urgent cases. */
  blocks: readonly KeptStretch[]
}

/** A case that was skipped, or just shown, is not offered again for so long, unless nothing else waits. */
export const PASSED_OVER_MS = (30 * MINUTE_MS) as Ms

/** Whether the agent may take it now and somebody waits for it. */
export function isForTaking(row: Offer, actor: Actor, now: EpochMs, { presence, lost, blocks }: Sight): boolean {
  const { id, status, queueId, assigneeId, mergedIntoId, replyDueAt } = row.case
  if (!mayOfferInBlocks(blocks, isUrgentCase(row.case), now)) return false
  if (mergedIntoId !== null || lost.has(id)) return false
  if (assigneeId !== null && assigneeId !== actor.id) return false
  // Their own stay theirs wherever they lie; all else only out of their queues.
  if (assigneeId === null && !(isAllowed(actor.role, 'case.claim') && actor.queueIds.includes(queueId))) return false
  const isDue = row.promiseDueAt !== null && row.promiseDueAt <= now
  const isWaiting = status === 'open' && (assigneeId === null || replyDueAt !== null || isDue)
  if (!isWaiting && !(status === 'pending' && isDue) && liveSince(row) === null) return false
  return !presence.entries.some(
    (entry) => entry.caseId === id && entry.userId !== actor.id && entry.state === 'replying',
  )
}

/** How many of the cases that they could take now wait only because they keep the time for urgent ones. */
export const countHeldByBlocks = (rows: readonly Offer[], actor: Actor, now: EpochMs, sight: Sight): number =>
  rows.filter((row) => isForTaking(row, actor, now, { ...sight, blocks: [] }) && !isForTaking(row, actor, now, sight))
    .length

/** How many urgent cases wait for the agent or are in their hand: what keeps a block running. */
export const countUrgentFor = (rows: readonly Offer[], actor: Actor, now: EpochMs): number =>
  rows.filter(
    (row) =>
      isUrgentCase(row.case) && (isInHand(row, actor) || isForTaking(row, actor, now, { ...NOTHING_SEEN, blocks: [] })),
  ).length

const NOTHING_SEEN: Omit<Sight, 'blocks'> = {
  presence: { entries: [], typing: [] },
  openId: null,
  shownAt: new Map(),
  lost: new Set(),
}

/** Whether the agent is with the customer, or has not wrapped up. */
const isInHand = ({ live }: Offer, actor: Actor): boolean =>
  live !== null && live.agentId === actor.id && live.wrappedUpAt === null

/** When the agent last turned from it; what came in since then counts as new. Null: not lately. */
function passedAt(row: Offer, now: EpochMs, shownAt: Sight['shownAt']): EpochMs | null {
  const shown = shownAt.get(row.case.id) ?? null
  const isNews = shown !== null && (row.case.lastCustomerMessageAt ?? 0) > shown
  const at = Math.max(row.skippedAt ?? 0, isNews ? 0 : (shown ?? 0)) as EpochMs
  return at > 0 && now - at < PASSED_OVER_MS ? at : null
}

/**
 * The most pressing case the agent may take. What they skipped or saw within the last 30 minutes comes only when
 * nothing else waits, the longest passed over first. Null: nothing waits for them.
 */
export function nextCaseFor<Row extends Offer>(
  rows: readonly Row[],
  actor: Actor,
  now: EpochMs,
  sight: Sight,
): Row | null {
  const free = rows.filter((row) => row.case.id !== sight.openId && isForTaking(row, actor, now, sight))
  const passed = new Map(free.map((row) => [row, passedAt(row, now, sight.shownAt)]))
  const [fresh] = byUrgency(
    free.filter((row) => passed.get(row) === null),
    now,
  )
  if (fresh !== undefined) return fresh
  return [...free].sort((a, b) => (passed.get(a) ?? 0) - (passed.get(b) ?? 0))[0] ?? null
}
