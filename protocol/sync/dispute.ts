import { z } from 'zod'
import type { DisputeRecord } from '../../domain/agent-time/dispute.ts'
import { disputeId, epochMs, intervalId, userId } from '../ids.ts'

/** What an agent says when they contest a stretch of their time. */
export const contestedDispute = z.object({
  id: disputeId,
  userId,
  intervalId,
  metric: z.string().min(1).max(64),
  words: z.string().min(1).max(4_000),
  evidence: z.string().max(20_000),
  contestedAt: epochMs,
})

/** A contested stretch with what was decided about it. */
export const dispute = z.looseObject({
  ...contestedDispute.shape,
  decision: z
    .object({
      by: z.object({ id: userId, name: z.string() }),
      at: epochMs,
      isAccepted: z.boolean(),
      words: z.string(),
      correctionIds: z.array(intervalId),
    })
    .nullable(),
}) satisfies z.ZodType<DisputeRecord>
