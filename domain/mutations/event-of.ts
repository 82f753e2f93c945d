import type { EventKind } from '../cases/event.ts'
import type { CaseId, EventId } from '../kernel/ids.ts'
import { correctedAt } from '../kernel/time.ts'
import type { Actor } from '../people/person.ts'
import type { Put } from './entities.ts'
import type { Mutation } from './mutation.ts'
import { eventIdOf } from './mutation.ts'

/** The history line of an action. `suffix`: for the second line of an action that concerns two cases. */
export function eventOf(
  mutation: Mutation,
  actor: Actor,
  caseId: CaseId,
  kind: EventKind,
  detail: Record<string, string> = {},
  suffix = '',
): Put {
  const id = `${eventIdOf(mutation)}${suffix}` as EventId
  const by = { id: actor.id, name: actor.name }
  return { kind: 'event', record: { id, caseId, kind, by, at: correctedAt(mutation.stamp), detail } }
}
