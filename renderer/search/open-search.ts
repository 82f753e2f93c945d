import type { ArticleRecord } from '../../domain/knowledge/article.ts'
import type { CaseId } from '../../domain/kernel/ids.ts'
import type { DeskRepository, QueueRow } from '../data/repository.ts'
import type { Shelf } from '../data/store-port.ts'
import type { ArticleFound, DeskSearch, SaidHit, SearchProgress, WordsFound } from '../deps/search-port.ts'
import type { SearchFound, SearchKey } from './answer-search.ts'
import type { AskSearch, SearchWorker } from './ask-worker.ts'
import { askWorker } from './ask-worker.ts'
import { bestMessage } from './best-message.ts'
import type { ConversationHit } from './find-cases.ts'
import type { Reading } from './keep-reading.ts'
import { keepReading, saidIn } from './keep-reading.ts'
import { markWords, snippetOf } from './mark-words.ts'
import { plainText } from './plain-text.ts'

type Ports = {
  start(): SearchWorker
  key: SearchKey
  shelf: Pick<Shelf, 'rows' | 'watch'>
  repository: Pick<DeskRepository, 'queue' | 'articles' | 'currentAt'>
  whenIdle(run: () => void): void
  /** The same, for what goes on for minutes. */
  whenQuiet(run: () => void): void
  after(ms: number, run: () => void): () => void
  failed(error: unknown): void
}

/** More of them nobody reads; another word is quicker. */
const MOST = { cases: 8, articles: 4 }
/** What has changed is kept this often: each time a small segment comes to the others, and it can be read again. */
const SAVE_EVERY_MS = 10 * 60_000
/** After another window wrote. */
const READ_AGAIN_AFTER_MS = 60_000
/** A worker that breaks again and again is not worth the battery. */
const MOST_STARTS = 3
/** Of a longer message only so much is looked through for the lines that are shown. */
const LONGEST = 20_000

/** Starts the worker, feeds it with what lies on the desk and what changes there, and asks it for what is sought. */
export function openSearch(ports: Ports): DeskSearch & { close(): void } {
  const { shelf, repository, whenIdle, whenQuiet, after, failed } = ports
  let list: readonly QueueRow[] = []
  let articles: ReadonlyMap<string, ArticleRecord> = new Map()
  let ask: AskSearch | null = null
  let hurry = () => Promise.resolve()
  let stop = () => {}
  let starts = 0
  /** The server has given this desk all that it may have, at least once. */
  let isComplete = false
  let isClosed = false

  let progress: SearchProgress = { isReading: true, isBehind: true, read: 0, total: 0 }
  const watchers = new Set<(progress: SearchProgress) => void>()
  const tell = (next: SearchProgress) => {
    progress = next
    for (const watcher of watchers) watcher(next)
  }

  /** Whoever asks while the worker starts waits for it; nothing else waits for them. */
  let started = () => {}
  let ready = new Promise<void>((resolve) => (started = resolve))

  async function begin(): Promise<void> {
    starts += 1
    const worker = askWorker(ports.start(), () => {
      stop()
      ask = null
      started()
      if (isClosed || starts === MOST_STARTS) return
      ready = new Promise((resolve) => (started = resolve))
      void begin()
    })
    stop = worker.end
    const opened = await worker.ask({ what: 'open', key: ports.key })
    if (opened === null || isClosed) return
    // What was kept answers at once; what has changed since is read behind that.
    const isKept = (opened.kept ?? null) !== null
    tell({ ...progress, isReading: !isKept, isBehind: true })
    const ends = [worker.end]
    stop = () => {
      for (const end of ends.splice(0)) end()
    }
    const reading = read(worker.ask, ends)
    hurry = reading.hurry
    let before: readonly QueueRow[] = []
    const queue = repository.queue().subscribe((rows) => {
      list = rows
      ask = worker.ask
      started()
      // The queue changes with each thing that is done, and mostly there is no case more in it: most rows are where they were.
      reading.add(newestFirst(rows.filter((row, at) => row !== before[at] && !reading.has(row.case.id))))
      before = rows
    }, failed)
    const current = repository.currentAt().subscribe((at) => {
      isComplete = at !== null
      if (isComplete) reading.look()
    }, failed)
    const shelved = repository.articles().subscribe((list) => {
      articles = new Map(list.map((article) => [article.id, article]))
      whenIdle(() => void worker.ask({ what: 'articles', articles: list }))
    }, failed)
    ends.push(
      () => queue.unsubscribe(),
      () => current.unsubscribe(),
      () => shelved.unsubscribe(),
    )
  }

  function read(asks: AskSearch, ends: (() => void)[]): Reading {
    let isRetained = false
    let stopSaving: (() => void) | null = null
    let stopWaiting: (() => void) | null = null
    const settle = () => {
      // All there is has been read: what is held beyond that has left the desk while nobody looked.
      if (!isRetained) void asks({ what: 'retain', caseIds: [...list.map((row) => row.case.id), ...reading.ids()] })
      if (!isRetained || progress.isReading) void asks({ what: 'save' })
      isRetained = true
      stopSaving ??= after(SAVE_EVERY_MS, () => {
        stopSaving = null
        void asks({ what: 'save' })
      })
    }
    const reading = keepReading({
      shelf,
      whenIdle,
      whenQuiet,
      failed,
      hold: async (caseId, messages) => (await asks({ what: 'hold', caseId, messages })) !== null,
      drop: (caseId) => void asks({ what: 'drop', caseId }),
      lostTrack() {
        stopWaiting ??= after(READ_AGAIN_AFTER_MS, () => {
          stopWaiting = null
          isRetained = false
          reading.again(newestFirst(list))
        })
      },
      moved() {
        const { read: done, total } = reading.counts()
        // Before the desk's cases are known, there is not nothing to read.
        const isOver = ask !== null && isComplete && done >= total
        if (isOver) settle()
        tell({
          isReading: progress.isReading && !isOver,
          isBehind: progress.isBehind && !isOver,
          read: done,
          total,
        })
      },
    })
    ends.push(
      reading.stop,
      () => stopSaving?.(),
      () => stopWaiting?.(),
    )
    return reading
  }

  async function excerptOf(hit: ConversationHit): Promise<SaidHit | null> {
    const row = list.find((each) => each.case.id === hit.caseId)
    if (row === undefined) return null
    const best = bestMessage(saidIn(await shelf.rows({ caseId: hit.caseId })), hit)
    if (best === null) return null
    const { id, author, visibility, channel, writtenAt, body } = best.message
    return {
      caseId: hit.caseId,
      row,
      messageId: id,
      author,
      visibility,
      channel,
      writtenAt,
      excerpt: marked(body, new Set(hit.terms)),
      more: best.more,
    }
  }
  function articleOf({ articleId, terms }: SearchFound['articles'][number]): ArticleFound[] {
    const article = articles.get(articleId)
    const hits = new Set(terms)
    return article === undefined
      ? []
      : [{ articleId, title: markWords(article.title, hits), excerpt: marked(plainText(article.body), hits) }]
  }

  async function look(query: string, isAgain = false): Promise<WordsFound | null> {
    await ready
    await hurry()
    const answered = await ask?.({ what: 'find', query, most: MOST })
    // It broke, or what it had on the disk turned out to be damaged: the next one is being started.
    if (answered === null && !isAgain) return look(query, true)
    const found = answered?.found
    if (found === undefined) return null
    const said = (await Promise.all(found.hits.map(excerptOf))).filter((hit) => hit !== null)
    return {
      query,
      said,
      // What turned out to be gone is not counted.
      saidTotal: found.total - (found.hits.length - said.length),
      articles: found.articles.flatMap(articleOf),
      articleTotal: found.articleTotal,
    }
  }

  /** The newest query; whoever asked before it is told that it was overtaken. */
  let wanted: { query: string; answer: (found: WordsFound | null) => void } | null = null
  let isAsking = false
  async function answerNewest(): Promise<void> {
    if (isAsking) return
    isAsking = true
    while (wanted !== null) {
      const { query, answer } = wanted
      wanted = null
      const found = await look(query).catch((error: unknown) => {
        failed(error)
        return null
      })
      answer(wanted === null ? found : null)
    }
    isAsking = false
  }

  whenIdle(() => void begin())
  return {
    find: (query) =>
      new Promise((answer) => {
        wanted?.answer(null)
        wanted = { query, answer }
        void answerNewest()
      }),
    progress: {
      getValue: () => progress,
      subscribe(next) {
        watchers.add(next)
        next(progress)
        return { unsubscribe: () => void watchers.delete(next) }
      },
    },
    close() {
      isClosed = true
      ask = null
      stop()
      started()
    },
  }
}

const marked = (text: string, terms: ReadonlySet<string>) =>
  markWords(snippetOf(text.slice(0, LONGEST).replaceAll(/\s+/g, ' ').trim(), terms), terms)

const newestFirst = (list: readonly QueueRow[]): CaseId[] =>
  list
    .map(({ case: kase }) => kase)
    .toSorted((a, b) => (b.lastCustomerMessageAt ?? b.openedAt) - (a.lastCustomerMessageAt ?? a.openedAt))
    .map(({ id }) => id)
