import type { EntityKey } from '../../domain/mutations/entities.ts'
import type { Change, OutboxItem, StoredRow, StoreMeta } from '../../renderer/data/store-port.ts'

export type Mirror = ReturnType<typeof openMirror>

/** What lies on a desk's disk, followed write by write, so that the promises can be checked between any two steps. */
export function openMirror() {
  const rows = new Map<EntityKey, StoredRow>()
  const outbox = new Map<string, OutboxItem>()
  const accepted = new Set<string>()
  const mirror = {
    rows,
    outbox,
    /** Actions that the server has taken, as far as this desk has ever noted. A restored server may decide otherwise. */
    accepted,
    meta: null as StoreMeta | null,
    /** Has anything been written since the last check? */
    isChecked: true,
    items: () => [...outbox.values()].sort((a, b) => a.order - b.order),
    apply(changes: readonly Change[]) {
      mirror.isChecked = false
      for (const change of changes) {
        if (change.table === 'meta' && 'put' in change) mirror.meta = change.put
        else if (change.table === 'rows') {
          if ('put' in change) rows.set(change.put.key, change.put)
          else rows.delete(change.remove as EntityKey)
        } else if (change.table === 'outbox') {
          if ('remove' in change) outbox.delete(change.remove)
          else {
            const { mutation, state } = change.put
            outbox.set(mutation.id, change.put)
            if (state === 'acked') accepted.add(mutation.id)
            else accepted.delete(mutation.id)
          }
        }
      }
    },
  }
  return mirror
}
