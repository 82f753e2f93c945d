import type { CaseRecord } from '../../domain/cases/case.ts'
import type { CaseId, UserId } from '../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../domain/kernel/time.ts'
import { correctedAt } from '../../domain/kernel/time.ts'
import type { EntityKind, EntityOf } from '../../domain/mutations/entities.ts'
import type { Shelf, StoredRow } from './store-port.ts'

/** So far back the agent's figures read cases, and a few days more for a desk that is never closed. */
const FIGURES_MS = 35 * 24 * 3_600_000

export type LetGoFacts = {
  shelf: Pick<Shelf, 'rows' | 'all' | 'get'>
  me: UserId
  /** By the server's clock. */
  now: EpochMs
  /** So long a case that is done stays after the last thing that happened in it. */
  keepMs: Ms
}

const isDone = ({ status }: CaseRecord): boolean => status === 'solved' || status === 'closed'

/**
 * The cases that may leave the desk: done, at rest for long enough, and of no use to anything that stays. The server goes on
 * counting them among what this agent may see, and brings one back whole when something happens in it.
 */
export async function casesToLetGo(facts: LetGoFacts): Promise<CaseId[]> {
  const { shelf, now, keepMs } = facts
  const cases = await every(shelf, 'case')
  const restsSince = now - keepMs
  const candidates = new Map(cases.filter((kase) => seemsAtRest(kase, restsSince)).map((kase) => [kase.id, kase]))
  if (candidates.size === 0) return []
  const needed = new Set<string | null>([...(await namedInWork(shelf)), ...(await namedInFigures(facts))])
  // What was said before to a customer who waits for an answer is part of that answer.
  const served = new Set(cases.filter((kase) => !isDone(kase)).map(({ customerId }) => customerId))
  for (const { id, customerId } of candidates.values())
    if (needed.has(id) || served.has(customerId)) candidates.delete(id)
  for (const id of candidates.keys()) if (!mayGo(await shelf.rows({ caseId: id }), restsSince)) candidates.delete(id)
  dropBound(candidates, cases)
  return [...candidates.keys()]
}

const seemsAtRest = (kase: CaseRecord, since: number): boolean =>
  isDone(kase) && kase.openedAt <= since && (kase.lastCustomerMessageAt ?? 0) <= since

/** Whether the case that these rows are all of is done, and nothing has happened in it since the moment, ms since 1970. */
export function mayGo(rows: readonly StoredRow[], since: number): boolean {
  const kase = rows.find(({ key }) => key.startsWith('case:'))?.view as CaseRecord | null | undefined
  return Boolean(kase && seemsAtRest(kase, since)) && isAtRest(rows, since)
}

/** Everything that the agent has begun, sent lately or has open names its cases somewhere in its text. */
export async function namedInWork(shelf: Pick<Shelf, 'all' | 'get'>): Promise<Set<string>> {
  const [outbox, acked, drafts, forms] = await Promise.all([
    shelf.all('outbox'),
    shelf.all('acked'),
    shelf.all('drafts'),
    shelf.all('forms'),
  ])
  const [meta] = await shelf.get('meta', ['meta'])
  const text = JSON.stringify([outbox, acked, drafts, forms, meta?.place, meta?.timekeeping, meta?.breaks])
  return new Set(text.split(/[^\w-]+/))
}

/** Cases that the figures of this agent, or what was said about their work, are made of. */
async function namedInFigures({ shelf, me, now }: LetGoFacts): Promise<(string | null)[]> {
  const since = now - FIGURES_MS
  const [contacts, intervals, events, ratings, audits] = await Promise.all([
    every(shelf, 'contact'),
    every(shelf, 'interval'),
    every(shelf, 'event'),
    every(shelf, 'rating'),
    every(shelf, 'audit'),
  ])
  const own = [
    ...contacts.filter(({ agentId, answeredAt }) => agentId === me && (answeredAt ?? 0) >= since),
    ...intervals.filter(({ userId, startedAt }) => userId === me && correctedAt(startedAt) >= since),
    ...events.filter(({ by, at }) => by.id === me && at >= since),
    ...[...ratings, ...audits].filter(({ at }) => at >= since),
  ]
  return own.map(({ caseId }) => caseId)
}

/** Whether nothing has happened in it since the moment, and nothing goes on. */
function isAtRest(rows: readonly StoredRow[], since: number): boolean {
  return rows.every(({ key, view }) => {
    if (key.startsWith('message:')) return Number(view?.['writtenAt'] ?? 0) <= since
    if (key.startsWith('event:')) return Number(view?.['at'] ?? 0) <= since
    // A mail waits by the clock of its case; nobody is on the line.
    if (key.startsWith('contact:') && view?.['channel'] !== 'email')
      return view?.['endedAt'] !== null && Number(view?.['endedAt']) <= since
    return !key.startsWith('promise:') || view?.['state'] !== 'open'
  })
}

/** What was merged, or is a part of another case, goes with it or stays with it. */
function dropBound(candidates: Map<CaseId, CaseRecord>, cases: readonly CaseRecord[]): void {
  const bonds = cases.flatMap(({ id, mergedIntoId, parentId }) =>
    [mergedIntoId, parentId].flatMap((other) => (other === null ? [] : [[id, other] as const])),
  )
  const held = new Set(cases.map(({ id }) => id))
  for (let before = -1; before !== candidates.size; ) {
    before = candidates.size
    for (const [a, b] of bonds) {
      if (held.has(b) && !candidates.has(b)) candidates.delete(a)
      if (!candidates.has(a)) candidates.delete(b)
    }
  }
}

async function every<Kind extends EntityKind>(shelf: Pick<Shelf, 'rows'>, kind: Kind): Promise<EntityOf[Kind][]> {
  const rows = await shelf.rows({ kind, isListed: true })
  return rows.flatMap(({ view }) => (view === null ? [] : [view as unknown as EntityOf[Kind]]))
}
