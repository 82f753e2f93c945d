import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CaseId, MutationId } from '../../domain/kernel/ids.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { EpochMs, Stamp } from '../../domain/kernel/time.ts'
import type { Facts } from '../../domain/mutations/decide.ts'
import { decide } from '../../domain/mutations/decide.ts'
import type { EntityKind } from '../../domain/mutations/entities.ts'
import { entityKey } from '../../domain/mutations/entities.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { laneOf } from '../../domain/mutations/mutation.ts'
import { readKeys, touchedKeys } from '../../domain/mutations/touched.ts'
import type { Actor } from '../../domain/people/person.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { DraftRecord, FormRecord, JournalEntry } from '../../protocol/journal.ts'
import type { Settling } from './live.ts'
import { liveFrom } from './live.ts'
import { readCase, readHistory, readThread } from './read-case.ts'
import { readOwnConversations } from './read-conversations.ts'
import { joinMore, moreOf, readOutbox, readSent } from './read-outbox.ts'
import { readPromises, readQueue } from './read-queue.ts'
import type { ReadsFrom } from './read-rows.ts'
import { concerns, readRows } from './read-rows.ts'
import { readReplyFacts } from './reply-facts.ts'
import type { DeskRepository, Draft, Kept, Live } from './repository.ts'
import type { Store } from './store.ts'
import type { OutboxItem } from './store-port.ts'
import { KeepError } from './store-port.ts'

type Ports = {
  store: Store
  desk: Pick<DeskClient, 'call'>
  actor: Actor
  now(): EpochMs
  stamp(): Stamp
  newId(): string
  /** An intent has been kept: the engine may send it. */
  committed(): void
}

const HISTORY_KINDS = ['case', 'event', 'contact', 'promise', 'guideRun'] as const
const CASE_KINDS = ['case', 'customer', 'order', 'contact', 'person', 'queue'] as const
const CONVERSATION_KINDS = ['message', 'delivery', 'contact', 'interval', 'event'] as const
const QUEUE_KINDS = ['case', 'customer', 'person', 'queue', 'contact', 'promise', 'event'] as const

/** The repository of one signed-in agent. Every action goes to the journal first, then to the store. */
export function openRepository(ports: Ports): DeskRepository & { settled(): Promise<void> } {
  const { store, desk, actor } = ports
  const { shelf } = store
  const cached = new Map<string, Settling<unknown>>()
  /** Cases in which something is begun, as the lists last read it: one more letter in a draft is no news to them. */
  let begun: ReadonlySet<string> = new Set()
  const live = <Value>(name: string, from: ReadsFrom, read: () => Promise<Value>): Live<Value> => {
    const watch = (changed: () => void) => shelf.watch((told) => concerns(told, from, begun) && changed())
    const known = cached.get(name) ?? liveFrom(watch, read)
    cached.set(name, known)
    return known as Live<Value>
  }
  const rows = readRows(shelf)

  const every = <Kind extends EntityKind>(kind: Kind) =>
    live(`every ${kind}`, { kinds: [kind] }, () => rows.every(kind))

  /** One at a time, so that orders rise as the agent acted. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const run = turn.then(work)
    turn = run.catch(() => {})
    return run
  }

  async function journal(entries: JournalEntry[]): Promise<Kept | 'disk-full' | 'disk-failed'> {
    const kept = await desk.call('journal.append', { entries })
    if (kept.ok) return 'journal'
    if (kept.failure.kind === 'not-available') return 'store'
    return kept.failure.kind === 'disk' && kept.failure.code === 'full' ? 'disk-full' : 'disk-failed'
  }
  const isRefused = (kept: Awaited<ReturnType<typeof journal>>) => kept === 'disk-full' || kept === 'disk-failed'

  /** The store's part. Once the journal has it the action is safe, and the next opening brings it into the store. */
  async function keep<Value>(work: () => Promise<Value>): Promise<Value | 'disk-full' | 'disk-failed'> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof KeepError) return error.code
      throw error
    }
  }

  const formOf = (key: string, answers: string | null): { key: string; form: FormRecord | null } => ({
    key,
    form: answers === null ? null : { key, answers, savedAt: ports.now() },
  })

  async function asDraft(mutation: Mutation): Promise<DraftRecord | null> {
    if (mutation.name !== 'reply.send' && mutation.name !== 'note.add') return null
    const { caseId, body } = mutation.args
    const mode = mutation.name === 'reply.send' ? 'reply' : 'note'
    const begun = (await shelf.get('drafts', [caseId]))[0]
    const texts = { reply: begun?.reply ?? '', note: begun?.note ?? '' }
    const more = joinMore(begun?.more, moreOf(mutation))
    // Text begun since then stays, below the text that comes back.
    texts[mode] = texts[mode] === '' ? body : `${body}\n\n${texts[mode]}`
    return { caseId, mode, ...texts, savedAt: ports.now(), ...(more === undefined ? {} : { more }) }
  }

  /** What the decision reads, as the agent sees it now. */
  async function findFor(mutation: Mutation, kase: CaseRecord | null): Promise<NonNullable<Facts['find']>> {
    const keys = [...touchedKeys(mutation, actor.id), ...readKeys(mutation, kase)]
    const found = await shelf.get('rows', keys)
    const views = new Map(keys.map((key, at) => [key, found[at]?.view ?? null]))
    return (kind, id) => (id === null ? null : ((views.get(entityKey(kind, id)) as never) ?? null))
  }

  /** A stretch is contested once at a time; what is on this desk says so before the server does. */
  async function contestedFacts(mutation: Mutation): Promise<Facts['contested']> {
    if (mutation.name !== 'interval.contest') return undefined
    const { intervalId } = mutation.args.dispute
    const [disputes, intervals] = [await rows.every('dispute'), await rows.every('interval')]
    return {
      isOpen: disputes.some((each) => each.intervalId === intervalId && each.decision === null),
      isCorrected: intervals.some((each) => each.replaces === intervalId),
    }
  }

  const takeOut = (id: MutationId, from: OutboxItem['state'][], wantsDraft: boolean) =>
    inTurn(async () => {
      const item = (await shelf.get('outbox', [id]))[0]
      if (!item) return 'gone'
      if (!from.includes(item.state)) return 'other-state'
      const draft = wantsDraft ? await asDraft(item.mutation) : null
      // Journal first here too: after a crash the action must not come back and go out beside its own draft.
      const begun = draft && ((await shelf.get('drafts', [draft.caseId]))[0] ?? null)
      const entries: JournalEntry[] = draft ? [{ kind: 'draft', caseId: draft.caseId, draft }] : []
      const kept = await journal([...entries, { kind: 'done', mutationId: id }])
      if (kept === 'disk-full' || kept === 'disk-failed') return kept
      const removed = await keep(() => store.remove(id, from, draft))
      if (removed === 'removed' || removed === 'gone') return removed
      // The engine was faster, or the disk failed: the action stays, and the journal must say so.
      const undone: JournalEntry[] = [{ kind: 'intent', order: item.order, mutation: item.mutation }]
      if (draft) undone.push({ kind: 'draft', caseId: draft.caseId, draft: begun })
      await journal(undone)
      return removed
    })

  return {
    async settled() {
      await Promise.all([...cached.values()].map((each) => each.settled()))
    },
    queue: () =>
      live('queue', { kinds: QUEUE_KINDS, tables: ['outbox', 'drafts'] }, async () => {
        begun = new Set((await store.drafts()).map((draft) => draft.caseId))
        return readQueue(rows, store, actor)
      }),
    case: (id) => live(`case ${id}`, { kinds: CASE_KINDS }, () => readCase(rows, store, id)),
    thread: (id) =>
      live(`thread ${id}`, { kinds: ['case', 'message', 'delivery'], tables: ['outbox'] }, () =>
        readThread(rows, store, actor, id, ports.now()),
      ),
    history: (id) => live(`history ${id}`, { kinds: HISTORY_KINDS }, () => readHistory(rows, id)),
    outbox: () =>
      live('outbox', { kinds: ['case', 'customer'], tables: ['outbox'] }, () => readOutbox(rows, store, ports.now())),
    sent: () => live('sent', { tables: ['acked'] }, () => readSent(rows, store, ports.now())),
    promises: () =>
      live('promises', { kinds: ['promise', 'case', 'customer', 'person'], tables: ['outbox'] }, () =>
        readPromises(rows, store),
      ),
    customers: () => every('customer'),
    orders: () => every('order'),
    people: () => every('person'),
    queues: () => every('queue'),
    templates: () => every('template'),
    guides: () => every('guide'),
    articles: () => every('article'),
    settings: () =>
      live('settings', { kinds: ['settings'] }, async () => (await rows.one('settings', actor.id))?.values ?? {}),
    ownContacts: () =>
      live('ownContacts', { kinds: ['contact'] }, async () =>
        (await rows.every('contact')).filter((each) => each.agentId === actor.id),
      ),
    ownIntervals: () =>
      live('ownIntervals', { kinds: ['interval'] }, async () =>
        (await rows.every('interval')).filter((each) => each.userId === actor.id),
      ),
    disputes: () =>
      live('disputes', { kinds: ['dispute'] }, async () =>
        (await rows.every('dispute')).sort((a, b) => b.contestedAt - a.contestedAt || (a.id < b.id ? -1 : 1)),
      ),
    intervals: () => every('interval'),
    ownShifts: () =>
      live('ownShifts', { kinds: ['shift'] }, async () =>
        (await rows.every('shift'))
          .filter((each) => each.userId === actor.id)
          .flatMap(({ versions }) => versions)
          .sort((a, b) => a.startsAt - b.startsAt || a.version - b.version),
      ),
    ownConversations: (since) =>
      live(`ownConversations ${since}`, { kinds: CONVERSATION_KINDS }, () =>
        readOwnConversations(rows, shelf, actor.id, since),
      ),
    place: async () => (await store.meta()).place ?? null,
    async savePlace(place) {
      await store.saveMeta((meta) => ({ ...meta, place }))
    },
    currentAt: () => live('currentAt', { tables: ['meta'] }, async () => (await store.meta()).currentAt ?? null),
    async replyFacts(id, text) {
      const kase = await rows.one('case', id)
      if (kase === null) throw new Error(`The case ${id} is not on this desk.`)
      return readReplyFacts(shelf, kase, text)
    },
    async seen(id: CaseId) {
      const rows = await shelf.rows({ caseId: id })
      const ordinals = rows.map((row) =>
        row.key.startsWith('message:') ? Number(row.server?.record['publicOrdinal'] ?? 0) : 0,
      )
      return { lastPublicOrdinal: Math.max(0, ...ordinals) }
    },
    async draft(id) {
      const draft = (await shelf.get('drafts', [id]))[0]
      if (draft === undefined) return null
      const { caseId: _, ...begun } = draft
      return begun
    },
    saveDraft: (id, draft: Draft | null) =>
      inTurn(async () => {
        const record = draft && { caseId: id, ...draft }
        const kept = await journal([{ kind: 'draft', caseId: id, draft: record }])
        if (isRefused(kept)) return refuse(kept as 'disk-full')
        const stored = await keep(() => store.saveDraft(id, record))
        if (stored !== null && kept === 'store') return refuse(stored)
        return ok(kept as Kept)
      }),
    forms: () => store.forms(),
    saveForm: (key, answers) =>
      inTurn(async () => {
        const filled = formOf(key, answers)
        const kept = await journal([{ kind: 'form', ...filled }])
        if (isRefused(kept)) return refuse(kept as 'disk-full')
        const stored = await keep(() => store.saveForm(key, filled.form))
        if (stored !== null && kept === 'store') return refuse(stored)
        return ok(kept as Kept)
      }),
    commit: (name, args, options = {}) =>
      inTurn(async () => {
        const caseId = 'caseId' in args ? args.caseId : null
        const row = caseId === null ? undefined : (await shelf.get('rows', [entityKey('case', caseId)]))[0]
        const kase = (row?.view as CaseRecord | null | undefined) ?? null
        const mutation = {
          id: ports.newId() as MutationId,
          name,
          v: 1,
          lane: laneOf(name, caseId),
          args,
          pre: options.pre ?? null,
          baseRev: row?.server?.rev ?? null,
          stamp: ports.stamp(),
        } as unknown as Mutation
        const find = await findFor(mutation, kase)
        const contested = await contestedFacts(mutation)
        const seen = { unseenPublic: false, unseenFromCustomer: false }
        const decided = decide(mutation, { actor, case: kase, ...seen, find, contested })
        if (!decided.ok) return refuse(decided.refusal)
        const { nextOrder: order } = await store.meta()
        const notBefore = options.holdMs === undefined ? null : ((ports.now() + options.holdMs) as EpochMs)
        const intent = { mutation, order, ...(notBefore === null ? {} : { notBefore }) }
        const entries: JournalEntry[] = [{ kind: 'intent', ...intent }]
        const drafts: { caseId: CaseId; draft: DraftRecord | null }[] = []
        if (options.clearsDraft && caseId !== null) {
          const begun = (await shelf.get('drafts', [caseId]))[0]
          // What was staged went with the reply.
          const { more, ...texts } = begun ?? { more: undefined }
          const kept = options.clearsDraft === 'note' && more !== undefined ? { more } : {}
          const left = begun ? { ...(texts as DraftRecord), ...kept, [options.clearsDraft]: '' } : null
          const isLeft = left !== null && (left.reply !== '' || left.note !== '' || left.more !== undefined)
          drafts.push({ caseId, draft: isLeft ? left : null })
        }
        const forms = Object.entries(options.forms ?? {}).map(([key, answers]) => formOf(key, answers))
        const kept = await journal([
          ...entries,
          ...drafts.map((each) => ({ kind: 'draft' as const, ...each })),
          ...forms.map((each) => ({ kind: 'form' as const, ...each })),
        ])
        if (isRefused(kept)) return refuse(kept as 'disk-full')
        const stored = await keep(() => store.commitIntents([intent], drafts, undefined, undefined, forms))
        if (typeof stored !== 'number') {
          // Refused to the agent, so it must not come back from the journal at the next opening.
          await journal([{ kind: 'done', mutationId: mutation.id }])
          return refuse(stored)
        }
        ports.committed()
        return ok({ id: mutation.id, kept: kept as Kept })
      }),
    async withdraw(id) {
      const done = await takeOut(id, ['waiting'], true)
      if (done === 'removed') return ok(null)
      return refuse(done === 'other-state' ? 'already-sending' : done)
    },
    async dismiss(id, options) {
      const done = await takeOut(id, ['rejected'], options.asDraft)
      if (done === 'removed') return ok(null)
      return refuse(done === 'other-state' ? 'gone' : done)
    },
  }
}
