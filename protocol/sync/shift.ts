import { z } from 'zod'
import type { ShiftHistory } from '../../domain/schedule/shift-history.ts'
import { ACTIVITY_KINDS } from '../../domain/schedule/shift.ts'
import { activityId, epochMs, shiftId, userId } from '../ids.ts'
import { zone } from './sla-policy.ts'

const version = z.looseObject({
  id: shiftId,
  userId,
  zone,
  day: z.iso.date(),
  startsAt: epochMs,
  endsAt: epochMs,
  activities: z
    .array(
      z.looseObject({
        id: activityId,
        kind: z.enum(ACTIVITY_KINDS),
        startsAt: epochMs,
        endsAt: epochMs,
        isPaid: z.boolean(),
      }),
    )
    .min(1),
  version: z.number().int().positive(),
  knownFrom: epochMs,
})

/** One planned shift with all its versions. */
export const shift = z.looseObject({
  id: shiftId,
  userId,
  versions: z.array(version).min(1),
}) satisfies z.ZodType<ShiftHistory>
