import type { IdleReading as MachineIdle } from '../../domain/agent-time/idle.ts'
import type { IdleReading } from '../../domain/breaks/break-event.ts'
import type { QueueFacts } from '../../domain/breaks/queue-word.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import { contactState } from '../../domain/cases/contact.ts'
import type { UserId } from '../../domain/kernel/ids.ts'
import type { Ms } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import type { QueueRow } from '../data/repository.ts'

const IDLE_FROM_MS = MINUTE_MS

/** What the machine says, for the engine: only what the system itself tells proves a rest. */
export function readingOf(reading: MachineIdle): IdleReading {
  if (reading.kind === 'unknown') return { state: 'unknown', idleForMs: null, isReliable: false }
  const { idleMs } = reading
  return { state: idleMs >= IDLE_FROM_MS ? 'idle' : 'active', idleForMs: idleMs as Ms, isReliable: true }
}

/** What this desk sees of its queues: lines that ring for this agent, and replies that nobody has taken up. */
export function factsOf(rows: readonly QueueRow[], me: UserId): QueueFacts {
  const rings = (live: ContactRecord | null) =>
    live !== null && contactState(live) === 'offered' && (live.agentId === null || live.agentId === me)
  return {
    waiting: rows.filter(({ live }) => rings(live)).length,
    unheldDueAt: rows.flatMap(({ case: { status, assigneeId, replyDueAt } }) =>
      status === 'open' && assigneeId === null && replyDueAt !== null ? [replyDueAt] : [],
    ),
  }
}
