import { useEffect, useRef } from 'react'
import type { ArticleRecord } from '../../../domain/knowledge/article.ts'
import { useFormat } from '../../words/format.ts'
import type { WordsKey } from '../../words/catalogue.ts'
import { useWords } from '../../words/use-words.ts'
import { ArticleActions, ArticleMeta } from './article-actions.tsx'
import { markWords, snippetOf } from '../../search/mark-words.ts'
import type { ShownArticle } from './order-articles.ts'
import { plainText } from '../../search/plain-text.ts'

const titleOf: Record<ShownArticle['why'], WordsKey> = {
  found: 'knowledge.list',
  case: 'knowledge.for-case',
  used: 'knowledge.used',
}

export const rowId = (listId: string, article: ArticleRecord) => `${listId}-${article.id}`

/** The articles in their groups. The search field keeps the focus and moves the active one. */
export function ArticleList(props: {
  id: string
  shown: readonly ShownArticle[]
  active: ArticleRecord | null
  now: number
  onActivate: (article: ArticleRecord) => void
  onInsert: ((article: ArticleRecord) => void) | null
  onRead: (article: ArticleRecord) => void
}) {
  const words = useWords()
  const groups = (['found', 'case', 'used'] as const).map((why) => ({
    why,
    shown: props.shown.filter((each) => each.why === why),
  }))
  return (
    <div className="knowledge-list" role="grid" id={props.id} aria-label={words('knowledge.list')}>
      {groups.map(({ why, shown }) =>
        shown.length === 0 ? null : (
          <div key={why} role="rowgroup" aria-label={words(titleOf[why])}>
            {why === 'found' ? null : (
              <p className="knowledge-group muted" aria-hidden="true">
                {words(titleOf[why])}
              </p>
            )}
            {shown.map((each) => (
              <Row key={each.article.id} {...props} hit={each} isActive={each.article.id === props.active?.id} />
            ))}
          </div>
        ),
      )}
    </div>
  )
}

function Row({
  id,
  hit: { article, terms },
  isActive,
  now,
  onActivate,
  onInsert,
  onRead,
}: Omit<Parameters<typeof ArticleList>[0], 'shown' | 'active'> & { hit: ShownArticle; isActive: boolean }) {
  const format = useFormat()
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    <div
      ref={row}
      role="row"
      id={rowId(id, article)}
      className="knowledge-row"
      aria-selected={isActive}
      onMouseDown={(event) => {
        // The words typed keep the caret; a button in the row still takes its press.
        if (!isActive) event.preventDefault()
        onActivate(article)
      }}
    >
      <div role="gridcell">
        <p className="knowledge-title" dir="auto">
          <Marked text={article.title} terms={terms} />
        </p>
        <p className="knowledge-snippet soft" dir="auto">
          <Marked text={snippetOf(plainText(article.body), terms)} terms={terms} />
        </p>
        <ArticleMeta article={article} day={format.day(article.changedAt, now)} />
      </div>
      {isActive ? (
        <div role="gridcell">
          <ArticleActions
            article={article}
            onInsert={onInsert === null ? null : () => onInsert(article)}
            onRead={() => onRead(article)}
          />
        </div>
      ) : null}
    </div>
  )
}

function Marked({ text, terms }: { text: string; terms: ReadonlySet<string> }) {
  return markWords(text, terms).map((part, at) => (part.isHit ? <mark key={at}>{part.text}</mark> : part.text))
}
