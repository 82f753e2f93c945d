import type { MutationId } from '../../../domain/kernel/ids.ts'
import type { EpochMs } from '../../../domain/kernel/time.ts'
import type { Mutation } from '../../../domain/mutations/mutation.ts'
import type { DraftRecord, FormRecord } from '../../../protocol/journal.ts'
import type { Change, OutboxItem, StoreMeta } from '../store-port.ts'
import { type Plan, putItem, putMeta, type StoreBase } from './store-base.ts'

/** An intent as it comes into the outbox; from the journal with its order, its number and the epoch it was numbered in. */
export type KeptIntent = {
  mutation: Mutation
  /** Absent: after all that was kept until it is written, by whichever window. */
  order?: number
  n?: number | null
  sentIn?: string | null
  notBefore?: EpochMs | null
}

type KeptDraft = { caseId: string; draft: DraftRecord | null }
type KeptForm = { key: string; form: FormRecord | null }

export type BroughtBack = {
  version: number
  intents: readonly KeptIntent[]
  drafts: readonly KeptDraft[]
  forms: readonly KeptForm[]
  /** What was taken back. */
  gone: readonly MutationId[]
  edit(meta: StoreMeta): StoreMeta
}

/** What the agent does and begins. */
export const keepIntents = ({ shelf, change, changeLater, meta, outbox, reshow }: StoreBase) => {
  const planIntents =
    (
      intents: readonly KeptIntent[],
      drafts: readonly KeptDraft[],
      edit: (meta: StoreMeta) => StoreMeta,
      gone: readonly MutationId[],
      forms: readonly KeptForm[],
    ) =>
    async (): Promise<Plan<number>> => {
      const ids = intents.map(({ mutation }) => mutation.id)
      const [before, done, stored] = await Promise.all([outbox(), shelf.get('acked', ids), meta()])
      const items = before.filter((item) => !gone.includes(item.mutation.id))
      const left = before.filter((item) => gone.includes(item.mutation.id))
      const held = new Set([...items, ...done].map((each) => each?.mutation.id))
      const now = edit(stored)
      let next = now.nextOrder
      const added = intents
        .filter((intent) => !held.has(intent.mutation.id))
        .map((intent): OutboxItem => {
          const n = intent.n ?? null
          const state = n === null ? 'waiting' : 'sealed'
          const { mutation, order = next++, sentIn = null, notBefore = null } = intent
          const open = { ack: null, refusal: null, reference: null }
          return { mutation, order, n, state, sentIn, notBefore, replay: false, ...open }
        })
      const nextOrder = Math.max(now.nextOrder, ...added.map((item) => item.order + 1))
      const nextN = Math.max(now.nextN, ...added.map((item) => (item.n ?? 0) + 1))
      const all = [...items, ...added].sort((a, b) => a.order - b.order)
      const texts = drafts.map(
        ({ caseId, draft }): Change => (draft ? { table: 'drafts', put: draft } : { table: 'drafts', remove: caseId }),
      )
      const filled = forms.map(formChange)
      const shown = await reshow(
        all,
        [...left, ...added].map((item) => item.mutation),
        new Map(),
      )
      const removed = left.map((item): Change => ({ table: 'outbox', remove: item.mutation.id }))
      return {
        changes: [
          ...removed,
          ...added.map(putItem),
          ...shown,
          ...texts,
          ...filled,
          putMeta({ ...now, nextOrder, nextN }),
        ],
        value: added.length,
      }
    }
  const same = (meta: StoreMeta) => meta

  return {
    /**
     * Outbox row, shown rows, draft and forms together. An intent that is already here is not added twice. `durability`:
     * 'relaxed' where the journal has it on the disk already, so that whatever of this is lost comes back at the next opening.
     */
    commitIntents: (
      intents: readonly KeptIntent[],
      drafts: readonly KeptDraft[] = [],
      forms: readonly KeptForm[] = [],
      durability: 'strict' | 'relaxed' = 'strict',
    ) => change(durability, planIntents(intents, drafts, same, [], forms)),

    /**
     * The same, made ready ahead: nothing is written before what it gives is called. Null, from either: nothing was done, and
     * `commitIntents` has to do it.
     */
    readyIntents: (intents: readonly KeptIntent[], drafts: readonly KeptDraft[], forms: readonly KeptForm[]) =>
      changeLater(planIntents(intents, drafts, same, [], forms)),

    /** What the journal knows better than the store did at this version. Null: somebody has written since, and nothing was done. */
    bringBack: ({ version, intents, drafts, forms, gone, edit }: BroughtBack) => {
      const plan = planIntents(intents, drafts, edit, gone, forms)
      return change('strict', async (): Promise<Plan<number | null>> => {
        return (await shelf.version()) === version ? plan() : { changes: [], value: null }
      })
    },

    saveDraft: (caseId: string, draft: DraftRecord | null) =>
      change('strict', async () => ({
        changes: [draft ? { table: 'drafts', put: draft } : { table: 'drafts', remove: caseId }],
        value: null,
      })),

    saveForm: (key: string, form: FormRecord | null) =>
      change('strict', async () => ({ changes: [formChange({ key, form })], value: null })),
  }
}

const formChange = ({ key, form }: KeptForm): Change =>
  form ? { table: 'forms', put: form } : { table: 'forms', remove: key }
