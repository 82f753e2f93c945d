import type { CaseRecord } from '../cases/case.ts'
import { newCustomerFault, newCustomerRecord } from '../cases/new-customer.ts'
import type { MessageRecord } from '../cases/message.ts'
import { assertNever } from '../kernel/assert-never.ts'
import type { OrderId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import { ok, refuse } from '../kernel/result.ts'
import { correctedAt } from '../kernel/time.ts'
import { planText } from '../replying/plan-reply.ts'
import { afterWork } from '../sla/business-time.ts'
import { replyDueAt } from '../sla/reply-due.ts'
import type { Effect, Facts, RefusalCode } from './decide.ts'
import type { Put } from './entities.ts'
import { withStatus } from './decide-text.ts'
import { isKeptForUrgent } from './decide-urgent-block.ts'
import { eventOf } from './event-of.ts'
import type { Mutation, MutationOf } from './mutation.ts'

type OfCase = Extract<Mutation, { name: `case.${string}` }>

/** What becomes of a case itself. */
export function decideCase(mutation: OfCase, facts: Facts): Result<Effect, RefusalCode> {
  const { actor } = facts
  if (mutation.name === 'case.open') return open(mutation, facts)
  const kase = facts.case
  if (kase === null) return refuse('forbidden')
  const event = (kind: Parameters<typeof eventOf>[3], detail: Record<string, string> = {}) =>
    eventOf(mutation, actor, kase.id, kind, detail)
  switch (mutation.name) {
    case 'case.setStatus': {
      const { status } = mutation.args
      if (kase.status === 'closed') return refuse('closed')
      if (kase.status === status) return ok({ noop: 'already_so' })
      // The customer wrote again while "solved" was on its way: the case stays open and the agent is told.
      if (facts.unseenFromCustomer && (status === 'solved' || status === 'closed')) return ok({ noop: 'reopen_kept' })
      return ok({ case: withStatus(kase, status, facts), also: [event('status', { from: kase.status, to: status })] })
    }
    case 'case.claim':
      if (kase.assigneeId === actor.id) return ok({ noop: 'already_so' })
      if (kase.assigneeId !== null) return refuse('claimed')
      if (isKeptForUrgent(mutation, kase, facts)) return refuse('urgent_only')
      return ok({ case: { ...kase, assigneeId: actor.id }, also: [event('claimed')] })
    case 'case.assign': {
      const { assigneeId } = mutation.args
      return ok({ case: { ...kase, assigneeId }, also: [event('assigned', { to: assigneeId ?? '' })] })
    }
    case 'case.move': {
      const { queueId } = mutation.args
      if (kase.queueId === queueId) return ok({ noop: 'already_so' })
      const queue = facts.find?.('queue', queueId) ?? null
      const moved = { ...kase, queueId, assigneeId: null }
      const due = queue === null || kase.replyDueAt === null ? kase.replyDueAt : replyDueAt(kase, queue)
      return ok({ case: { ...moved, replyDueAt: due }, also: [event('moved', { from: kase.queueId, to: queueId })] })
    }
    case 'case.tag.add': {
      const tag = mutation.args.tag.trim()
      if (tag === '') return refuse('validation')
      return kase.tags.includes(tag) ? ok({ noop: 'already_so' }) : ok({ case: { ...kase, tags: [...kase.tags, tag] } })
    }
    case 'case.tag.remove': {
      const { tag } = mutation.args
      return kase.tags.includes(tag)
        ? ok({ case: { ...kase, tags: kase.tags.filter((each) => each !== tag) } })
        : ok({ noop: 'already_so' })
    }
    case 'case.skip': {
      // Skipping gives the case back: the next one who asks may take it.
      const isMine = kase.assigneeId === actor.id
      const also = [event('skipped', { reason: mutation.args.reason })]
      return ok(isMine ? { case: { ...kase, assigneeId: null }, also } : { also })
    }
    case 'case.reveal':
      return ok({ also: [event('revealed', { field: mutation.args.field })] })
    case 'case.edit':
      return edit(mutation, facts, kase)
    case 'case.escalate':
      return escalate(mutation, facts, kase)
    case 'case.merge': {
      const into = facts.find?.('case', mutation.args.intoId) ?? null
      if (kase.id === mutation.args.intoId || kase.parentId !== null) return refuse('validation')
      if (kase.mergedIntoId !== null) return refuse('merged')
      if (into === null) return refuse('forbidden')
      if (into.mergedIntoId !== null || into.parentId !== null) return refuse('validation')
      if (into.customerId !== kase.customerId) return refuse('validation')
      const merged: CaseRecord = { ...kase, mergedIntoId: into.id, status: 'solved', replyDueAt: null }
      const from = eventOf(mutation, actor, into.id, 'merged-from', { number: String(kase.number) }, '-from')
      return ok({ case: merged, also: [event('merged', { number: String(into.number) }), from] })
    }
    case 'case.unmerge':
      if (kase.mergedIntoId === null) return ok({ noop: 'already_so' })
      return ok({ case: withStatus({ ...kase, mergedIntoId: null }, 'open', facts), also: [event('unmerged')] })
    default:
      return assertNever(mutation)
  }
}

function open(mutation: MutationOf<'case.open'>, facts: Facts): Result<Effect, RefusalCode> {
  if (facts.case !== null) return ok({ noop: 'already_so' })
  const { caseId, subject, customer, ...given } = mutation.args
  if (subject.trim() === '') return refuse('validation')
  const { knownCustomer = null } = facts
  if (customer !== undefined && newCustomerFault(customer) !== null) return refuse('validation')
  if (customer !== undefined && knownCustomer === 'hidden') return refuse('known_customer')
  const at = correctedAt(mutation.stamp)
  const known = customer === undefined || knownCustomer === 'hidden' ? null : knownCustomer
  const isThere = known !== null || (facts.find?.('customer', given.customerId) ?? null) !== null
  const made: Put[] =
    customer === undefined || isThere
      ? []
      : [{ kind: 'customer', record: newCustomerRecord(given.customerId, customer, at) }]
  const kase: CaseRecord = {
    id: caseId,
    // The server's to give; shown as "new" until then.
    number: 0,
    subject: subject.trim(),
    status: 'open',
    priority: 'normal',
    ...given,
    customerId: known?.id ?? given.customerId,
    assigneeId: facts.actor.id,
    tags: [],
    waitingSince: null,
    parentId: null,
    escalations: [],
    mergedIntoId: null,
    openedAt: at,
    replyDueAt: null,
    lastCustomerMessageAt: null,
    publicCount: 0,
  }
  const detail: Record<string, string> = known === null ? {} : { customer: 'known' }
  return ok({ case: kase, also: [...made, eventOf(mutation, facts.actor, caseId, 'opened', detail)] })
}

function edit(mutation: MutationOf<'case.edit'>, facts: Facts, kase: CaseRecord): Result<Effect, RefusalCode> {
  const { field, from, to } = mutation.args
  const current = kase[field]
  if (current === to) return ok({ noop: 'already_so' })
  if (current !== from) return refuse('conflict')
  if (field === 'subject' && (to === null || to.trim() === '')) return refuse('validation')
  if (field === 'priority' && to !== 'normal' && to !== 'urgent') return refuse('validation')
  const changed: CaseRecord =
    field === 'subject'
      ? { ...kase, subject: (to ?? '').trim() }
      : field === 'priority'
        ? { ...kase, priority: to === 'urgent' ? 'urgent' : 'normal' }
        : field === 'reason'
          ? { ...kase, reason: to }
          : { ...kase, orderId: to as OrderId | null }
  const detail = { field, from: from ?? '', to: to ?? '' }
  return ok({ case: changed, also: [eventOf(mutation, facts.actor, kase.id, 'edited', detail)] })
}

function escalate(mutation: MutationOf<'case.escalate'>, facts: Facts, kase: CaseRecord): Result<Effect, RefusalCode> {
  const { childId, queueId, subject, messageId, body } = mutation.args
  if (kase.status === 'closed') return refuse('closed')
  if (kase.parentId !== null) return refuse('validation')
  const text = planText({ status: 'open' }, body, 'note')
  if (!text.ok || subject.trim() === '') return refuse('validation')
  const { actor } = facts
  const at = correctedAt(mutation.stamp)
  const queue = facts.find?.('queue', queueId) ?? null
  const child: CaseRecord = {
    ...kase,
    id: childId,
    number: 0,
    subject: subject.trim(),
    status: 'open',
    queueId,
    assigneeId: null,
    tags: [],
    // The other team owes an answer to ours as it would to a customer who writes.
    waitingSince: at,
    replyDueAt: queue === null ? null : afterWork(queue.sla.calendar, at, queue.sla.replyWithinMs.email),
    channel: 'email',
    parentId: kase.id,
    escalations: [],
    mergedIntoId: null,
    openedAt: at,
    lastCustomerMessageAt: null,
    publicCount: 0,
  }
  const note: MessageRecord = {
    id: messageId,
    caseId: childId,
    contactId: null,
    author: { kind: 'agent', id: actor.id, name: actor.name },
    visibility: 'note',
    channel: 'email',
    body: text.value,
    html: null,
    links: [],
    writtenAt: at,
    receivedAt: null,
    publicOrdinal: null,
  }
  const { assigneeId, status, replyDueAt: due } = child
  const given = { caseId: childId, queueId, assigneeId, status, replyDueAt: due }
  return ok({
    case: { ...kase, escalations: [...kase.escalations, given] },
    also: [
      { kind: 'case', record: child },
      { kind: 'message', record: note },
      eventOf(mutation, actor, kase.id, 'escalated', { queueId, childId, subject: child.subject }),
      eventOf(mutation, actor, childId, 'escalated-from', { number: String(kase.number), parentId: kase.id }, '-from'),
    ],
  })
}
