import type { CaseId, MutationId } from '../../domain/kernel/ids.ts'
import type { Result } from '../../domain/kernel/result.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { EpochMs, Stamp } from '../../domain/kernel/time.ts'
import { decide } from '../../domain/mutations/decide.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { laneOf } from '../../domain/mutations/mutation.ts'
import type { Actor } from '../../domain/people/person.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { DraftRecord, FormRecord, JournalEntry } from '../../protocol/journal.ts'
import { blockFacts, contestedFacts, findFor } from './decision-facts.ts'
import { joinMore, moreOf } from './read-outbox.ts'
import type { readRows } from './read-rows.ts'
import type { DeskRepository, Draft, KeepRefusal, Kept } from './repository.ts'
import type { Store } from './store.ts'
import type { OutboxItem, Shelf } from './store-port.ts'
import { KeepError } from './store-port.ts'

export type RepositoryPorts = {
  store: Store
  desk: Pick<DeskClient, 'call'>
  actor: Actor
  now(): EpochMs
  stamp(): Stamp
  newId(): string
  /** An intent has been kept: the engine may send it. */
  committed(): void
  /** The queue is read after this: what is shown of it until then comes first. Absent: at once. */
  queueAfter?: Promise<void> | undefined
  /** Asked before a thread is shown, which waits for it. Null: nothing is to be waited for. Absent: nothing ever is. */
  textsCome?: ((texts: readonly string[]) => Promise<void> | null) | undefined
  /** Lets whoever presses keys come in between. Absent: what takes long is done in one piece. */
  rest?: (() => Promise<void>) | undefined
  /** Store and journal say different things, and neither can be put right now. The next opening does it. */
  doubted?(): void
}

/** So many microtasks may pass between hearing that one thing is kept and asking for the next. */
const HOPS = 20

/** What the agent does and begins. Every action goes to the journal first, then to the store. */
export function keepWork(
  ports: RepositoryPorts,
  rows: ReturnType<typeof readRows>,
): Pick<DeskRepository, 'draft' | 'saveDraft' | 'forms' | 'saveForm' | 'commit' | 'withdraw' | 'dismiss'> & {
  /** Resolves when all that was asked for until now is kept or refused. */
  kept(): Promise<void>
  /** And when it has reached the store, too. */
  stored(): Promise<void>
} {
  const { store, desk, actor } = ports
  const { shelf } = store
  /** One at a time, so that orders rise as the agent acted. */
  let turn: Promise<unknown> = Promise.resolve()
  let asked = 0
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    asked++
    const run = turn.then(work)
    turn = run.catch(() => {})
    return run
  }
  /** Whoever hears that one thing is kept, or is not, asks for the next within some microtasks. */
  async function kept(): Promise<void> {
    for (let before = -1; before !== asked; ) {
      before = asked
      await turn
      for (let hop = 0; hop < HOPS; hop++) await Promise.resolve()
    }
  }

  /** What the journal has already, on its way into the store: what is typed next waits for the journal alone. */
  let storing: Promise<unknown> = Promise.resolve()
  /** The newest that only the journal has: on its way, or the store has refused it. */
  const ahead = { drafts: new Map<string, DraftRecord | null>(), forms: new Map<string, FormRecord | null>() }
  async function alsoStore<Name extends 'drafts' | 'forms'>(
    kept: Kept,
    [table, key, value]: [Name, string, DraftRecord | FormRecord | null],
    work: () => Promise<null>,
  ): Promise<Result<Kept, KeepRefusal>> {
    const newest = ahead[table] as Map<string, DraftRecord | FormRecord | null>
    if (kept === 'journal') newest.set(key, value)
    const stored = storing.then(() => keep(work))
    storing = stored.then(
      (refusal) => refusal === null && newest.get(key) === value && newest.delete(key),
      () => {},
    )
    const refusal = kept === 'store' ? await stored : null
    return refusal === null ? ok(kept) : refuse(refusal)
  }
  const draftOf = async (id: CaseId, from: Pick<Shelf, 'get'> = shelf): Promise<DraftRecord | null> =>
    ahead.drafts.get(id) ?? (ahead.drafts.has(id) ? null : ((await from.get('drafts', [id]))[0] ?? null))
  const inTurnWithStore = <Value>(work: () => Promise<Value>): Promise<Value> =>
    inTurn(async () => {
      await storing
      return work()
    })

  /** The store is read before anything is kept: where it does not answer, nothing has been kept. */
  const untilDiskFails = <Value>(work: () => Promise<Result<Value, KeepRefusal>>) =>
    inTurnWithStore(async () => {
      const done = await keep(work)
      return done === 'disk-full' || done === 'disk-failed' ? refuse(done) : done
    })

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
    const begun = await draftOf(caseId)
    const texts = { reply: begun?.reply ?? '', note: begun?.note ?? '' }
    const more = joinMore(begun?.more, moreOf(mutation))
    // Text begun since then stays, below the text that comes back.
    texts[mode] = texts[mode] === '' ? body : `${body}\n\n${texts[mode]}`
    return { caseId, mode, ...texts, savedAt: ports.now(), ...(more === undefined ? {} : { more }) }
  }

  const takeOut = (id: MutationId, from: OutboxItem['state'][], wantsDraft: boolean) =>
    inTurnWithStore(() =>
      keep(async () => {
        const item = (await shelf.get('outbox', [id]))[0]
        if (!item) return 'gone'
        if (!from.includes(item.state)) return 'other-state'
        const draft = wantsDraft ? await asDraft(item.mutation) : null
        // Journal first here too: after a crash the action must not come back and go out beside its own draft.
        const begun = draft && (await draftOf(draft.caseId as CaseId))
        const entries: JournalEntry[] = draft ? [{ kind: 'draft', caseId: draft.caseId, draft }] : []
        const kept = await journal([...entries, { kind: 'done', mutationId: id }])
        if (kept === 'disk-full' || kept === 'disk-failed') return kept
        const removed = await keep(() => store.remove(id, from, draft))
        if (removed === 'removed' && draft) ahead.drafts.delete(draft.caseId)
        if (removed === 'removed' || removed === 'gone') return removed
        // The engine was faster, or the disk failed: the action stays, and the journal must say so.
        const { order, mutation, notBefore } = item
        const undone: JournalEntry[] = [
          { kind: 'intent', order, mutation, ...(notBefore === null ? {} : { notBefore }) },
        ]
        if (draft) undone.push({ kind: 'draft', caseId: draft.caseId, draft: begun })
        if (isRefused(await journal(undone))) ports.doubted?.()
        return removed
      }),
    )

  return {
    kept,
    stored: () => inTurnWithStore(async () => {}),
    async draft(id) {
      await storing
      const draft = await draftOf(id)
      if (draft === null) return null
      const { caseId: _, ...begun } = draft
      return begun
    },
    saveDraft: (id, draft: Draft | null) =>
      inTurn(async () => {
        const record = draft && { caseId: id, ...draft }
        const kept = await journal([{ kind: 'draft', caseId: id, draft: record }])
        if (isRefused(kept)) return refuse(kept as 'disk-full')
        return alsoStore(kept as Kept, ['drafts', id, record], () => store.saveDraft(id, record))
      }),
    async forms() {
      await storing
      const stored = (await store.forms()).filter(({ key }) => !ahead.forms.has(key))
      return [...stored, ...[...ahead.forms.values()].filter((form) => form !== null)]
    },
    saveForm: (key, answers) =>
      inTurn(async () => {
        const filled = formOf(key, answers)
        const kept = await journal([{ kind: 'form', ...filled }])
        if (isRefused(kept)) return refuse(kept as 'disk-full')
        return alsoStore(kept as Kept, ['forms', key, filled.form], () => store.saveForm(key, filled.form))
      }),
    commit: (name, args, options = {}) =>
      untilDiskFails(async () => {
        const caseId = 'caseId' in args ? args.caseId : null
        const asked = {
          id: ports.newId() as MutationId,
          name,
          v: 1,
          lane: laneOf(name, caseId),
          args,
          pre: options.pre ?? null,
          baseRev: null,
          stamp: ports.stamp(),
        } as unknown as Mutation
        // This asks the disk; what follows may then be taken from memory.
        const { kase, rev, find } = await findFor(shelf, actor.id, asked, caseId)
        const mutation: Mutation = { ...asked, baseRev: rev }
        const recent = shelf.remembered ?? shelf
        const contested = await contestedFacts(rows, mutation)
        const own = await blockFacts(rows, actor.id, mutation)
        const seen = { unseenPublic: false, unseenFromCustomer: false }
        const decided = decide(mutation, { actor, case: kase, ...seen, find, contested, ...own })
        if (!decided.ok) return refuse(decided.refusal)
        // For the journal. Where another window takes this one meanwhile, the store gives the next.
        const order = (await recent.get('meta', ['meta']))[0]?.nextOrder ?? (await store.meta()).nextOrder
        const notBefore = options.holdMs === undefined ? null : ((ports.now() + options.holdMs) as EpochMs)
        const intent = { mutation, ...(notBefore === null ? {} : { notBefore }) }
        const entries: JournalEntry[] = [{ kind: 'intent', order, ...intent }]
        const drafts: { caseId: CaseId; draft: DraftRecord | null }[] = []
        const before: JournalEntry[] = []
        if (options.clearsDraft && caseId !== null) {
          const begun = await draftOf(caseId, recent)
          // What was staged went with the reply.
          const { more, ...texts } = begun ?? { more: undefined }
          const kept = options.clearsDraft === 'note' && more !== undefined ? { more } : {}
          const left = begun ? { ...(texts as DraftRecord), ...kept, [options.clearsDraft]: '' } : null
          const isLeft = left !== null && (left.reply !== '' || left.note !== '' || left.more !== undefined)
          drafts.push({ caseId, draft: isLeft ? left : null })
          before.push({ kind: 'draft', caseId, draft: begun })
        }
        const forms = Object.entries(options.forms ?? {}).map(([key, answers]) => formOf(key, answers))
        const filled = await recent.get(
          'forms',
          forms.map(({ key }) => key),
        )
        for (const [at, { key }] of forms.entries()) {
          const form = ahead.forms.has(key) ? ahead.forms.get(key) : filled[at]
          before.push({ kind: 'form', key, form: form ?? null })
        }
        const journaling = journal([
          ...entries,
          ...drafts.map((each) => ({ kind: 'draft' as const, ...each })),
          ...forms.map((each) => ({ kind: 'form' as const, ...each })),
        ])
        // Planned and sealed while the journal's disk is waited for; what fails here is found out again by whoever does it.
        const readying = store.readyIntents([intent], drafts, forms).catch(() => null)
        const kept = await journaling
        if (isRefused(kept)) return refuse(kept as 'disk-full')
        // Waiting for the disk once is enough.
        const durability = kept === 'journal' ? 'relaxed' : 'strict'
        const write = await readying
        const stored = await keep(
          async () => (await write?.(durability)) ?? (await store.commitIntents([intent], drafts, forms, durability)),
        )
        if (typeof stored !== 'number') {
          // Refused to the agent, so it must not come back from the journal at the next opening, and its draft must.
          const undone = await journal([{ kind: 'done', mutationId: mutation.id }, ...before])
          if (!isRefused(undone)) return refuse(stored)
          // It cannot be taken back, so it is kept: the next opening brings it into the store.
          ports.doubted?.()
          return ok({ id: mutation.id, kept: kept as Kept })
        }
        for (const each of drafts) ahead.drafts.delete(each.caseId)
        for (const { key } of forms) ahead.forms.delete(key)
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
