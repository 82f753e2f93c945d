import { DIARY_FORM } from '../../domain/breaks/diary-form.ts'
import { isRecordedByDesk } from '../../domain/mutations/mutation.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import { planReconcile } from '../data/plan-reconcile.ts'
import type { Store } from '../data/store.ts'
import type { StoreMeta } from '../data/store-port.ts'
import type { RestoreReport } from '../deps/deps.ts'

/** Brings what only the journal holds into the store. */
export async function reconcile(desk: DeskClient, store: Store): Promise<RestoreReport> {
  const isNew = (await store.shelf.get('meta', ['meta']))[0] === undefined
  const meta = await store.meta()
  const read = await desk.call('journal.read', {})
  if (!read.ok && read.failure.kind !== 'not-available') {
    throw new Error(
      `The journal of unsent work cannot be read (${read.failure.kind}). Check the disk, then start again.`,
    )
  }
  const { generation, clientId } = meta
  const plan = planReconcile(read.ok ? read.value.entries : [], {
    generation,
    clientId,
    isNew,
    outbox: await store.outbox(),
    ackedIds: new Set((await store.shelf.all('acked')).map((each) => each.mutation.id)),
    drafts: await store.drafts(),
    forms: await store.forms(),
  })
  // What an unreadable store has left behind stands in no feed any more.
  if (isNew) await store.clearRows()
  else if (plan.clientId !== clientId) await store.renumber(plan.clientId)
  const edit = (now: StoreMeta) => ({
    ...now,
    clientId: plan.clientId,
    nextOrder: Math.max(now.nextOrder, plan.nextOrder),
  })
  await store.commitIntents(plan.intents, plan.drafts, edit, plan.gone, plan.forms)
  if (read.ok) await desk.call('journal.compact', { entries: plan.compacted })
  const restoredForms = plan.forms.filter(({ form, key }) => form !== null && key !== DIARY_FORM).length
  const restoredDrafts = plan.drafts.filter(({ draft }) => draft !== null).length + restoredForms
  const restoredActions = plan.intents.filter(({ mutation }) => !isRecordedByDesk(mutation)).length
  if (plan.reason === null || restoredActions + restoredDrafts === 0) return null
  return { reason: plan.reason, restoredActions, restoredDrafts }
}
