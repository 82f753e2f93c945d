import type { ArticleRecord } from '../../../domain/knowledge/article.ts'
import { Button } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'
import { isForCustomers } from './hand-over.ts'

/** What can be done with an article. The keys stand on the buttons; the search field and the reader answer them. */
export function ArticleActions(props: {
  article: ArticleRecord
  /** Null: there is no case to insert it into. */
  onInsert: (() => void) | null
  /** Absent: it is being read already. */
  onRead?: () => void
}) {
  const words = useWords()
  const { onInsert, onRead } = props
  const enter = words('keys.enter')
  return (
    <div className="row knowledge-actions">
      {onInsert === null ? (
        <span className="muted">{words('knowledge.no-case')}</span>
      ) : (
        <Button onPress={onInsert}>
          {words(isForCustomers(props.article) ? 'knowledge.insert' : 'knowledge.insert.note')}
          <kbd aria-hidden="true">{enter}</kbd>
        </Button>
      )}
      {onRead === undefined ? null : (
        <Button tone="quiet" onPress={onRead}>
          {words('knowledge.read')}
          <kbd aria-hidden="true">{`${words('keys.shift')} ${enter}`}</kbd>
        </Button>
      )}
    </div>
  )
}

/** Which version it is, whose, and that it stays in the house. */
export function ArticleMeta({ article, day }: { article: ArticleRecord; day: string }) {
  const words = useWords()
  return (
    <p className="knowledge-meta muted">
      {words('knowledge.version', { version: article.version, day, by: article.changedBy })}{' '}
      {isForCustomers(article) ? null : <span className="knowledge-internal">{words('knowledge.internal')}</span>}
    </p>
  )
}
