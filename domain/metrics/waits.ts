import type { CaseRecord } from '../cases/case.ts'
import type { ContactRecord } from '../cases/contact.ts'
import type { DeliveryRecord } from '../cases/delivery.ts'
import type { MessageRecord } from '../cases/message.ts'
import type { CaseId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'

/** One public word in a case. Notes are none; what a machine sends by itself is `auto`. */
export type Word = {
  /** Of the message or contact. */
  id: string
  by: 'customer' | 'agent' | 'auto'
  /** Who spoke for the house. Null: the customer or a machine. */
  userId: UserId | null
  /** When it was written or said. */
  at: EpochMs
  /** When it reached the other side. Null: not yet. */
  deliveredAt: EpochMs | null
}

/** What the response times of one case are made of. */
export type Conversation = {
  caseId: CaseId
  openedAt: EpochMs
  openedBy: 'customer' | 'agent'
  words: Word[]
  /** Who had the case from when on; null: nobody. */
  assignments: { userId: UserId | null; from: EpochMs }[]
}

/** One time that a customer waited for an answer. */
export type Wait = {
  caseId: CaseId
  isFirst: boolean
  /** Since when the customer waits: the opening, or the oldest message without an answer. */
  since: EpochMs
  /** Who wrote the answer. Null: nobody has. */
  answeredBy: UserId | null
  answerId: string | null
  /** When it was written. Null: not yet. */
  writtenAt: EpochMs | null
  /** When the customer had an answer, this one or a later one that came through before it. Null: not yet. */
  reachedAt: EpochMs | null
  /** Since when it was on the one who answered, or on the holder while nobody has. Null: it was on nobody. */
  agentSince: EpochMs | null
  /** Who holds it now. Null: nobody. */
  holder: UserId | null
}

/** The words of a case from its records. A call that was taken is an answer at that moment. */
export function conversationOf(
  kase: Pick<CaseRecord, 'id' | 'openedAt'>,
  messages: readonly MessageRecord[],
  deliveries: readonly DeliveryRecord[],
  contacts: readonly ContactRecord[],
  assignments: Conversation['assignments'],
): Conversation {
  const sentAt = new Map(deliveries.map((each) => [each.id, each.sentAt]))
  const said: Word[] = messages
    .filter((message) => message.visibility === 'public')
    .map(({ id, author, writtenAt, receivedAt }) => {
      const isAgent = author.kind === 'agent'
      // A message without a delivery of its own was with the customer as soon as the server had it.
      const reached = sentAt.has(id) ? (sentAt.get(id) ?? null) : receivedAt
      return {
        id,
        by: author.kind === 'system' ? 'auto' : author.kind,
        userId: isAgent ? author.id : null,
        at: writtenAt,
        deliveredAt: author.kind === 'customer' ? writtenAt : reached,
      }
    })
  for (const { id, channel, direction, agentId, offeredAt, answeredAt } of contacts) {
    if (channel !== 'phone') continue
    const call = { id, userId: null, at: offeredAt, deliveredAt: offeredAt }
    if (direction === 'inbound') said.push({ ...call, by: 'customer' })
    if (answeredAt !== null) said.push({ id, by: 'agent', userId: agentId, at: answeredAt, deliveredAt: answeredAt })
  }
  const words = inOrder(said)
  const openedBy = words.find((word) => word.by !== 'auto')?.by === 'agent' ? 'agent' : 'customer'
  return { caseId: kase.id, openedAt: kase.openedAt, openedBy, words, assignments }
}

/** By time; of one moment the customer's word comes first, so that it can be the one that is answered. */
const inOrder = (words: readonly Word[]): Word[] =>
  words.toSorted(
    (a, b) => a.at - b.at || Number(b.by === 'customer') - Number(a.by === 'customer') || (a.id < b.id ? -1 : 1),
  )

/** When it came to this person, looking back from `before`. Null: it was not with them. */
function heldSince(conversation: Conversation, userId: UserId | null, before: EpochMs): EpochMs | null {
  const known = conversation.assignments.filter(({ from }) => from <= before).sort((a, b) => a.from - b.from)
  if (userId === null) return null
  let since: EpochMs | null = null
  let was: UserId | null = null
  for (const { userId: holder, from } of known) {
    if (holder === userId && was !== userId) since = from
    was = holder
  }
  return since
}

const later = (a: EpochMs, b: EpochMs | null): EpochMs => (b === null || a > b ? a : b)

/**
 * The waits of one case as known at `asOf`, in order. An answer is to what had come before it was written; several
 * messages in a row are one wait, from the oldest. What a machine sends answers nothing. Where an agent opened the case
 * with a public word, the first response is the second one (Zendesk), and there is no first wait before it.
 */
export function waitsOf(conversation: Conversation, asOf: EpochMs): Wait[] {
  const words = inOrder(conversation.words.filter((word) => word.by !== 'auto' && word.at <= asOf))
  // From the end: when the customer had any of the answers from this one on.
  const reached: (EpochMs | null)[] = Array(words.length).fill(null)
  for (let n = words.length - 1, next: EpochMs | null = null; n >= 0; n--) {
    const word = words[n]!
    const came = word.by === 'agent' && word.deliveredAt !== null && word.deliveredAt <= asOf ? word.deliveredAt : null
    next = came === null ? next : next === null || came < next ? came : next
    reached[n] = next
  }
  const holder = conversation.assignments
    .filter(({ from }) => from <= asOf)
    .reduce<Conversation['assignments'][number] | null>((a, b) => (a === null || b.from >= a.from ? b : a), null)
  const waits: Wait[] = []
  const isAgents = conversation.openedBy === 'agent'
  let since: EpochMs | null = isAgents ? null : conversation.openedAt
  let [isFirst, agentWords] = [true, 0]
  const note = (from: EpochMs, word: Word | null, at: number) => {
    const userId = word === null ? (holder?.userId ?? null) : word.userId
    const since = heldSince(conversation, userId, word?.at ?? asOf)
    waits.push({
      caseId: conversation.caseId,
      isFirst,
      since: from,
      answeredBy: word?.userId ?? null,
      answerId: word?.id ?? null,
      writtenAt: word?.at ?? null,
      reachedAt: word === null ? null : (reached[at] ?? null),
      agentSince: userId === null ? null : later(from, since),
      holder: holder?.userId ?? null,
    })
    isFirst = false
  }
  words.forEach((word, at) => {
    if (word.by === 'customer') {
      since ??= word.at
      return
    }
    agentWords++
    if (isAgents && isFirst && agentWords === 2) note(conversation.openedAt, word, at)
    else if (since !== null) note(since, word, at)
    since = null
  })
  if (since !== null) note(since, null, -1)
  return waits
}
