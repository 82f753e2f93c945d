import type { EpochMs } from '../kernel/time.ts'
import { MINUTE_MS } from '../kernel/time.ts'

/** What one desk knows of the queues that its agent works. */
export type QueueFacts = {
  /** Calls and chats that ring and that nobody has answered. */
  waiting: number
  /** When a first or next reply is due, of open cases that nobody holds. */
  unheldDueAt: readonly EpochMs[]
}

/** Whether the queue can do without the agent, and the next good moment. Null: it can, or none is known. */
export type QueueWord = { canSpare: boolean; nextSlotAt: EpochMs | null }

/** From so many calls and chats that wait at once, one more pair of hands is needed: the first of them is answered by the next who is free. */
const WAITING_NEEDS_ALL = 2
/** So many replies that nobody has taken up, all due within `DUE_WITHIN_MS`, need everybody as well. */
const DUE_NEEDS_ALL = 3
const DUE_WITHIN_MS = 15 * MINUTE_MS
/** A crowd is taken to be gone after so long. */
const CROWD_MS = 10 * MINUTE_MS
/** Moments are named on the clock's fives. */
const SLOT_MS = 5 * MINUTE_MS

/**
 * A rule that an agent can check by looking at their queue. A slot that was named holds: it stays until it has come, and then ten minutes are the agents'; what is
 * late already is no reason to stay, and a desk that cannot know (offline) does not ask: it can spare the agent.
 */
export function queueWord(facts: QueueFacts | null, now: EpochMs, before: QueueWord | null): QueueWord {
  if (facts === null) return { canSpare: true, nextSlotAt: null }
  const dueSoon = facts.unheldDueAt.filter((at) => at >= now && at < now + DUE_WITHIN_MS).length
  if (facts.waiting < WAITING_NEEDS_ALL && dueSoon < DUE_NEEDS_ALL) return { canSpare: true, nextSlotAt: null }
  const named = before?.nextSlotAt ?? null
  // A slot that was named is kept, whatever the queue looks like when it comes.
  if (named !== null && now < named + CROWD_MS) return { canSpare: named <= now, nextSlotAt: named }
  return { canSpare: false, nextSlotAt: (Math.ceil((now + CROWD_MS) / SLOT_MS) * SLOT_MS) as EpochMs }
}
