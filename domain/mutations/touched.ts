import type { CaseRecord } from '../cases/case.ts'
import type { UserId } from '../kernel/ids.ts'
import type { EntityKey } from './entities.ts'
import { entityKey } from './entities.ts'
import type { Mutation } from './mutation.ts'
import { caseOf, eventIdOf } from './mutation.ts'

/**
 * The records an action may change or create. Only these need a server copy beside the shown one while it waits.
 * `me`: who does it.
 */
export function touchedKeys(mutation: Mutation, me: UserId): EntityKey[] {
  const caseId = caseOf(mutation)
  const kase = caseId === null ? [] : [entityKey('case', caseId)]
  const event = entityKey('event', eventIdOf(mutation))
  switch (mutation.name) {
    case 'interval.record':
      return [entityKey('interval', mutation.args.interval.id)]
    case 'interval.contest': {
      const { id, intervalId } = mutation.args.dispute
      // The contested entry too: whoever contests or decides about it waits for the other.
      return [entityKey('dispute', id), entityKey('interval', intervalId)]
    }
    case 'interval.decide': {
      const { disputeId, corrections } = mutation.args
      const named = corrections.flatMap(({ id, replaces }) => (replaces === null ? [id] : [id, replaces]))
      return [entityKey('dispute', disputeId), ...[...new Set(named)].map((id) => entityKey('interval', id))]
    }
    case 'urgentBlock.reserve':
      return [entityKey('urgentBlock', mutation.args.block.id)]
    case 'urgentBlock.end':
      return [entityKey('urgentBlock', mutation.args.blockId)]
    case 'settings.set':
      return [entityKey('settings', me)]
    case 'note.add':
      return [entityKey('message', mutation.args.messageId)]
    case 'reply.send':
      return [
        ...kase,
        entityKey('message', mutation.args.messageId),
        entityKey('delivery', mutation.args.messageId),
        ...(mutation.args.actions ?? []).flatMap((action): EntityKey[] =>
          action.kind === 'promise'
            ? [entityKey('promise', action.promiseId)]
            : action.kind === 'refund'
              ? [entityKey('order', action.orderId), event]
              : [],
        ),
      ]
    case 'case.escalate':
      return [
        ...kase,
        entityKey('case', mutation.args.childId),
        entityKey('message', mutation.args.messageId),
        event,
        entityKey('event', `${eventIdOf(mutation)}-from`),
      ]
    case 'case.open':
      return [
        ...kase,
        ...(mutation.args.customer === undefined ? [] : [entityKey('customer', mutation.args.customerId)]),
        event,
      ]
    case 'case.merge':
      return [...kase, event, entityKey('event', `${eventIdOf(mutation)}-from`)]
    case 'customer.edit':
    case 'customer.merge':
    case 'customer.unmerge':
      return [entityKey('customer', mutation.args.customerId), event]
    case 'contact.start':
    case 'contact.step':
    case 'contact.wrapUp':
      return [...kase, entityKey('contact', mutation.args.contactId)]
    case 'promise.make':
    case 'promise.move':
    case 'promise.settle':
      return [entityKey('promise', mutation.args.promiseId), event]
    case 'guide.start':
    case 'guide.answer':
    case 'guide.end':
      return [entityKey('guideRun', mutation.args.runId), event]
    default:
      return [...kase, event]
  }
}

/** Further records that deciding about the action reads. */
export function readKeys(mutation: Mutation, kase: CaseRecord | null): EntityKey[] {
  switch (mutation.name) {
    case 'case.setStatus':
      return kase === null ? [] : [entityKey('queue', kase.queueId)]
    case 'reply.send':
      return [...(kase === null ? [] : [entityKey('queue', kase.queueId)]), ...contactKey(mutation.args.contactId)]
    case 'case.open':
    case 'case.move':
    case 'case.escalate':
      return [entityKey('queue', mutation.args.queueId)]
    case 'case.merge':
      return [entityKey('case', mutation.args.intoId)]
    case 'customer.merge':
      return [entityKey('customer', mutation.args.intoId)]
    case 'guide.start':
      return [entityKey('guide', mutation.args.guideId)]
    default:
      return []
  }
}

const contactKey = (id: string | null | undefined): EntityKey[] => (id ? [entityKey('contact', id)] : [])
