import type { CaseId } from '../../domain/kernel/ids.ts'
import { keepWork, type RepositoryPorts } from './keep-work.ts'
import { openLiveViews } from './live-views.ts'
import { listingOf } from './listing.ts'
import { readCase } from './read-case.ts'
import { readRows } from './read-rows.ts'
import { keepReplyFacts } from './reply-facts.ts'
import type { DeskRepository, Live } from './repository.ts'

/** The repository of one signed-in agent: what screens watch, what is asked once, and what the agent does. */
export function openRepository(
  ports: RepositoryPorts,
): DeskRepository & { settled(): Promise<void>; kept(): Promise<void> } {
  const { store, actor, now, queueAfter, textsCome } = ports
  const { shelf } = store
  const rows = readRows(shelf, listingOf(actor.id))
  const views = openLiveViews(store, rows, actor, now, queueAfter, textsCome)
  const { stored, ...work } = keepWork(ports, rows)
  const replyFacts = keepReplyFacts(shelf, rows, ports.rest ?? (async () => undefined))
  let ahead: { id: CaseId; letGo(): void } | null = null

  /** Held until another one is wanted. What cannot be read now is read, and told of, when the case is opened. */
  function fetchAhead(id: CaseId): void {
    if (ahead?.id === id) return
    const before = ahead
    const held = [views.case(id), views.thread(id), views.history(id)].map((each: Live<unknown>) =>
      each.subscribe(() => undefined),
    )
    ahead = { id, letGo: () => held.forEach((each) => each.unsubscribe()) }
    before?.letGo()
  }

  return {
    ...views,
    ...work,
    async settled() {
      await stored()
      await views.settled()
    },
    fetchAhead,
    /** Only their rows: nobody may ever look at them. What cannot be read is told of when the case is opened. */
    fetchNear(ids) {
      for (const id of ids) readCase(rows, id).catch(() => undefined)
    },
    place: async () => (await store.meta()).place ?? null,
    async savePlace(place) {
      await store.saveMeta((meta) => ({ ...meta, place }))
    },
    async replyFacts(id, text) {
      const kase = await rows.one('case', id)
      if (kase === null) throw new Error(`The case ${id} is not on this desk.`)
      return replyFacts(kase, text)
    },
    async seen(id: CaseId) {
      const rows = await shelf.rows({ caseId: id })
      const ordinals = rows.map((row) =>
        row.key.startsWith('message:') ? Number(row.server?.record['publicOrdinal'] ?? 0) : 0,
      )
      return { lastPublicOrdinal: Math.max(0, ...ordinals) }
    },
  }
}
