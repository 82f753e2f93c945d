import type { ClientId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { DeskClient } from '../../protocol/desk-bridge.ts'
import type { Failure } from '../../protocol/bridge-kit.ts'
import type { JournalEntry } from '../../protocol/journal.ts'
import {
  PULL_DEFAULT_BYTES,
  PULL_DEFAULT_ROWS,
  PULL_LARGE_BYTES,
  PULL_LARGE_ROWS,
  PULL_LARGEST_BYTES,
  PULL_LARGEST_ROWS,
  PUSH_LIMIT_BYTES,
} from '../../protocol/limits.ts'
import { UnreadableLine } from '../../protocol/sync/read-lines.ts'
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '../../protocol/version.ts'
import type { Store } from '../data/store.ts'
import { isHeld } from '../data/is-held.ts'
import type { NewEpoch } from '../data/store/adopt-epoch.ts'
import type { AckVerdict, OutboxItem } from '../data/store-port.ts'
import type { AskedPage, Stand } from './ask-page.ts'
import { askPage } from './ask-page.ts'
import { bringFiles } from './bring-files.ts'
import type { EngineEffect, EngineEvent, EngineState, Mending } from './step.ts'
import { startState, step } from './step.ts'

export type EnginePorts = {
  store: Store
  desk: DeskClient
  now(): EpochMs
  random(): number
  newId(): string
  after(ms: number, run: () => void): () => void
  every(ms: number, run: () => void): () => void
  /** Lets whatever else waits in this thread come first. */
  rest(): Promise<void>
  changed(state: EngineState): void
  /** Something the engine did not expect; for the log. */
  failed(error: unknown): void
}

const WATCH_EVERY_MS = 15_000
/** The journal takes up to a thousand entries at once. */
const JOURNAL_CHUNK = 1_000
/** Over a line that breaks, a small page comes through where a large one would begin again and again. */
const SMALL_PAGE = { rows: PULL_DEFAULT_ROWS, bytes: PULL_DEFAULT_BYTES }
const LARGEST_PAGE = { rows: PULL_LARGEST_ROWS, bytes: PULL_LARGEST_BYTES }
const LARGE_PAGE = { rows: PULL_LARGE_ROWS, bytes: PULL_LARGE_BYTES }
const isUnsent = (item: OutboxItem) => item.state === 'waiting' || item.state === 'sealed'

/** What happened, without the moment; the runner adds it. */
type Happening = EngineEvent extends infer Event ? (Event extends EngineEvent ? Omit<Event, 'at'> : never) : never

/** Does what `step` says, one thing at a time. */
export function runEngine(ports: EnginePorts) {
  const { store, desk } = ports
  let state = startState
  let stopTimer = () => {}
  let isStopped = false
  let underWay = 0
  let told: (() => void)[] = []
  // Numbers that the journal is known to hold.
  const journaled = new Set<string>()
  let knownDamaged = 0
  /** The page after the one that is being stored. */
  let ahead: AskedPage | null = null
  const files = bringFiles({
    desk,
    ready: () => take({ kind: 'wanted' }),
    lost: async ({ id }) => {
      await store.refuse(id, 'attachment')
      // What waits behind it in its lane may go now.
      take({ kind: 'wanted' })
    },
    track,
    failed: ports.failed,
  })

  function take(happening: Happening): void {
    if (isStopped) return
    const next = step(state, { ...happening, at: ports.now() } as EngineEvent)
    state = next.state
    ports.changed(state)
    if (next.effects.length > 0 || state.phase === 'halted') stopTimer()
    for (const effect of next.effects) void track(perform(effect))
  }

  /** Counts what is under way, so that `idle` can tell. */
  async function track(work: Promise<void>): Promise<void> {
    underWay++
    await work
    underWay--
    if (underWay > 0) return
    for (const tell of told) tell()
    told = []
  }

  async function perform(effect: EngineEffect): Promise<void> {
    if (effect.do === 'wait') {
      const ms = effect.floorMs + ports.random() * effect.ceilingMs
      stopTimer = ports.after(ms, () => take({ kind: 'timer' }))
      return
    }
    const { turn } = effect
    try {
      if (effect.do === 'pull') take(await pull(turn))
      else if (effect.do === 'push') take(await push(turn, effect.batch))
      else {
        await mend(effect)
        take({ kind: 'mended', turn })
      }
    } catch (error) {
      // The local store or the journal did not take it: try again later, nothing has been lost.
      ports.failed(error)
      const detail = String(error)
      const failure: Failure =
        error instanceof UnreadableLine
          ? { kind: 'damaged', detail, isUnreadable: true }
          : { kind: 'unreachable', detail }
      take({ kind: 'failed', turn, during: effect.do === 'pull' ? 'pull' : 'mend', failure })
    }
  }

  /** `isFree`: nothing here waits on what comes, so nobody has to read it at once. */
  function askFrom(stand: Stand, isFree: boolean, before?: AskedPage): AskedPage {
    const large = isFree ? LARGEST_PAGE : LARGE_PAGE
    return askPage(ports, stand, state.isCatchingUp && state.failures === 0 ? large : SMALL_PAGE, before)
  }

  async function pull(turn: number): Promise<Happening> {
    const { epoch, clientId, cursor, scopes, backfill, wanted: pins = [] } = await store.meta()
    const stand = { epoch, clientId, cursor, scopes, backfill, pins }
    const isFree = (await store.outbox()).length === 0
    const asked = ahead?.stand === JSON.stringify(stand) ? ahead : askFrom(stand, isFree)
    ahead = null
    const came = await asked.came
    if (!came.ok) return { kind: 'failed', turn, during: 'pull', failure: came.failure }
    const { header, footer } = came.value
    // An answer that nobody waits for any more must not be used: what came since would be undone.
    const isWaitedFor = () => header.reqId === asked.reqId && state.turn === turn && !isStopped
    const stale = {
      kind: 'failed',
      turn,
      during: 'pull',
      failure: { kind: 'damaged', detail: 'stale answer' },
    } as const
    if (!isWaitedFor()) return stale
    // The next page comes while this one is read and stored. If this one is not, nobody will ask for what follows it.
    if (footer.more && header.minIntervalMs === 0) {
      const { cursor, scopes, backfill } = footer
      ahead = askFrom({ epoch: header.epoch, clientId, cursor, scopes, backfill, pins }, isFree, asked)
    }
    const page = await asked.read
    // Not in the store's own turn: no action of the agent's waits behind it.
    if (footer.more) await store.shelf.room?.()
    if (!page.ok || !isWaitedFor()) return stale
    if ((await store.applyPage(page.value, ports.now())) === 'stale') return stale
    const at = ports.now()
    const waiting = (await store.outbox()).filter(isUnsent)
    const held = waiting.filter((item) => isHeld(item, at))
    const unsent = waiting.length - held.length
    if (held.length > 0) {
      const next = Math.min(...held.map((item) => item.notBefore ?? at))
      ports.after(next - at, wake)
    }
    const { minIntervalMs } = header
    const more = footer.more || ((await store.meta()).wanted ?? []).length > 0
    return { kind: 'pulled', turn, more, changes: footer.count, unsent, minIntervalMs }
  }

  async function push(turn: number, batch: number): Promise<Happening> {
    const at = ports.now()
    const waiting = (await store.outbox()).filter((item) => item.state === 'waiting' && !isHeld(item, at))
    files.want(waiting.map(({ mutation }) => mutation))
    const { clientId, epoch, items } = await store.seal(batch, PUSH_LIMIT_BYTES - 8_192, at, files.isReady)
    if (items.length === 0 || epoch === null) return { kind: 'nothing-to-push', turn }
    const nameOf = (item: OutboxItem) => `${clientId} ${item.n} ${item.mutation.id}`
    const fresh = items.filter((item) => !journaled.has(nameOf(item)))
    if (fresh.length > 0) {
      // Numbers, too, must survive the loss of the store before the server may see them.
      await keep(
        fresh.map(({ mutation, n }) => ({ kind: 'sealed', mutationId: mutation.id, clientId, n: n ?? 0, epoch })),
      )
      for (const item of fresh) journaled.add(nameOf(item))
    }
    const mutations = items.map(({ mutation, n, replay }) => ({ n: n ?? 0, replay, mutation }))
    const request = { proto: PROTOCOL_VERSION, schema: SCHEMA_VERSION, epoch, clientId, mutations }
    const answer = await desk.call('sync.push', request)
    if (!answer.ok) return { kind: 'failed', turn, during: 'push', failure: answer.failure }
    const verdicts: AckVerdict[] = []
    let expected: number | null = null
    for (const verdict of answer.value.verdicts) {
      if (verdict.status === 'gap') {
        expected = verdict.expect
        break
      }
      if (verdict.status === 'files') {
        // Swept meanwhile, or lost by a restore: it waits for them again, and what stands behind it goes first.
        files.missing(verdict.missing)
        expected = verdict.n
        break
      }
      const { id, n } = verdict
      if (verdict.status === 'rejected')
        verdicts.push({ id, n, kind: 'rejected', code: verdict.code, reference: verdict.reference })
      else verdicts.push({ id, n, kind: 'done', shard: verdict.shard, seq: verdict.seq })
    }
    const moved = await store.recordVerdicts(verdicts, ports.now())
    if (expected !== null) await fillGap(expected)
    // A refused text stays in the journal until the agent has dealt with it.
    const done = moved.filter((item) => item.state === 'acked')
    if (done.length > 0) await keep(done.map(({ mutation }) => ({ kind: 'done', mutationId: mutation.id })))
    if (moved.length === 0 && expected === null) {
      // Sending the same again at once would bring the same again.
      return { kind: 'failed', turn, during: 'push', failure: { kind: 'unreachable', detail: 'no verdict' } }
    }
    return { kind: 'pushed', turn }
  }

  /** Throws where the journal's disk fails. Without a journal (the web edition) the store alone has it. */
  async function keep(entries: JournalEntry[]): Promise<void> {
    const kept = await desk.call('journal.append', { entries })
    if (!kept.ok && kept.failure.kind !== 'not-available')
      throw new Error(`The journal did not take the entries (${kept.failure.kind}). Free some disk space.`)
  }

  /** The server waits for an earlier number: what it has forgotten is sent again, numbered from there. */
  async function fillGap(expected: number): Promise<void> {
    const { epoch, cursor } = await store.meta()
    await adoptEpoch({ epoch, forkHead: cursor, lmid: expected - 1 })
  }

  /** The journal first: it counts as done what the server had taken and must now be sent again. */
  async function adoptEpoch(to: NewEpoch): Promise<void> {
    const entries = (await store.forgottenBy(to)).flatMap(
      ({ mutation, order, clientId, n, sentIn }): JournalEntry[] => [
        { kind: 'intent', order, mutation },
        { kind: 'sealed', mutationId: mutation.id, clientId, n, ...(sentIn === null ? {} : { epoch: sentIn }) },
      ],
    )
    for (let at = 0; at < entries.length; at += JOURNAL_CHUNK) await keep(entries.slice(at, at + JOURNAL_CHUNK))
    await store.adoptEpoch(to)
    files.forget()
  }

  async function mend(mending: Mending): Promise<void> {
    if (mending.mend === 'number-anew') await numberAnew()
    else if (mending.mend === 'fetch-anew') {
      knownDamaged = store.shelf.damaged().length
      if (knownDamaged > 0) ports.failed(new Error(`${knownDamaged} values of the local store could not be opened.`))
      await store.fetchAnew()
    } else if (mending.mend === 'set-aside') {
      await store.setAside()
      await numberAnew()
    } else if (mending.failure.kind === 'epoch') await adoptEpoch(mending.failure)
    else await adoptEpoch({ epoch: null, forkHead: {}, lmid: Number.MAX_SAFE_INTEGER, isBehind: true })
  }

  /** A new name and numbers from 1. The journal first: a reset store must not go on under the old name. */
  async function numberAnew(): Promise<void> {
    const clientId = ports.newId() as ClientId
    const { generation } = await store.meta()
    await keep([{ kind: 'client', clientId, generation }])
    await store.renumber(clientId)
  }

  async function look(): Promise<void> {
    try {
      const unsent = (await store.outbox()).filter(isUnsent)
      const oldest = unsent.length === 0 ? null : Math.min(...unsent.map(({ mutation }) => mutation.stamp.at))
      const isDamaged = store.shelf.damaged().length > knownDamaged
      take({ kind: 'tick', oldestUnsentAt: oldest as EpochMs | null, isDamaged })
    } catch (error) {
      ports.failed(error)
    }
  }

  const wake = () => take({ kind: 'wanted' })
  const stops = [
    desk.on('sync.poked', wake),
    desk.on('link.changed', ({ stream }) => stream === 'open' && wake()),
    desk.on('power.resumed', wake),
    desk.on('session.changed', (session) => take({ kind: 'session', isSignedIn: session.state === 'signed-in' })),
    ports.every(WATCH_EVERY_MS, () => void track(look())),
  ]
  return {
    /** Try now: an action was kept, or the agent asked. */
    wake,
    state: () => state,
    /** Resolves when nothing is under way: the engine rests, waits for a timer or for a sign-in. */
    idle: () => (underWay === 0 ? Promise.resolve() : new Promise<void>((tell) => told.push(tell))),
    stop() {
      isStopped = true
      stopTimer()
      for (const stop of stops) stop()
    },
  }
}
