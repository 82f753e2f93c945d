import type { ArticleId, CaseId } from '../../domain/kernel/ids.ts'
import type { ArticleRecord } from '../../domain/knowledge/article.ts'
import type { SealedBlocks } from '../data/sealed-blocks.ts'
import { makeArticleIndex } from './article-index.ts'
import type { ConversationIndex, SaidText } from './conversation-index.ts'
import { IndexLost, openConversations } from './conversation-index.ts'
import type { ConversationHit } from './find-cases.ts'

/** The key of the local store: the worker seals what it keeps as the store does. */
export type SearchKey = { profileId: string; keyId: string; key: Uint8Array<ArrayBuffer> }

/** What the page asks of the worker that holds the words of the desk. `open` comes first. */
export type SearchAsked = { id: number } & (
  | { what: 'open'; key: SearchKey }
  | { what: 'hold'; caseId: CaseId; messages: readonly SaidText[] }
  /** Everything but these cases has left the desk. */
  | { what: 'retain'; caseIds: readonly CaseId[] }
  | { what: 'drop'; caseId: CaseId }
  | { what: 'articles'; articles: readonly ArticleRecord[] }
  | { what: 'find'; query: string; most: { cases: number; articles: number } }
  /** All there is has been read. */
  | { what: 'save' }
)
export type SearchFound = {
  hits: ConversationHit[]
  /** Cases in all. */
  total: number
  articles: { articleId: ArticleId; terms: string[] }[]
  articleTotal: number
}
/**
 * Of each question its answer. open: how many cases were kept; null: nothing of use, or not all there was. Absent: it was done. `isLost`: what was
 * kept is damaged or gone; the worker answers nothing any more and is to be started anew.
 */
export type SearchAnswered = { id: number; kept?: number | null; found?: SearchFound; isFailed?: true; isLost?: true }

/** Where the disk gives no database all stays in memory. */
const NO_DISK: SealedBlocks = {
  version: async () => 0,
  book: async () => ({ version: 0, bytes: null }),
  read: async (names) => names.map(() => null),
  write: async () => undefined,
  commit: () => Promise.reject(new Error('There is no database.')),
  remove: async () => undefined,
  keepOnly: async () => undefined,
  clear: async () => 0,
  close: () => undefined,
}

type Ports = {
  openBlocks(key: SearchKey): Promise<SealedBlocks>
  newId(): string
  /** Lets come what was asked meanwhile. */
  pause(): Promise<void>
  failed(error: unknown): void
}

/** Answers what is asked, one after the other, and tidies up in between. */
export function makeSearchAnswerer(ports: Ports): (asked: SearchAsked) => Promise<SearchAnswered> {
  const { newId, pause, failed } = ports
  const articles = makeArticleIndex()
  let conversations: ConversationIndex | null = null
  let isLost = false
  let isTidying = false
  let turn: Promise<unknown> = Promise.resolve()

  const openKept = async (key: SearchKey) =>
    openConversations({ blocks: await ports.openBlocks(key), newId, failed }).catch((error: unknown) => {
      failed(error)
      return openConversations({ blocks: NO_DISK, newId, failed: () => undefined })
    })

  async function answer(asked: SearchAsked): Promise<Omit<SearchAnswered, 'id'>> {
    if (asked.what === 'open') {
      conversations = await openKept(asked.key)
      return { kept: conversations.isWhole() ? conversations.caseIds().length : null }
    }
    if (asked.what === 'articles') {
      // Reads a few at a time; whoever asks meanwhile does not wait for the rest.
      articles.take(asked.articles).catch(failed)
      return {}
    }
    if (isLost) return { isLost }
    if (conversations === null) return { isFailed: true }
    switch (asked.what) {
      case 'hold':
        await conversations.hold(asked.caseId, asked.messages)
        break
      case 'retain': {
        const wanted = new Set(asked.caseIds)
        for (const caseId of conversations.caseIds()) if (!wanted.has(caseId)) await conversations.drop(caseId)
        break
      }
      case 'drop':
        await conversations.drop(asked.caseId)
        break
      case 'save':
        await conversations.save(true)
        break
      case 'find': {
        const said = await conversations.find(asked.query, asked.most.cases)
        const read = articles.find(asked.query, 'all')
        const most = read.slice(0, asked.most.articles)
        return {
          found: {
            ...said,
            articles: most.map(({ articleId, terms }) => ({ articleId, terms: [...terms] })),
            articleTotal: read.length,
          },
        }
      }
    }
    tidySoon(conversations)
    return {}
  }

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }
  /** Whoever has asked meanwhile comes first, after each little piece of it. */
  function tidySoon(index: ConversationIndex): void {
    if (isTidying) return
    isTidying = true
    pause()
      .then(() => inTurn(async () => !isLost && (await index.tidy())))
      .then(
        (goesOn) => {
          isTidying = false
          if (goesOn) tidySoon(index)
        },
        async (error: unknown) => {
          isTidying = false
          await giveUpIfLost(error)
          failed(error)
        },
      )
      .catch(failed)
  }
  async function giveUpIfLost(error: unknown): Promise<void> {
    if (!(error instanceof IndexLost) || isLost) return
    isLost = true
    await conversations?.discard()
  }

  return (asked) =>
    inTurn(async (): Promise<SearchAnswered> => {
      try {
        return { ...(await answer(asked)), id: asked.id }
      } catch (error) {
        // Whether it can be removed or not: the next start finds out.
        await giveUpIfLost(error).catch(failed)
        if (isLost) return { id: asked.id, isLost }
        failed(error)
        return { id: asked.id, isFailed: true }
      }
    })
}
