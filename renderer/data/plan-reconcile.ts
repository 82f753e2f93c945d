import type { CaseId, ClientId, MutationId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import type { DraftRecord, FormRecord, JournalEntry } from '../../protocol/journal.ts'
import type { OutboxItem } from './store-port.ts'

/** What the local store holds, as far as the journal may know better. */
export type StoreSide = {
  generation: string
  /** What this opening makes of it. */
  nextGeneration: string
  /** Above the order of every action that was kept in it. */
  nextOrder: number
  clientId: ClientId
  /** The store was empty when it was opened. */
  isNew: boolean
  /** It stands where it was left, but what the server had sent is gone from it. */
  hasLostRows: boolean
  /** The database it lies in. Null: it outlives nothing. */
  database: string | null
  outbox: readonly OutboxItem[]
  /** Actions that the server has taken. */
  ackedIds: ReadonlySet<string>
  drafts: readonly DraftRecord[]
  forms: readonly FormRecord[]
}
export type Restored = {
  mutation: Mutation
  order: number
  n: number | null
  sentIn: string | null
  notBefore: EpochMs | null
}
export type ReconcilePlan = {
  /** Null: store and journal agree. */
  reason: 'reset' | 'behind' | null
  /** The name to go on under. Another than the store's: the numbers given there are void. */
  clientId: ClientId
  intents: Restored[]
  /** Actions that were taken back; the store did not get to know. */
  gone: MutationId[]
  /** Null: the draft was cleared. */
  drafts: { caseId: CaseId; draft: DraftRecord | null }[]
  /** Null: the form was done, or emptied. */
  forms: { key: string; form: FormRecord | null }[]
  /** Above every order ever given, as far as the journal reaches. */
  nextOrder: number
  /** The journal without what the store knows to be done, and with what it lacked. */
  compacted: JournalEntry[]
}

/**
 * What the journal holds and the store lacks. The journal is written first, so it is never behind; unless parts of it
 * were set aside (`isDamaged`), everything unsent is in it.
 */
export function planReconcile(entries: readonly JournalEntry[], store: StoreSide, isDamaged = false): ReconcilePlan {
  const journal = readJournal(entries)
  const { client } = journal
  // Whatever is in a journal, a desk has written it with a store beside it.
  const isLost = store.isNew && (entries.length > 0 || isDamaged)
  const isReset = isLost || store.hasLostRows
  // One of the two is a copy of an earlier time. What an old store alone holds was sent or taken back since; but where
  // the journal is the old one (a disk that lied), it does not know of it yet.
  const isOurs = client?.generation === store.generation || client?.generation === store.nextGeneration
  const isOther = client !== null && !store.isNew && !isOurs && !isDamaged
  const knownOrders = client?.nextOrder ?? 0
  const isOld = isOther && store.nextOrder < knownOrders
  const clientId = client?.clientId ?? store.clientId
  const held = new Set<string>(store.outbox.map((item) => item.mutation.id))
  const intents = [...journal.intents.values()]
    .filter(({ mutation }) => !held.has(mutation.id) && !store.ackedIds.has(mutation.id))
    .sort((a, b) => a.order - b.order)
  const gone = store.outbox
    .filter(({ mutation, state, order }) =>
      isOther && order < knownOrders && !journal.intents.has(mutation.id)
        ? state !== 'acked'
        : journal.done.has(mutation.id) && (state === 'waiting' || state === 'rejected'),
    )
    .map((item) => item.mutation.id)
  if (isOld) {
    for (const { caseId } of store.drafts) if (!journal.drafts.has(caseId)) journal.drafts.set(caseId, null)
    for (const { key } of store.forms) if (!journal.forms.has(key)) journal.forms.set(key, null)
  }
  const stored = new Map<CaseId, DraftRecord | null>(store.drafts.map((draft) => [draft.caseId, draft]))
  const drafts = [...journal.drafts]
    .filter(([caseId, draft]) => isNewer(draft, stored.get(caseId)))
    .map(([caseId, draft]) => ({ caseId, draft }))
  const filled = new Map<string, FormRecord | null>(store.forms.map((form) => [form.key, form]))
  const forms = [...journal.forms]
    .filter(([key, form]) => isNewer(form, filled.get(key)))
    .map(([key, form]) => ({ key, form }))

  const database = store.database ?? journal.database
  const nextOrder = Math.max(journal.lastOrder + 1, knownOrders, store.nextOrder)
  const named = { clientId, generation: store.nextGeneration, nextOrder }
  const compacted: JournalEntry[] = [{ kind: 'client', ...named, ...(database === null ? {} : { database }) }]
  const kept = store.outbox
    .filter((item) => item.state !== 'acked' && !gone.includes(item.mutation.id))
    .map((item): Restored => (clientId === store.clientId ? item : { ...item, n: null }))
  for (const { mutation, order, n, sentIn, notBefore } of [...kept, ...intents].sort((a, b) => a.order - b.order)) {
    compacted.push({ kind: 'intent', order, mutation, ...(notBefore === null ? {} : { notBefore }) })
    if (n !== null)
      compacted.push({
        kind: 'sealed',
        mutationId: mutation.id,
        clientId,
        n,
        ...(sentIn === null ? {} : { epoch: sentIn }),
      })
  }
  for (const mutationId of gone) compacted.push({ kind: 'done', mutationId })
  for (const { caseId, draft } of drafts) stored.set(caseId, draft)
  for (const [caseId, draft] of stored) compacted.push({ kind: 'draft', caseId, draft })
  for (const { key, form } of forms) filled.set(key, form)
  for (const [key, form] of filled) compacted.push({ kind: 'form', key, form })
  const isBehind = intents.length + drafts.length + forms.length + gone.length > 0
  const reason = isReset ? 'reset' : isBehind ? 'behind' : null
  return { reason, clientId, intents, gone, drafts, forms, nextOrder, compacted }
}

function isNewer(kept: { savedAt: EpochMs } | null, stored: { savedAt: EpochMs } | null | undefined): boolean {
  if (!stored) return kept !== null
  return kept === null || kept.savedAt > stored.savedAt
}

type ClientEntry = Extract<JournalEntry, { kind: 'client' }>

/** Where the journal says that the store lies. Null: in the usual place. */
export const databaseIn = (entries: readonly JournalEntry[]): string | null => readJournal(entries).database

function readJournal(entries: readonly JournalEntry[]) {
  const intents = new Map<MutationId, Omit<Restored, 'n' | 'sentIn'>>()
  /** Also of what is done: it may begin again, because it could not be taken back. */
  const numbers = new Map<MutationId, Pick<Restored, 'n' | 'sentIn'>>()
  const done = new Set<MutationId>()
  const drafts = new Map<CaseId, DraftRecord | null>()
  const forms = new Map<string, FormRecord | null>()
  let client = null as ClientEntry | null
  let database: string | null = null
  let lastOrder = 0
  // After a restore of the server a number may have been given anew: the later one counts.
  const byNumber = new Map<number, Pick<Restored, 'n' | 'sentIn'>>()
  for (const entry of entries) {
    switch (entry.kind) {
      case 'client':
        // Numbers given under another name mean nothing under this one.
        if (client && client.clientId !== entry.clientId) {
          for (const given of numbers.values()) given.n = null
          byNumber.clear()
        }
        // One in the middle of the day (new numbers) says nothing of what was done before it.
        client = { ...entry, nextOrder: entry.nextOrder ?? client?.nextOrder }
        database = entry.database ?? database
        break
      case 'intent':
        lastOrder = Math.max(lastOrder, entry.order)
        done.delete(entry.mutation.id)
        intents.set(entry.mutation.id, {
          mutation: entry.mutation,
          order: entry.order,
          notBefore: entry.notBefore ?? null,
        })
        break
      case 'sealed': {
        const given = numbers.get(entry.mutationId) ?? { n: null, sentIn: null }
        numbers.set(entry.mutationId, given)
        if (client === null || client.clientId === entry.clientId) {
          const before = byNumber.get(entry.n)
          if (before) before.n = null
          byNumber.set(entry.n, given)
          given.n = entry.n
        }
        given.sentIn ??= entry.epoch ?? null
        break
      }
      case 'done':
        done.add(entry.mutationId)
        intents.delete(entry.mutationId)
        break
      case 'draft':
        drafts.set(entry.caseId, entry.draft)
        break
      case 'form':
        forms.set(entry.key, entry.form)
    }
  }
  const open = new Map<MutationId, Restored>()
  for (const [id, intent] of intents) open.set(id, { n: null, sentIn: null, ...intent, ...numbers.get(id) })
  return { intents: open, done, drafts, forms, client, database, lastOrder }
}
