import type { CaseRecord } from '../cases/case.ts'
import type { MessageRecord } from '../cases/message.ts'
import type { OrderRecord } from '../cases/order.ts'
import type { OrderId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import { correctedAt } from '../kernel/time.ts'
import { planAttachments } from '../replying/plan-attachment.ts'
import { findDoubts } from '../replying/find-doubts.ts'
import { planText } from '../replying/plan-reply.ts'
import { replyDueAt } from '../sla/reply-due.ts'
import type { Effect, Facts, RefusalCode } from './decide.ts'
import type { Put } from './entities.ts'
import { eventOf } from './event-of.ts'
import type { MutationOf } from './mutation.ts'

type Text = MutationOf<'note.add'> | MutationOf<'reply.send'>

/** A note or a reply, with all that travels with it. */
export function decideText(mutation: Text, facts: Facts): Result<Effect, RefusalCode> {
  const kase = facts.case
  if (kase === null) return refuse('forbidden')
  if (mutation.name === 'note.add') {
    const message = messageOf(mutation, facts, kase)
    return message.ok ? ok({ message: message.value }) : message
  }
  if (kase.mergedIntoId !== null) return refuse('merged')
  // An escalated case talks to the other team; the customer is answered in the case it came from.
  if (kase.parentId !== null) return refuse('validation')
  if (kase.status === 'closed') return refuse('closed')
  const { contactId = null, actions = [], attachments = [] } = mutation.args
  if (planAttachments(attachments, mutation.args.channel) !== null) return refuse('attachment')
  const contact = facts.find?.('contact', contactId) ?? null
  if (contact?.channel === 'chat' && contact.endedAt !== null) return refuse('chat_ended')
  if (facts.unseenPublic) return refuse('stale_context')
  const message = messageOf(mutation, facts, kase)
  if (!message.ok) return message
  if (facts.reply !== undefined && findDoubts(message.value.body, facts.reply).length > 0) return refuse('hole')
  const also: Put[] = []
  const refunded = new Map<OrderId, OrderRecord>()
  // Answering takes a case that nobody holds, and gives the customer the word.
  let changed: CaseRecord = {
    ...kase,
    assigneeId: kase.assigneeId ?? facts.actor.id,
    replyDueAt: null,
    waitingSince: null,
  }
  const at = correctedAt(mutation.stamp)
  for (const [place, action] of actions.entries()) {
    if (action.kind === 'tag' && !changed.tags.includes(action.tag)) {
      changed = { ...changed, tags: [...changed.tags, action.tag] }
    } else if (action.kind === 'status') {
      changed = withStatus(changed, action.status, facts)
    } else if (action.kind === 'promise') {
      const { promiseId, promise, words, dueAt } = action
      const made = { id: promiseId, caseId: kase.id, kind: promise, words, dueAt, madeAt: at }
      const owner = { madeBy: { id: facts.actor.id, name: facts.actor.name }, ownerId: facts.actor.id }
      const open = { messageId: mutation.args.messageId, state: 'open', settledAt: null } as const
      also.push({ kind: 'promise', record: { ...made, ...owner, ...open } })
    } else if (action.kind === 'refund') {
      const order = refunded.get(action.orderId) ?? facts.find?.('order', action.orderId) ?? null
      if (facts.find !== undefined && (order === null || order.customerId !== kase.customerId))
        return refuse('validation')
      if (order === null) continue
      const refund = { amountMinor: action.amountMinor, state: 'requested', at, why: action.why } as const
      refunded.set(order.id, { ...order, refunds: [...order.refunds, refund] })
      const detail = { order: order.number, amountMinor: String(action.amountMinor), currency: order.currency }
      also.push(eventOf(mutation, facts.actor, kase.id, 'refund-requested', detail, `-${place}`))
    }
  }
  for (const record of refunded.values()) also.push({ kind: 'order', record })
  if (changed.status !== kase.status) {
    also.push(eventOf(mutation, facts.actor, kase.id, 'status', { from: kase.status, to: changed.status }, '-status'))
  }
  return ok({
    message: message.value,
    delivery: { id: message.value.id, caseId: kase.id, state: 'queued', sentAt: null, failure: null },
    case: changed,
    ...(also.length > 0 ? { also } : {}),
  })
}

/** The case in another status; its clock runs on from where the customer began to wait. */
export function withStatus(kase: CaseRecord, status: CaseRecord['status'], facts: Facts): CaseRecord {
  if (status !== 'open') return { ...kase, status, replyDueAt: null }
  const queue = facts.find?.('queue', kase.queueId) ?? null
  return { ...kase, status, replyDueAt: queue === null ? kase.replyDueAt : replyDueAt(kase, queue) }
}

function messageOf(mutation: Text, facts: Facts, kase: CaseRecord): Result<MessageRecord, RefusalCode> {
  const visibility = mutation.name === 'reply.send' ? 'public' : 'note'
  const text = planText(kase, mutation.args.body, visibility)
  if (!text.ok)
    return refuse(text.refusal === 'case-closed' ? 'closed' : text.refusal === 'too-long' ? 'too_large' : 'validation')
  const { attachments = [] } = mutation.name === 'reply.send' ? mutation.args : {}
  return ok({
    id: mutation.args.messageId,
    caseId: kase.id,
    contactId: mutation.name === 'reply.send' ? (mutation.args.contactId ?? null) : null,
    author: { kind: 'agent', id: facts.actor.id, name: facts.actor.name },
    visibility,
    channel: mutation.name === 'reply.send' ? mutation.args.channel : kase.channel,
    body: text.value,
    html: null,
    links: mutation.name === 'reply.send' ? (mutation.args.links ?? []) : [],
    ...(attachments.length > 0 ? { attachments } : {}),
    writtenAt: correctedAt(mutation.stamp),
    receivedAt: null,
    publicOrdinal: null,
  })
}
