import { z } from 'zod'
import { CASE_STATUSES } from '../../domain/cases/case.ts'
import { CHANNELS } from '../../domain/cases/channel.ts'
import { CUSTOMER_FIELDS } from '../../domain/cases/customer.ts'
import type { Mutation, MutationArgs, MutationName } from '../../domain/mutations/mutation.ts'
import { CASE_FIELDS, SENSITIVE_FIELDS, SKIP_REASONS } from '../../domain/mutations/mutation.ts'
import { PROMISE_KINDS } from '../../domain/promises/promise.ts'
import {
  articleId,
  caseId,
  contactId,
  customerId,
  disputeId,
  epochMs,
  guideId,
  guideRunId,
  messageId,
  mutationId,
  orderId,
  promiseId,
  queueId,
  templateId,
  urgentBlockId,
  userId,
} from '../ids.ts'
import { attachment } from '../attachment.ts'
import { contestedDispute } from './dispute.ts'
import { intervalRecord, stamp } from './records.ts'
import { blockEndByDesk, reservedBlock } from './urgent-block.ts'

const body = z.string().max(200_000)
const tag = z.string().min(1).max(100)
const line = z.string().min(1).max(1_000)
const value = z.string().max(2_000).nullable()
const stagedAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tag'), tag }),
  z.object({ kind: z.literal('status'), status: z.enum(CASE_STATUSES) }),
  z.object({
    kind: z.literal('refund'),
    orderId,
    amountMinor: z.number().int().positive(),
    why: z.string().max(1_000),
  }),
  z.object({
    kind: z.literal('promise'),
    promiseId,
    promise: z.enum(PROMISE_KINDS),
    words: line,
    dueAt: epochMs,
  }),
])

const newCustomer = z.object({
  givenName: z.string().max(200),
  familyName: z.string().max(200),
  email: z.string().max(320),
  phone: z.string().max(40).nullable(),
  language: z.string().max(35),
})

const args = {
  'case.setStatus': z.object({ caseId, status: z.enum(CASE_STATUSES) }),
  'case.claim': z.object({ caseId }),
  'case.assign': z.object({ caseId, assigneeId: userId.nullable() }),
  'case.move': z.object({ caseId, queueId }),
  'case.tag.add': z.object({ caseId, tag }),
  'case.tag.remove': z.object({ caseId, tag }),
  'note.add': z.object({ caseId, messageId, body }),
  'reply.send': z.object({
    caseId,
    messageId,
    body,
    channel: z.enum(CHANNELS),
    contactId: contactId.nullable().optional(),
    actions: z.array(stagedAction).max(20).optional(),
    links: z
      .array(z.object({ articleId, title: z.string(), version: z.number().int().positive() }))
      .max(50)
      .optional(),
    templateIds: z.array(templateId).max(50).optional(),
    attachments: z.array(attachment).max(20).optional(),
  }),
  'interval.record': z.object({ interval: intervalRecord }),
  'interval.contest': z.object({ dispute: contestedDispute }),
  'interval.decide': z.object({
    disputeId,
    isAccepted: z.boolean(),
    words: z.string().max(4_000),
    corrections: z.array(intervalRecord).max(50),
  }),
  'urgentBlock.reserve': z.object({ block: reservedBlock }),
  'urgentBlock.end': z.object({ blockId: urgentBlockId, because: blockEndByDesk }),
  'case.open': z.object({
    caseId,
    customerId,
    subject: line,
    channel: z.enum(CHANNELS),
    queueId,
    orderId: orderId.nullable(),
    reason: z.string().max(100).nullable(),
    customer: newCustomer.optional(),
  }),
  'case.skip': z.object({ caseId, reason: z.enum(SKIP_REASONS) }),
  'case.escalate': z.object({ caseId, childId: caseId, queueId, subject: line, messageId, body }),
  'case.edit': z.object({ caseId, field: z.enum(CASE_FIELDS), from: value, to: value }),
  'case.merge': z.object({ caseId, intoId: caseId }),
  'case.unmerge': z.object({ caseId }),
  'case.reveal': z.object({ caseId, field: z.enum(SENSITIVE_FIELDS) }),
  'customer.edit': z.object({ caseId, customerId, field: z.enum(CUSTOMER_FIELDS), from: value, to: value }),
  'customer.merge': z.object({ caseId, customerId, intoId: customerId }),
  'customer.unmerge': z.object({ caseId, customerId }),
  'contact.start': z.object({
    caseId,
    contactId,
    channel: z.enum(CHANNELS),
    direction: z.enum(['inbound', 'outbound']),
  }),
  'contact.step': z.object({ caseId, contactId, step: z.enum(['hold', 'resume', 'end']) }),
  'contact.wrapUp': z.object({ caseId, contactId, disposition: z.string().max(100), summary: z.string().max(10_000) }),
  'promise.make': z.object({
    caseId,
    promiseId,
    promise: z.enum(PROMISE_KINDS),
    words: line,
    dueAt: epochMs,
    messageId: messageId.nullable(),
  }),
  'promise.move': z.object({ caseId, promiseId, dueAt: epochMs, ownerId: userId, why: z.string().max(1_000) }),
  'promise.settle': z.object({ caseId, promiseId, state: z.enum(['kept', 'dropped']), why: z.string().max(1_000) }),
  'guide.start': z.object({ caseId, runId: guideRunId, guideId }),
  'guide.answer': z.object({
    caseId,
    runId: guideRunId,
    at: z.number().int().nonnegative(),
    stepId: z.string().max(100),
    choiceId: z.string().max(100).nullable(),
    text: z.string().max(10_000).nullable(),
  }),
  'guide.end': z.object({
    caseId,
    runId: guideRunId,
    outcomeId: z.string().max(100).nullable(),
    disposition: z.string().max(100).nullable(),
  }),
  'settings.set': z.object({ key: z.string().regex(/^[a-zA-Z.-]{1,64}$/), value: z.string().max(50_000).nullable() }),
} satisfies { [Name in MutationName]: z.ZodType<MutationArgs[Name]> }

const named = <Name extends MutationName>(name: Name) =>
  z.object({
    id: mutationId,
    name: z.literal(name),
    v: z.literal(1),
    lane: z.string().min(1).max(64),
    args: args[name],
    pre: z.object({ lastPublicOrdinal: z.number().int().nonnegative() }).nullable(),
    baseRev: z.number().int().nonnegative().nullable(),
    stamp,
  })

const variants = [
  named('case.setStatus'),
  named('case.claim'),
  named('case.assign'),
  named('case.move'),
  named('case.tag.add'),
  named('case.tag.remove'),
  named('note.add'),
  named('reply.send'),
  named('interval.record'),
  named('interval.contest'),
  named('interval.decide'),
  named('urgentBlock.reserve'),
  named('urgentBlock.end'),
  named('case.open'),
  named('case.skip'),
  named('case.escalate'),
  named('case.edit'),
  named('case.merge'),
  named('case.unmerge'),
  named('case.reveal'),
  named('customer.edit'),
  named('customer.merge'),
  named('customer.unmerge'),
  named('contact.start'),
  named('contact.step'),
  named('contact.wrapUp'),
  named('promise.make'),
  named('promise.move'),
  named('promise.settle'),
  named('guide.start'),
  named('guide.answer'),
  named('guide.end'),
  named('settings.set'),
] as const

/** An intent as it is kept in outbox and journal. */
export const mutation = z.discriminatedUnion('name', variants) as unknown as z.ZodType<Mutation>

/** A mutation on the wire: the intent, its number, and whether it is sent again after a restore of the server. */
export const numberedMutation = z.object({
  /** Gapless per client, from 1; sealed durably before the first send. */
  n: z.number().int().positive(),
  /** True: an earlier epoch of the server may have seen it; a reply then enters as "delivery unknown". */
  replay: z.boolean(),
  mutation,
})
export type NumberedMutation = z.infer<typeof numberedMutation>
