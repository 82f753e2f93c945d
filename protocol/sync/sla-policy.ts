import { z } from 'zod'
import type { SlaPolicy } from '../../domain/sla/sla-policy.ts'
import { ms } from '../ids.ts'

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
/** A time zone by its name in the IANA database. */
export const zone = z.string().refine(isZone, 'Not a time zone of the IANA database, such as "Europe/Berlin".')
const hours = z
  .object({ fromMinute: z.number().int().min(0).max(1_439), toMinute: z.number().int().min(1).max(1_440) })
  .refine((each) => each.fromMinute < each.toMinute, 'The day must open before it closes.')

/** What a queue promises to those who wait in it. */
export const slaPolicy = z.object({
  calendar: z.object({
    zone,
    week: z.array(z.array(hours)).length(7),
    holidays: z.array(z.iso.date()),
  }),
  replyWithinMs: z.object({ email: ms, phone: ms, chat: ms }),
  riskFromMs: ms,
}) satisfies z.ZodType<SlaPolicy>
