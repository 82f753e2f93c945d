import { z } from 'zod'
import { INTERVAL_SOURCES, INTERVAL_STATES } from '../../domain/agent-time/interval.ts'
import { CASE_PRIORITIES, CASE_STATUSES } from '../../domain/cases/case.ts'
import { CHANNELS } from '../../domain/cases/channel.ts'
import { DELIVERY_STATES } from '../../domain/cases/delivery.ts'
import { VISIBILITIES } from '../../domain/cases/message.ts'
import { ORDER_STATUSES } from '../../domain/cases/order.ts'
import type { EntityKind, EntityOf } from '../../domain/mutations/entities.ts'
import { ROLES } from '../../domain/people/person.ts'
import {
  caseId,
  contactId,
  customerId,
  epochMs,
  intervalId,
  messageId,
  ms,
  orderId,
  queueId,
  teamId,
  userId,
} from '../ids.ts'

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
})

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
    agentId: userId.nullable(),
    offeredAt: epochMs,
    answeredAt: epochMs.nullable(),
    endedAt: epochMs.nullable(),
    wrappedUpAt: epochMs.nullable(),
    disposition: z.string().nullable(),
  }),
  interval: z.looseObject(intervalRecord.shape),
  customer: z.looseObject({
    id: customerId,
    givenName: z.string(),
    familyName: z.string(),
    email: z.string(),
    address,
    language: z.string(),
    paymentMethods: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['card', 'paypal', 'gift-card']),
        brand: z.string().nullable(),
        lastFour: z.string().nullable(),
      }),
    ),
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
    address,
  }),
  person: z.looseObject({ id: userId, name: z.string(), role: z.enum(ROLES), teamIds: z.array(teamId) }),
  queue: z.looseObject({ id: queueId, name: z.string(), teamIds: z.array(teamId) }),
} satisfies { [Kind in EntityKind]: z.ZodType<EntityOf[Kind]> }
