import { useObservable } from 'dexie-react-hooks'
import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import type { CaseId } from '../../../domain/kernel/ids.ts'
import { MINUTE_MS } from '../../../domain/kernel/time.ts'
import type { ArticleRecord } from '../../../domain/knowledge/article.ts'
import { useDeps } from '../../deps/deps.ts'
import { useNow } from '../../deps/use-now.ts'
import { useKeyWords } from '../../kit/button.tsx'
import { useWords } from '../../words/use-words.ts'
import { ArticleList, rowId } from './article-list.tsx'
import { ArticleReader } from './article-reader.tsx'
import { pieceOf } from './hand-over.ts'
import './knowledge.css'
import { usePlace } from './knowledge-state.ts'
import { addUsed, MOST_SHOWN, USED_SETTING } from './order-articles.ts'
import { Stamp } from './stamp.tsx'
import { useArticles } from './use-articles.ts'

/** The knowledge base beside a case; null: no case is open. */
export function KnowledgePanel({ caseId }: { caseId: CaseId | null }) {
  return <Knowledge key={caseId} caseId={caseId} />
}

function Knowledge({ caseId }: { caseId: CaseId | null }) {
  const words = useWords()
  const keyWords = useKeyWords()
  const { repository, composer } = useDeps()
  const now = useNow(() => MINUTE_MS)
  const listId = useId()
  const [place, move] = usePlace(caseId)
  const { articles, shown, usedIds } = useArticles(caseId, place.query)
  const [isNotTaken, setNotTaken] = useState(false)
  const isOffline = useObservable(useDeps().connection)?.state === 'offline'
  const currentAt = useObservable(() => repository.currentAt(), [repository])
  const field = useRef<HTMLInputElement>(null)
  const reading = articles?.find((article) => article.id === place.readingId) ?? null
  const wasReading = useRef(false)
  useEffect(() => {
    if (wasReading.current && reading === null) field.current?.focus()
    wasReading.current = reading !== null
  }, [reading])

  const listed = shown?.slice(0, MOST_SHOWN).map((each) => each.article) ?? []
  const active = listed.find((article) => article.id === place.activeId) ?? listed[0] ?? null
  const step = (by: number) => {
    const at = active === null ? 0 : listed.indexOf(active) + by
    const next = listed[Math.min(Math.max(at, 0), listed.length - 1)]
    if (next !== undefined) move({ activeId: next.id })
  }
  const read = (article: ArticleRecord) => move({ activeId: article.id, readingId: article.id })
  const insert =
    caseId === null
      ? null
      : (article: ArticleRecord) => {
          const isTaken = composer.insert(caseId, pieceOf(words, article))
          setNotTaken(!isTaken)
          if (isTaken)
            void repository.commit('settings.set', { key: USED_SETTING, value: addUsed(usedIds, article.id) })
        }
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === 'ArrowDown') step(1)
    else if (event.key === 'ArrowUp') step(-1)
    else if (event.key === 'Enter' && active !== null) (event.shiftKey ? read : insert)?.(active)
    else if (event.key === 'Escape' && place.query !== '') {
      event.stopPropagation()
      move({ query: '', activeId: null })
    } else return
    event.preventDefault()
  }

  if (reading !== null)
    return (
      <div className="knowledge">
        <ArticleReader
          article={reading}
          now={now}
          onInsert={insert === null ? null : () => insert(reading)}
          onClose={() => move({ readingId: null })}
        />
        {isNotTaken ? <NotTaken /> : null}
      </div>
    )
  const isSearched = place.query.trim() !== ''
  return (
    <div className="knowledge">
      <div className="knowledge-field">
        <input
          ref={field}
          type="search"
          className="field"
          dir="auto"
          aria-label={words('knowledge.search')}
          placeholder={words('knowledge.search')}
          aria-controls={listId}
          aria-activedescendant={active === null ? undefined : rowId(listId, active)}
          autoComplete="off"
          spellCheck={false}
          value={place.query}
          onChange={(event) => move({ query: event.target.value, activeId: null })}
          onKeyDown={onKey}
        />
        {place.query === '' ? <kbd aria-hidden="true">{keyWords('knowledge.search')}</kbd> : null}
      </div>
      {shown === undefined ? null : (
        <>
          <p className="knowledge-stamp muted">
            <span role="status">
              {isSearched
                ? words('knowledge.count', {
                    count: shown.length,
                    most: MOST_SHOWN,
                    isCut: shown.length > MOST_SHOWN ? 'yes' : 'no',
                  })
                : words('knowledge.all', { count: articles?.length ?? 0 })}
            </span>{' '}
            <Stamp at={currentAt ?? null} now={now} isOffline={isOffline} />
          </p>
          {isNotTaken ? <NotTaken /> : null}
          {listed.length === 0 ? (
            <p className="knowledge-none soft">
              {words(
                articles?.length === 0
                  ? 'knowledge.none'
                  : isSearched
                    ? 'knowledge.not-found'
                    : 'knowledge.nothing-yet',
                { query: place.query.trim() },
              )}
            </p>
          ) : (
            <ArticleList
              id={listId}
              shown={shown.slice(0, MOST_SHOWN)}
              active={active}
              now={now}
              onActivate={(article) => move({ activeId: article.id })}
              onInsert={insert}
              onRead={read}
            />
          )}
        </>
      )}
    </div>
  )
}

function NotTaken() {
  return (
    <p role="alert" className="problem knowledge-none">
      {useWords()('knowledge.not-taken')}
    </p>
  )
}
