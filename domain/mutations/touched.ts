import type { EntityKey } from './entities.ts'
import { entityKey } from './entities.ts'
import type { Mutation } from './mutation.ts'

/** The records an action may change or create. Only these need a server copy beside the shown one while it waits. */
export function touchedKeys(mutation: Mutation): EntityKey[] {
  switch (mutation.name) {
    case 'interval.record':
      return [entityKey('interval', mutation.args.interval.id)]
    case 'note.add':
      return [entityKey('message', mutation.args.messageId)]
    case 'reply.send':
      return [
        entityKey('case', mutation.args.caseId),
        entityKey('message', mutation.args.messageId),
        entityKey('delivery', mutation.args.messageId),
      ]
    default:
      return [entityKey('case', mutation.args.caseId)]
  }
}
