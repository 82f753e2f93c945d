import type { ContactRecord } from '../../../domain/cases/contact.ts'
import type { EventRecord } from '../../../domain/cases/event.ts'
import type { OrderRecord, OrderStep } from '../../../domain/cases/order.ts'
import type { MessageId } from '../../../domain/kernel/ids.ts'
import type { GuideRunRecord } from '../../../domain/guides/guide.ts'
import type { PromiseRecord } from '../../../domain/promises/promise.ts'
import type { CaseHistory, ThreadEntry } from '../../data/repository.ts'

/** One entry of the case's one timeline. `at` orders it; `key` names it for jumps. */
export type TimelineItem = { key: string; at: number } & (
  | { kind: 'message'; entry: ThreadEntry }
  /** A call or a chat session with what was said in it. */
  | { kind: 'contact'; contact: ContactRecord; lines: ThreadEntry[] }
  | { kind: 'event'; event: EventRecord }
  | { kind: 'promise'; promise: PromiseRecord }
  | { kind: 'guide'; run: GuideRunRecord }
  | { kind: 'step'; step: OrderStep; carrier: string | null }
)

export const FILTERS = ['all', 'email', 'phone', 'chat', 'notes'] as const
export type Filter = (typeof FILTERS)[number]

/** Where a jump to a promise lands: on the message that made it, or on its own line. */
export const promiseKey = (promise: PromiseRecord): string =>
  promise.messageId === null ? `promise ${promise.id}` : promise.messageId

/** What has not reached the server yet stands last, in the order in which it was written. */
const UNSENT = Number.MAX_SAFE_INTEGER / 2
const placeOf = ({ message }: ThreadEntry): number => message.receivedAt ?? UNSENT + message.writtenAt

/** Lines that another entry of the timeline tells already, and better. */
function isToldElsewhere(event: EventRecord, history: CaseHistory): boolean {
  switch (event.kind) {
    case 'promised':
      return history.promises.some(({ words, madeAt }) => words === event.detail['words'] && madeAt === event.at)
    case 'guide-finished':
    case 'guide-left':
      return history.guideRuns.some(({ endedAt }) => endedAt === event.at)
    default:
      return false
  }
}

/**
 * Everything that happened in a case, oldest first. What was said in a call or a chat stands inside it. Of the order's
 * way only what happened while the case was open: the rest stands beside the case.
 */
export function timelineOf(
  thread: readonly ThreadEntry[],
  history: CaseHistory,
  about: { order: OrderRecord | null; openedAt: number },
): TimelineItem[] {
  const said = new Map<string, ThreadEntry[]>()
  const sessions = history.contacts.filter(({ channel }) => channel !== 'email')
  const isSession = new Set<string>(sessions.map(({ id }) => id))
  const items: TimelineItem[] = []
  for (const entry of thread) {
    const { contactId, id, visibility } = entry.message
    // A note is for the team and stands by itself, also when it was written during a call.
    if (contactId === null || !isSession.has(contactId) || visibility === 'note') {
      items.push({ kind: 'message', key: id, at: placeOf(entry), entry })
    } else said.set(contactId, [...(said.get(contactId) ?? []), entry])
  }
  for (const contact of sessions) {
    const { id, offeredAt } = contact
    items.push({ kind: 'contact', key: `contact ${id}`, at: offeredAt, contact, lines: said.get(id) ?? [] })
  }
  for (const event of history.events) {
    if (!isToldElsewhere(event, history)) items.push({ kind: 'event', key: `event ${event.id}`, at: event.at, event })
  }
  for (const promise of history.promises) {
    items.push({ kind: 'promise', key: `promise ${promise.id}`, at: promise.madeAt, promise })
  }
  for (const run of history.guideRuns) {
    if (run.endedAt !== null) items.push({ kind: 'guide', key: `guide ${run.id}`, at: run.endedAt, run })
  }
  const { order, openedAt } = about
  order?.steps.forEach((step, place) => {
    if (step.at >= openedAt)
      items.push({ kind: 'step', key: `step ${place}`, at: step.at, step, carrier: order.carrier })
  })
  // Of the same moment what was said comes before what followed from it; the sort keeps their order.
  return items.sort((a, b) => a.at - b.at)
}

/** Where a message stands: by itself, or in the call or chat it was said in. Null: nowhere. */
export function keyOfMessage(items: readonly TimelineItem[], id: MessageId): string | null {
  const item = items.find((each) => {
    if (each.kind === 'message') return each.entry.message.id === id
    return each.kind === 'contact' && each.lines.some(({ message }) => message.id === id)
  })
  return item?.key ?? null
}

/** The tab under which an entry is found besides "all". Null: it is a line about the case, under "all" alone. */
export function filterOf(item: TimelineItem): Exclude<Filter, 'all'> | null {
  if (item.kind === 'contact') return item.contact.channel
  if (item.kind !== 'message') return null
  return item.entry.message.visibility === 'note' ? 'notes' : item.entry.message.channel
}

export const filtered = (items: readonly TimelineItem[], filter: Filter): readonly TimelineItem[] =>
  filter === 'all' ? items : items.filter((item) => filterOf(item) === filter)

/** How many entries each tab holds. "All" counts what was said and noted, not the lines about it. */
export function filterCounts(items: readonly TimelineItem[]): Record<Filter, number> {
  const counts: Record<Filter, number> = { all: 0, email: 0, phone: 0, chat: 0, notes: 0 }
  for (const item of items) {
    const filter = filterOf(item)
    if (filter === null) continue
    counts[filter]++
    counts.all++
  }
  return counts
}
