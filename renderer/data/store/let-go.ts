import type { CaseId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { EntityKey } from '../../../domain/mutations/entities.ts'
import { isOfCase } from '../../../domain/mutations/entities.ts'
import { mayGo, namedInWork } from '../plan-let-go.ts'
import type { Change } from '../store-port.ts'
import { putMeta, type StoreBase } from './store-base.ts'

/** What the house does not want to lie on the desk any longer. */
export const letGo = ({ shelf, change, meta }: StoreBase) => ({
  /**
   * These cases leave the desk with all that lies in them, those apart that the agent has begun something in meanwhile, or in
   * which something has happened since `restsSince`. What is the agent's beside the case (recorded time, ratings, audits) stays.
   * Answers how many went.
   */
  letGoOf: (cases: readonly CaseId[], at: EpochMs, restsSince: EpochMs) =>
    change('strict', async () => {
      const named = await namedInWork(shelf)
      const left = cases.filter((id) => !named.has(id))
      const rows = await Promise.all(left.map((caseId) => shelf.rows({ caseId })))
      const going = rows.filter((each) => mayGo(each, restsSince))
      const keys = going.flat().flatMap(({ key }) => (isOfCase(key) ? [key] : []))
      if (keys.length === 0) return { changes: [], value: 0 }
      const now = await meta()
      const gone = new Set<EntityKey>(keys)
      const witnesses = (now.witnesses ?? []).filter((key) => !gone.has(key))
      // What comes for such a case without the case itself is swept with the next page.
      const next = { ...now, witnesses, letGoAt: at, needsSweep: true }
      return {
        changes: [...keys.map((key): Change => ({ table: 'rows', remove: key })), putMeta(next)],
        value: going.length,
      }
    }),

  /** Something that lies outside of the store was let go of. */
  noteLetGo: (at: EpochMs) =>
    change('relaxed', async () => ({ changes: [putMeta({ ...(await meta()), letGoAt: at })], value: null })),
})
