import { z } from 'zod'
import type { HelpContacts } from '../domain/people/help-contacts.ts'

const line = z.string().trim().min(1).max(200)
const contact = z
  .object({
    name: line.nullable().default(null),
    phone: line.nullable().default(null),
    email: line.nullable().default(null),
    hours: line.nullable().default(null),
  })
  .strict()
const someContact = contact.default({ name: null, phone: null, email: null, hours: null })

/** The file that the house lays on a machine, and what the page gets of it. What it leaves out is not known. */
export const helpContacts = z
  .object({
    assistance: someContact,
    supervisor: someContact,
    security: someContact,
    emergencyPhone: line.nullable().default(null),
    safetySteps: z.array(z.string().trim().min(1).max(500)).min(1).max(12).nullable().default(null),
  })
  .strict() satisfies z.ZodType<HelpContacts, unknown>
