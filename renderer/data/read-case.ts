import { shownDelivery } from '../../domain/cases/delivery.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import { compareInThread } from '../../domain/cases/message.ts'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { correctedAt } from '../../domain/kernel/time.ts'
import type { Mutation } from '../../domain/mutations/mutation.ts'
import { caseOf } from '../../domain/mutations/mutation.ts'
import type { Actor } from '../../domain/people/person.ts'
import type { Rows } from './read-rows.ts'
import type { CaseHistory, CaseView, ThreadEntry } from './repository.ts'
import type { Store } from './store.ts'
import { isHeld } from './is-held.ts'
import type { OutboxItem } from './store-port.ts'

/** The case with all that stands beside its thread. Null: it is not on this desk. */
export async function readCase(rows: Rows, id: CaseId): Promise<CaseView | null> {
  const kase = await rows.one('case', id)
  if (kase === null) return null
  const written = await rows.one('customer', kase.customerId)
  const customer = (await rows.one('customer', written?.mergedIntoId ?? null)) ?? written
  const merged = customer === null ? [] : await rows.where('customer', 'mergedIntoId', customer.id)
  const same = [
    ...new Set([kase.customerId, ...(customer === null ? [] : [customer.id]), ...merged.map((each) => each.id)]),
  ]
  const cases = (await gather(same, (each) => rows.where('case', 'customerId', each))).filter((each) => each.id !== id)
  const queue = await rows.one('queue', kase.queueId)
  const names = new Map(
    [...(await rows.every('person')), ...(await rows.every('queue'))].map((each) => [each.id as string, each.name]),
  )
  return {
    case: kase,
    customer,
    orders: (await gather(same, (each) => rows.where('order', 'customerId', each))).sort(
      (a, b) => b.placedAt - a.placedAt,
    ),
    assigneeName: kase.assigneeId === null ? null : (names.get(kase.assigneeId) ?? ''),
    queueName: queue?.name ?? '',
    queue,
    mergedCases: cases.filter((each) => each.mergedIntoId === id),
    otherCases: cases.filter((each) => each.mergedIntoId !== id).sort((a, b) => b.openedAt - a.openedAt),
    contacts: (await gather([id, ...cases.map((each) => each.id)], (each) => rows.ofCase(each, 'contact'))).sort(
      (a, b) => b.offeredAt - a.offeredAt,
    ),
    names,
  }
}

/** The case itself and those that were merged into it. */
async function withMerged(rows: Rows, id: CaseId): Promise<CaseId[]> {
  const merged = await rows.where('case', 'mergedIntoId', id)
  return [id, ...merged.map((each) => each.id)]
}

async function gather<Id, Record_>(ids: readonly Id[], read: (id: Id) => Promise<Record_[]>): Promise<Record_[]> {
  return (await Promise.all(ids.map(read))).flat()
}

/** What happened beside the thread. */
export async function readHistory(rows: Rows, id: CaseId): Promise<CaseHistory> {
  const ids = await withMerged(rows, id)
  return {
    events: (await gather(ids, (each) => rows.ofCase(each, 'event'))).sort((a, b) => a.at - b.at),
    contacts: (await gather(ids, (each) => rows.ofCase(each, 'contact'))).sort((a, b) => a.offeredAt - b.offeredAt),
    promises: (await gather(ids, (each) => rows.ofCase(each, 'promise'))).sort((a, b) => a.dueAt - b.dueAt),
    guideRuns: (await gather(ids, (each) => rows.ofCase(each, 'guideRun'))).sort((a, b) => a.startedAt - b.startedAt),
  }
}

/** The thread with how far each entry has come. */
export async function readThread(
  rows: Rows,
  store: Store,
  actor: Actor,
  id: CaseId,
  now: EpochMs,
): Promise<ThreadEntry[]> {
  const ids = await withMerged(rows, id)
  const deliveries = new Map(
    (await gather(ids, (each) => rows.ofCase(each, 'delivery'))).map((each) => [each.id as string, each]),
  )
  const messages = new Map<string, MessageRecord>(
    (await gather(ids, (each) => rows.ofCase(each, 'message'))).map((each) => [each.id, each]),
  )
  const items = new Map<string, OutboxItem>()
  // After the rows: where another window had written, they asked the disk.
  for (const item of await store.recent.outbox()) {
    const { mutation } = item
    if (caseOf(mutation) !== id || (mutation.name !== 'reply.send' && mutation.name !== 'note.add')) continue
    items.set(mutation.args.messageId, item)
    // A refused text is no longer in the overlay, and still the agent's to see.
    if (!messages.has(mutation.args.messageId)) messages.set(mutation.args.messageId, writtenHere(mutation, actor))
  }
  return [...messages.values()].sort(compareInThread).map((message): ThreadEntry => {
    const item = items.get(message.id)
    const delivery = deliveries.get(message.id) ?? null
    const isTold = item !== undefined || (message.visibility === 'public' && message.author.kind === 'agent')
    return {
      message,
      delivery: isTold ? shownDelivery(item?.state ?? null, delivery?.state ?? null) : null,
      sentAt: delivery?.sentAt ?? null,
      failure: delivery?.failure ?? null,
      refusal: item?.refusal ?? null,
      heldUntil: item !== undefined && isHeld(item, now) ? item.notBefore : null,
      mutationId: item?.mutation.id ?? null,
    }
  })
}

function writtenHere(mutation: Mutation & { name: 'reply.send' | 'note.add' }, actor: Actor): MessageRecord {
  const isReply = mutation.name === 'reply.send'
  const { attachments = [] } = isReply ? mutation.args : {}
  return {
    id: mutation.args.messageId,
    caseId: mutation.args.caseId,
    contactId: isReply ? (mutation.args.contactId ?? null) : null,
    author: { kind: 'agent', id: actor.id, name: actor.name },
    visibility: isReply ? 'public' : 'note',
    channel: isReply ? mutation.args.channel : 'email',
    body: mutation.args.body,
    html: null,
    links: isReply ? (mutation.args.links ?? []) : [],
    ...(attachments.length > 0 ? { attachments } : {}),
    writtenAt: correctedAt(mutation.stamp),
    receivedAt: null,
    publicOrdinal: null,
  }
}
