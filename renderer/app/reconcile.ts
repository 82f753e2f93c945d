import { DIARY_FORM } from '../../domain/breaks/diary-form.ts'
import { isRecordedByDesk } from '../../domain/mutations/mutation.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { JournalEntry, JournalReport } from '../../protocol/journal.ts'
import type { OpenedShelf } from '../data/open-shelf.ts'
import type { ReconcilePlan } from '../data/plan-reconcile.ts'
import { planReconcile } from '../data/plan-reconcile.ts'
import type { Store } from '../data/store.ts'
import type { StoreMeta } from '../data/store-port.ts'
import type { RestoreReport } from '../deps/deps.ts'
import { OpenRefusal } from './open-refusal.ts'

/** What the journal held when the desk was opened. */
export type ReadJournal = { entries: JournalEntry[]; report: JournalReport; mark: string }

/** Null: there is no journal (the web edition). */
export async function readJournal(desk: DeskClient): Promise<ReadJournal | null> {
  const read = await desk.call('journal.read', {})
  if (read.ok) return read.value
  if (read.failure.kind === 'not-available') return null
  throw new OpenRefusal(read.failure)
}

/** So often it begins again where another window goes on writing. */
const TRIES = 20

/**
 * Brings what only the journal holds into the store, and lets go of what is settled in the journal. Neither is written where
 * another window has written into it since it was read: then all is read again.
 */
export async function reconcile(
  desk: DeskClient,
  store: Store,
  journal: ReadJournal | null,
  opened: Pick<OpenedShelf, 'name' | 'state'>,
  nextGeneration: string,
): Promise<RestoreReport> {
  const database = opened.state === 'unkept' ? null : opened.name
  let [read, found] = [journal, await lookAt(store)]
  const { isNew, hasLostRows } = found
  // What an unreadable store has left behind stands in no feed any more; what is missing comes only with everything.
  if (isNew || hasLostRows) {
    await store.clearRows()
    found = await lookAt(store)
  }
  for (let tries = 0; tries < TRIES; tries++) {
    const side = { ...found, isNew, hasLostRows, nextGeneration, database }
    const isJournalDamaged = read !== null && read.report.quarantined > 0
    const plan = planReconcile(read?.entries ?? [], side, isJournalDamaged)
    if (plan.clientId !== found.clientId) await store.renumber(plan.clientId)
    else if (await bringBack(desk, store, read, found.version, plan, nextGeneration))
      return reportOf(plan, opened.state, isJournalDamaged)
    ;[read, found] = [read && (await readJournal(desk)), await lookAt(store)]
  }
  throw new Error('The local store is being written from too many windows. Close the other windows and try again.')
}

/** False: somebody has written since, into the one or the other. */
async function bringBack(
  desk: DeskClient,
  store: Store,
  read: ReadJournal | null,
  version: number,
  plan: ReconcilePlan,
  nextGeneration: string,
): Promise<boolean> {
  // The journal first: it keeps what the store has not taken yet.
  const compacted = read && (await desk.call('journal.compact', { entries: plan.compacted, mark: read.mark }))
  if (compacted?.ok && compacted.value.seq === null) return false
  // Where the journal's disk has refused, it may lack what the store alone holds, and must not seem to be the newer one.
  const isNamed = compacted === null || compacted.ok
  const edit = (now: StoreMeta) => ({
    ...now,
    ...(isNamed ? { generation: nextGeneration } : {}),
    clientId: plan.clientId,
    nextOrder: Math.max(now.nextOrder, plan.nextOrder),
  })
  return (await store.bringBack({ ...plan, version, edit })) !== null
}

/** Asked for together: what lies in tables of single values comes with one look at the disk. */
async function lookAt(store: Store) {
  const { shelf } = store
  const version = await (shelf.remembered ?? shelf).version()
  const [[kept], missing, { generation, clientId, nextOrder }, outbox, acked, drafts, forms] = await Promise.all([
    shelf.get('meta', ['meta']),
    store.missingWitnesses(),
    store.meta(),
    store.outbox(),
    shelf.all('acked'),
    store.drafts(),
    store.forms(),
  ])
  const isNew = kept === undefined
  const hasLostRows = !isNew && missing.length > 0
  const ackedIds = new Set<string>(acked.map((each) => each.mutation.id))
  return { version, isNew, hasLostRows, generation, clientId, nextOrder, outbox, ackedIds, drafts, forms }
}

function reportOf(plan: ReconcilePlan, state: OpenedShelf['state'], isJournalDamaged: boolean): RestoreReport {
  const reason = state === 'found' ? plan.reason : state
  const restoredForms = plan.forms.filter(({ form, key }) => form !== null && key !== DIARY_FORM).length
  const restoredDrafts = plan.drafts.filter(({ draft }) => draft !== null).length + restoredForms
  const restoredActions = plan.intents.filter(({ mutation }) => !isRecordedByDesk(mutation)).length
  const isNothingBack = restoredActions + restoredDrafts === 0 && (reason === null || reason === 'behind')
  if (isNothingBack && !isJournalDamaged) return null
  return { reason: isNothingBack ? null : reason, restoredActions, restoredDrafts, isJournalDamaged }
}
