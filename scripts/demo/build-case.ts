import type { StoredCase, StoredContact, StoredEntry } from '../../server/demo/stored-world.ts'
import type { CaseId, CustomerId, OrderId, QueueId, UserId } from '../../domain/kernel/ids.ts'
import type { Disposition } from '../../domain/wrap-up/dispositions.ts'
import { chosen, idOf, pick } from './chance.ts'
import { agentMail, customerMail, mailHtml } from './letters.ts'
import { agentsOf, personOf } from './people.ts'
import { restingReply } from './resting-replies.ts'
import type { Draft, Plan } from './schedule.ts'
import { queueOf } from './schedule.ts'
import { phoneSummary } from './summaries.ts'
import type { WrittenTurn } from './written-case.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const between = (name: string, from: number, to: number) => from + chosen(name, to - from)

/** The turns that have been said so far: an open case ends with the customer's words, any other with ours. */
function turnsSoFar(draft: Draft, plan: Plan): WrittenTurn[] {
  const { turns } = draft
  if (plan.channel === 'chat' && plan.status === 'open') return turns.slice(0, 1)
  if (plan.status === 'open') {
    if (draft.isWritten) return turns
    const ends = turns.flatMap((turn, at) => (turn.by === 'customer' ? [at + 1] : []))
    // Rarely already the last "thanks".
    return turns.slice(0, ends[chosen(`cut ${draft.name}`, Math.max(1, Math.min(4, ends.length - 1)))] ?? 1)
  }
  const longest = plan.channel === 'email' && !draft.isWritten ? between(`mails ${draft.name}`, 2, 8) : turns.length
  const last = turns.slice(0, longest).findLastIndex((turn) => turn.by === 'agent')
  if (last >= 0) return turns.slice(0, last + 1)
  return [...turns.slice(0, 1), { by: 'agent', text: restingReply(draft.customer.language) }]
}

/** A case of the demo world, with its thread and contacts, its number still to be given. */
export function buildCase(draft: Draft, plan: Plan): StoredCase {
  const { name, customer } = draft
  const queueId = queueOf(draft.reason)
  const turns = plan.channel === 'phone' ? [] : turnsSoFar(draft, plan)
  const isAnswered = turns.some((turn) => turn.by === 'agent') || plan.channel === 'phone'
  const handler =
    plan.holder !== null && plan.holder !== 'nobody' ? personOf(plan.holder) : pick(`agent ${name}`, agentsOf(queueId))
  const rests = plan.status === 'solved' || plan.status === 'closed'
  const disposition = rests ? dispositionOf(name, draft.reason) : null
  const { entries, contacts } =
    plan.channel === 'phone'
      ? byPhone(draft, plan, handler, disposition)
      : plan.channel === 'chat'
        ? byChat(draft, plan, turns, handler, disposition)
        : byMail(draft, plan, turns, handler, disposition)
  const firstUnanswered = entries.findLastIndex((entry) => entry.by !== 'customer') + 1
  const when =
    'waitedMs' in plan.when
      ? { entry: firstUnanswered, workMs: plan.when.waitedMs }
      : 'lastWorkMs' in plan.when
        ? { entry: entries.length - 1, workMs: plan.when.lastWorkMs }
        : plan.when
  return {
    id: idOf(`case ${name}`) as CaseId,
    number: 0,
    subject: draft.subject,
    status: plan.status,
    priority: chosen(`priority ${name}`, 14) === 0 ? 'urgent' : 'normal',
    queueId: queueId as QueueId,
    assigneeId: (plan.holder === 'nobody' || !(isAnswered || plan.holder !== null)
      ? null
      : handler.id) as UserId | null,
    customerId: customer.id as CustomerId,
    orderId: (draft.order?.id ?? null) as OrderId | null,
    channel: plan.channel,
    tags: tagsOf(name, draft.reason),
    reason: draft.reason === 'other' ? null : draft.reason,
    parentId: null,
    mergedIntoId: null,
    when,
    entries,
    contacts,
    promises: [],
    events: rests
      ? [{ kind: 'status', by: handler.id, afterEntry: entries.length - 1, detail: { from: 'open', to: 'solved' } }]
      : [],
  }
}

type Handler = { id: string; name: string }
type Thread = { entries: StoredEntry[]; contacts: StoredContact[] }

function byMail(
  draft: Draft,
  plan: Plan,
  turns: WrittenTurn[],
  handler: Handler,
  disposition: Disposition | null,
): Thread {
  const { name, customer } = draft
  const entries = turns.map((turn, at): StoredEntry => {
    const key = `${name} ${at}`
    const gapMs =
      at === 0
        ? 0
        : turn.by === 'agent'
          ? between(`gap ${key}`, 9, 95) * MINUTE_MS
          : between(`gap ${key}`, 4, 95) * MINUTE_MS
    if (turn.by === 'agent')
      return { by: handler.id, text: agentMail(key, turn.text, customer, handler.name, draft.isWritten), gapMs }
    const text = draft.isWritten ? turn.text : customerMail(`${name} ${at > 0}`, turn.text, customer)
    const hasHtml = customer.language === 'en' && chosen(`html ${key}`, plan.status === 'open' ? 3 : 24) === 0
    const before = at > 0 ? (turns[at - 1]?.text ?? null) : null
    return {
      by: 'customer',
      text,
      gapMs,
      ...(hasHtml ? { html: mailHtml(key, text, customer, before, draft.order?.items ?? []) } : {}),
    }
  })
  const contacts: StoredContact[] = []
  for (let at = 0; at < turns.length; at++) {
    if (turns[at]?.by !== 'customer' || turns[at - 1]?.by === 'customer') continue
    const found = turns.findIndex((turn, later) => later > at && turn.by === 'agent')
    const answered = found < 0 ? null : found
    contacts.push({
      kind: 'email',
      asked: at,
      answered,
      handlingMs: between(`handling ${name} ${at}`, 70, 420) * SECOND_MS,
      wrapUpMs: between(`wrap ${name} ${at}`, 5, 50) * SECOND_MS,
      agentId: (answered === null ? null : handler.id) as UserId | null,
      disposition:
        answered === turns.length - 1 && disposition !== null
          ? disposition
          : answered === null
            ? null
            : 'waiting-for-customer',
      summary: '',
    })
  }
  return { entries, contacts }
}

function byChat(
  draft: Draft,
  plan: Plan,
  turns: WrittenTurn[],
  handler: Handler,
  disposition: Disposition | null,
): Thread {
  const { name } = draft
  const isOver = plan.status !== 'open'
  const entries = turns.map((turn, at): StoredEntry => {
    const pace = turn.by === 'agent' ? Math.min(70, 12 + turn.text.length / 9) : Math.min(60, 8 + turn.text.length / 5)
    return {
      by: turn.by === 'agent' ? handler.id : 'customer',
      text: turn.text,
      gapMs: at === 0 ? 0 : Math.round(pace * SECOND_MS) + chosen(`gap ${name} ${at}`, 9_000),
    }
  })
  const isTaken = turns.some((turn) => turn.by === 'agent')
  return {
    entries,
    contacts: [
      {
        kind: 'chat',
        from: 0,
        to: entries.length - 1,
        answerMs: isTaken ? between(`answer ${name}`, 3, 11) * SECOND_MS : null,
        endedBy: isOver ? pick(`ended ${name}`, ['customer', 'agent'] as const) : null,
        wrapUpMs: between(`wrap ${name}`, 15, 95) * SECOND_MS,
        agentId: (isTaken ? handler.id : null) as UserId | null,
        disposition: isOver ? (disposition ?? 'waiting-for-customer') : null,
        summary: isOver ? `${draft.subject}.` : '',
      },
    ],
  }
}

function byPhone(draft: Draft, plan: Plan, handler: Handler, disposition: Disposition | null): Thread {
  const { name } = draft
  const base = { kind: 'phone', entry: 0, direction: 'inbound' } as const
  if (plan.status === 'open') {
    // Nobody could take the call; the customer's words are on the voicemail.
    const text = `Voicemail: ${draft.turns[0]?.text ?? draft.subject}`
    const missed = { answerMs: null, talkMs: between(`talk ${name}`, 18, 70) * SECOND_MS, holds: [], wrapUpMs: 0 }
    return {
      entries: [{ by: 'customer', text, gapMs: 0 }],
      contacts: [{ ...base, ...missed, agentId: null, disposition: null, summary: '' }],
    }
  }
  const { summary, note } = phoneSummary(draft)
  const talkMs = between(`talk ${name}`, 95, 760) * SECOND_MS
  const holds =
    chosen(`held ${name}`, 3) === 0
      ? [
          {
            afterMs: Math.round(talkMs / 3),
            lengthMs: Math.min(Math.round(talkMs / 3), between(`hold ${name}`, 20, 160) * SECOND_MS),
          },
        ]
      : []
  return {
    entries: [{ by: handler.id, text: note, gapMs: 0, isNote: true }],
    contacts: [
      {
        ...base,
        answerMs: between(`answer ${name}`, 4, 48) * SECOND_MS,
        talkMs,
        holds,
        wrapUpMs: between(`wrap ${name}`, 25, 150) * SECOND_MS,
        agentId: handler.id as UserId,
        disposition: disposition ?? 'waiting-for-customer',
        summary,
      },
    ],
  }
}

const OUTCOMES: [RegExp, Disposition[]][] = [
  [/refund|charged|mistimed|credit/, ['refund-started', 'refund-started', 'resolved', 'question-answered']],
  [
    /return|exchange|wrong|damaged|faulty|parts|not-as/,
    ['replacement-sent', 'refund-started', 'return-accepted', 'resolved'],
  ],
  [/parcel|missing-item|shipping/, ['search-started', 'resolved', 'replacement-sent', 'callback-promised']],
  [/-faq$|^status-/, ['question-answered', 'question-answered', 'resolved']],
  [/^manage-/, ['order-changed', 'resolved', 'refused-by-policy']],
  [/./, ['resolved', 'resolved', 'question-answered', 'unresolved']],
]
const dispositionOf = (name: string, reason: string): Disposition =>
  pick(`d ${name}`, OUTCOMES.find(([pattern]) => pattern.test(reason))?.[1] ?? ['resolved'])

const TAGS = ['vip', 'fragile', 'gift', 'carrier', 'second-contact', 'photo-asked', 'goodwill']
const tagsOf = (name: string, reason: string): string[] => {
  const own = /parcel|missing-item|shipping/.test(reason) ? ['carrier'] : /damaged/.test(reason) ? ['photo-asked'] : []
  const more = chosen(`tag ${name}`, 6) === 0 ? [pick(`which tag ${name}`, TAGS)] : []
  return [...new Set([...own, ...more])]
}
