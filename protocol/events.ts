import { z } from 'zod'
import type { Presence } from '../domain/people/presence.ts'
import { PRESENCE_STATES } from '../domain/people/presence.ts'
import { caseId, userId } from './ids.ts'
import { cursor } from './sync/pull.ts'

/** What people are doing now. Held in memory only; nothing of it is ever written down. */
export const presence = z.object({
  entries: z.array(z.object({ caseId, userId, name: z.string(), state: z.enum(PRESENCE_STATES) })),
  typing: z.array(caseId),
}) satisfies z.ZodType<Presence>

/** What a desk says of its agent: the case they have open. Null: none. Said again every 20 s while it holds. */
export const presenceRequest = z.object({ caseId: caseId.nullable(), state: z.enum(PRESENCE_STATES) })
export type PresenceRequest = z.infer<typeof presenceRequest>
export const PRESENCE_ENDS_AFTER_MS = 50_000

/** Events of `GET /api/v1/events` (server-sent events), by event name. Each is safe to lose, repeat or merge. */
export const serverEvents = {
  hello: z.object({ epoch: z.string(), heads: cursor }),
  poke: z.object({ heads: cursor }),
  limits: z.object({ minIntervalMs: z.number().int().nonnegative() }),
  /** Whole and new each time: what colleagues have open, as far as the listener may see it. */
  presence,
  bye: z.object({ retryMs: z.number().int().nonnegative() }),
} as const
/** A comment line ": beat" comes at least this often; a stream silent for longer than 35 s is dead. */
export const HEARTBEAT_MS = 15_000
export const STREAM_DEAD_AFTER_MS = 35_000
