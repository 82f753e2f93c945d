import type { CaseRecord } from '../../domain/cases/case.ts'
import type { ContactRecord } from '../../domain/cases/contact.ts'
import type { EventRecord } from '../../domain/cases/event.ts'
import type { MessageRecord } from '../../domain/cases/message.ts'
import type { ContactId, CustomerId, EventId, MessageId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { QueueRecord } from '../../domain/people/person.ts'
import type { PromiseRecord } from '../../domain/promises/promise.ts'
import { replyDueAt } from '../../domain/sla/reply-due.ts'
import { onDay, whenLastOpen, whenOpen, workAgo } from './live-morning.ts'
import type { StoredCase, StoredContact } from './stored-world.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const DAY_MS = 24 * 60 * MINUTE_MS

export type LaidOut = {
  kase: CaseRecord
  messages: MessageRecord[]
  contacts: ContactRecord[]
  promises: PromiseRecord[]
  events: EventRecord[]
}
export type Names = { customer: string; staff: ReadonlyMap<string, string> }

/** The case with all its moments, as of `now`; what was escalated from it is filled in when all cases are laid out. */
export function layOutCase(stored: StoredCase, queue: QueueRecord, names: Names, now: EpochMs): LaidOut {
  const { when: _, entries, contacts: storedContacts, promises: storedPromises, events: storedEvents, ...rest } = stored
  const times = momentsOf(stored, queue, now)
  const at = (entry: number): EpochMs => times[entry] ?? now
  const by = (id: string) => ({ id: id as UserId, name: names.staff.get(id) ?? id })
  const contacts = storedContacts.map((contact, index) =>
    layOutContact(contact, stored, idIn(stored, 'c', index) as ContactId, at),
  )
  let ordinal = 0
  const messages = entries.map((entry, index): MessageRecord => {
    const contact = storedContacts.findIndex((each) => holds(each, index))
    return {
      id: idIn(stored, 'e', index) as MessageId,
      caseId: stored.id,
      contactId: contacts[contact]?.id ?? null,
      author:
        entry.by === 'customer'
          ? { kind: 'customer', id: stored.customerId as CustomerId, name: names.customer }
          : { kind: 'agent', ...by(entry.by) },
      visibility: entry.isNote === true ? 'note' : 'public',
      channel: stored.channel,
      body: entry.text,
      html: entry.html ?? null,
      links: [],
      writtenAt: at(index),
      receivedAt: at(index),
      publicOrdinal: entry.isNote === true ? null : ++ordinal,
    }
  })
  const fromCustomer = entries.findLastIndex((entry) => entry.by === 'customer')
  const spoken =
    contacts.findLast((contact) => contact.channel === 'phone' && contact.answeredAt !== null)?.endedAt ?? null
  const waitsFrom = stored.parentId === null ? entries.findLastIndex((entry) => entry.by !== 'customer') + 1 : 0
  const waitingSince = stored.status === 'open' ? at(waitsFrom) : null
  const kase: CaseRecord = {
    ...rest,
    escalations: [],
    openedAt: Math.min(at(0), ...contacts.map((contact) => contact.offeredAt)) as EpochMs,
    waitingSince,
    // Another team's answer is promised as one by mail, whatever the channel.
    replyDueAt: replyDueAt({ channel: stored.channel, waitingSince }, queue),
    lastCustomerMessageAt: fromCustomer >= 0 ? at(fromCustomer) : spoken,
    publicCount: ordinal,
  }
  const promises = storedPromises.map(({ entry, dueInMs, settledAfterMs, ...promise }): PromiseRecord => {
    const madeAt = at(entry)
    const isOpen = settledAfterMs === null
    return {
      ...promise,
      caseId: stored.id,
      dueAt: ((isOpen ? now : madeAt) + dueInMs) as EpochMs,
      madeAt,
      madeBy: by(entries[entry]?.by ?? promise.ownerId),
      messageId: messages[entry]?.id ?? null,
      settledAt: isOpen ? null : (Math.min(madeAt + settledAfterMs, now - MINUTE_MS) as EpochMs),
    }
  })
  const events = [
    ...storedEvents.map(({ afterEntry, by: who, ...event }) => ({
      ...event,
      by: by(who),
      at: (at(afterEntry) + 2 * SECOND_MS) as EpochMs,
    })),
    ...promises.map((promise) => ({
      kind: 'promised' as const,
      by: promise.madeBy,
      at: promise.madeAt,
      detail: { words: promise.words, dueAt: String(promise.dueAt) },
    })),
    ...claimOf(stored, contacts, by),
  ].map((event, index): EventRecord => ({ ...event, id: idIn(stored, 'f', index) as EventId, caseId: stored.id }))
  return { kase, messages, contacts, promises, events }
}

/** Whoever answered first had taken the case shortly before, as agents do: a mail just before they began to write. */
function claimOf(
  { number }: StoredCase,
  contacts: readonly ContactRecord[],
  by: (id: string) => EventRecord['by'],
): Omit<EventRecord, 'id' | 'caseId'>[] {
  const first = contacts.find(({ answeredAt }) => answeredAt !== null)
  if (first === undefined || first.channel === 'phone') return []
  const { agentId, answeredAt, offeredAt, channel } = first
  if (agentId === null || answeredAt === null) return []
  const readMs = channel === 'chat' ? 0 : (5 + (number % 85)) * SECOND_MS
  const at = Math.max(offeredAt, answeredAt - readMs) as EpochMs
  return [{ kind: 'claimed', by: by(agentId), at, detail: {} }]
}

/** An id for a part of the case: the case's own with its end replaced, so that it needs no room in the file. */
const idIn = (stored: StoredCase, kind: string, index: number): string =>
  `${stored.id.slice(0, 24)}${kind}${index.toString(16).padStart(3, '0')}${stored.id.slice(28)}`

function momentsOf({ when, entries }: StoredCase, queue: QueueRecord, now: EpochMs): EpochMs[] {
  const { calendar } = queue.sla
  const times: number[] = []
  if ('workMs' in when) {
    times[when.entry] = workAgo(calendar, now, when.workMs)
    for (let entry = when.entry - 1; entry >= 0; entry--) {
      const before = (times[entry + 1] ?? now) - (entries[entry + 1]?.gapMs ?? 0)
      times[entry] = entries[entry]?.by === 'customer' ? before : whenLastOpen(calendar, before as EpochMs)
    }
    // What follows must have happened by now: squeezed together where it would not have.
    for (let entry = when.entry + 1; entry < entries.length; entry++) {
      const last = times[entry - 1] ?? now
      times[entry] = Math.min(last + (entries[entry]?.gapMs ?? 0), last + (now - last) / 2)
    }
    return times.map((time) => Math.floor(time) as EpochMs)
  }
  const first = onDay(calendar.zone, now, when.daysAgo, when.minute)
  entries.forEach((entry, index) => {
    const next = index === 0 ? first : (times[index - 1] ?? first) + entry.gapMs
    times[index] = entry.by === 'customer' ? next : whenOpen(calendar, next as EpochMs)
  })
  const over = (times.at(-1) ?? first) - (now - 30 * MINUTE_MS)
  const back = over > 0 ? Math.ceil(over / DAY_MS) * DAY_MS : 0
  return times.map((time) => (time - back) as EpochMs)
}

const holds = (contact: StoredContact, entry: number): boolean =>
  contact.kind === 'email'
    ? entry >= contact.asked && entry <= (contact.answered ?? Number.POSITIVE_INFINITY)
    : contact.kind === 'chat'
      ? entry >= contact.from && entry <= contact.to
      : entry === contact.entry

function layOutContact(
  stored: StoredContact,
  kase: StoredCase,
  id: ContactId,
  at: (entry: number) => EpochMs,
): ContactRecord {
  const { agentId, disposition, summary } = stored
  const base = {
    id,
    caseId: kase.id,
    channel: stored.kind,
    agentId,
    disposition,
    summary,
    direction: 'inbound',
    holds: [],
  } as const
  const moment = (time: number) => Math.round(time) as EpochMs
  if (stored.kind === 'email') {
    const offeredAt = at(stored.asked)
    if (stored.answered === null)
      return { ...base, holds: [], offeredAt, answeredAt: null, endedAt: null, endedBy: null, wrappedUpAt: null }
    const endedAt = at(stored.answered)
    const answeredAt = moment(Math.max(offeredAt + SECOND_MS, endedAt - stored.handlingMs))
    return {
      ...base,
      holds: [],
      offeredAt,
      answeredAt,
      endedAt,
      endedBy: 'agent',
      wrappedUpAt: moment(endedAt + stored.wrapUpMs),
    }
  }
  if (stored.kind === 'chat') {
    const offeredAt = at(stored.from)
    const endedAt = stored.endedBy === null ? null : moment(at(stored.to) + 8 * SECOND_MS)
    const wrappedUpAt = endedAt === null || stored.answerMs === null ? null : moment(endedAt + stored.wrapUpMs)
    const answeredAt = stored.answerMs === null ? null : moment(offeredAt + stored.answerMs)
    return { ...base, holds: [], offeredAt, answeredAt, endedAt, endedBy: stored.endedBy, wrappedUpAt }
  }
  // The note is written at the end of wrap-up; a voicemail ends with the call.
  const wrappedUp = at(stored.entry)
  const endedAt = moment(wrappedUp - stored.wrapUpMs)
  const begun = endedAt - stored.talkMs
  if (stored.answerMs === null)
    return {
      ...base,
      holds: [],
      offeredAt: moment(begun - 20 * SECOND_MS),
      answeredAt: null,
      endedAt,
      endedBy: 'customer',
      wrappedUpAt: null,
    }
  return {
    ...base,
    direction: stored.direction,
    holds: stored.holds.map(({ afterMs, lengthMs }) => ({
      from: moment(begun + afterMs),
      to: moment(begun + afterMs + lengthMs),
    })),
    offeredAt: moment(begun - stored.answerMs),
    answeredAt: moment(begun),
    endedAt,
    endedBy: kase.number % 3 === 0 ? 'agent' : 'customer',
    wrappedUpAt: wrappedUp,
  }
}
