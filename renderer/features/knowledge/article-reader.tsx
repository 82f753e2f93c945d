import { useEffect, useRef } from 'react'
import type { ArticleRecord } from '../../../domain/knowledge/article.ts'
import { Button } from '../../kit/button.tsx'
import { useFormat } from '../../words/format.ts'
import { useWords } from '../../words/use-words.ts'
import { ArticleActions, ArticleMeta } from './article-actions.tsx'
import { ArticleText } from './article-text.tsx'

/** One article, to be read. Esc goes back to the list, Enter inserts it. */
export function ArticleReader(props: {
  article: ArticleRecord
  now: number
  onInsert: (() => void) | null
  onClose: () => void
}) {
  const words = useWords()
  const format = useFormat()
  const { article, onInsert, onClose } = props
  const body = useRef<HTMLElement>(null)
  useEffect(() => body.current?.focus(), [article.id])
  return (
    <article
      ref={body}
      className="knowledge-reader"
      tabIndex={0}
      aria-label={article.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation()
          onClose()
        } else if (event.key === 'Enter' && !event.shiftKey && event.target === body.current) {
          onInsert?.()
        }
      }}
    >
      <div className="knowledge-reader-head">
        <Button tone="quiet" onPress={onClose}>
          {words('knowledge.back')}
          <kbd aria-hidden="true">{words('knowledge.key.escape')}</kbd>
        </Button>
        <h2 className="knowledge-reader-title" dir="auto">
          {article.title}
        </h2>
        <ArticleMeta article={article} day={format.day(article.changedAt, props.now)} />
      </div>
      <ArticleText markdown={article.body} />
      <div className="knowledge-reader-foot">
        <ArticleActions article={article} onInsert={onInsert} />
      </div>
    </article>
  )
}
