import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import type { PullPage, PullRequest } from '../../protocol/sync/pull.ts'
import type { PushRequest } from '../../protocol/sync/push.ts'
import type { Store } from '../../renderer/data/store.ts'
import type { KeptIntent } from '../../renderer/data/store/keep-intents.ts'
import type { Change, Shelf } from '../../renderer/data/store-port.ts'
import { KeepError } from '../../renderer/data/store-port.ts'
import type { ServerMistake } from './model-server.ts'
import type { Rng } from './rng.ts'

/** A seeded mistake, put between the real parts from outside. The simulation must notice each. */
export type Mutant = {
  says: string
  /** How the broken promise is named. */
  breaks: RegExp
  server?: readonly ServerMistake[]
  wrapShelf?(shelf: Shelf, rng: Rng): Shelf
  wrapStore?(store: Store): Store
  wrapClient?(client: DeskClient, store: Store, rng: Rng): DeskClient
  /** Further windows open beside the first one. */
  opensBeside?: boolean
  /** Before the desk opens its store. */
  atStart?(store: Store): Promise<void>
}

/** The same client, with other answers to some calls. */
const answering = (client: DeskClient, call: (name: string, args: never) => Promise<unknown>): DeskClient => ({
  ...client,
  call: call as unknown as DeskClient['call'],
})

const byClock = (intent: KeptIntent): KeptIntent => ({ ...intent, order: intent.mutation.stamp.at })

/** Writes the first part, then the rest, as if they were two writes; now and then the disk fails in between. */
function tearing(
  shelf: Shelf,
  rng: Rng,
  isFirst: (change: Change) => boolean,
  isTorn: (all: readonly Change[]) => boolean,
): Shelf {
  return {
    ...shelf,
    async write(changes, version, durability) {
      const first = changes.filter(isFirst)
      const rest = changes.filter((change) => !isFirst(change))
      if (first.length === 0 || rest.length === 0 || !isTorn(changes)) return shelf.write(changes, version, durability)
      const outcome = await shelf.write(first, version, durability)
      if (outcome === 'conflict') return outcome
      if (rng.chance(0.2)) throw new KeepError('disk-failed', null)
      return shelf.write(rest, version + 1, durability)
    },
  }
}

async function rewriteOutbox(
  store: Store,
  edit: Parameters<typeof Array.prototype.map>[0],
  nextN?: number,
): Promise<void> {
  const items = (await store.outbox()).map(edit as never) as Awaited<ReturnType<Store['outbox']>>
  const puts = items.map((item): Change => ({ table: 'outbox', put: item }))
  const meta = await store.meta()
  const change: Change = { table: 'meta', put: { ...meta, nextN: nextN ?? meta.nextN } }
  await store.shelf.write([...puts, change], await store.shelf.version(), 'strict')
}

export const MUTANTS = {
  noDedupe: {
    says: 'the server applies whatever arrives, however often',
    breaks: /^(exactly once|durability|order)/,
    server: ['noDedupe'],
  },
  poison: {
    says: 'a refused action gets no verdict and does not consume its number',
    breaks: /^liveness/,
    server: ['poison'],
  },
  noExit: {
    says: 'no exit is written when a case leaves a queue',
    breaks: /^(convergence|flicker)/,
    server: ['noExit'],
  },
  noTouch: {
    says: 'the thread of a moved case is not numbered anew',
    breaks: /^(convergence|flicker)/,
    server: ['noTouch'],
  },
  noEpoch: {
    says: 'the server is restored from a backup and does not say so',
    breaks: /^(convergence|stale|flicker|mailbox|durability)/,
    server: ['noEpoch'],
  },
  naiveSeq: {
    says: 'numbers are taken before the transaction is visible',
    breaks: /^(convergence|flicker)/,
    server: ['naiveSeq'],
  },
  splitSeq: {
    says: 'a page ends in the middle of a sequence number',
    breaks: /^(convergence|flicker)/,
    server: ['splitSeq'],
  },
  noBackfill: {
    says: 'older rows of a newly granted scope are not sent',
    breaks: /^(convergence|flicker)/,
    server: ['noBackfill'],
  },
  wideFeed: { says: 'the feed sends rows of other queues', breaks: /^(isolation)/, server: ['wideFeed'] },
  dropOnAck: {
    says: 'an action leaves the screen with its verdict, before its rows have come',
    breaks: /^(flicker)/,
    wrapStore: (store) => ({
      ...store,
      async recordVerdicts(verdicts, at) {
        const moved = await store.recordVerdicts(verdicts, at)
        for (const item of moved) if (item.state === 'acked') await store.remove(item.mutation.id, ['acked'], null)
        return moved
      },
    }),
  },
  dropMidPage: {
    says: 'an action leaves the screen in the middle of catching up',
    breaks: /^(flicker)/,
    wrapStore: (store) => ({
      ...store,
      async applyPage(page, at) {
        const outcome = await store.applyPage(page, at)
        const isPast = (ack: { shard: string; seq: number } | null) =>
          ack !== null && (page.footer.cursor[ack.shard] ?? 0) >= ack.seq - 1
        for (const item of outcome === 'applied' && page.footer.more ? await store.outbox() : [])
          if (isPast(item.ack)) await store.remove(item.mutation.id, ['acked'], null)
        return outcome
      },
    }),
  },
  dropRejected: {
    says: 'a refused action is thrown away instead of shown',
    breaks: /^(durability)/,
    wrapStore: (store) => ({
      ...store,
      async recordVerdicts(verdicts, at) {
        const moved = await store.recordVerdicts(verdicts, at)
        for (const item of moved)
          if (item.state === 'rejected') await store.remove(item.mutation.id, ['rejected'], null)
        return moved
      },
    }),
  },
  volatileN: {
    says: 'numbers are forgotten with the process, so that what may have been sent counts as waiting',
    breaks: /^(withdrawn|mailbox)/,
    async atStart(store) {
      const sealed = (await store.outbox()).filter((item) => item.state === 'sealed')
      if (sealed.length === 0) return
      const free = (item: { state: string }) =>
        item.state === 'sealed' ? { ...item, state: 'waiting', n: null, sentIn: null } : item
      await rewriteOutbox(store, free as never, Math.min(...sealed.map((item) => item.n ?? 1)))
    },
  },
  wallClock: {
    says: 'actions are sent in the order of the wall clock',
    breaks: /^(order)/,
    wrapStore: (store) => ({
      ...store,
      commitIntents: (intents, ...rest) => store.commitIntents(intents.map(byClock), ...rest),
      readyIntents: (intents, ...rest) => store.readyIntents(intents.map(byClock), ...rest),
    }),
  },
  storeFirst: {
    says: 'an action comes into the store before the journal has it',
    breaks: /^refused/,
    wrapStore: (store) => ({
      ...store,
      async readyIntents(...given) {
        const done = await (await store.readyIntents(...given))?.('relaxed')
        return done === undefined ? null : async () => done
      },
    }),
  },
  cursorFirst: {
    says: 'the cursor is written before the rows',
    breaks: /^(convergence|flicker|isolation)/,
    wrapShelf: (shelf, rng) =>
      tearing(
        shelf,
        rng,
        (change) => change.table === 'meta',
        (all) => !all.some((change) => change.table === 'outbox' && 'put' in change),
      ),
  },
  nonAtomicIntent: {
    says: 'the outbox row is written before what is shown',
    breaks: /^(view|refused)/,
    wrapShelf: (shelf, rng) =>
      tearing(
        shelf,
        rng,
        (change) => change.table === 'outbox',
        (all) => all.some((change) => change.table === 'outbox' && 'put' in change && change.put.state === 'waiting'),
      ),
  },
  noReplay: {
    says: 'what the restored server has forgotten is not sent again',
    // What was taken and is forgotten is lost, or waits for ever for the rows that will never come.
    breaks: /^(durability|flicker|liveness)/,
    wrapStore: (store) => ({
      ...store,
      async adoptEpoch(to) {
        const log = (await store.shelf.all('acked')).map(({ mutation }) => mutation.id)
        const forget = log.map((id): Change => ({ table: 'acked', remove: id }))
        await store.shelf.write(forget, await store.shelf.version(), 'strict')
        return store.adoptEpoch(to)
      },
    }),
  },
  keepOldRows: {
    says: 'rows of before the restore are kept although the server has forgotten them',
    breaks: /^(convergence|flicker)/,
    wrapStore: (store) => ({
      ...store,
      async adoptEpoch(to) {
        const { cursor } = await store.meta()
        const back = await store.adoptEpoch({ ...to, forkHead: cursor })
        await store.saveMeta((meta) => ({ ...meta, cursor: to.forkHead }))
        return back
      },
    }),
  },
  revokeKeep: {
    says: 'rows of a scope that is granted no longer are kept',
    breaks: /^(isolation)/,
    wrapStore: (store) => ({
      ...store,
      applyPage: async (page, at) => {
        const { scopes } = await store.meta()
        return store.applyPage({ ...page, header: { ...page.header, scopes: [...page.header.scopes, ...scopes] } }, at)
      },
    }),
  },
  auth401: {
    says: 'an expired token counts as a final refusal',
    breaks: /^(durability)/,
    wrapClient: (client, store) =>
      answering(client, async (name, args) => {
        const outcome = await client.call(name as 'sync.push', args)
        if (name === 'sync.push' && !outcome.ok && outcome.failure.kind === 'auth')
          for (const { mutation } of (args as PushRequest).mutations) await store.remove(mutation.id, ['sealed'], null)
        return outcome
      }),
  },
  staleResponse: {
    says: 'an answer that nobody waits for any more is used',
    breaks: /^(stale)/,
    wrapClient: (client, _store, rng) => {
      let old: PullPage | null = null
      return answering(client, async (name, args) => {
        const outcome = await client.call(name as 'sync.pull', args)
        if (name !== 'sync.pull' || !outcome.ok) return outcome
        const { reqId, cursor } = args as PullRequest
        const late = old
        old = outcome.value as PullPage
        if (late === null || rng.chance(0.7)) return outcome
        return { ok: true, value: { ...late, header: { ...late.header, reqId, base: cursor } } }
      })
    },
  },
  sealedNotReplay: {
    says: 'what an earlier epoch may have let out is sent as if it were new',
    breaks: /^(mailbox)/,
    wrapClient: (client) =>
      answering(client, (name, args) => {
        if (name !== 'sync.push') return client.call(name as 'sync.pull', args)
        const request = args as PushRequest
        const mutations = request.mutations.map((each) => ({ ...each, replay: false }))
        return client.call('sync.push', { ...request, mutations })
      }),
  },
  noJournal: {
    says: 'the journal says "saved" and keeps nothing',
    breaks: /^(durability|withdrawn)/,
    wrapClient: (client) =>
      answering(client, async (name, args) =>
        name === 'journal.append' ? { ok: true, value: { seq: 1 } } : client.call(name as 'sync.pull', args),
      ),
  },
  compactsUnread: {
    says: 'a window that opens replaces the journal, whatever another one has written since it was read',
    breaks: /^(durability|withdrawn|dismissed)/,
    opensBeside: true,
    wrapClient: (client) =>
      answering(client, async (name, args) => {
        if (name !== 'journal.compact') return client.call(name as 'sync.pull', args)
        const now = await client.call('journal.read', {})
        const mark = now.ok ? now.value.mark : ''
        return client.call('journal.compact', { ...(args as { entries: JournalEntry[] }), mark })
      }),
  },
} satisfies Record<string, Mutant>
export type MutantName = keyof typeof MUTANTS
export const MUTANT_NAMES = Object.keys(MUTANTS) as MutantName[]
