import type { UserId } from '../../../domain/kernel/ids.ts'
import type { EntityKey } from '../../../domain/mutations/entities.ts'
import { entityKey, splitKey } from '../../../domain/mutations/entities.ts'
import type { Mutation } from '../../../domain/mutations/mutation.ts'
import { caseOf } from '../../../domain/mutations/mutation.ts'
import { readKeys, touchedKeys } from '../../../domain/mutations/touched.ts'

/** The rows that deciding about an action reads or changes, as far as they can be named without reading any. */
export function namedKeys(mutation: Mutation, me: UserId): EntityKey[] {
  const caseId = caseOf(mutation)
  const kase = caseId === null || mutation.name === 'interval.record' ? [] : [entityKey('case', caseId)]
  return [...kase, ...touchedKeys(mutation, me)]
}

/** The same, with what it reads beside them. Which queue that is stands in its case, and no action writes one. */
export const keysOf = (mutation: Mutation, me: UserId): EntityKey[] =>
  [...namedKeys(mutation, me), ...readKeys(mutation, null)].filter((key) => !isQueue(key))

const isQueue = (key: EntityKey) => splitKey(key).kind === 'queue'

type Keys = { mutation: Mutation; me: UserId; writes: readonly EntityKey[]; reads: readonly EntityKey[] }
/** Actions never change, and each is asked about at every one after it. */
const keysKnown = new WeakMap<Mutation, Keys>()
function keysFor(mutation: Mutation, me: UserId): Keys {
  const known = keysKnown.get(mutation)
  if (known?.me === me) return known
  const keys = { mutation, me, writes: touchedKeys(mutation, me), reads: keysOf(mutation, me) }
  keysKnown.set(mutation, keys)
  return keys
}

/**
 * Of the pending actions those without which it cannot be told what `changed` and all that depends on it look like, in
 * their order: whoever reads or writes one of these rows, and whoever writes what those read. The others stay as they
 * are shown, so that one more action costs the same whether ten wait or a thousand.
 */
export function concernedBy(pending: readonly Mutation[], changed: Iterable<EntityKey>, me: UserId): Mutation[] {
  const affected = new Set(changed)
  if ([...affected].some(isQueue)) return [...pending]
  const each = pending.map((mutation) => keysFor(mutation, me))
  const found = new Set<Mutation>()
  /** Takes in who has to do with the rows, until nobody is left who has. */
  const spread = (rows: Set<EntityKey>, by: 'reads' | 'writes', adds: 'reads' | 'writes') => {
    let left = each
    for (let before = -1; before !== left.length; ) {
      before = left.length
      left = left.filter((one) => {
        if (!one[by].some((key) => rows.has(key))) return true
        found.add(one.mutation)
        for (const key of one[adds]) rows.add(key)
        return false
      })
    }
  }
  spread(affected, 'reads', 'writes')
  const known = new Set([...affected, ...each.flatMap((one) => (found.has(one.mutation) ? one.reads : []))])
  spread(known, 'writes', 'reads')
  return pending.filter((mutation) => found.has(mutation))
}
