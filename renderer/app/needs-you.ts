import type { ContactRecord } from '../../domain/cases/contact.ts'
import { contactState } from '../../domain/cases/contact.ts'
import type { CaseId, ContactId, MutationId, PromiseId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import { MINUTE_MS } from '../../domain/kernel/time.ts'
import type { HeldWhy } from '../deps/breaks-port.ts'
import type { OutboxEntry, PromiseRow } from '../data/repository.ts'

/** From this long before it is due a promise needs its owner. */
export const PROMISE_SOON_MS = 5 * MINUTE_MS

/** The one thing that needs the agent now. `key` is another one for each thing, so that each is told once. */
export type Need =
  | { kind: 'live'; key: string; contactId: ContactId; caseId: CaseId }
  /** Somebody waits, and is held back from this agent: by their break, or by time kept for urgent cases. It makes no sound. */
  | { kind: 'held'; key: string; channel: ContactRecord['channel']; why: HeldWhy | 'urgent' }
  | { kind: 'promise'; key: string; promiseId: PromiseId; caseId: CaseId; words: string; dueAt: EpochMs }
  | { kind: 'refused'; key: string; ids: MutationId[] }

type Sight = {
  me: string
  now: EpochMs
  live: readonly ContactRecord[]
  promises: readonly PromiseRow[]
  outbox: readonly OutboxEntry[]
  /** Keys that the agent has put off. */
  putOff: ReadonlySet<string>
  /** Why nothing new is offered to this agent. Null: everything is. */
  held: HeldWhy | null
  /** Contacts that are not offered while the agent keeps the time for urgent cases. */
  kept: ReadonlySet<ContactId>
}

/** Somebody waits on the line before a promise falls due, before what was refused. */
export function needOf({ me, now, live, promises, outbox, putOff, held, kept }: Sight): Need | null {
  const waiting = live
    .filter((each) => contactState(each) === 'offered' && (each.agentId === null || each.agentId === me))
    .toSorted((a, b) => a.offeredAt - b.offeredAt)
  const calls = waiting.map(({ id, caseId, channel }): Need => {
    const why = held ?? (kept.has(id) ? 'urgent' : null)
    return why === null
      ? { kind: 'live', key: `live ${id}`, contactId: id, caseId }
      : { kind: 'held', key: `held ${id}`, channel, why }
  })
  const [offered, heldBack] = [calls.filter(({ kind }) => kind === 'live'), calls.filter(({ kind }) => kind === 'held')]
  const due = promises
    .filter(({ promise }) => promise.ownerId === me && promise.dueAt - now <= PROMISE_SOON_MS)
    .map(({ promise: { id, caseId, words, dueAt } }): Need => {
      // Moved to another time it is another promise.
      return { kind: 'promise', key: `promise ${id} ${dueAt}`, promiseId: id, caseId, words, dueAt }
    })
  const ids = outbox.filter(({ state }) => state === 'needs-you').map(({ mutation }) => mutation.id)
  const refused: Need[] = ids.length === 0 ? [] : [{ kind: 'refused', key: `refused ${ids.join(' ')}`, ids }]
  return [...offered, ...due, ...refused, ...heldBack].find(({ key }) => !putOff.has(key)) ?? null
}

/** When the answer may change by the clock alone: the next promise comes near, or words made from the time go stale. */
export function untilNextNeed(promises: readonly PromiseRow[], now: EpochMs): number {
  const coming = promises.map(({ promise }) => promise.dueAt - PROMISE_SOON_MS - now).filter((ms) => ms > 0)
  return Math.min(MINUTE_MS, ...coming)
}
