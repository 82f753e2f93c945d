import type { Author, Visibility } from '../../domain/cases/message.ts'
import type { Channel } from '../../domain/cases/channel.ts'
import type { ArticleId, CaseId, MessageId } from '../../domain/kernel/ids.ts'
import type { EpochMs } from '../../domain/kernel/time.ts'
import type { Live, QueueRow } from '../data/repository.ts'

/** A stretch of a text; a hit is drawn marked. */
export type MarkedPart = { text: string; isHit: boolean }

/** A case in which it was said, with the message that says it best. */
export type SaidHit = {
  caseId: CaseId
  row: QueueRow
  messageId: MessageId
  author: Author
  visibility: Visibility
  channel: Channel
  writtenAt: EpochMs
  excerpt: MarkedPart[]
  /** How many more messages of the case have one of the words. */
  more: number
}
export type ArticleFound = { articleId: ArticleId; title: MarkedPart[]; excerpt: MarkedPart[] }

export type WordsFound = {
  query: string
  said: SaidHit[]
  /** Cases in which it was said, also those that are not listed. */
  saidTotal: number
  articles: ArticleFound[]
  articleTotal: number
}

/**
 * How far the desk has read what was said. `isReading`: for the first time, so that older things are not found yet.
 * `isBehind`: since the start not everything has been looked at again, so that the newest may be missing.
 */
export type SearchProgress = { isReading: boolean; isBehind: boolean; read: number; total: number }

/** Finds words in what was said and in the articles, on this desk alone. Neither the page nor the network is waited for. */
export type DeskSearch = {
  /** Null: another query came after it, or nothing can be searched. */
  find(query: string): Promise<WordsFound | null>
  progress: Live<SearchProgress>
}
