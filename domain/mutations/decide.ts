import type { IntervalRecord } from '../agent-time/interval.ts'
import type { CaseRecord } from '../cases/case.ts'
import type { DeliveryRecord } from '../cases/delivery.ts'
import type { MessageRecord, Visibility } from '../cases/message.ts'
import { assertNever } from '../kernel/assert-never.ts'
import type { MessageId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import { correctedAt } from '../kernel/time.ts'
import type { Action } from '../people/permissions.ts'
import { isAllowed } from '../people/permissions.ts'
import type { Actor } from '../people/person.ts'
import { planText } from '../replying/plan-reply.ts'
import type { Mutation, MutationName } from './mutation.ts'

/** Why an action was decided against. Each consumes the action's number; the agent is shown the reason and keeps the text. */
export const REFUSAL_CODES = [
  'claimed', // somebody else holds the case
  'stale_context', // somebody else wrote to the customer after the agent last looked
  'closed', // the case is final
  'forbidden', // not allowed, or the case has left the agent's scope
  'validation', // the action itself makes no sense
  'dependency', // it builds on an action that was refused
  'too_large',
  'quarantined', // the server failed on it five times; support has the code
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

/** What a decision may look at. The desk fills it from its copy, the server from the locked rows. */
export type Facts = {
  actor: Actor
  /** The case the action is about. Null: there is none in the agent's scope. */
  case: CaseRecord | null
  /** Whether a public message of anybody else came after the one the agent last saw. The desk does not know: false. */
  unseenPublic: boolean
  /** Whether such a message came from the customer. */
  unseenFromCustomer: boolean
}

/** What a decision changes. Absent: untouched. */
export type Effect = {
  case?: CaseRecord
  message?: MessageRecord
  delivery?: DeliveryRecord
  interval?: IntervalRecord
  /** The action was right and changed nothing; says why if the agent should know. */
  noop?: 'already_so' | 'reopen_kept'
}

const actionOf: Record<MutationName, Action> = {
  'case.setStatus': 'case.setStatus',
  'case.claim': 'case.claim',
  'case.assign': 'case.assign',
  'case.move': 'case.move',
  'case.tag.add': 'case.tag',
  'case.tag.remove': 'case.tag',
  'note.add': 'note.add',
  'reply.send': 'reply.send',
  'interval.record': 'interval.record',
}

/**
 * What an action does, or why not. Pure: the desk runs it to show the outcome at once and again after every pull, the
 * server runs it with the locked rows and its word stands. Ordinals and `receivedAt` are the server's to fill in.
 */
export function decide(mutation: Mutation, facts: Facts): Result<Effect, RefusalCode> {
  if (!isAllowed(facts.actor.role, actionOf[mutation.name])) return refuse('forbidden')
  if (mutation.name === 'interval.record') {
    const { interval } = mutation.args
    return interval.userId === facts.actor.id ? ok({ interval }) : refuse('forbidden')
  }
  const kase = facts.case
  if (kase === null) return refuse('forbidden')
  switch (mutation.name) {
    case 'case.setStatus': {
      const { status } = mutation.args
      if (kase.status === 'closed') return refuse('closed')
      if (kase.status === status) return ok({ noop: 'already_so' })
      // The customer wrote again while "solved" was on its way: the case stays open and the agent is told.
      if (facts.unseenFromCustomer && (status === 'solved' || status === 'closed')) return ok({ noop: 'reopen_kept' })
      return ok({ case: { ...kase, status, replyDueAt: status === 'open' ? kase.replyDueAt : null } })
    }
    case 'case.claim':
      if (kase.assigneeId === facts.actor.id) return ok({ noop: 'already_so' })
      return kase.assigneeId === null ? ok({ case: { ...kase, assigneeId: facts.actor.id } }) : refuse('claimed')
    case 'case.assign':
      return ok({ case: { ...kase, assigneeId: mutation.args.assigneeId } })
    case 'case.move':
      return kase.queueId === mutation.args.queueId
        ? ok({ noop: 'already_so' })
        : ok({ case: { ...kase, queueId: mutation.args.queueId, assigneeId: null } })
    case 'case.tag.add': {
      const tag = mutation.args.tag.trim()
      if (tag === '') return refuse('validation')
      return kase.tags.includes(tag) ? ok({ noop: 'already_so' }) : ok({ case: { ...kase, tags: [...kase.tags, tag] } })
    }
    case 'case.tag.remove': {
      const { tag } = mutation.args
      return kase.tags.includes(tag)
        ? ok({ case: { ...kase, tags: kase.tags.filter((each) => each !== tag) } })
        : ok({ noop: 'already_so' })
    }
    case 'note.add':
      return write(mutation, mutation.args, 'note', kase, facts.actor)
    case 'reply.send':
      if (kase.status === 'closed') return refuse('closed')
      if (facts.unseenPublic) return refuse('stale_context')
      return write(mutation, mutation.args, 'public', kase, facts.actor)
    default:
      return assertNever(mutation)
  }
}

function write(
  mutation: Mutation,
  args: { messageId: MessageId; body: string },
  visibility: Visibility,
  kase: CaseRecord,
  actor: Actor,
): Result<Effect, RefusalCode> {
  const text = planText(kase, args.body, visibility)
  if (!text.ok)
    return refuse(text.refusal === 'case-closed' ? 'closed' : text.refusal === 'too-long' ? 'too_large' : 'validation')
  const message: MessageRecord = {
    id: args.messageId,
    caseId: kase.id,
    contactId: null,
    author: { kind: 'agent', id: actor.id, name: actor.name },
    visibility,
    channel: kase.channel,
    body: text.value,
    writtenAt: correctedAt(mutation.stamp),
    receivedAt: null,
    publicOrdinal: null,
  }
  if (visibility === 'note') return ok({ message })
  return ok({
    message,
    delivery: { id: args.messageId, caseId: kase.id, state: 'queued', sentAt: null, failure: null },
    // Answering takes a case that nobody holds, and gives the customer the word.
    case: { ...kase, assigneeId: kase.assigneeId ?? actor.id, replyDueAt: null },
  })
}
