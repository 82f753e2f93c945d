import type { Brand } from './brand.ts'

/** An organisation that uses Evenkeel. Nothing ever spans two of them. */
export type TenantId = Brand<string, 'TenantId'>
/** A person who signs in: agent, lead, analyst, trainer, trainee or admin. */
export type UserId = Brand<string, 'UserId'>
/** A team of agents under one lead. */
export type TeamId = Brand<string, 'TeamId'>
/** Where cases wait. */
export type QueueId = Brand<string, 'QueueId'>
/** A customer's problem; spans contacts. */
export type CaseId = Brand<string, 'CaseId'>
/** The person with the problem. */
export type CustomerId = Brand<string, 'CustomerId'>
/** An order of a customer. */
export type OrderId = Brand<string, 'OrderId'>
/** One entry of a case's thread: a public message or a note. */
export type MessageId = Brand<string, 'MessageId'>
/** One file that goes with a message; made by the desk that attached it. */
export type AttachmentId = Brand<string, 'AttachmentId'>
/** One handled interaction on one channel. */
export type ContactId = Brand<string, 'ContactId'>
/** One stretch of an agent's time in one state. */
export type IntervalId = Brand<string, 'IntervalId'>
/** One action of an agent; the server applies it at most once. */
export type MutationId = Brand<string, 'MutationId'>
/** One desk installation of one user in one tenant; numbers its mutations without a gap. */
export type ClientId = Brand<string, 'ClientId'>
/** Something an agent has promised a customer to do by a moment. */
export type PromiseId = Brand<string, 'PromiseId'>
/** One line of a case's history. */
export type EventId = Brand<string, 'EventId'>
/** One version of a guided script: "late-parcel@3". */
export type GuideId = Brand<string, 'GuideId'>
/** One run of a guided script through one case. */
export type GuideRunId = Brand<string, 'GuideRunId'>
/** A text with placeholders that agents insert. */
export type TemplateId = Brand<string, 'TemplateId'>
/** One article of the knowledge base. */
export type ArticleId = Brand<string, 'ArticleId'>
/** One planned shift of one agent. */
export type ShiftId = Brand<string, 'ShiftId'>
/** One planned stretch of a shift. */
export type ActivityId = Brand<string, 'ActivityId'>
/** One contested stretch of an agent's time. */
export type DisputeId = Brand<string, 'DisputeId'>
/** One stretch that an agent keeps for urgent cases. */
export type UrgentBlockId = Brand<string, 'UrgentBlockId'>
/** One answer of a customer to "how was it?". */
export type RatingId = Brand<string, 'RatingId'>
/** One case that somebody has looked at for its quality. */
export type AuditId = Brand<string, 'AuditId'>
/** One version of what a house decides about its figures. */
export type MetricPolicyId = Brand<string, 'MetricPolicyId'>
