import type { Attachment } from './attachment.ts'
import type { CaseId, ContactId, CustomerId, MessageId, UserId } from '../kernel/ids.ts'
import type { ArticleLink } from '../knowledge/article.ts'
import type { EpochMs } from '../kernel/time.ts'
import type { Channel } from './channel.ts'

/** Who wrote an entry. The name is kept as it was when it was written. */
export type Author =
  | { kind: 'customer'; id: CustomerId; name: string }
  | { kind: 'agent'; id: UserId; name: string }
  | { kind: 'system'; name: string }

/** public: the customer sees it (message). note: only the team sees it. */
export const VISIBILITIES = ['public', 'note'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** One entry of a case's thread. Written once, never changed; its delivery is a separate record. */
export type MessageRecord = {
  id: MessageId
  caseId: CaseId
  /** The contact it belongs to. Null: written outside any contact. */
  contactId: ContactId | null
  author: Author
  visibility: Visibility
  channel: Channel
  /** Plain text. */
  body: string
  /** The mail as its sender laid it out, unchanged and not to be trusted. Null: there was only plain text. */
  html: string | null
  /** Articles given to the customer with it. */
  links: ArticleLink[]
  /** Files that go with it. Absent: none. */
  attachments?: Attachment[] | undefined
  /** When it was written, on the writer's clock corrected by the known offset. */
  writtenAt: EpochMs
  /** When the server took it. Null: it has not reached the server yet. */
  receivedAt: EpochMs | null
  /** 1 for the first public message of the case, 2 for the second...; given by the server. Null: a note, or not yet on the server. */
  publicOrdinal: number | null
}

/** Oldest first: what the server has, by when it took it; then what still waits, by when it was written; ids break ties. */
export function compareInThread(a: MessageRecord, b: MessageRecord): number {
  if ((a.receivedAt === null) !== (b.receivedAt === null)) return a.receivedAt === null ? 1 : -1
  const byTime = (a.receivedAt ?? a.writtenAt) - (b.receivedAt ?? b.writtenAt)
  return byTime !== 0 ? byTime : a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
