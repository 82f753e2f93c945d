import type { Actor } from '../../domain/people/person.ts'
import { adoptEpochs } from './store/adopt-epoch.ts'
import { applyPages } from './store/apply-page.ts'
import { keepIntents } from './store/keep-intents.ts'
import { letGo } from './store/let-go.ts'
import { noteBreaks } from './store/note-breaks.ts'
import { numberOutbox } from './store/number-outbox.ts'
import { settleOutbox } from './store/settle-outbox.ts'
import { openStoreBase, putMeta } from './store/store-base.ts'
import type { Shelf, StoreMeta } from './store-port.ts'

export type Store = ReturnType<typeof openStore>

/** The verbs of the local store. Each is one atomic write, planned from what was read and retried if that has moved. */
export function openStore(shelf: Shelf, actor: Actor, fresh: () => StoreMeta) {
  const base = openStoreBase(shelf, actor, fresh)
  const { change } = base
  return {
    shelf,
    meta: base.now.meta,
    outbox: base.now.outbox,
    recent: base.recent,
    drafts: () => shelf.all('drafts'),
    forms: () => shelf.all('forms'),

    saveMeta: (edit: (meta: StoreMeta) => StoreMeta) =>
      change('strict', async () => ({ changes: [putMeta(edit(await base.meta()))], value: null })),

    ...keepIntents(base),
    ...numberOutbox(base),
    ...settleOutbox(base),
    ...applyPages(base),
    ...adoptEpochs(base),
    ...noteBreaks(base),
    ...letGo(base),
  }
}
