import type { CaseRecord } from '../../domain/cases/case.ts'
import type { Facts } from '../../domain/mutations/decide.ts'
import { decide } from '../../domain/mutations/decide.ts'
import type { MutationId } from '../../domain/kernel/ids.ts'
import type { EntityKey, EntityKind } from '../../domain/mutations/entities.ts'
import { entityKey } from '../../domain/mutations/entities.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { caseOf } from '../../domain/mutations/mutation.ts'
import type { Actor } from '../../domain/people/person.ts'
import type { AnyRecord } from './store-port.ts'

const WRITTEN_ONCE: ReadonlySet<EntityKind> = new Set(['message', 'event'])

/**
 * What the agent sees of these records: the server's copies with the pending actions done again on top, in order.
 * `accepted`: those of them that the server has taken, though their rows have not come yet.
 */
export function rebase(
  pending: readonly Mutation[],
  server: ReadonlyMap<EntityKey, AnyRecord>,
  actor: Actor,
  accepted: ReadonlySet<MutationId> = new Set(),
): Map<EntityKey, AnyRecord> {
  const view = new Map(server)
  for (const mutation of pending) {
    const caseId = caseOf(mutation)
    const kase = caseId === null ? null : ((view.get(entityKey('case', caseId)) as CaseRecord | undefined) ?? null)
    const find: Facts['find'] = (kind, id) => (id === null ? null : ((view.get(entityKey(kind, id)) as never) ?? null))
    const facts: Facts = { actor, case: kase, unseenPublic: false, unseenFromCustomer: false, find }
    let decided = decide(mutation, facts)
    if (!decided.ok && kase !== null && accepted.has(mutation.id)) {
      // Closed on this desk only, by an action that the server decided otherwise: the text it has taken stays in sight.
      decided = decide(mutation, { ...facts, case: { ...kase, status: 'open' } })
      if (decided.ok) delete decided.value.case
    }
    if (!decided.ok) continue
    const { case: changed, message, delivery, interval, also = [] } = decided.value
    if (changed) view.set(entityKey('case', changed.id), changed)
    for (const { kind, record } of also) {
      const key = entityKey(kind, record.id)
      if (!(WRITTEN_ONCE.has(kind) && server.has(key))) view.set(key, record as AnyRecord)
    }
    // What the server has already taken is more than a guess: its copy stays.
    for (const [kind, made] of [
      ['message', message],
      ['delivery', delivery],
      ['interval', interval],
    ] as const) {
      if (made && !server.has(entityKey(kind, made.id))) view.set(entityKey(kind, made.id), made as AnyRecord)
    }
  }
  return view
}
