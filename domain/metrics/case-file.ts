import type { CaseRecord } from '../cases/case.ts'
import { CASE_STATUSES, type CaseStatus } from '../cases/case.ts'
import type { Channel } from '../cases/channel.ts'
import type { ContactRecord } from '../cases/contact.ts'
import type { DeliveryRecord } from '../cases/delivery.ts'
import type { EventRecord } from '../cases/event.ts'
import type { MessageRecord } from '../cases/message.ts'
import type { CaseId, UserId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { QueueRecord } from '../people/person.ts'
import type { CaseCourse, StatusChange } from './resolution.ts'
import type { Conversation, Wait } from './waits.ts'
import { conversationOf, waitsOf } from './waits.ts'

/** The records of one case that the figures read. */
export type CaseRecords = {
  kase: CaseRecord
  messages: readonly MessageRecord[]
  deliveries: readonly DeliveryRecord[]
  contacts: readonly ContactRecord[]
  events: readonly EventRecord[]
}

/** One case as the figures read it. Made once from its records, on desk and server alike. */
export type CaseFile = {
  caseId: CaseId
  /** The case, or the one it was merged into: contacts with one `issueId` are about the same thing. */
  issueId: string
  queueId: QueueRecord['id']
  channel: Channel
  openedAt: EpochMs
  conversation: Conversation
  course: CaseCourse
  contacts: readonly ContactRecord[]
  /** Messages that belong to no contact: a mail that was answered is one by itself. */
  looseMessages: readonly string[]
  /** All moments at which something happened, in order. */
  moments: readonly number[]
  /** The waits once all of it has happened. */
  waits: readonly Wait[]
}

const isDone = (status: CaseStatus): boolean => status === 'solved' || status === 'closed'

/** Reads a case. */
export function caseFileOf(records: CaseRecords): CaseFile {
  const { kase, messages, deliveries } = records
  // Records come in any order; of one moment the same one is the later on every machine.
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
  const contacts = records.contacts.toSorted(byId)
  const events = records.events.toSorted((a, b) => a.at - b.at || byId(a, b))
  const conversation = conversationOf(
    kase,
    messages,
    deliveries,
    contacts,
    assignmentsOf(kase, events, lastOf(messages, contacts)),
  )
  const changes = changesOf(kase, conversation, contacts, events)
  const moments = [
    kase.openedAt,
    ...conversation.words.flatMap(({ at, deliveredAt }) => [at, deliveredAt ?? at]),
    ...contacts.flatMap(({ offeredAt, answeredAt, endedAt }) => [offeredAt, answeredAt ?? 0, endedAt ?? 0]),
    ...changes.map(({ at }) => at),
  ]
  return {
    caseId: kase.id,
    issueId: kase.mergedIntoId ?? kase.id,
    queueId: kase.queueId,
    channel: kase.channel,
    openedAt: kase.openedAt,
    conversation,
    course: { caseId: kase.id, openedAt: kase.openedAt, isMerged: kase.mergedIntoId !== null, changes },
    contacts,
    looseMessages: messages.flatMap(({ id, contactId }) => (contactId === null ? [id] : [])),
    moments: moments.filter((at) => at > 0).toSorted((a, b) => a - b),
    waits: waitsOf(conversation, Infinity as EpochMs),
  }
}

/** The waits of a case as known at `asOf`. */
export const waitsAt = (file: CaseFile, asOf: EpochMs): readonly Wait[] =>
  (file.moments.at(-1) ?? 0) <= asOf ? file.waits : waitsOf(file.conversation, asOf)

/** Whether anything happened in the case from `from` up to, not including, `to`. */
export function happenedIn({ moments }: Pick<CaseFile, 'moments'>, from: number, to: number): boolean {
  return moments.some((at) => at >= from && at < to)
}

/**
 * Who had it from when on. Where its history does not say, whoever holds it now has had it all along; where it ends with
 * somebody else, they have had it since the last thing that was said (who answers a case that nobody holds takes it silently).
 */
function assignmentsOf(
  kase: CaseRecord,
  events: readonly EventRecord[],
  lastSaidAt: EpochMs,
): Conversation['assignments'] {
  const told = events.flatMap(({ kind, by, at, detail }): Conversation['assignments'] => {
    if (kind === 'claimed') return [{ userId: by.id, from: at }]
    if (kind === 'assigned') return [{ userId: detail['to'] ? (detail['to'] as UserId) : null, from: at }]
    return kind === 'moved' ? [{ userId: null, from: at }] : []
  })
  const last = told.at(-1)
  if (last === undefined) return [{ userId: kase.assigneeId, from: kase.openedAt }]
  if (last.userId === kase.assigneeId) return told
  return [...told, { userId: kase.assigneeId, from: Math.max(last.from, lastSaidAt) as EpochMs }]
}

const lastOf = (messages: readonly MessageRecord[], contacts: readonly ContactRecord[]): EpochMs =>
  [
    ...messages.map(({ writtenAt }) => writtenAt),
    ...contacts.map(({ endedAt, offeredAt }) => endedAt ?? offeredAt),
  ].reduce((a, b) => (b > a ? b : a), 0 as EpochMs)

const statusOf = (said: string | undefined): CaseStatus | null => CASE_STATUSES.find((each) => each === said) ?? null

/**
 * How its status changed: as its history says, and open again with each word of the customer. A case that is done though
 * nobody has said so was done with the last thing that an agent did in it.
 */
function changesOf(
  kase: CaseRecord,
  { words }: Conversation,
  contacts: readonly ContactRecord[],
  events: readonly EventRecord[],
): StatusChange[] {
  const said = events.flatMap(({ kind, by, at, detail }): StatusChange[] => {
    const to = kind === 'status' ? statusOf(detail['to']) : null
    return to === null ? [] : [{ to, at, by: by.id, isThankYou: false }]
  })
  const asked = words
    .filter(({ by }) => by === 'customer')
    .map(({ at }): StatusChange => ({ to: 'open', at, by: null, isThankYou: false }))
  const changes = [...said, ...asked].toSorted((a, b) => a.at - b.at)
  const last = changes.at(-1)
  if (!isDone(kase.status) || (last !== undefined && isDone(last.to))) return changes
  const acts = [
    ...words.flatMap(({ by, at, userId }) => (by === 'agent' ? [{ at, by: userId }] : [])),
    ...contacts.flatMap(({ endedAt, agentId }) => (endedAt === null ? [] : [{ at: endedAt, by: agentId }])),
  ].filter(({ at }) => last === undefined || at >= last.at)
  const [first, ...others] = acts
  if (first === undefined) return changes
  const done = others.reduce((a, b) => (b.at >= a.at ? b : a), first)
  return [...changes, { to: kase.status, ...done, isThankYou: false }]
}
