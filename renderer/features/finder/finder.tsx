import { useObservable } from 'dexie-react-hooks'
import type { ReactNode } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { HOUR_MS } from '../../../domain/kernel/time.ts'
import { useDeps } from '../../deps/deps.ts'
import { useGo } from '../../deps/go.ts'
import { useNow } from '../../deps/use-now.ts'
import { KeyHint } from '../../kit/button.tsx'
import { Icon } from '../../kit/icon.tsx'
import { useCommand } from '../../kit/use-command.ts'
import { useSearchList } from '../../kit/use-search-list.ts'
import { useWords } from '../../words/use-words.ts'
import type { Findable } from './find-cases.ts'
import { findCases, keepFindables } from './find-cases.ts'
import './finder.css'
import { ArticleLines, CaseLines, SaidLines } from './found-lines.tsx'
import { useWordsFound } from './use-words-found.ts'

/** More than that nobody reads; another word is quicker. */
const SHOWN = 12

/** One line that can be chosen. */
type Line = { id: string; lines: ReactNode; choose: () => void }

/**
 * Finds a case on this desk by its number, its subject, its customer or an order, and whatever was said in one or stands
 * in an article. Never asks the network.
 */
export function Finder() {
  const words = useWords()
  const go = useGo()
  const { search } = useDeps()
  const now = useNow(() => HOUR_MS)
  const input = useRef<HTMLInputElement>(null)
  const before = useRef<Element | null>(null)
  const [query, setQuery] = useState('')
  const [isIn, setIn] = useState(false)
  const all = useFindables(isIn, query.trim() !== '')
  const { found, total } = useMemo(() => findCases(all, query, SHOWN), [all, query])
  const isOpen = isIn && query.trim() !== ''
  const { found: worded, isFresh } = useWordsFound(isOpen ? query : '')
  const progress = useObservable(() => (isIn ? search.progress : nothing), [search, isIn])
  const isReading = progress?.isReading === true && progress.total > 0

  const leave = (returns: boolean) => {
    setQuery('')
    if (returns && before.current instanceof HTMLElement) before.current.focus()
    else input.current?.blur()
  }
  const cases = found.map((each): Line => {
    const { caseId } = each
    return {
      id: caseId,
      lines: <CaseLines found={each} />,
      choose() {
        leave(true)
        go.openCase(caseId)
      },
    }
  })
  const said = (worded?.said ?? []).map(
    (hit): Line => ({
      id: `said-${hit.caseId}`,
      lines: <SaidLines hit={hit} now={now} />,
      choose() {
        leave(false)
        go.openCase(hit.caseId, hit.messageId)
      },
    }),
  )
  const articles = (worded?.articles ?? []).map(
    (article): Line => ({
      id: `article-${article.articleId}`,
      lines: <ArticleLines article={article} />,
      choose() {
        leave(false)
        go.readArticle(article.articleId)
      },
    }),
  )
  // What answers an older query is still drawn, but nobody chooses it: it may be gone with the next picture.
  const choosable = !isOpen ? [] : isFresh ? [...cases, ...said, ...articles] : cases
  const { inputProps, listProps, optionProps, onKeyDown } = useSearchList({
    query,
    ids: choosable.map(({ id }) => id),
    onChoose: (id) => choosable.find((line) => line.id === id)?.choose(),
  })
  useCommand('case.find', () => {
    input.current?.focus()
    input.current?.select()
  })

  const counts = [
    total > 0 ? words('finder.count', { total, shown: found.length }) : null,
    said.length > 0 ? words('finder.said.count', { total: worded?.saidTotal ?? 0, shown: said.length }) : null,
    articles.length > 0
      ? words('finder.articles.count', { total: worded?.articleTotal ?? 0, shown: articles.length })
      : null,
  ].filter((each) => each !== null)
  const counted = counts.length === 0 ? words('finder.none') : counts.join(', ')
  return (
    <search
      className="finder"
      onFocus={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return
        setIn(true)
        before.current = event.relatedTarget
      }}
      // A long list can be reached by Tab to be scrolled, and takes the same keys.
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setIn(false)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
          event.preventDefault()
          event.stopPropagation()
          leave(true)
        } else onKeyDown(event)
      }}
    >
      <div className="finder-box">
        <Icon name="search" />
        <input
          ref={input}
          {...inputProps}
          type="search"
          aria-label={words('finder.name')}
          placeholder={words('finder.hint')}
          className="finder-input"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        {isIn ? null : <KeyHint command="case.find" />}
      </div>
      <div className="finder-found" hidden={!isOpen}>
        <div
          {...listProps}
          tabIndex={0}
          aria-activedescendant={inputProps['aria-activedescendant']}
          aria-label={words('finder.found')}
          className="finder-list"
        >
          {isOpen ? (
            <>
              <Group name={words('finder.cases')} lines={cases} optionProps={optionProps} />
              <Group
                name={words('finder.said')}
                lines={said}
                optionProps={optionProps}
                aside={isReading ? words('finder.reading', { read: progress.read, total: progress.total }) : null}
              />
              <Group name={words('finder.articles')} lines={articles} optionProps={optionProps} />
            </>
          ) : null}
        </div>
        <p className="finder-count" role="status">
          {isOpen ? (isReading ? `${counted}; ${words('finder.stillReading')}` : counted) : ''}
        </p>
      </div>
    </search>
  )
}

type GroupProps = {
  name: string
  lines: readonly Line[]
  optionProps: ReturnType<typeof useSearchList>['optionProps']
  /** Stands beside the name, also where there is nothing yet. */
  aside?: string | null
}

function Group({ name, lines, optionProps, aside = null }: GroupProps) {
  const head = (
    <p className="finder-group" aria-hidden="true">
      <span className="strong">{name}</span>
      <span className="num">{aside}</span>
    </p>
  )
  if (lines.length === 0) return aside === null ? null : head
  return (
    <div role="group" aria-label={name}>
      {head}
      {lines.map(({ id, lines: drawn }) => (
        <div key={id} {...optionProps(id)} className="finder-case">
          {drawn}
        </div>
      ))}
    </div>
  )
}

const NONE: readonly Findable[] = []

/** Made ready while somebody looks, some at a time; what is not ready when they type is made then. */
function useFindables(isWanted: boolean, isAsked: boolean): readonly Findable[] {
  const { repository, timers } = useDeps()
  const [sourceOf] = useState(keepFindables)
  const rows = useObservable(() => (isWanted ? repository.queue() : nothing), [repository, isWanted])
  const people = useObservable(() => (isWanted ? repository.customers() : nothing), [repository, isWanted])
  const orders = useObservable(() => (isWanted ? repository.orders() : nothing), [repository, isWanted])
  const source = useMemo(() => {
    if (rows === undefined || people === undefined) return null
    const cases = rows.map((row) => row.case)
    // They may have to come from the disk first, and most cases are found without.
    return sourceOf(cases, people, orders ?? [])
  }, [sourceOf, rows, people, orders])
  useEffect(() => {
    if (source === null) return
    let stop = () => {}
    const go = () => {
      if (source.makeSome()) stop = timers.after(0, go)
    }
    stop = timers.after(0, go)
    return () => stop()
  }, [source, timers])
  return useMemo(() => (source === null || !isAsked ? NONE : source.all()), [source, isAsked])
}

const nothing = { subscribe: () => ({ unsubscribe() {} }), getValue: () => undefined }
