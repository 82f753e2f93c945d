import { z } from 'zod'
import { CHANNELS } from '../domain/cases/channel.ts'
import { attachment } from './attachment.ts'
import { caseId, contactId, customerId, epochMs, messageId, queueId } from './ids.ts'

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
