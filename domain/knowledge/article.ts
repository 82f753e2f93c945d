import type { ArticleId } from '../kernel/ids.ts'
import type { EpochMs } from '../kernel/time.ts'

/** One article of the knowledge base, as it stands now. */
export type ArticleRecord = {
  id: ArticleId
  title: string
  /** Markdown. */
  body: string
  /** Counts from 1; grows with every change. */
  version: number
  changedAt: EpochMs
  changedBy: string
  /** True: for the team only; no link of it goes to a customer. */
  isInternal: boolean
  /** Where customers can read it. Null when internal. */
  url: string | null
  tags: string[]
}

/** That an article was given to a customer, and which version. */
export type ArticleLink = { articleId: ArticleId; title: string; version: number }
