import type { CaseRecord } from '../../../domain/cases/case.ts'
import type { CustomerRecord } from '../../../domain/cases/customer.ts'
import type { CaseId, ClientId } from '../../../domain/kernel/ids.ts'
import type { EpochMs, Ms } from '../../../domain/kernel/time.ts'
import type { Actor } from '../../../domain/people/person.ts'
import type { DeskClient } from '../../../protocol/desk-bridge.ts'
import type { PullLines, PullPage } from '../../../protocol/sync/pull.ts'
import { PULL_LARGEST_BYTES, PULL_LARGEST_ROWS } from '../../../protocol/limits.ts'
import { readLines } from '../../../protocol/sync/read-lines.ts'
import { PROTOCOL_VERSION, SCHEMA_VERSION } from '../../../protocol/version.ts'
import {
  type DeflateAnswered,
  type DeflateWorker,
  deflateBeside,
  inflateLines,
} from '../../../renderer/data/deflate.ts'
import { openDexieShelf } from '../../../renderer/data/dexie/dexie-shelf.ts'
import { listingOf } from '../../../renderer/data/listing.ts'
import { openQueueHead } from '../../../renderer/data/queue-head.ts'
import { queueNews } from '../../../renderer/data/queue-news.ts'
import { openRepository } from '../../../renderer/data/open-repository.ts'
import { rowReaderToCome } from '../../../renderer/data/row-reader.ts'
import type { Live, QueueRow } from '../../../renderer/data/repository.ts'
import { makeSealer } from '../../../renderer/data/seal.ts'
import type { Shelf, StoreMeta } from '../../../renderer/data/store-port.ts'
import { openStore, type Store } from '../../../renderer/data/store.ts'
import type { MessageRow } from '../../dataset/logical-rows.ts'
import { ME, MY_NAME, QUEUES } from '../../dataset/make-dataset.ts'
import type { Contender } from '../contender.ts'

const PAGE = 50
const PROFILE = 'benchprofile'
/** Any 32 bytes: how long sealing takes does not depend on them. */
const KEY = Uint8Array.from({ length: 32 }, (_, at) => at * 7)
const actor: Actor = { id: ME, name: MY_NAME, role: 'agent', queueIds: QUEUES }

const standOf = ({ cursor, scopes, backfill }: PullLines['footer']) => ({ cursor, scopes, backfill })

/** The first value that is known. */
const first = <Value>(live: Live<Value>) =>
  new Promise<Value>((resolve, reject) => {
    let isTold = false
    let watch: { unsubscribe(): void } | null = null
    watch = live.subscribe((value) => {
      isTold = true
      resolve(value)
      watch?.unsubscribe()
    }, reject)
    if (isTold) watch.unsubscribe()
  })

const isPaged = ({ case: { assigneeId, status } }: QueueRow, agent: string) => assigneeId === agent && status === 'open'
const byReplyDue = (a: QueueRow, b: QueueRow) => (a.case.replyDueAt ?? 0) - (b.case.replyDueAt ?? 0)
const pagedRows = (rows: readonly QueueRow[], agent: string): QueueRow[] =>
  rows
    .filter((row) => isPaged(row, agent))
    .sort(byReplyDue)
    .slice(0, PAGE)
const casesOf = (rows: readonly QueueRow[]): CaseRecord[] => rows.map((row) => row.case)

/** The page as the queue moves on: of its tens of thousands of rows only the news are looked at, as on the desk. */
function followPage(agent: string): (rows: readonly QueueRow[]) => CaseRecord[] {
  let before: readonly QueueRow[] = []
  let listed: QueueRow[] = []
  return (rows) => {
    const news = queueNews(before, rows)
    const gone = new Set(news?.gone)
    const left = news === null ? [] : listed.filter((row) => !gone.has(row))
    listed = [...left, ...(news?.come ?? rows).filter((row) => isPaged(row, agent))].sort(byReplyDue)
    before = rows
    return casesOf(listed.slice(0, PAGE))
  }
}

/** A shelf that first writes a log brings it into its blocks when it is idle, or when it is told to. */
type MayPutOff = { fold?: () => Promise<unknown> }

const after = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

function startWorker(): DeflateWorker {
  const worker = new Worker(new URL('./deflate-worker.ts', import.meta.url), { type: 'module' })
  return {
    postMessage: (asked) => worker.postMessage(asked),
    hear(answered, broke) {
      worker.addEventListener('message', ({ data }: MessageEvent<DeflateAnswered>) => answered(data))
      worker.addEventListener('error', broke)
    },
    terminate: () => worker.terminate(),
  }
}

/** As `renderer/app/when-idle.ts`: what nobody waits for waits for whoever presses keys, and each action is a press. */
const IDLE_WITHIN_MS = 500
const QUIET_MS = 250
const PATIENT_MS = 2_000
function openIdle() {
  let pressedAt = -Infinity
  return {
    pressed: () => void (pressedAt = performance.now()),
    whenIdle(run: () => void): void {
      const askedAt = performance.now()
      const look = () => {
        const left = Math.min(pressedAt + QUIET_MS, askedAt + PATIENT_MS) - performance.now()
        if (left > 0) setTimeout(look, left)
        else requestIdleCallback(run, { timeout: IDLE_WITHIN_MS })
      }
      look()
    },
  }
}

/**
 * Evenkeel's own store as the desk opens it (`renderer/app/open-desk.ts`): sealed shelf, store, repository. Pages come over
 * the bridge from the main process, which has checked them; actions go to its journal first.
 */
export function open(): Contender {
  const desk = (window as unknown as { evenkeelBridge: DeskClient }).evenkeelBridge
  let shelf: Shelf & MayPutOff
  let store: Store
  let repository: ReturnType<typeof openRepository>
  let actedAt = 0 as EpochMs
  const { pressed, whenIdle } = openIdle()
  let prepared: PullPage | null = null
  let head: Awaited<ReturnType<typeof openQueueHead>>
  /** Until the queue itself is read, its kept head is what a desk shows. */
  let isHeadShown = false

  /** As the engine asks (`renderer/sync/run-engine.ts`). `before`: the page that it follows on; else where the store stands. */
  async function ask(reqId: string, nextReqId?: string, before?: PullLines): Promise<PullLines> {
    const { epoch, clientId, cursor, scopes, backfill } = await store.meta()
    const stand = before && { epoch: before.header.epoch, clientId, ...standOf(before.footer) }
    const answer = await desk.call('sync.pull', {
      ...(stand ?? { epoch, clientId, cursor, scopes, backfill }),
      proto: PROTOCOL_VERSION,
      schema: SCHEMA_VERSION,
      pins: [],
      // The bench's main process gives the page of this name.
      reqId,
      nextReqId,
      limits: { rows: PULL_LARGEST_ROWS, bytes: PULL_LARGEST_BYTES },
    })
    if (!answer.ok) throw new Error(`The page ${reqId} did not come: ${JSON.stringify(answer.failure)}`)
    if ('changes' in answer.value) throw new Error(`The page ${reqId} did not come as lines.`)
    return answer.value
  }
  const read = (lines: PullLines): Promise<PullPage> =>
    readLines(lines, { rest: () => scheduler.yield(), inflate: inflateLines, reader: rowReaderToCome })
  const keepHead = async () => head.keepNow(pagedRows(await first(repository.queue()), ME))
  async function take(page: PullPage): Promise<void> {
    const applied = await store.applyPage(page, Date.now() as EpochMs)
    if (applied !== 'applied') throw new Error(`The page ${page.header.reqId} was ${applied}.`)
  }

  return {
    async open() {
      const sealer = await makeSealer(crypto, 'bench', KEY, PROFILE, deflateBeside(startWorker, after).deflate)
      const failed = (error: unknown) => console.error(error)
      const ports = { failed, after, whenIdle, listing: listingOf(ME) }
      shelf = await openDexieShelf(`evenkeel-${PROFILE}`, sealer, ports)
      head = await openQueueHead({ shelf, version: 'bench', after })
      const fresh: StoreMeta = {
        id: 'meta',
        generation: 'bench',
        clientId: 'bench' as ClientId,
        nextN: 1,
        nextOrder: 1,
        epoch: null,
        cursor: {},
        reach: {},
        scopes: [],
        backfill: null,
        needsSweep: false,
        lastChangeAt: null,
      }
      store = openStore(shelf, actor, () => fresh)
      repository = openRepository({
        store,
        desk,
        actor,
        now: () => Date.now() as EpochMs,
        stamp: () => ({ at: actedAt, offsetMs: 0 as Ms, monotonicMs: 0 as Ms }),
        newId: () => crypto.randomUUID(),
        committed: () => {},
      })
    },
    async load() {
      // As the engine does before the very first page.
      void rowReaderToCome()
      const askNth = (at: number, before?: PullLines) => ask(`page-${at}`, `page-${at + 1}`, before)
      let came = askNth(0)
      for (let at = 1, next = came.then(read); ; at++) {
        const [lines, reading] = [await came, next]
        if (lines.footer.more) came = askNth(at, lines)
        next = came.then(read)
        const page = await reading
        if (lines.footer.more) await shelf.room?.()
        await take(page)
        if (!lines.footer.more) return
      }
    },
    async counts() {
      const count = async (kind: string) => (await shelf.rows({ kind })).filter(({ view }) => view !== null).length
      return { cases: await count('case'), customers: await count('customer'), messages: await count('message') }
    },
    async queue(agent) {
      const whole = first(repository.queue())
      const shown = isHeadShown ? null : head.rows
      isHeadShown = true
      return casesOf(pagedRows(shown ?? (await whole), agent))
    },
    async openCase(id) {
      const [view, thread] = await Promise.all([
        first(repository.case(id as CaseId)),
        first(repository.thread(id as CaseId)),
      ])
      if (view === null) throw new Error(`The desk lacks ${id}`)
      return {
        case: view.case,
        customer: view.customer as CustomerRecord,
        messages: thread.map(({ message, delivery, sentAt }): MessageRow => ({ ...message, delivery, sentAt })),
      }
    },
    async live(agent, told) {
      const page = followPage(agent)
      const watch = repository.queue().subscribe((rows) => told(page(rows)))
      return () => watch.unsubscribe()
    },
    prepare: async (at) => void (prepared = await read(await ask(`delta-page-${at}`))),
    async apply() {
      if (prepared === null) throw new Error('No delta was prepared.')
      await take(prepared)
    },
    async compact() {
      await shelf.fold?.()
      // The desk keeps what stands at the top of the queue a little after it has moved.
      await keepHead()
      return shelf.fold !== undefined
    },
    beStrict: async () => true,
    async act(action) {
      actedAt = action.at
      pressed()
      const { caseId } = action
      const kept =
        action.kind === 'status'
          ? await repository.commit('case.setStatus', { caseId, status: action.status })
          : action.kind === 'note'
            ? await repository.commit('note.add', { caseId, messageId: action.message.id, body: action.message.body })
            : await repository.commit('reply.send', {
                caseId,
                messageId: action.message.id,
                body: action.message.body,
                channel: action.message.channel,
              })
      if (!kept.ok) throw new Error(`${action.kind} in ${caseId} was refused: ${kept.refusal}`)
      if (kept.value.kept !== 'journal') throw new Error(`${action.kind} in ${caseId} did not reach the journal.`)
    },
    close: async () => shelf.close(),
  }
}
