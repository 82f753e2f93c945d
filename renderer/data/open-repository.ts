import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CustomerRecord } from '../../domain/cases/customer.ts'
import { customerName } from '../../domain/cases/customer.ts'
import type { DeliveryRecord } from '../../domain/cases/delivery.ts'
import { shownDelivery } from '../../domain/cases/delivery.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import { compareInThread } from '../../domain/cases/message.ts'
import type { OrderRecord } from '../../domain/cases/order.ts'
import type { CaseId, MutationId } from '../../domain/kernel/ids.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { EpochMs, Stamp } from '../../domain/kernel/time.ts'
import { correctedAt } from '../../domain/kernel/time.ts'
import { decide } from '../../domain/mutations/decide.ts'
import type { EntityKind, EntityOf } from '../../domain/mutations/entities.ts'
import { entityKey } from '../../domain/mutations/entities.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { caseOf } from '../../domain/mutations/mutation.ts'
import type { Actor } from '../../domain/people/person.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { DraftRecord, JournalEntry } from '../../protocol/journal.ts'
import { liveFrom } from './live.ts'
import type { DeskRepository, Draft, Kept, Live, ThreadEntry } from './repository.ts'
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

/** The repository of one signed-in agent. Every action goes to the journal first, then to the store. */
export function openRepository(ports: Ports): DeskRepository {
  const { store, desk, actor } = ports
  const { shelf } = store
  const watch = (changed: () => void) => shelf.watch(changed)
  const cached = new Map<string, Live<unknown>>()
  const live = <Value>(name: string, read: () => Promise<Value>): Live<Value> => {
    const known = cached.get(name) ?? liveFrom(watch, read)
    cached.set(name, known)
    return known as Live<Value>
  }
  const one = async <Kind extends EntityKind>(kind: Kind, id: string | null): Promise<EntityOf[Kind] | null> =>
    id === null ? null : (((await shelf.get('rows', [entityKey(kind, id)]))[0]?.view as EntityOf[Kind] | null) ?? null)
  const every = async <Kind extends EntityKind>(kind: Kind): Promise<EntityOf[Kind][]> =>
    (await shelf.rows({ kind })).flatMap((row) => (row.view ? [row.view as unknown as EntityOf[Kind]] : []))
  const namesOf = async <Kind extends 'person' | 'queue'>(kind: Kind) =>
    new Map((await every(kind)).map((each) => [each.id as string, each.name]))

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

  async function asDraft(mutation: Mutation): Promise<DraftRecord | null> {
    if (mutation.name !== 'reply.send' && mutation.name !== 'note.add') return null
    const { caseId, body } = mutation.args
    const mode = mutation.name === 'reply.send' ? 'reply' : 'note'
    const begun = (await shelf.get('drafts', [caseId]))[0]
    const texts = { reply: begun?.reply ?? '', note: begun?.note ?? '' }
    // Text begun since then stays, below the text that comes back.
    texts[mode] = texts[mode] === '' ? body : `${body}\n\n${texts[mode]}`
    return { caseId, mode, ...texts, savedAt: ports.now() }
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
    queue: () =>
      live('queue', async () => {
        const [cases, customers, people, queues] = [
          await every('case'),
          await every('customer'),
          await namesOf('person'),
          await namesOf('queue'),
        ]
        const named = new Map(customers.map((each) => [each.id, customerName(each)]))
        const unsent = new Set(
          (await store.outbox()).filter((item) => item.state !== 'acked').map((item) => caseOf(item.mutation)),
        )
        const begun = new Set((await store.drafts()).map((draft) => draft.caseId))
        return cases.map((kase) => ({
          case: kase,
          customerName: named.get(kase.customerId) ?? '',
          assigneeName: kase.assigneeId === null ? null : (people.get(kase.assigneeId) ?? ''),
          queueName: queues.get(kase.queueId) ?? '',
          hasUnsent: unsent.has(kase.id),
          hasDraft: begun.has(kase.id),
        }))
      }),
    case: (id) =>
      live(`case ${id}`, async () => {
        const row = (await shelf.get('rows', [entityKey('case', id)]))[0]
        const kase = row?.view as CaseRecord | null | undefined
        if (!kase) return null
        const customer: CustomerRecord | null = await one('customer', kase.customerId)
        const orders: OrderRecord[] = (await every('order')).filter((each) => each.customerId === kase.customerId)
        const assignee = await one('person', kase.assigneeId)
        const assigneeName = kase.assigneeId === null ? null : (assignee?.name ?? '')
        const queueName = (await one('queue', kase.queueId))?.name ?? ''
        return { case: kase, rev: row?.server?.rev ?? 0, customer, orders, assigneeName, queueName }
      }),
    thread: (id) =>
      live(`thread ${id}`, async () => {
        const rows = await shelf.rows({ caseId: id })
        const views = <Kind extends EntityKind>(kind: Kind) =>
          rows.flatMap((row) =>
            row.key.startsWith(`${kind}:`) && row.view ? [row.view as unknown as EntityOf[Kind]] : [],
          )
        const deliveries = new Map<string, DeliveryRecord>(views('delivery').map((each) => [each.id, each]))
        const items = new Map<string, OutboxItem>()
        const messages = new Map<string, MessageRecord>(views('message').map((each) => [each.id, each]))
        for (const item of await store.outbox()) {
          const { mutation } = item
          if (caseOf(mutation) !== id || (mutation.name !== 'reply.send' && mutation.name !== 'note.add')) continue
          items.set(mutation.args.messageId, item)
          // A refused text is no longer in the overlay, and still the agent's to see.
          if (!messages.has(mutation.args.messageId))
            messages.set(mutation.args.messageId, writtenHere(mutation, actor))
        }
        return [...messages.values()].sort(compareInThread).map((message): ThreadEntry => {
          const item = items.get(message.id)
          const delivery = deliveries.get(message.id) ?? null
          const isTold = item !== undefined || (message.visibility === 'public' && message.author.kind === 'agent')
          return {
            message,
            delivery: isTold ? shownDelivery(item?.state ?? null, delivery?.state ?? null) : null,
            sentAt: delivery?.sentAt ?? null,
            refusal: item?.refusal ?? null,
          }
        })
      }),
    outbox: () =>
      live('outbox', async () => {
        const shown = (await store.outbox()).filter((item) => item.state !== 'acked')
        return Promise.all(
          shown.map(async ({ mutation, order, state, refusal, reference }) => {
            const kase = await one('case', caseOf(mutation))
            const customer = await one('customer', kase?.customerId ?? null)
            return {
              mutation,
              order,
              state:
                state === 'waiting'
                  ? ('waiting' as const)
                  : state === 'rejected'
                    ? ('needs-you' as const)
                    : ('sending' as const),
              refusal,
              reference,
              caseSubject: kase?.subject ?? null,
              customerName: customer ? customerName(customer) : null,
            }
          }),
        )
      }),
    async seen(id: CaseId) {
      const rows = await shelf.rows({ caseId: id })
      const ordinals = rows.map((row) =>
        row.key.startsWith('message:') ? Number(row.server?.record['publicOrdinal'] ?? 0) : 0,
      )
      return { lastPublicOrdinal: Math.max(0, ...ordinals) }
    },
    async draft(id) {
      const draft = (await shelf.get('drafts', [id]))[0]
      return draft ? { mode: draft.mode, reply: draft.reply, note: draft.note, savedAt: draft.savedAt } : null
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
    commit: (name, args, options = {}) =>
      inTurn(async () => {
        const caseId = 'caseId' in args ? args.caseId : null
        const row = caseId === null ? undefined : (await shelf.get('rows', [entityKey('case', caseId)]))[0]
        const mutation = {
          id: ports.newId() as MutationId,
          name,
          v: 1,
          lane: 'interval' in args ? 'me' : (caseId ?? 'me'),
          args,
          pre: options.pre ?? null,
          baseRev: row?.server?.rev ?? null,
          stamp: ports.stamp(),
        } as unknown as Mutation
        const kase = (row?.view as CaseRecord | null | undefined) ?? null
        const decided = decide(mutation, { actor, case: kase, unseenPublic: false, unseenFromCustomer: false })
        if (!decided.ok) return refuse(decided.refusal)
        const { nextOrder: order } = await store.meta()
        const entries: JournalEntry[] = [{ kind: 'intent', order, mutation }]
        const drafts: { caseId: CaseId; draft: DraftRecord | null }[] = []
        if (options.clearsDraft && caseId !== null) {
          const begun = (await shelf.get('drafts', [caseId]))[0]
          const left = begun ? { ...begun, [options.clearsDraft]: '' } : null
          drafts.push({ caseId, draft: left && (left.reply !== '' || left.note !== '') ? left : null })
        }
        const kept = await journal([...entries, ...drafts.map((each) => ({ kind: 'draft' as const, ...each }))])
        if (isRefused(kept)) return refuse(kept as 'disk-full')
        const stored = await keep(() => store.commitIntents([{ mutation, order }], drafts))
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

function writtenHere(mutation: Mutation & { name: 'reply.send' | 'note.add' }, actor: Actor): MessageRecord {
  return {
    id: mutation.args.messageId,
    caseId: mutation.args.caseId,
    contactId: null,
    author: { kind: 'agent', id: actor.id, name: actor.name },
    visibility: mutation.name === 'reply.send' ? 'public' : 'note',
    channel: mutation.name === 'reply.send' ? mutation.args.channel : 'email',
    body: mutation.args.body,
    writtenAt: correctedAt(mutation.stamp),
    receivedAt: null,
    publicOrdinal: null,
  }
}
