import { z } from 'zod'
import { cursor } from './sync/pull.ts'

/** Events of `GET /api/v1/events` (server-sent events), by event name. None carries content: each is safe to lose, repeat or merge. */
export const serverEvents = {
  hello: z.object({ epoch: z.string(), heads: cursor }),
  poke: z.object({ heads: cursor }),
  limits: z.object({ minIntervalMs: z.number().int().nonnegative() }),
  bye: z.object({ retryMs: z.number().int().nonnegative() }),
} as const
/** A comment line ": beat" comes at least this often; a stream silent for longer than 35 s is dead. */
export const HEARTBEAT_MS = 15_000
export const STREAM_DEAD_AFTER_MS = 35_000
