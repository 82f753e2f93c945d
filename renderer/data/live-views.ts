import type { EpochMs } from '../../domain/kernel/time.ts'
import type { EntityKind } from '../../domain/mutations/entities.ts'
import type { Actor } from '../../domain/people/person.ts'
import type { Settling } from './live.ts'
import { liveFrom, sameList } from './live.ts'
import { readCase, readHistory, readThread } from './read-case.ts'
import { keepCaseFiles, readOwnCases } from './read-own-cases.ts'
import { readOutbox, readSent } from './read-outbox.ts'
import { keepQueue, readPromises } from './read-queue.ts'
import type { readRows, ReadsFrom } from './read-rows.ts'
import { concerns } from './read-rows.ts'
import type { DeskRepository, Live } from './repository.ts'
import type { Store } from './store.ts'

const HISTORY_KINDS = ['case', 'event', 'contact', 'promise', 'guideRun'] as const
const CASE_KINDS = ['case', 'customer', 'order', 'contact', 'person', 'queue'] as const
const CASE_FILE_KINDS = ['case', 'message', 'delivery', 'contact', 'interval', 'event'] as const
const QUEUE_KINDS = ['case', 'customer', 'person', 'queue', 'contact', 'promise', 'event'] as const

type LiveName = {
  [Name in keyof DeskRepository]: ReturnType<DeskRepository[Name]> extends Live<unknown> ? Name : never
}[keyof DeskRepository]

/** What screens watch: each value is read once for all who watch it, and again only when what it is made of was written. */
export function openLiveViews(
  store: Store,
  rows: ReturnType<typeof readRows>,
  actor: Actor,
  now: () => EpochMs,
  queueAfter: Promise<void> = Promise.resolve(),
  textsCome: (texts: readonly string[]) => Promise<void> | null = () => null,
): Pick<DeskRepository, LiveName> & { settled(): Promise<void> } {
  const { shelf } = store
  const cached = new Map<string, Settling<unknown>>()
  // One more letter in a draft is no news to whoever lists cases in which something was begun.
  const queue = keepQueue(rows, store, actor)
  const live = <Value>(
    name: string,
    from: ReadsFrom,
    read: () => Promise<Value>,
    join?: (before: Value | undefined, after: Value) => Value,
  ): Live<Value> => {
    const watch = (changed: () => void) => shelf.watch((told) => concerns(told, from, queue.begun()) && changed())
    const known = cached.get(name) ?? liveFrom(watch, read, join)
    cached.set(name, known)
    return known as Live<Value>
  }
  const files = keepCaseFiles(shelf)
  const every = <Kind extends EntityKind>(kind: Kind) =>
    live(`every ${kind}`, { kinds: [kind] }, () => rows.every(kind))

  return {
    async settled() {
      await Promise.all([...cached.values()].map((each) => each.settled()))
    },
    queue: () =>
      live(
        'queue',
        { kinds: QUEUE_KINDS, tables: ['outbox', 'drafts'] },
        async () => {
          await queueAfter
          return queue.read()
        },
        sameList,
      ),
    case: (id) => live(`case ${id}`, { kinds: CASE_KINDS }, () => readCase(rows, id)),
    thread: (id) =>
      live(`thread ${id}`, { kinds: ['case', 'message', 'delivery'], tables: ['outbox'] }, async () => {
        const thread = await readThread(rows, store, actor, id, now())
        await textsCome(thread.map(({ message }) => message.body))
        return thread
      }),
    history: (id) => live(`history ${id}`, { kinds: HISTORY_KINDS }, () => readHistory(rows, id)),
    outbox: () =>
      live('outbox', { kinds: ['case', 'customer'], tables: ['outbox'] }, () => readOutbox(rows, store, now())),
    sent: () => live('sent', { tables: ['acked'] }, () => readSent(rows, store, now())),
    promises: () =>
      live('promises', { kinds: ['promise', 'case', 'customer', 'person'], tables: ['outbox'] }, () =>
        readPromises(rows, store),
      ),
    customers: () => every('customer'),
    orders: () => every('order'),
    people: () => every('person'),
    queues: () => every('queue'),
    templates: () => every('template'),
    guides: () => every('guide'),
    articles: () => every('article'),
    settings: () =>
      live('settings', { kinds: ['settings'] }, async () => (await rows.one('settings', actor.id))?.values ?? {}),
    ownContacts: () =>
      live('ownContacts', { kinds: ['contact'] }, async () =>
        (await rows.every('contact')).filter((each) => each.agentId === actor.id),
      ),
    ownIntervals: () =>
      live('ownIntervals', { kinds: ['interval'] }, async () =>
        (await rows.every('interval')).filter((each) => each.userId === actor.id),
      ),
    disputes: () =>
      live('disputes', { kinds: ['dispute'] }, async () =>
        (await rows.every('dispute')).sort((a, b) => b.contestedAt - a.contestedAt || (a.id < b.id ? -1 : 1)),
      ),
    urgentBlocks: () =>
      live('urgentBlocks', { kinds: ['urgentBlock'] }, async () =>
        (await rows.every('urgentBlock')).sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1)),
      ),
    intervals: () => every('interval'),
    ownShifts: () =>
      live('ownShifts', { kinds: ['shift'] }, async () =>
        (await rows.every('shift'))
          .filter((each) => each.userId === actor.id)
          .flatMap(({ versions }) => versions)
          .sort((a, b) => a.startsAt - b.startsAt || a.version - b.version),
      ),
    ownCases: (since) =>
      live(`ownCases ${since}`, { kinds: CASE_FILE_KINDS }, () => readOwnCases(rows, files, actor.id, since)),
    ownRatings: () =>
      live('ownRatings', { kinds: ['rating'] }, async () =>
        (await rows.every('rating')).filter((each) => each.agentId === actor.id),
      ),
    ownAudits: () =>
      live('ownAudits', { kinds: ['audit'] }, async () =>
        (await rows.every('audit')).filter((each) => each.agentId === actor.id),
      ),
    metricPolicies: () => every('metricPolicy'),
    currentAt: () => live('currentAt', { tables: ['meta'] }, async () => (await store.meta()).currentAt ?? null),
  }
}
