import { z } from 'zod'
import { INTERVAL_SOURCES, INTERVAL_STATES } from '../../domain/agent-time/interval.ts'
import { CASE_PRIORITIES, CASE_STATUSES } from '../../domain/cases/case.ts'
import { CHANNELS } from '../../domain/cases/channel.ts'
import { CUSTOMER_FIELDS } from '../../domain/cases/customer.ts'
import { DELIVERY_STATES } from '../../domain/cases/delivery.ts'
import { VISIBILITIES } from '../../domain/cases/message.ts'
import { EVENT_KINDS } from '../../domain/cases/event.ts'
import { ORDER_STATUSES, ORDER_STEP_KINDS } from '../../domain/cases/order.ts'
import type { EntityKind, EntityOf } from '../../domain/mutations/entities.ts'
import { ROLES } from '../../domain/people/person.ts'
import { PROMISE_KINDS } from '../../domain/promises/promise.ts'
import {
  articleId,
  caseId,
  contactId,
  customerId,
  epochMs,
  eventId,
  guideId,
  guideRunId,
  intervalId,
  messageId,
  ms,
  orderId,
  promiseId,
  queueId,
  teamId,
  userId,
} from '../ids.ts'
import { attachment } from '../attachment.ts'
import { article, guide, template } from './content.ts'
import { dispute } from './dispute.ts'
import { audit, metricPolicy, rating } from './quality.ts'
import { shift } from './shift.ts'
import { slaPolicy } from './sla-policy.ts'
import { urgentBlock } from './urgent-block.ts'

export const stamp = z.object({ at: epochMs, offsetMs: ms.nullable(), monotonicMs: ms })

const address = z.object({
  line1: z.string(),
  line2: z.string(),
  city: z.string(),
  region: z.string(),
  postcode: z.string(),
  country: z.string(),
})

export const intervalRecord = z.object({
  id: intervalId,
  userId,
  state: z.enum(INTERVAL_STATES),
  source: z.enum(INTERVAL_SOURCES),
  startedAt: stamp,
  endedAt: stamp.nullable(),
  caseId: caseId.nullable(),
  replaces: intervalId.nullable(),
  contactId: contactId.nullable().optional(),
  channel: z.enum(CHANNELS).nullable().optional(),
  zone: z.string().max(100).optional(),
  isOffline: z.boolean().optional(),
  isFaultSeen: z.boolean().optional(),
  session: z.string().max(64).optional(),
  endSession: z.string().max(64).optional(),
  isCutShort: z.boolean().optional(),
})

const by = z.object({ id: userId, name: z.string() })
const articleLink = z.object({ articleId, title: z.string(), version: z.number().int().positive() })

/** The records of the feed. Unknown fields are kept, not dropped, so that an older desk hands them on unharmed. */
export const records = {
  case: z.looseObject({
    id: caseId,
    number: z.number().int(),
    subject: z.string(),
    status: z.enum(CASE_STATUSES),
    priority: z.enum(CASE_PRIORITIES),
    queueId,
    assigneeId: userId.nullable(),
    customerId,
    orderId: orderId.nullable(),
    channel: z.enum(CHANNELS),
    tags: z.array(z.string()),
    reason: z.string().nullable(),
    waitingSince: epochMs.nullable(),
    parentId: caseId.nullable(),
    escalations: z.array(
      z.object({
        caseId,
        queueId,
        assigneeId: userId.nullable(),
        status: z.enum(CASE_STATUSES),
        replyDueAt: epochMs.nullable(),
      }),
    ),
    mergedIntoId: caseId.nullable(),
    openedAt: epochMs,
    replyDueAt: epochMs.nullable(),
    lastCustomerMessageAt: epochMs.nullable(),
    publicCount: z.number().int().nonnegative(),
  }),
  message: z.looseObject({
    id: messageId,
    caseId,
    contactId: contactId.nullable(),
    author: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('customer'), id: customerId, name: z.string() }),
      z.object({ kind: z.literal('agent'), id: userId, name: z.string() }),
      z.object({ kind: z.literal('system'), name: z.string() }),
    ]),
    visibility: z.enum(VISIBILITIES),
    channel: z.enum(CHANNELS),
    body: z.string(),
    html: z.string().nullable(),
    links: z.array(articleLink),
    attachments: z.array(attachment).optional(),
    writtenAt: epochMs,
    receivedAt: epochMs.nullable(),
    publicOrdinal: z.number().int().positive().nullable(),
  }),
  delivery: z.looseObject({
    id: messageId,
    caseId,
    state: z.enum(DELIVERY_STATES),
    sentAt: epochMs.nullable(),
    failure: z.string().nullable(),
  }),
  contact: z.looseObject({
    id: contactId,
    caseId,
    channel: z.enum(CHANNELS),
    direction: z.enum(['inbound', 'outbound']),
    agentId: userId.nullable(),
    offeredAt: epochMs,
    answeredAt: epochMs.nullable(),
    holds: z.array(z.object({ from: epochMs, to: epochMs.nullable() })),
    endedAt: epochMs.nullable(),
    endedBy: z.enum(['customer', 'agent']).nullable(),
    wrappedUpAt: epochMs.nullable(),
    disposition: z.string().nullable(),
    summary: z.string(),
  }),
  interval: z.looseObject(intervalRecord.shape),
  customer: z.looseObject({
    id: customerId,
    givenName: z.string(),
    familyName: z.string(),
    email: z.string(),
    address,
    phone: z.string().nullable(),
    since: epochMs.nullable(),
    language: z.string(),
    paymentMethods: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['card', 'paypal', 'gift-card']),
        brand: z.string().nullable(),
        lastFour: z.string().nullable(),
      }),
    ),
    mergedIntoId: customerId.nullable(),
    edits: z.array(z.object({ field: z.enum(CUSTOMER_FIELDS), by, at: epochMs })),
  }),
  order: z.looseObject({
    id: orderId,
    customerId,
    number: z.string(),
    status: z.enum(ORDER_STATUSES),
    currency: z.string().length(3),
    placedAt: epochMs,
    items: z.array(z.object({ id: z.string(), name: z.string(), variant: z.string(), priceMinor: z.number().int() })),
    payments: z.array(
      z.object({ kind: z.enum(['payment', 'refund']), amountMinor: z.number().int(), methodId: z.string() }),
    ),
    trackingNumbers: z.array(z.string()),
    carrier: z.string().nullable(),
    deliveryDueAt: epochMs.nullable(),
    steps: z.array(z.object({ kind: z.enum(ORDER_STEP_KINDS), at: epochMs, place: z.string() })),
    refunds: z.array(
      z.object({
        amountMinor: z.number().int(),
        state: z.enum(['requested', 'with-finance', 'paid', 'refused']),
        at: epochMs,
        why: z.string(),
      }),
    ),
    address,
  }),
  person: z.looseObject({ id: userId, name: z.string(), role: z.enum(ROLES), teamIds: z.array(teamId) }),
  queue: z.looseObject({ id: queueId, name: z.string(), teamIds: z.array(teamId), sla: slaPolicy }),
  promise: z.looseObject({
    id: promiseId,
    caseId,
    kind: z.enum(PROMISE_KINDS),
    words: z.string(),
    dueAt: epochMs,
    madeAt: epochMs,
    madeBy: by,
    ownerId: userId,
    messageId: messageId.nullable(),
    state: z.enum(['open', 'kept', 'dropped']),
    settledAt: epochMs.nullable(),
  }),
  event: z.looseObject({
    id: eventId,
    caseId,
    kind: z.enum(EVENT_KINDS),
    by,
    at: epochMs,
    detail: z.record(z.string(), z.string()),
  }),
  guideRun: z.looseObject({
    id: guideRunId,
    caseId,
    guideId,
    startedAt: epochMs,
    startedBy: by,
    answers: z.array(
      z.object({
        stepId: z.string(),
        choiceId: z.string().nullable(),
        text: z.string().nullable(),
        at: epochMs,
        by,
      }),
    ),
    state: z.enum(['running', 'finished', 'left']),
    outcomeId: z.string().nullable(),
    endedAt: epochMs.nullable(),
  }),
  settings: z.looseObject({ id: userId, values: z.record(z.string(), z.string()) }),
  template,
  guide,
  article,
  shift,
  dispute,
  urgentBlock,
  rating,
  audit,
  metricPolicy,
} satisfies { [Kind in EntityKind]: z.ZodType<EntityOf[Kind]> }
