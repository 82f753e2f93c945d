import { z } from 'zod'
import type {
  ActivityId,
  ArticleId,
  AttachmentId,
  AuditId,
  CaseId,
  ClientId,
  ContactId,
  CustomerId,
  DisputeId,
  EventId,
  GuideId,
  GuideRunId,
  IntervalId,
  MessageId,
  MetricPolicyId,
  MutationId,
  OrderId,
  PromiseId,
  QueueId,
  RatingId,
  ShiftId,
  TeamId,
  TemplateId,
  TenantId,
  UrgentBlockId,
  UserId,
} from '../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../domain/kernel/time.ts'

/** Any id on the wire: 1 to 64 of letters, digits, "_" and "-". Ids that a desk makes are UUID version 7. */
const anyId = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/)
const id = <Id extends string>() => anyId as unknown as z.ZodType<Id, string>

export const tenantId = id<TenantId>()
export const userId = id<UserId>()
export const teamId = id<TeamId>()
export const queueId = id<QueueId>()
export const caseId = id<CaseId>()
export const customerId = id<CustomerId>()
export const orderId = id<OrderId>()
export const messageId = id<MessageId>()
export const attachmentId = id<AttachmentId>()
export const contactId = id<ContactId>()
export const intervalId = id<IntervalId>()
export const mutationId = id<MutationId>()
export const clientId = id<ClientId>()
export const promiseId = id<PromiseId>()
export const eventId = id<EventId>()
export const guideRunId = id<GuideRunId>()
export const templateId = id<TemplateId>()
export const articleId = id<ArticleId>()
export const shiftId = id<ShiftId>()
export const disputeId = id<DisputeId>()
export const urgentBlockId = id<UrgentBlockId>()
export const ratingId = id<RatingId>()
export const auditId = id<AuditId>()
export const metricPolicyId = id<MetricPolicyId>()
export const activityId = id<ActivityId>()
/** Key and version of a guided script: "late-parcel@3". */
export const guideId = z.string().regex(/^[0-9a-z-]{1,64}@[1-9][0-9]{0,5}$/) as unknown as z.ZodType<GuideId, string>

/** A moment, ms since 1970 UTC. Before 2000 or after 2100 is a mistake of units. */
export const epochMs = z.number().min(946_684_800_000).max(4_102_444_800_000) as unknown as z.ZodType<EpochMs, number>
/** A length of time in ms. */
export const ms = z.number() as unknown as z.ZodType<Ms, number>
