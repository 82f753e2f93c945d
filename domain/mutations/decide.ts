import type { IntervalRecord } from '../agent-time/interval.ts'
import type { UrgentBlockRecord } from '../breaks/urgent-block.ts'
import type { CaseRecord } from '../cases/case.ts'
import type { CustomerRecord } from '../cases/customer.ts'
import type { DeliveryRecord } from '../cases/delivery.ts'
import type { MessageRecord } from '../cases/message.ts'
import { assertNever } from '../kernel/assert-never.ts'
import type { UserId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Action } from '../people/permissions.ts'
import { isAllowed } from '../people/permissions.ts'
import type { Actor } from '../people/person.ts'
import type { ReplyFacts } from '../replying/find-doubts.ts'
import type { ShiftRecord } from '../schedule/shift.ts'
import { decideCase } from './decide-case.ts'
import { decideContact } from './decide-contact.ts'
import { decideCustomer } from './decide-customer.ts'
import { decideDispute } from './decide-dispute.ts'
import { decideGuide } from './decide-guide.ts'
import { decidePromise } from './decide-promise.ts'
import { decideText } from './decide-text.ts'
import { decideUrgentBlock } from './decide-urgent-block.ts'
import type { EntityKind, EntityOf, Put } from './entities.ts'
import type { Mutation, MutationName } from './mutation.ts'

/** Why an action was decided against. Each consumes the action's number; the agent is shown the reason and keeps the text. */
export const REFUSAL_CODES = [
  'claimed', // somebody else holds the case
  'stale_context', // somebody else wrote to the customer after the agent last looked
  'closed', // the case is final
  'chat_ended', // the chat it was meant for is over
  'merged', // the case was taken in by another one
  'hole', // an unfilled placeholder, another customer's name or a foreign order number
  'conflict', // somebody else changed the same value
  'forbidden', // not allowed, or the case has left the agent's scope
  'validation', // the action itself makes no sense
  'known_customer', // the new customer's e-mail address is that of somebody the agent may not see
  'contested', // the stretch of time is contested already, and nobody has decided yet
  'decided', // somebody has decided about it before
  'urgent_only', // the agent keeps this time for urgent cases, and the case is none
  'block_time', // time for urgent cases cannot be kept then
  'dependency', // it builds on an action that was refused
  'too_large',
  'attachment', // a file that goes with it cannot be read or is not taken; the desk says it, and the server of one used before
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
  /** Any other record that `touchedKeys` and `readKeys` name. Null: there is none, or none in the agent's scope. */
  find?: (<Kind extends EntityKind>(kind: Kind, id: string | null) => EntityOf[Kind] | null) | undefined
  /**
   * Who has the e-mail address of a new customer already; hidden: somebody out of the agent's sight. The desk offers those
   * it knows while the form is filled in, and leaves this out.
   */
  knownCustomer?: CustomerRecord | 'hidden' | null | undefined
  /** What else is known of the contested entry. Absent: not looked up; the server always does. */
  contested?: { isOpen: boolean; isCorrected: boolean } | undefined
  /** Whether the actor leads a team of that person. Absent: not looked up; the server always does. */
  isLeadOf?: ((userId: UserId) => boolean) | undefined
  /** The actor's own blocks for urgent cases. Absent: not looked up; the server always does where it matters. */
  blocks?: readonly UrgentBlockRecord[] | undefined
  /** Every version of the actor's shifts. Absent: not looked up; the server always does where it matters. */
  shifts?: readonly ShiftRecord[] | undefined
  /** What a reply is held against. Absent: not looked up; the server always does. */
  reply?: ReplyFacts | undefined
}

/** What a decision changes. Absent: untouched. */
export type Effect = {
  case?: CaseRecord
  message?: MessageRecord
  delivery?: DeliveryRecord
  interval?: IntervalRecord
  /** All else that is written with it. */
  also?: Put[]
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
  'interval.contest': 'interval.contest',
  'interval.decide': 'interval.decide',
  'urgentBlock.reserve': 'urgentBlock.reserve',
  'urgentBlock.end': 'urgentBlock.end',
  'case.open': 'case.open',
  'case.skip': 'case.skip',
  'case.escalate': 'case.escalate',
  'case.edit': 'case.edit',
  'case.merge': 'case.merge',
  'case.unmerge': 'case.merge',
  'case.reveal': 'case.reveal',
  'customer.edit': 'customer.edit',
  'customer.merge': 'customer.merge',
  'customer.unmerge': 'customer.merge',
  'contact.start': 'contact.handle',
  'contact.step': 'contact.handle',
  'contact.wrapUp': 'contact.handle',
  'promise.make': 'promise.handle',
  'promise.move': 'promise.handle',
  'promise.settle': 'promise.handle',
  'guide.start': 'guide.run',
  'guide.answer': 'guide.run',
  'guide.end': 'guide.run',
  'settings.set': 'settings.set',
}

/**
 * What an action does, or why not. Pure: the desk runs it to show the outcome at once and again after every pull, the
 * server runs it with the locked rows and its word stands. Numbers, ordinals and `receivedAt` are the server's to fill in.
 */
export function decide(mutation: Mutation, facts: Facts): Result<Effect, RefusalCode> {
  const { actor } = facts
  if (!isAllowed(actor.role, actionOf[mutation.name])) return refuse('forbidden')
  switch (mutation.name) {
    case 'interval.record': {
      const { interval } = mutation.args
      if (interval.userId !== actor.id) return refuse('forbidden')
      // Nobody is their own lead, and an entry that corrects itself would be in force and not in force.
      if (interval.source === 'lead') return refuse('forbidden')
      return interval.replaces === interval.id ? refuse('validation') : ok({ interval })
    }
    case 'interval.contest':
    case 'interval.decide':
      return decideDispute(mutation, facts)
    case 'urgentBlock.reserve':
    case 'urgentBlock.end':
      return decideUrgentBlock(mutation, facts)
    case 'settings.set': {
      const { key, value } = mutation.args
      const { [key]: _, ...others } = facts.find?.('settings', actor.id)?.values ?? {}
      const values = value === null ? others : { ...others, [key]: value }
      return ok({ also: [{ kind: 'settings', record: { id: actor.id, values } }] })
    }
    case 'note.add':
    case 'reply.send':
      return decideText(mutation, facts)
    case 'contact.start':
    case 'contact.step':
    case 'contact.wrapUp':
      return decideContact(mutation, facts)
    case 'promise.make':
    case 'promise.move':
    case 'promise.settle':
      return decidePromise(mutation, facts)
    case 'guide.start':
    case 'guide.answer':
    case 'guide.end':
      return decideGuide(mutation, facts)
    case 'customer.edit':
    case 'customer.merge':
    case 'customer.unmerge':
      return decideCustomer(mutation, facts)
    case 'case.setStatus':
    case 'case.claim':
    case 'case.assign':
    case 'case.move':
    case 'case.tag.add':
    case 'case.tag.remove':
    case 'case.open':
    case 'case.skip':
    case 'case.escalate':
    case 'case.edit':
    case 'case.merge':
    case 'case.unmerge':
    case 'case.reveal':
      return decideCase(mutation, facts)
    default:
      return assertNever(mutation)
  }
}
