import type { DisputeRecord } from '../agent-time/dispute.ts'
import type { IntervalRecord } from '../agent-time/interval.ts'
import type { BlockEndReason, UrgentBlockRecord } from '../breaks/urgent-block.ts'
import type { Attachment } from '../cases/attachment.ts'
import type { CaseStatus } from '../cases/case.ts'
import type { Channel } from '../cases/channel.ts'
import type { CustomerField } from '../cases/customer.ts'
import type { NewCustomer } from '../cases/new-customer.ts'
import type {
  CaseId,
  ContactId,
  CustomerId,
  DisputeId,
  EventId,
  GuideId,
  GuideRunId,
  MessageId,
  MutationId,
  OrderId,
  PromiseId,
  QueueId,
  TemplateId,
  UrgentBlockId,
  UserId,
} from '../kernel/ids.ts'
import type { EpochMs, Stamp } from '../kernel/time.ts'
import type { ArticleLink } from '../knowledge/article.ts'
import type { PromiseKind } from '../promises/promise.ts'
import type { StagedAction } from '../replying/staged-action.ts'

/** What the agent had seen when they acted. Checked by the server, because an action sent hours later can be wrong. */
export type SeenThread = {
  /** `publicOrdinal` of the newest public message the agent had before them; 0: none. */
  lastPublicOrdinal: number
}

/** What each action carries. Names are for ever: an action may wait on a desk for weeks before it is sent. */
export type MutationArgs = {
  'case.setStatus': { caseId: CaseId; status: CaseStatus }
  'case.claim': { caseId: CaseId }
  'case.assign': { caseId: CaseId; assigneeId: UserId | null }
  'case.move': { caseId: CaseId; queueId: QueueId }
  'case.tag.add': { caseId: CaseId; tag: string }
  'case.tag.remove': { caseId: CaseId; tag: string }
  'note.add': { caseId: CaseId; messageId: MessageId; body: string }
  'reply.send': {
    caseId: CaseId
    messageId: MessageId
    body: string
    channel: Channel
    /** The contact it is said in. Absent or null: outside any. */
    contactId?: ContactId | null | undefined
    /** What happens with it. Absent: nothing more. */
    actions?: StagedAction[] | undefined
    links?: ArticleLink[] | undefined
    /** Which templates it was made of, for "last used" and "best for". */
    templateIds?: TemplateId[] | undefined
    /** Files that go with it; the server has their bytes before it takes the reply. Absent: none. */
    attachments?: Attachment[] | undefined
  }
  'interval.record': { interval: IntervalRecord }
  /** The agent says that a stretch of their own time is recorded wrongly. */
  'interval.contest': { dispute: Omit<DisputeRecord, 'decision'> }
  /**
   * A lead's word about it. `corrections`: entries in place of the contested one, together covering it exactly
   * (`checkCorrection`); empty where it is not accepted.
   */
  'interval.decide': { disputeId: DisputeId; isAccepted: boolean; words: string; corrections: IntervalRecord[] }
  /** The agent keeps a stretch of their shift for urgent cases. */
  'urgentBlock.reserve': { block: Pick<UrgentBlockRecord, 'id' | 'userId' | 'startsAt' | 'endsAt' | 'zone'> }
  /** It is over before its time, or does not begin. `because`: what the desk knows; where somebody else ends it, "lead" is put there. */
  'urgentBlock.end': { blockId: UrgentBlockId; because: Exclude<BlockEndReason, 'lead'> }
  /**
   * A new case; the server gives it its number. `customer`: who `customerId` is, if they were not known. Where somebody has
   * that e-mail address already, the server opens it for them instead.
   */
  'case.open': {
    caseId: CaseId
    customerId: CustomerId
    subject: string
    channel: Channel
    queueId: QueueId
    orderId: OrderId | null
    reason: string | null
    customer?: NewCustomer | undefined
  }
  'case.skip': { caseId: CaseId; reason: SkipReason }
  /** Gives a part of the problem to another queue as a case of its own, with its own clock. */
  'case.escalate': {
    caseId: CaseId
    childId: CaseId
    queueId: QueueId
    subject: string
    messageId: MessageId
    body: string
  }
  /** `from`: what the agent saw; another value there now is a conflict. Values as text; null: none. */
  'case.edit': { caseId: CaseId; field: CaseField; from: string | null; to: string | null }
  'case.merge': { caseId: CaseId; intoId: CaseId }
  'case.unmerge': { caseId: CaseId }
  /** Something covered was looked at. */
  'case.reveal': { caseId: CaseId; field: SensitiveField }
  /** `caseId`: the case in which it was done. An address is written as JSON of its fields. */
  'customer.edit': {
    caseId: CaseId
    customerId: CustomerId
    field: CustomerField
    from: string | null
    to: string | null
  }
  /** The customer of this case turned out to be `intoId`. */
  'customer.merge': { caseId: CaseId; customerId: CustomerId; intoId: CustomerId }
  /** The customer of this case is somebody of their own again. */
  'customer.unmerge': { caseId: CaseId; customerId: CustomerId }
  /** A contact begins: a call is taken or made, a chat is answered. */
  'contact.start': { caseId: CaseId; contactId: ContactId; channel: Channel; direction: 'inbound' | 'outbound' }
  'contact.step': { caseId: CaseId; contactId: ContactId; step: 'hold' | 'resume' | 'end' }
  'contact.wrapUp': { caseId: CaseId; contactId: ContactId; disposition: string; summary: string }
  'promise.make': {
    caseId: CaseId
    promiseId: PromiseId
    promise: PromiseKind
    words: string
    dueAt: EpochMs
    messageId: MessageId | null
  }
  /** Another moment, another owner, or both. */
  'promise.move': { caseId: CaseId; promiseId: PromiseId; dueAt: EpochMs; ownerId: UserId; why: string }
  'promise.settle': { caseId: CaseId; promiseId: PromiseId; state: 'kept' | 'dropped'; why: string }
  'guide.start': { caseId: CaseId; runId: GuideRunId; guideId: GuideId }
  /** `at`: how many answers stand before this one; what came after it is dropped. */
  'guide.answer': {
    caseId: CaseId
    runId: GuideRunId
    at: number
    stepId: string
    choiceId: string | null
    text: string | null
  }
  /** Null: left without an outcome. */
  'guide.end': { caseId: CaseId; runId: GuideRunId; outcomeId: string | null; disposition: string | null }
  /** One setting of one's own, as JSON; null: back to what it was at first. */
  'settings.set': { key: string; value: string | null }
}

export const SKIP_REASONS = ['language', 'skill', 'know-customer', 'break-due', 'needs-more-time', 'other'] as const
export type SkipReason = (typeof SKIP_REASONS)[number]
export const CASE_FIELDS = ['subject', 'reason', 'orderId', 'priority'] as const
export type CaseField = (typeof CASE_FIELDS)[number]
export const SENSITIVE_FIELDS = ['phone', 'address', 'payment'] as const
export type SensitiveField = (typeof SENSITIVE_FIELDS)[number]
export type MutationName = keyof MutationArgs

/** An intent of an agent: what they want done, never a row to overwrite. */
export type MutationOf<Name extends MutationName> = {
  id: MutationId
  name: Name
  /** Version of the arguments' shape. */
  v: 1
  /** Actions of one lane are applied in the order they were done; a stuck lane holds up no other. The case's id, or "me". */
  lane: string
  args: MutationArgs[Name]
  /** Null: the action does not depend on what was seen. */
  pre: SeenThread | null
  /** Revision of the case that the agent saw. Null: unknown. */
  baseRev: number | null
  stamp: Stamp
}
export type Mutation = { [Name in MutationName]: MutationOf<Name> }[MutationName]

/** The case an action is about. Null: none. */
export function caseOf(mutation: Mutation): CaseId | null {
  if (mutation.name === 'settings.set' || isAboutDispute(mutation) || isAboutUrgentBlock(mutation)) return null
  return mutation.name === 'interval.record' ? mutation.args.interval.caseId : mutation.args.caseId
}

/** Whether it contests a stretch of time or decides about one. */
export const isAboutDispute = (
  mutation: Mutation,
): mutation is MutationOf<'interval.contest'> | MutationOf<'interval.decide'> =>
  mutation.name === 'interval.contest' || mutation.name === 'interval.decide'

/** Whether it keeps time for urgent cases or ends such a block. */
export const isAboutUrgentBlock = (
  mutation: Mutation,
): mutation is MutationOf<'urgentBlock.reserve'> | MutationOf<'urgentBlock.end'> =>
  mutation.name === 'urgentBlock.reserve' || mutation.name === 'urgentBlock.end'

/**
 * Whether the desk recorded it by itself. Nobody waits for it and nobody has to be told that it is on its way; only if
 * it is refused does it concern the agent.
 */
export const isRecordedByDesk = (mutation: Pick<Mutation, 'name'>): boolean => mutation.name === 'interval.record'

/** The history line that an action may write. */
export const eventIdOf = (mutation: Pick<Mutation, 'id'>): EventId => `e-${mutation.id}` as EventId

/** The lane of an action on a case is the case; all else goes in the agent's own. */
export const laneOf = (name: MutationName, caseId: CaseId | null): string =>
  name === 'interval.record' || caseId === null ? 'me' : caseId
