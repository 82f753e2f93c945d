import { DIARY_FORM } from '../../domain/breaks/diary-form.ts'
import { isRecordedByDesk } from '../../domain/mutations/mutation.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { JournalEntry, JournalReport } from '../../protocol/journal.ts'
import type { OpenedShelf } from '../data/open-shelf.ts'
import { planReconcile } from '../data/plan-reconcile.ts'
import type { Store } from '../data/store.ts'
import type { StoreMeta } from '../data/store-port.ts'
import type { RestoreReport } from '../deps/deps.ts'
import { OpenRefusal } from './open-refusal.ts'

/** What the journal held when the desk was opened. */
export type ReadJournal = { entries: JournalEntry[]; report: JournalReport }

/** Null: there is no journal (the web edition). */
export async function readJournal(desk: DeskClient): Promise<ReadJournal | null> {
  const read = await desk.call('journal.read', {})
  if (read.ok) return read.value
  if (read.failure.kind === 'not-available') return null
  throw new OpenRefusal(read.failure)
}

/** Brings what only the journal holds into the store. */
export async function reconcile(
  desk: DeskClient,
  store: Store,
  journal: ReadJournal | null,
  opened: Pick<OpenedShelf, 'name' | 'state'>,
  nextGeneration: string,
): Promise<RestoreReport> {
  // Asked for together: what lies in tables of single values comes with one look at the disk.
  const [[kept], missing, { generation, clientId, nextOrder }, outbox, acked, drafts, forms] = await Promise.all([
    store.shelf.get('meta', ['meta']),
    store.missingWitnesses(),
    store.meta(),
    store.outbox(),
    store.shelf.all('acked'),
    store.drafts(),
    store.forms(),
  ])
  const isNew = kept === undefined
  const hasLostRows = !isNew && missing.length > 0
  const isJournalDamaged = journal !== null && journal.report.quarantined > 0
  const side = {
    generation,
    nextGeneration,
    nextOrder,
    clientId,
    isNew,
    hasLostRows,
    database: opened.state === 'unkept' ? null : opened.name,
    outbox,
    ackedIds: new Set<string>(acked.map((each) => each.mutation.id)),
    drafts,
    forms,
  }
  const plan = planReconcile(journal?.entries ?? [], side, isJournalDamaged)
  // What an unreadable store has left behind stands in no feed any more; what is missing comes only with everything.
  if (isNew || hasLostRows) await store.clearRows()
  if (!isNew && plan.clientId !== clientId) await store.renumber(plan.clientId)
  const edit = (now: StoreMeta) => ({
    ...now,
    generation: nextGeneration,
    clientId: plan.clientId,
    nextOrder: Math.max(now.nextOrder, plan.nextOrder),
  })
  await store.commitIntents(plan.intents, plan.drafts, edit, plan.gone, plan.forms)
  if (journal !== null) await desk.call('journal.compact', { entries: plan.compacted })
  const reason = opened.state === 'found' ? plan.reason : opened.state
  const restoredForms = plan.forms.filter(({ form, key }) => form !== null && key !== DIARY_FORM).length
  const restoredDrafts = plan.drafts.filter(({ draft }) => draft !== null).length + restoredForms
  const restoredActions = plan.intents.filter(({ mutation }) => !isRecordedByDesk(mutation)).length
  const isNothingBack = restoredActions + restoredDrafts === 0 && (reason === null || reason === 'behind')
  if (isNothingBack && !isJournalDamaged) return null
  return { reason: isNothingBack ? null : reason, restoredActions, restoredDrafts, isJournalDamaged }
}
