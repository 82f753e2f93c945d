import { z } from 'zod'
import { CHANNELS } from '../domain/cases/channel.ts'
import { RATING_SUBJECTS } from '../domain/metrics/rating.ts'
import { attachment } from './attachment.ts'
import { auditId, caseId, contactId, customerId, epochMs, messageId, queueId, ratingId, userId } from './ids.ts'
import { auditItem, ratingScale, ratingScore } from './sync/quality.ts'

// What connectors (a mailbox, a chat provider, a telephone system) hand in. Each piece carries the outside's own name
// for it, so that handing it in twice changes nothing.

const externalId = z.string().min(1).max(200)
/** Who it came from, as the channel knows them. */
const from = z.object({
  /** An e-mail address, or a telephone number in international form. */
  address: z.string().min(3).max(320),
  name: z.string().max(200),
  /** BCP 47 tag. Absent: not known. */
  language: z.string().max(35).optional(),
})

/** A mail, or a line of a chat. */
export const inboundMessage = z.object({
  externalId,
  channel: z.enum(CHANNELS),
  /** The number in the subject or the chat's thread. Null: find the case by the sender, or open a new one. */
  caseNumber: z.number().int().positive().nullable(),
  /** The chat it belongs to. Null: no chat. */
  contactId: contactId.nullable(),
  /** Where a new case waits. */
  queueId,
  from,
  subject: z.string().max(1_000),
  body: z.string().max(200_000),
  html: z.string().max(2_000_000).nullable(),
})
export type InboundMessage = z.infer<typeof inboundMessage>

/** A chat that is asked for, or a call that rings. */
export const inboundContact = z.object({
  externalId,
  channel: z.enum(['chat', 'phone']),
  caseNumber: z.number().int().positive().nullable(),
  queueId,
  from,
  subject: z.string().max(1_000),
})
export type InboundContact = z.infer<typeof inboundContact>

/** The agent who picked up on the telephone itself, by the name they sign in with. */
export const answeredBy = z.object({ login: z.string().min(1).max(100) })

/** One message that left the house. */
export const sentMessage = z.object({
  messageId,
  caseNumber: z.number().int(),
  channel: z.enum(CHANNELS),
  /** The chat it was said in. Null: no chat. */
  contactId: contactId.nullable(),
  recipient: z.string(),
  subject: z.string(),
  body: z.string(),
  /** Files that left with it; their bytes are fetched one by one. */
  attachments: z.array(attachment),
  takenAt: epochMs,
})
/** What left the house after a moment, oldest first, at most 200; ask again from the last one's moment. */
export const sentAnswer = z.object({ messages: z.array(sentMessage) })

/** What became of it. */
export const inboundAnswer = z.object({
  caseId,
  caseNumber: z.number().int(),
  customerId,
  messageId: messageId.nullable(),
  contactId: contactId.nullable(),
  /** It had been handed in before. */
  isKnown: z.boolean(),
})
export type InboundAnswer = z.infer<typeof inboundAnswer>

/** What a customer answered to a survey. It belongs to a case by its number, to a contact, or to both. */
export const inboundRating = z
  .object({
    externalId,
    caseNumber: z.number().int().positive().nullable(),
    contactId: contactId.nullable(),
    /** 1 to `scale`; more is better. */
    score: ratingScore,
    /** The best score of the survey. */
    scale: ratingScale,
    /** When the customer answered. Absent: now. */
    at: epochMs.optional(),
    /** What the answer is about. Absent: the agent. */
    about: z.enum(RATING_SUBJECTS).optional(),
  })
  .refine(({ score, scale }) => score <= scale, { path: ['score'], message: 'The score is above the scale.' })
  .refine(({ caseNumber, contactId: contact }) => caseNumber !== null || contact !== null, {
    path: ['caseNumber'],
    message: 'Name the case by its number, or the contact.',
  })
export type InboundRating = z.infer<typeof inboundRating>

/** What somebody found who looked at a case for its quality. */
export const inboundAudit = z.object({
  externalId,
  caseNumber: z.number().int().positive(),
  /** Whose work was looked at, by the name they sign in with. */
  login: z.string().min(1).max(100),
  at: epochMs.optional(),
  items: z
    .array(auditItem)
    .min(1)
    .max(50)
    .refine((items) => items.some(({ score }) => score !== null), 'No item applied: there is nothing to score.'),
})
export type InboundAudit = z.infer<typeof inboundAudit>

/** What became of a rating. `agentId`: who is credited; null: nobody had solved the case by then. */
export const ratingAnswer = z.object({ ratingId, caseId, agentId: userId.nullable(), isKnown: z.boolean() })
export type RatingAnswer = z.infer<typeof ratingAnswer>
export const auditAnswer = z.object({ auditId, caseId, agentId: userId, isKnown: z.boolean() })
export type AuditAnswer = z.infer<typeof auditAnswer>
