import { z } from 'zod'
import type { UrgentBlockRecord } from '../../domain/breaks/urgent-block.ts'
import { BLOCK_END_REASONS } from '../../domain/breaks/urgent-block.ts'
import { epochMs, urgentBlockId, userId } from '../ids.ts'
import { zone } from './sla-policy.ts'

/** What an agent says when they keep time for urgent cases. */
export const reservedBlock = z.object({ id: urgentBlockId, userId, startsAt: epochMs, endsAt: epochMs, zone })

/** Why a block ends, as far as the desk can say; that a lead ended it the server knows by itself. */
export const blockEndByDesk = z.enum(BLOCK_END_REASONS).exclude(['lead'])

/** A block with how it ended. */
export const urgentBlock = z.looseObject({
  ...reservedBlock.shape,
  reservedAt: epochMs,
  endedAt: epochMs.nullable(),
  endedBecause: z.enum(BLOCK_END_REASONS).nullable(),
  endedBy: z.object({ id: userId, name: z.string() }).nullable(),
}) satisfies z.ZodType<UrgentBlockRecord>
