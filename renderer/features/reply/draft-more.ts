import type { Attachment } from '../../../domain/cases/attachment.ts'
import type { TemplateId } from '../../../domain/kernel/ids.ts'
import type { ArticleLink } from '../../../domain/knowledge/article.ts'
import type { StagedAction } from '../../../domain/replying/staged-action.ts'
import type { Stretch } from './stretches.ts'

/** Why a reply that was sent stands in the composer again. */
export type CameBack = 'chat_ended'

/** What stands in the composer beside its two texts. Kept with the draft. */
export type More = {
  actions: StagedAction[]
  links: ArticleLink[]
  templateIds: TemplateId[]
  /** Files whose bytes are safe on this machine. */
  attachments: Attachment[]
  /** Where the reply holds what a placeholder brought, unchanged since. */
  filled: readonly Stretch[]
  cameBack: CameBack | null
}

export const NO_MORE: More = {
  actions: [],
  links: [],
  templateIds: [],
  attachments: [],
  filled: [],
  cameBack: null,
}

export const isNoMore = (more: More): boolean =>
  more.actions.length + more.links.length + more.templateIds.length + more.attachments.length === 0 &&
  more.cameBack === null

/** As the draft keeps it. Undefined: nothing worth keeping. */
export const writeMore = (more: More): string | undefined => (isNoMore(more) ? undefined : JSON.stringify(more))

const listOf = <Item>(value: unknown): Item[] => (Array.isArray(value) ? (value as Item[]) : [])

/** Written by this desk, or by the repository for a message that came back; that one knows fewer parts. */
export function readMore(json: string | undefined): More {
  if (json === undefined) return NO_MORE
  try {
    const read = JSON.parse(json) as Partial<Record<keyof More, unknown>> | null
    return {
      actions: listOf(read?.actions),
      links: listOf(read?.links),
      templateIds: listOf(read?.templateIds),
      attachments: listOf(read?.attachments),
      filled: listOf(read?.filled),
      cameBack: read?.cameBack === 'chat_ended' ? 'chat_ended' : null,
    }
  } catch {
    return NO_MORE
  }
}

const keyOf = (item: unknown): string => JSON.stringify(item)
const joined = <Item>(a: readonly Item[], b: readonly Item[]): Item[] => [
  ...new Map([...a, ...b].map((item) => [keyOf(item), item])).values(),
]

/** Both, each thing once. A case has one status: the later one wins. */
export function joinMore(a: More, b: Partial<More>): More {
  const added = b.actions ?? []
  const kept = added.some(({ kind }) => kind === 'status')
    ? a.actions.filter(({ kind }) => kind !== 'status')
    : a.actions
  return {
    actions: joined(kept, added),
    links: joined(a.links, b.links ?? []),
    templateIds: joined(a.templateIds, b.templateIds ?? []),
    attachments: joined(a.attachments, b.attachments ?? []),
    filled: [...a.filled, ...(b.filled ?? [])],
    cameBack: b.cameBack ?? a.cameBack,
  }
}
