import type { MessageRecord } from '../../domain/cases/message.ts'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { EntityKey } from '../../domain/mutations/entities.ts'
import { splitKey } from '../../domain/mutations/entities.ts'
import { caseIdOf } from '../data/case-id-of.ts'
import type { Shelf, StoredRow, Told } from '../data/store-port.ts'
import type { SaidText } from './conversation-index.ts'

type Ports = {
  shelf: Pick<Shelf, 'rows' | 'watch'>
  /** What is to be done when nobody waits for the page. */
  whenIdle(run: () => void): void
  /** The same, for what goes on for minutes: it waits longer for the agent's keys. */
  whenQuiet(run: () => void): void
  /** Reached the index. False: the index is gone. */
  hold(caseId: CaseId, messages: SaidText[]): Promise<boolean>
  drop(caseId: CaseId): void
  /** Another window wrote, and nobody knows what: all cases are to be asked for again. */
  lostTrack(): void
  /** One more case was read, or there is one more to read. */
  moved(): void
  failed(error: unknown): void
}

export type Reading = {
  /** Reads these cases, newest first, after those that have just changed. What is read or waits already stays. */
  add(newestFirst: readonly CaseId[]): void
  /** Reads all of these, also those that were read before. */
  again(newestFirst: readonly CaseId[]): void
  /** Whoever seeks what was written a moment ago finds it: what has just changed is read now. Of more than a few, nothing. */
  hurry(): Promise<void>
  counts(): { read: number; total: number }
  /** Whether this case was read or waits. */
  has(caseId: CaseId): boolean
  /** The cases that were read. */
  ids(): Iterable<CaseId>
  /** Calls `moved`, as something else has changed what it means. */
  look(): void
  stop(): void
}

/** More changes at once are a page from the server, not something that this agent has just done. */
const AT_ONCE = 5

/** All that was said in a case, as the index takes it. */
export const saidIn = (rows: readonly StoredRow[]): MessageRecord[] =>
  rows.flatMap((row) =>
    row.view !== null && splitKey(row.key).kind === 'message' ? [row.view as unknown as MessageRecord] : [],
  )

/**
 * Reads what was said, case by case, when the page has nothing else to do, and what changes soon after it did. A case is
 * read whole: what it has lost leaves the index by that too.
 */
export function keepReading({ shelf, whenIdle, whenQuiet, hold, drop, lostTrack, moved, failed }: Ports): Reading {
  const changed = new Set<CaseId>()
  const older = new Set<CaseId>()
  const read = new Set<CaseId>()
  /** All of those, and what is being read: counting them anew for each case would take longer the more there are. */
  const known = new Set<CaseId>()
  /** Whose the messages are that the server does not know yet: one that is taken back does not tell any more. */
  const homes = new Map<EntityKey, CaseId>()
  let isWorking = false
  /** What has changed does not wait as long as what lay there before. */
  let goOn = () => {}
  let underway: Promise<unknown> = Promise.resolve()
  let isStopped = false

  function hear(told: Told): void {
    if (told === null) return lostTrack()
    for (const change of told) {
      if (change.table !== 'rows') continue
      const key = ('remove' in change ? change.remove : change.put.key) as EntityKey
      const { kind, id } = splitKey(key)
      if (kind === 'case') hearCase(id as CaseId, 'put' in change && change.put.view !== null)
      if (kind !== 'message') continue
      const caseId = 'put' in change ? (caseIdOf(change.put) as CaseId | null) : null
      const home = caseId ?? homes.get(key)
      if ('put' in change && change.put.server === null && home !== undefined) homes.set(key, home)
      else homes.delete(key)
      if (home === undefined) continue
      changed.add(home)
      known.add(home)
    }
    if (changed.size === 0) return
    if (isWorking) whenIdle(() => goOn())
    else void work()
  }
  function hearCase(id: CaseId, isHere: boolean): void {
    if (isHere) return
    for (const set of [changed, older, read, known]) set.delete(id)
    drop(id)
    moved()
  }

  /** False: the index is gone. */
  async function readCase(caseId: CaseId): Promise<boolean> {
    // Before it is read: what changes meanwhile is read again.
    changed.delete(caseId)
    older.delete(caseId)
    const messages = saidIn(await shelf.rows({ caseId }))
    const said = messages.map(({ id, writtenAt, body }): SaidText => ({ id, at: writtenAt, text: body }))
    if (!(await hold(caseId, said))) return false
    read.add(caseId)
    known.add(caseId)
    moved()
    return true
  }
  // Closed in between, or the disk does not answer: whatever is missing is read at the next start.
  const readOrGiveUp = (caseId: CaseId): Promise<boolean> =>
    readCase(caseId).catch((error: unknown) => {
      if (!isStopped) failed(error)
      if (![changed, older, read].some((set) => set.has(caseId))) known.delete(caseId)
      return false
    })

  async function work(): Promise<void> {
    if (isWorking) return
    isWorking = true
    for (let goesOn = true; goesOn; ) {
      await new Promise<void>((resolve) => {
        goOn = resolve
        ;(changed.size > 0 ? whenIdle : whenQuiet)(resolve)
      })
      const [caseId] = changed.size > 0 ? changed : older
      if (isStopped || caseId === undefined) break
      const reading = readOrGiveUp(caseId)
      underway = reading
      goesOn = await reading
    }
    isWorking = false
  }

  const stop = shelf.watch(hear)
  return {
    add(newestFirst) {
      const fresh = newestFirst.filter((id) => !known.has(id))
      for (const id of fresh) {
        older.add(id)
        known.add(id)
      }
      if (fresh.length > 0) void work()
    },
    again(newestFirst) {
      for (const id of older) if (!read.has(id) && !changed.has(id)) known.delete(id)
      older.clear()
      for (const id of newestFirst) {
        older.add(id)
        known.add(id)
      }
      void work()
    },
    async hurry() {
      if (changed.size > AT_ONCE) return
      await Promise.all([underway, ...[...changed].map(readOrGiveUp)])
    },
    counts: () => ({ read: read.size, total: known.size }),
    has: (caseId) => known.has(caseId),
    ids: () => read,
    look: moved,
    stop() {
      isStopped = true
      stop()
    },
  }
}
